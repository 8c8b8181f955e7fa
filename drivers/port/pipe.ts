import { ByteInbox } from "./byte-inbox.ts";
import { Closing } from "./closing.ts";
import type { Port } from "./port.ts";

/** Two ports joined in memory. */
export interface Pipe {
  driver: Port;
  device: Port;
  /** Both ends close as unplugged. */
  unplug(): void;
}

/**
 * A line without an operating system: what one end writes, the other hears in a microtask. With an injected clock a
 * driver and its simulated device then run in virtual time.
 */
export function openPipe(): Pipe {
  const toDriver = new ByteInbox();
  const toDevice = new ByteInbox();
  const driverEnd = new Closing();
  const deviceEnd = new Closing();
  const join = (own: Closing, far: Closing, inbox: ByteInbox, outbox: ByteInbox): Port => ({
    write: (bytes) =>
      own.guard((done) => {
        const copy = Uint8Array.from(bytes);
        queueMicrotask(() => {
          if (own.isClosed) return;
          outbox.push(copy);
          done();
        });
      }),
    onBytes: (listener) => inbox.listen(listener),
    closed: own.closed,
    close: async () => {
      own.finish({ kind: "byUs" });
      far.finish({ kind: "unplugged" });
    },
  });
  return {
    driver: join(driverEnd, deviceEnd, toDriver, toDevice),
    device: join(deviceEnd, driverEnd, toDevice, toDriver),
    unplug: () => {
      driverEnd.finish({ kind: "unplugged" });
      deviceEnd.finish({ kind: "unplugged" });
    },
  };
}
