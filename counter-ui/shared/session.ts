import { useCallback, useEffect, useState } from "react";
import type { AnyRefusal } from "../../hall-server/contract/commands.ts";
import type { Session } from "../../hall-server/contract/wire.ts";

/** Who sits here, as far as the page knows. */
export type SessionState =
  | { state: "asking" }
  | { state: "out"; why: AnyRefusal | null }
  | { state: "in"; session: Session };

export type SignInAnswer = { ok: true } | { ok: false; refusal: AnyRefusal | null };

const path = "/api/session";

/** Asks the hall who is signed in, and signs in and out. A hall that can't be reached is asked again. */
export function useSession() {
  const [state, setState] = useState<SessionState>({ state: "asking" });

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    const ask = async () => {
      const answer = await whoIsIn();
      if (over) return;
      if (answer) setState(answer);
      else timer = setTimeout(() => void ask(), 2000);
    };
    void ask();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, []);

  const signIn = useCallback(async (staff: string, pin: string): Promise<SignInAnswer> => {
    try {
      const response = await fetch(path, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ staff, pin }),
      });
      if (response.ok) {
        setState({ state: "in", session: (await response.json()) as Session });
        return { ok: true };
      }
      return { ok: false, refusal: await refusalOf(response) };
    } catch {
      return { ok: false, refusal: null };
    }
  }, []);

  const signOut = useCallback(async (why: AnyRefusal | null = null) => {
    // Even if the hall does not hear it, this page lets go of the session.
    await fetch(path, { method: "DELETE" }).catch(() => undefined);
    setState({ state: "out", why });
  }, []);

  return { state, signIn, signOut };
}

/** Null when the hall gives no clear answer. */
async function whoIsIn(): Promise<SessionState | null> {
  try {
    const response = await fetch(path);
    if (response.ok) return { state: "in", session: (await response.json()) as Session };
    return response.status === 401 ? { state: "out", why: null } : null;
  } catch {
    return null;
  }
}

async function refusalOf(response: Response): Promise<AnyRefusal> {
  try {
    return ((await response.json()) as { refusal: AnyRefusal }).refusal;
  } catch {
    return { code: response.status === 429 ? "tooManyAttempts" : "internal", params: {} };
  }
}
