/**
 * What every device has in common, whatever it does: a life that starts and stops, and a health that a technician, a
 * kiosk and the hall's log can read. What it does besides (cards, slips, keys, ratings) is its own driver's.
 */
export interface Device {
  /** Opens the device and keeps it open until `stop`. Returns at once. */
  start(): void;
  /** Ends everything: no timer, listener or port is left when it resolves. Idempotent. */
  stop(): Promise<void>;
  /** What is known now. */
  health(): DeviceHealth;
  /** Tells of every change of `health().status`. Returns the function that stops it. */
  onStatus(listener: (status: DeviceStatus) => void): () => void;
}

/** `problem` is a driver's code, such as `paperNearEnd` or `silent`; a page has words for it in its languages. */
export type DeviceStatus =
  /** Not yet known: just started. */
  | { state: "starting" }
  | { state: "ready" }
  /** Works, and somebody should come before it does not. */
  | { state: "degraded"; problem: string }
  /** There, and can't work. */
  | { state: "failed"; problem: string }
  /** Not there; opened again and again. */
  | { state: "absent"; problem: string }
  /** The recovery ladder is spent: tried only now and then, until a hand does something. */
  | { state: "givenUp"; problem: string };

export interface DeviceHealth {
  status: DeviceStatus;
  /** What the device says that it is: `model`, `firmware`, `serial`, `sam`… Never a citizen's data. */
  identity: Readonly<Record<string, string>>;
  /** Since `start`: `opens`, `errors` and the driver's own, such as `reads` or `prints`. */
  counters: Readonly<Record<string, number>>;
  /** The last error's code and when, in the clock's milliseconds; null before the first. */
  lastError: { code: string; at: number } | null;
  /** When the device last said something that made sense, in the clock's milliseconds; null before the first. */
  lastHeard: number | null;
}
