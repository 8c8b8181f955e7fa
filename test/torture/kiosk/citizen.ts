import type { KioskIntent, KioskState } from "../../../electron/bridge.ts";
import type { Kiosk } from "./kiosk-process.ts";

/** What a citizen was told before going. */
export type Told = { kind: "number"; number: string; offline: boolean; at: number } | { kind: "nothing" };

/** No question of a kiosk's takes longer, and whatever does, the machine under it is the reason. */
const patienceMs = 30_000;

/**
 * Somebody takes a number at the kiosk and says that the slip is there. A kiosk that dies meanwhile tells nothing; one
 * that gives no numbers now neither.
 */
export async function takeNumber(kiosk: Kiosk, item: string, paper: boolean): Promise<Told> {
  const { page } = kiosk;
  const at = Date.now();
  try {
    for (const intent of touches(item, paper)) await page.send(intent);
    const { screen } = await page.until(isSettled, patienceMs);
    if (screen.kind === "handed") await page.send({ kind: "gotSlip", yes: true });
    if (screen.kind === "printTrouble") await page.send({ kind: "goPaperless" });
    const done = screen.kind === "done" ? screen : await doneAfter(kiosk, screen.kind);
    await page.send({ kind: "finish" });
    if (!done) return { kind: "nothing" };
    const { number, offline } = done.given;
    return { kind: "number", number, offline, at };
  } catch {
    return { kind: "nothing" };
  }
}

async function doneAfter({ page }: Kiosk, kind: string) {
  return kind === "handed" || kind === "printTrouble" ? await page.screen("done", patienceMs) : null;
}

const touches = (item: string, paper: boolean): KioskIntent[] => [
  { kind: "startWithoutCard" },
  { kind: "toggleItem", item },
  { kind: "next" },
  { kind: "takeNumber", paper },
];

/** Nothing more happens without a hand. A choice or a confirmation that is still shown was refused by the kiosk. */
const isSettled = ({ screen }: KioskState): boolean =>
  ["done", "handed", "printTrouble", "refused", "outOfService", "idle", "choose"].includes(screen.kind);
