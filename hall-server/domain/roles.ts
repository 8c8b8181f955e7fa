import type { QueueCommand } from "./hall/commands.ts";

export type Role = "clerk" | "guide" | "manager" | "admin" | "engineer";

/** Who causes a command. It comes from the authenticated session, never from a payload. */
export type Principal =
  | { kind: "staff"; id: string; roles: readonly Role[] }
  | { kind: "kiosk"; id: string }
  | { kind: "screen"; id: string }
  | { kind: "system" };

type Actor = Role | "kiosk" | "screen" | "system";

/** Deny by default: a command that does not name an actor is refused to it. */
export const mayCommand: Record<QueueCommand["type"], readonly Actor[]> = {
  configureHall: ["system"],
  rollDay: ["system"],
  voidOverdue: ["system"],
  takeTicket: ["kiosk", "guide", "manager"],
  confirmPrint: ["kiosk", "guide", "manager"],
  cancelTicket: ["kiosk", "clerk", "guide", "manager"],
  requeue: ["clerk", "guide", "manager"],
  openWindow: ["clerk"],
  pauseWindow: ["clerk"],
  closeWindow: ["clerk", "manager"],
  callNext: ["clerk"],
  recall: ["clerk"],
  startServing: ["clerk"],
  finish: ["clerk"],
  markAbsent: ["clerk"],
};

export function actorsOf(principal: Principal): readonly Actor[] {
  return principal.kind === "staff" ? principal.roles : [principal.kind];
}

export function mayExecute(principal: Principal, command: QueueCommand["type"]): boolean {
  return actorsOf(principal).some((actor) => mayCommand[command].includes(actor));
}

/** How the log names a principal: `staff:c01`, `kiosk:k1`, `system`. */
export function principalName(principal: Principal): string {
  return principal.kind === "system" ? "system" : `${principal.kind}:${principal.id}`;
}
