import type { DeviceClock } from "./clock.ts";
import type { Port } from "./port.ts";

/** Bits on the wire for a byte: start, eight, stop. */
const BITS = 10;

/** One side of a line on which bytes take their time: what it writes arrives as slowly as at that speed. */
export function pacedPort(port: Port, clock: DeviceClock, baud: number): Port {
  let last: Promise<void> = Promise.resolve();
  return {
    ...port,
    write: (bytes) => {
      const copy = Uint8Array.from(bytes);
      last = last.then(async () => {
        await new Promise<void>((resolve) => clock.setTimeout(resolve, wireMs(copy.length, baud)));
        await port.write(copy).catch(() => {});
      });
      return last;
    },
  };
}

/** How long so many bytes are on the wire. */
export function wireMs(bytes: number, baud: number): number {
  return (bytes * BITS * 1_000) / baud;
}
