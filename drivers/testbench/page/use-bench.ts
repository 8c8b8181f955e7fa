import { useCallback, useEffect, useState } from "react";
import type { BenchState } from "../state.ts";

/** Does something on the bench: a path under `/api` and its body. */
export type Act = (path: string, body?: object) => void;

/** The bench as it is, live, and the hand that changes it. */
export function useBench(): { state: BenchState | null; lost: boolean; act: Act } {
  const [state, setState] = useState<BenchState | null>(null);
  const [lost, setLost] = useState(false);

  useEffect(() => {
    const source = new EventSource("/api/events");
    source.addEventListener("open", () => setLost(false));
    source.addEventListener("message", (message) =>
      setState(JSON.parse(message.data as string) as BenchState),
    );
    // The browser connects again by itself.
    source.addEventListener("error", () => setLost(true));
    return () => source.close();
  }, []);

  const act = useCallback<Act>((path, body = {}) => {
    const options = {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    };
    // The change comes back by the event stream; only a bench that is gone needs a word.
    fetch(`/api/${path}`, options).catch(() => setLost(true));
  }, []);

  return { state, lost, act };
}
