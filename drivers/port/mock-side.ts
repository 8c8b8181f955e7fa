import type { MockPortBinding } from "@serialport/binding-mock";
import type { Port } from "./port.ts";

/** The device's side of the serial library's mock: what the driver writes is heard, what the device writes arrives. */
export function mockSide(bound: MockPortBinding): Port {
  const listeners = new Set<(bytes: Uint8Array) => void>();
  const write = bound.write.bind(bound);
  bound.write = async (bytes) => {
    await write(bytes);
    for (const listener of listeners) listener(bytes);
  };
  return {
    write: async (bytes) => bound.emitData(Buffer.from(bytes)),
    onBytes: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    closed: new Promise(() => {}),
    close: async () => {},
  };
}
