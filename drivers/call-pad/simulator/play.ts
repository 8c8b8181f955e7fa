import type { Simulation } from "../../device/device-kind.ts";
import { demoCallPads } from "./profile.ts";
import { SimulatedCallPads } from "./simulated-call-pads.ts";

const { addresses } = demoCallPads;
const keys = Object.entries(demoCallPads.keys);

/** Three call pads on one line, whose keys are pressed from a keyboard; what they show is told. */
export function simulateCallPads(): Simulation {
  const pads = new SimulatedCallPads({ addresses });
  return {
    attach: (port) => pads.attach(port),
    settings: { protocol: demoCallPads },
    onNews: (listener) => {
      pads.onDisplay((address, text) =>
        listener({ zh: `${address} 号呼叫器显示：${text}`, en: `pad ${address} shows: ${text}` }),
      );
    },
    commands: addresses.flatMap((address) => [
      ...keys.map(([key, byte]) => ({
        says: `${key} ${address}`,
        does: { zh: `在 ${address} 号呼叫器上按 ${key}`, en: `presses ${key} on pad ${address}` },
        run: () => void pads.press(address, byte),
      })),
      {
        says: `off ${address}`,
        does: { zh: `${address} 号呼叫器断电`, en: `takes pad ${address}'s power away` },
        run: () => pads.power(address, false),
      },
      {
        says: `on ${address}`,
        does: { zh: `${address} 号呼叫器来电`, en: `gives pad ${address} its power back` },
        run: () => pads.power(address, true),
      },
    ]),
  };
}
