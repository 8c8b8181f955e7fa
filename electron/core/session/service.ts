/** Whether this kiosk serves anybody, or has been taken out of service: by a hand, or by what it knows of itself. Pure. */
import type { Screen } from "../../bridge.ts";
import type { OutReason } from "../../engineer-bridge.ts";
import type { Surroundings } from "./session-state.ts";

export type OutOfService =
  /** An engineer has decided so. */
  | { by: "engineer"; reason: OutReason }
  /** What a number would be kept on does not keep it. */
  | { by: "ledger" }
  /** Without the hall a number is only on its slip, and there is no paper: nobody could ever know it. */
  | { by: "nothingWorks" };

type Known = Pick<Surroundings, "takenOut" | "ledgerFails" | "hall" | "offline" | "printer">;

export function outOfServiceBy({
  takenOut,
  ledgerFails,
  hall,
  offline,
  printer,
}: Known): OutOfService | null {
  if (takenOut !== null) return { by: "engineer", reason: takenOut };
  if (ledgerFails) return { by: "ledger" };
  const isAlone = hall === "lost" && offline.kind === "ready";
  return isAlone && printer.fault !== null ? { by: "nothingWorks" } : null;
}

/** As the hall's list of devices and an engineer's log call it. */
export const outCode = (out: OutOfService): string => (out.by === "engineer" ? out.reason : out.by);

/** What citizens are told: what has happened, and where to go. */
export const outScreen = ({ by }: OutOfService): Screen => ({ kind: "outOfService", reason: by });
