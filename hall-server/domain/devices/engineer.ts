import { accept, type Decide } from "../hall/outcome.ts";

/** What an engineer can have tried at a kiosk. */
export const engineerTests = ["ticketPrinter", "cardReader", "scanner", "speaker"] as const;
export type EngineerTest = (typeof engineerTests)[number];

/** Why a kiosk was taken out of service by hand. */
export const outReasons = ["maintenance", "fault", "supplies", "moving"] as const;
export type OutReason = (typeof outReasons)[number];

/** What an engineer did at a kiosk. Whoever reads the log learns who was in there, and what for. */
export type EngineerAct =
  /** `kept`: by what the kiosk itself remembers, while the hall was away. */
  | { kind: "entered"; proof: "hall" | "kept" }
  | { kind: "left"; why: "asked" | "quiet" | "pageGone" }
  /** Too many wrong PINs; nobody came in. */
  | { kind: "lockedOut" }
  | { kind: "tested"; test: EngineerTest; passed: boolean }
  | { kind: "bundled"; to: "disk" | "usb" }
  | { kind: "takenOut"; reason: OutReason }
  | { kind: "returned" };

/** The kiosk says what was done there, at once or once the hall is back; there is nothing to refuse. */
export const noteEngineer: Decide<"noteEngineer"> = (_state, { staff, act, doneAt }, principal) =>
  accept([
    { type: "engineerActed", kiosk: principal.kind === "kiosk" ? principal.id : "", staff, act, doneAt },
  ]);
