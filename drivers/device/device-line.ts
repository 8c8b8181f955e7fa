import type { DeviceClock } from "../port/clock.ts";
import type { CloseReason, Port } from "../port/port.ts";

/** How a line ended. */
export type LineEnd =
  /** `DeviceLife.stop`: nobody is interested any more. */
  | { kind: "stopped" }
  /** The line went by itself. */
  | { kind: "lost"; reason: CloseReason }
  /** The driver gave this line up, see `DeviceLine.reopen`. */
  | { kind: "reopen"; problem: string };

/** What a driver may say of a device that has a line. */
export type WorkingStatus =
  | { state: "ready" }
  | { state: "degraded"; problem: string }
  | { state: "failed"; problem: string };

/** What a line's owner hears of it. */
interface LineOwner {
  heard(): void;
  report(status: WorkingStatus): void;
}

/**
 * One open line, as the driver that talks on it sees it. Whatever is asked of it ends with it: timers, listeners,
 * and the right to say anything about the device.
 */
export class DeviceLine {
  /** Resolves once, with how the line ended. Never rejects. */
  readonly over: Promise<LineEnd>;
  private readonly port: Port;
  private readonly clock: DeviceClock;
  private readonly owner: LineOwner;
  private readonly cleanups = new Set<() => void>();
  private resolveOver: (end: LineEnd) => void = () => {};
  private ended = false;

  constructor(port: Port, clock: DeviceClock, owner: LineOwner) {
    this.port = port;
    this.clock = clock;
    this.owner = owner;
    this.over = new Promise((resolve) => {
      this.resolveOver = resolve;
    });
    void port.closed.then((reason) => this.end({ kind: "lost", reason }));
  }

  get isOver(): boolean {
    return this.ended;
  }

  /**
   * Hands bytes to the device. True once they are on their way, false when the line is over; why is told by `over`.
   * A line that refuses bytes without ending is given up as `writeFailed`.
   */
  async write(bytes: Uint8Array): Promise<boolean> {
    if (this.ended) return false;
    try {
      await this.port.write(bytes);
      return true;
    } catch {
      // A lost line says so itself, with a better reason, before anybody's next turn.
      await Promise.resolve();
      this.reopen("writeFailed");
      return false;
    }
  }

  /** Bytes as they arrive, in order. Returns the function that stops listening. */
  onBytes(listener: (bytes: Uint8Array) => void): () => void {
    return this.keep(this.port.onBytes(listener));
  }

  /** Calls once after `ms`, unless the line is over by then. Returns the function that cancels. */
  after(ms: number, fn: () => void): () => void {
    const cancel = this.keep(
      this.clock.setTimeout(() => {
        this.cleanups.delete(cancel);
        fn();
      }, ms),
    );
    return cancel;
  }

  /** The device said something that made sense. */
  heard(): void {
    if (!this.ended) this.owner.heard();
  }

  /** What the device is like now; the same again says nothing new. `ready` and `degraded` mean that it was heard. */
  report(status: WorkingStatus): void {
    if (!this.ended) this.owner.report(status);
  }

  /** What the driver itself can do is done: close the line, wait, open it anew. */
  reopen(problem: string): void {
    this.end({ kind: "reopen", problem });
  }

  /** For the owner: ends the line, with the first reason that comes. */
  end(end: LineEnd): void {
    if (this.ended) return;
    this.ended = true;
    for (const cleanup of this.cleanups) cleanup();
    this.cleanups.clear();
    this.resolveOver(end);
  }

  private keep(cleanup: () => void): () => void {
    if (this.ended) {
      cleanup();
      return () => {};
    }
    this.cleanups.add(cleanup);
    return () => {
      this.cleanups.delete(cleanup);
      cleanup();
    };
  }
}
