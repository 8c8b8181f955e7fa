import type { Simulation } from "../../device/device-kind.ts";
import { citizens } from "./citizens.ts";
import { SimulatedReader } from "./simulated-reader.ts";

/** A reader to play with from a keyboard, with cards of invented people. */
export function simulateReader(): Simulation {
  const reader = new SimulatedReader({});
  return {
    attach: (port) => reader.attach(port),
    // What lies on a reader is known to whoever laid it there.
    onNews: () => {},
    commands: [
      ...citizens.map(({ label, card }, index) => ({
        says: `lay ${index + 1}`,
        does: { zh: `放上 ${label.zh}`, en: `lays ${label.en}` },
        run: () => reader.lay(card),
      })),
      {
        says: "lay bad",
        does: { zh: "放上读不出的卡", en: "lays a card that can't be read" },
        run: () => reader.lay("unreadable"),
      },
      {
        says: "pull",
        does: {
          zh: "放上 1 号卡，读到一半拿走",
          en: "lays card 1 and pulls it away in the middle of reading",
        },
        run: () => reader.lay(citizens[0]?.card ?? "unreadable", { removeMidRead: true }),
      },
      { says: "lift", does: { zh: "拿起卡", en: "lifts the card" }, run: () => reader.lift() },
    ],
  };
}
