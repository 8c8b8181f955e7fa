import type { Simulation } from "../../device/device-kind.ts";
import { onbonStrips } from "./profile.ts";
import { SimulatedStrips } from "./simulated-strips.ts";

const addresses = onbonStrips.strips.map(({ address }) => address);

/** Two strips with Onbon cards on one line; what they show is told. */
export function simulateWindowLed(): Simulation {
  let isDeaf = false;
  const strips = new SimulatedStrips({
    kind: "onbon",
    addresses,
    misbehave: () => (isDeaf ? { deaf: true } : undefined),
  });
  return {
    attach: (port) => strips.attach(port),
    settings: { display: onbonStrips },
    onNews: (listener) => {
      strips.onText((address, text) =>
        listener({ zh: `${address} 号屏：${text}`, en: `strip ${address}: ${text}` }),
      );
    },
    commands: [
      ...addresses.flatMap((address) => [
        {
          says: `off ${address}`,
          does: { zh: `${address} 号屏断电`, en: `takes strip ${address}'s power away` },
          run: () => strips.power(address, false),
        },
        {
          says: `on ${address}`,
          does: { zh: `${address} 号屏来电`, en: `gives strip ${address} its power back` },
          run: () => strips.power(address, true),
        },
      ]),
      {
        says: "deaf",
        does: { zh: "收不到命令（如 A/B 接反）", en: "hears no command, as with A and B swapped" },
        run: () => void (isDeaf = true),
      },
      {
        says: "hear",
        does: { zh: "恢复接收", en: "hears commands again" },
        run: () => void (isDeaf = false),
      },
    ],
  };
}
