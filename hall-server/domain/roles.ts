import type { QueueCommand } from "./hall/commands.ts";

export type Role = "clerk" | "guide" | "manager" | "admin" | "engineer";

/** Who causes a command. It comes from the authenticated session, never from a payload. */
export type Principal =
  | { kind: "staff"; id: string; roles: readonly Role[] }
  | { kind: "kiosk"; id: string }
  | { kind: "screen"; id: string }
  /** Whoever holds a slip's secret address: may act for that one ticket. */
  | { kind: "phone"; id: string }
  /** The tablet or pad in front of a window: asks whoever was served there for a rating. */
  | { kind: "tablet"; id: string }
  | { kind: "system" };

type Actor = Role | Exclude<Principal["kind"], "staff">;

/** Deny by default: a command that does not name an actor is refused to it. */
export const mayCommand: Record<QueueCommand["type"], readonly Actor[]> = {
  beginTraining: ["system"],
  configureHall: ["system"],
  publishConfig: ["admin"],
  withdrawConfig: ["admin"],
  rollDay: ["system"],
  voidOverdue: ["system"],
  takeTicket: ["kiosk", "guide", "manager"],
  reprintSlip: ["kiosk"],
  leaseNumbers: ["kiosk"],
  takeOffline: ["kiosk"],
  confirmPrint: ["kiosk", "guide", "manager"],
  cancelTicket: ["kiosk", "phone", "clerk", "guide", "manager"],
  requeue: ["kiosk", "clerk", "guide", "manager"],
  place: ["guide", "manager"],
  stepOut: ["phone", "guide", "manager"],
  resume: ["kiosk", "phone", "clerk", "guide", "manager"],
  transfer: ["clerk", "guide", "manager"],
  addItem: ["clerk", "guide", "manager"],
  split: ["clerk", "guide", "manager"],
  setClass: ["clerk", "guide", "manager"],
  book: ["system", "guide", "manager", "admin"],
  cancelBooking: ["system", "guide", "manager", "admin"],
  openWindow: ["clerk"],
  pauseWindow: ["clerk"],
  closeWindow: ["clerk", "manager"],
  moveClerk: ["manager"],
  setWindowItems: ["manager", "admin"],
  switchQueue: ["manager"],
  callNext: ["clerk"],
  callTicket: ["clerk"],
  recall: ["clerk"],
  startServing: ["clerk"],
  finish: ["clerk"],
  markAbsent: ["clerk"],
  hold: ["clerk"],
  undo: ["clerk"],
  reportDevice: ["kiosk", "screen", "system"],
  forgetDevice: ["system"],
  noteEngineer: ["kiosk"],
  askHelp: ["kiosk", "phone", "clerk", "guide", "manager"],
  answerHelp: ["guide", "manager"],
  closeHelp: ["kiosk", "phone", "guide", "manager"],
  callForHelp: ["clerk"],
  acknowledgeEmergency: ["guide", "manager"],
  closeEmergency: ["guide", "manager"],
  sendMessage: ["manager"],
  readMessage: ["clerk"],
  postNotice: ["manager"],
  endNotice: ["manager"],
  askRating: ["clerk"],
  // Whoever serves does not rate: no member of staff does.
  rate: ["tablet", "phone", "kiosk", "system"],
  verifyRating: ["manager"],
  rectify: ["manager"],
};

export function actorsOf(principal: Principal): readonly Actor[] {
  return principal.kind === "staff" ? principal.roles : [principal.kind];
}

export function mayExecute(principal: Principal, command: QueueCommand["type"]): boolean {
  return actorsOf(principal).some((actor) => mayCommand[command].includes(actor));
}

export const hasRole = (principal: Principal, role: Role): boolean =>
  principal.kind === "staff" && principal.roles.includes(role);

/** How the log names a principal: `staff:c01`, `kiosk:k1`, `system`. */
export function principalName(principal: Principal): string {
  return principal.kind === "system" ? "system" : `${principal.kind}:${principal.id}`;
}
