/** Time as an argument: a hall's machine gives the real one, a test owns its own. */
export interface DeviceClock {
  /** Milliseconds that never go back. */
  now(): number;
  /** Calls `fn` once after `ms`; the returned function cancels. */
  setTimeout(fn: () => void, ms: number): () => void;
}

/** The machine's monotonic clock. */
export const systemClock: DeviceClock = {
  now: () => performance.now(),
  setTimeout: (fn, ms) => {
    const timer = setTimeout(fn, ms);
    return () => clearTimeout(timer);
  },
};
