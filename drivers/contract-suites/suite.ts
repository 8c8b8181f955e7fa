/**
 * One suite for the ticket printer and each of the small devices, the same for all lines: memory, TCP, a pseudo serial line, and a real device
 * when the environment names one. It asserts with Node's own asserts, because it runs in two test runners.
 *
 * With a real device a person is its hands, and is told what to do:
 *
 * ```
 * SCANNER_URL=serial:/dev/ttyACM0 ./node_modules/.bin/node --test drivers/contract-suites/lines.check.ts
 * ```
 *
 * Also TICKET_PRINTER_URL, RATING_PAD_URL, CALL_PADS_URL, WINDOW_LED_URL; `…_PROFILE` is the path of a profile as JSON, where the simulated
 * device's is not the right one.
 */
import type { Device, DeviceStatus } from "../device/device.ts";
import type { OpenPort, Port } from "../port/port.ts";

/** A simulated device, or a person at a real one. */
export interface Hands {
  /** Does what a person does with the device: shows a code, presses a key. `what` says which. */
  use(what: string): Promise<void>;
  /** Resolves once the device shows a text; at once where nobody can look. */
  sees(text: string): Promise<void>;
}

/** Hands that can pull the cable; the next opening finds it plugged in again. */
export interface Line {
  open: OpenPort;
  unplug(): void;
}

export interface Suite {
  name: string;
  /** The simulated device's profile. */
  profile: unknown;
  /** Makes the simulated device; `attach` plugs it into a line. */
  simulate(): Hands & { attach(port: Port): void };
  /** Plays the suite; throws an AssertionError. `profile` as the driver's settings take it. */
  play(line: Line, profile: unknown, hands: Hands): Promise<void>;
}

/** Pulls the cable and waits until the device is there again. */
export async function replug(device: Device, line: Line): Promise<void> {
  // A device that was just being written to goes as `failed`, not as `absent`.
  const gone = until(device, ({ state }) => state !== "ready");
  line.unplug();
  await gone;
  await untilReady(device);
}

/** Resolves once the device is ready. */
export function untilReady(device: Device): Promise<void> {
  return until(device, ({ state }) => state === "ready");
}

function until(device: Device, wanted: (status: DeviceStatus) => boolean): Promise<void> {
  return new Promise((resolve) => {
    if (wanted(device.health().status)) {
      resolve();
      return;
    }
    const stop = device.onStatus((status) => {
      if (!wanted(status)) return;
      stop();
      resolve();
    });
  });
}
