import { useState } from "react";
import type { AnyRefusal } from "../../hall-server/contract/commands.ts";
import { useLanguage } from "../shared/i18n.ts";
import type { SignInAnswer } from "../shared/session.ts";
import { SignIn } from "../shared/sign-in.tsx";

interface PairingProps {
  window: string;
  onPaired: () => void;
}

/** Somebody of the hall signs in once; then this browser is the window's tablet, and they are signed out again. */
export function Pairing({ window, onPaired }: PairingProps) {
  const { t } = useLanguage();
  const [why, setWhy] = useState<AnyRefusal | null>(null);
  const signIn = async (staff: string, pin: string): Promise<SignInAnswer> => {
    const answer = (await post("/api/session", { staff, pin })) ?? (await post("/api/tablet", { window }));
    if (answer !== null) {
      setWhy(answer.refusal);
      return answer;
    }
    onPaired();
    return { ok: true };
  };
  return <SignIn title={t("rating.pairing", { window })} why={why} signIn={signIn} />;
}

/** Null when it went well. */
async function post(path: string, body: object): Promise<{ ok: false; refusal: AnyRefusal | null } | null> {
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (response.ok) return null;
    return { ok: false, refusal: ((await response.json()) as { refusal: AnyRefusal }).refusal };
  } catch {
    return { ok: false, refusal: null };
  }
}
