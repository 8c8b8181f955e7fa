/** Runs something at once, then at most once per interval, and always once after the last request. */
export interface Coalesced {
  /** Asks for a run: now if the interval is over, else at its end. */
  soon(): void;
  /** Runs now. */
  now(): void;
  stop(): void;
}

export function coalesce(run: () => void, intervalMs: number): Coalesced {
  let timer: NodeJS.Timeout | null = null;
  let asked = false;
  const rest = () => {
    timer = null;
    if (asked) fire();
  };
  const fire = () => {
    asked = false;
    if (timer) clearTimeout(timer);
    timer = setTimeout(rest, intervalMs);
    run();
  };
  return {
    soon() {
      if (timer) asked = true;
      else fire();
    },
    now: fire,
    stop() {
      if (timer) clearTimeout(timer);
      timer = null;
      asked = false;
    },
  };
}
