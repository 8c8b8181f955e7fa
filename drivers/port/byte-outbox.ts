import { PortError } from "./port.ts";
import type { Closing } from "./closing.ts";

/** Sends what is written, one write after another: parts of one must not stand between those of another. */
export class ByteOutbox {
  private readonly closing: Closing;
  private readonly send: (bytes: Uint8Array) => Promise<void>;
  private last: Promise<void> = Promise.resolve();
  private stopped = false;

  /** `send` resolves when the device has taken the bytes. */
  constructor(closing: Closing, send: (bytes: Uint8Array) => Promise<void>) {
    this.closing = closing;
    this.send = send;
  }

  /** As `Port.write`. Keeps a copy: a device may take the bytes after the caller has changed them. */
  write(bytes: Uint8Array): Promise<void> {
    const copy = Uint8Array.from(bytes);
    const sent = this.last.then(() => {
      if (this.stopped) throw new PortError("closed", "the port is closed");
      return this.send(copy);
    });
    this.last = sent.catch(() => {});
    return this.closing.watch(sent);
  }

  /** Sends nothing more; resolves when what is under way has ended. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.last;
  }
}
