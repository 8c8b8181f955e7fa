import type { Principal } from "../roles.ts";
import type { PauseReason, Refusal } from "../hall/commands.ts";
import { accept, type Decision, refuse } from "../hall/outcome.ts";
import { type HallState, visitorAt, type Window, windowAt, windowOf } from "../hall/state.ts";
import type { WindowId } from "./ticket.ts";

type Staffed = Exclude<Window, { state: "closed" }>;

/** Opens a window for its clerk, or ends a pause. One clerk, one window. */
export function openWindow(state: HallState, id: WindowId, principal: Principal): Decision {
  const window = windowAt(state, id);
  if (!window) return refuse("unknownWindow", { window: id });
  if (principal.kind !== "staff") return refuse("notAllowed", { command: "openWindow" });
  if (window.state !== "closed" && window.clerk !== principal.id)
    return refuse("windowTaken", { window: id });
  if (window.state === "open") return refuse("windowAlreadyOpen", { window: id });
  const elsewhere = windowOf(state, principal.id);
  if (elsewhere !== null && elsewhere !== id) return refuse("clerkElsewhere", { window: elsewhere });
  return accept([{ type: "windowOpened", window: id, clerk: principal.id }]);
}

export function pauseWindow(
  state: HallState,
  id: WindowId,
  reason: PauseReason,
  principal: Principal,
): Decision {
  const window = theirWindow(state, id, principal);
  if ("code" in window) return refuse(window.code, window.params);
  if (window.state === "paused") return refuse("windowNotOpen", { window: id });
  return accept([{ type: "windowPaused", window: id, clerk: window.clerk, reason }]);
}

/** Closes a window that has no visitor; a manager may close a window that its clerk left open. */
export function closeWindow(state: HallState, id: WindowId, principal: Principal): Decision {
  const isManager = principal.kind === "staff" && principal.roles.includes("manager");
  const window = isManager ? staffedWindow(state, id) : theirWindow(state, id, principal);
  if ("code" in window) return refuse(window.code, window.params);
  const visitor = visitorAt(state, id);
  if (visitor) return refuse("visitorAtWindow", { number: visitor.number });
  return accept([{ type: "windowClosed", window: id, clerk: window.clerk }]);
}

/** The window, if this principal is the clerk who has it open or paused; else why not. */
export function theirWindow(state: HallState, id: WindowId, principal: Principal): Staffed | Refusal {
  const window = staffedWindow(state, id);
  if ("code" in window) return window;
  const isTheirs = principal.kind === "staff" && principal.id === window.clerk;
  return isTheirs ? window : { code: "notYourWindow", params: { window: id } };
}

function staffedWindow(state: HallState, id: WindowId): Staffed | Refusal {
  const window = windowAt(state, id);
  if (!window) return { code: "unknownWindow", params: { window: id } };
  return window.state === "closed" ? { code: "windowNotOpen", params: { window: id } } : window;
}
