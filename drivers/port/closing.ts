import { PortError } from "./port.ts";
import type { CloseReason } from "./port.ts";

/** The end of a port: happens once, keeps its first reason, and fails whatever was still being written. */
export class Closing {
  readonly closed: Promise<CloseReason>;
  private settle: (reason: CloseReason) => void = () => {};
  private reason: CloseReason | undefined;
  private readonly pending = new Set<(error: PortError) => void>();

  constructor() {
    this.closed = new Promise((resolve) => {
      this.settle = resolve;
    });
  }

  get isClosed(): boolean {
    return this.reason !== undefined;
  }

  /** The line is gone. Later calls change nothing. */
  finish(reason: CloseReason): void {
    if (this.reason !== undefined) return;
    this.reason = reason;
    for (const reject of this.pending) reject(this.error());
    this.pending.clear();
    this.settle(reason);
  }

  /**
   * Runs a write; it fails when the port closes first. Stream libraries may drop the callback of a write that was
   * under way when the device went, and a driver that awaits it would hang for ever.
   */
  guard(start: (done: (error?: Error | null) => void) => void): Promise<void> {
    if (this.reason !== undefined) return Promise.reject(this.error());
    return new Promise((resolve, reject) => {
      this.pending.add(reject);
      start((error) => {
        this.pending.delete(reject);
        if (error) reject(new PortError(this.reason === undefined ? "io" : "closed", error.message));
        else resolve();
      });
    });
  }

  /** As `guard`, for a write that is under way as a promise. */
  watch(work: Promise<void>): Promise<void> {
    if (this.reason !== undefined) {
      work.catch(() => {});
      return Promise.reject(this.error());
    }
    return new Promise((resolve, reject) => {
      this.pending.add(reject);
      work.then(
        () => {
          this.pending.delete(reject);
          resolve();
        },
        (error: Error) => {
          this.pending.delete(reject);
          reject(error instanceof PortError ? error : new PortError("io", error.message));
        },
      );
    });
  }

  private error(): PortError {
    return new PortError("closed", `the port is closed (${this.reason?.kind ?? "open"})`);
  }
}
