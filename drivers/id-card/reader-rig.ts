import { openPipe } from "../port/pipe.ts";
import type { Pipe } from "../port/pipe.ts";
import { PortError } from "../port/port.ts";
import type { Port } from "../port/port.ts";
import { VirtualClock } from "../port/virtual-clock.ts";
import { CardReader } from "./card-reader.ts";
import type { CardReaderEvent, CardReaderOptions } from "./card-reader.ts";
import { SimulatedReader } from "./simulator/simulated-reader.ts";
import type { SimulatedReaderOptions } from "./simulator/simulated-reader.ts";

/** A reader on a line in memory, in virtual time; `wire` is what lies between its plug and the device. */
export function rig(
  options: SimulatedReaderOptions = {},
  wanted: Partial<CardReaderOptions> = {},
  wire: (port: Port) => Port = (port) => port,
) {
  const clock = new VirtualClock();
  const device = new SimulatedReader({ clock, ...options });
  const opened: number[] = [];
  const events: CardReaderEvent[] = [];
  const line = { plugged: true, pipe: undefined as Pipe | undefined };
  const reader = new CardReader({
    clock,
    ...wanted,
    open: async () => {
      opened.push(clock.now());
      if (!line.plugged) throw new PortError("absent", "no reader");
      line.pipe = openPipe();
      device.attach(wire(line.pipe.device));
      return line.pipe.driver;
    },
  });
  reader.onEvent((event) => events.push(event));
  const take = (): CardReaderEvent[] => events.splice(0);
  return { clock, device, reader, line, opened, take };
}

/** A `state` event. */
export const state = (name: "disconnected" | "ready" | "reading"): CardReaderEvent => ({
  kind: "state",
  state: name,
});
