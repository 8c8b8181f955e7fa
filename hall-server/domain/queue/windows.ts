import type { Refusal } from "../hall/commands.ts";
import type { QueueEvent } from "../hall/events.ts";
import { accept, type Decide, type Decision, refuse } from "../hall/outcome.ts";
import {
  type HallState,
  isStaffed,
  queueConfig,
  type Staffed,
  visitorAt,
  windowAt,
  windowOf,
} from "../hall/state.ts";
import { type Principal, hasRole } from "../roles.ts";
import { servedBy } from "./calling.ts";
import { strandedBy } from "./consequences.ts";
import type { WindowId } from "./ticket.ts";

/** Opens a window for its clerk, or ends a pause. One clerk, one window, unless the clerk says to move. */
export const openWindow: Decide<"openWindow"> = (state, { window: id, takeOver }, principal) => {
  const window = windowAt(state, id);
  if (!window) return refuse("unknownWindow", { window: id });
  if (principal.kind !== "staff") return refuse("notAllowed", { command: "openWindow" });
  if (isStaffed(window) && window.clerk !== principal.id) return refuse("windowTaken", { window: id });
  if (window.state === "open") return refuse("windowAlreadyOpen", { window: id });
  const opened: QueueEvent = { type: "windowOpened", window: id, clerk: principal.id };
  const elsewhere = windowOf(state, principal.id);
  if (elsewhere === null || elsewhere === id) return accept([opened]);
  if (!takeOver) return refuse("clerkElsewhere", { window: elsewhere });
  return moveOver(state, opened, elsewhere);
};

/** A manager sends a clerk to another window: at once, with their visitor, and nobody who waits is left alone unasked. */
export const moveClerk: Decide<"moveClerk"> = (state, { from, to, evenIfWaiting }) => {
  const left = staffedWindow(state, from);
  if ("code" in left) return refuse(left.code, left.params);
  const wanted = windowAt(state, to);
  if (!wanted) return refuse("unknownWindow", { window: to });
  if (isStaffed(wanted)) return refuse("windowTaken", { window: to });
  const count = evenIfWaiting ? 0 : strandedBy(state, { kind: "move", from, to }).length;
  if (count > 0) return refuse("stillWaiting", { count });
  return moveOver(state, { type: "windowOpened", window: to, clerk: left.clerk }, from);
};

/** The clerk's visitor comes along, if the new window may serve what they came for. */
function moveOver(state: HallState, opened: QueueEvent & { type: "windowOpened" }, from: WindowId): Decision {
  const closed: QueueEvent = { type: "windowClosed", window: from, clerk: opened.clerk };
  const visitor = visitorAt(state, from);
  if (!visitor) return accept([opened, closed]);
  const served = servedBy(state, opened.window);
  if (!visitor.items.every((item) => served.has(item)))
    return refuse("visitorAtWindow", { number: visitor.number });
  return accept([opened, { type: "visitorMoved", ticket: visitor.id, window: opened.window }, closed]);
}

export const pauseWindow: Decide<"pauseWindow"> = (state, { window: id, reason, until }, principal) => {
  const window = theirWindow(state, id, principal);
  if ("code" in window) return refuse(window.code, window.params);
  if (window.state === "paused") return refuse("windowNotOpen", { window: id });
  return accept([{ type: "windowPaused", window: id, clerk: window.clerk, reason, until: until ?? null }]);
};

/** Closes a window that has no visitor; a manager may close a window that its clerk left open. */
export const closeWindow: Decide<"closeWindow"> = (state, { window: id, evenIfWaiting }, principal) => {
  const window = hasRole(principal, "manager") ? staffedWindow(state, id) : theirWindow(state, id, principal);
  if ("code" in window) return refuse(window.code, window.params);
  const visitor = visitorAt(state, id);
  if (visitor) return refuse("visitorAtWindow", { number: visitor.number });
  const left = evenIfWaiting ? 0 : strandedBy(state, { kind: "close", window: id }).length;
  if (left > 0) return refuse("stillWaiting", { count: left });
  return accept([{ type: "windowClosed", window: id, clerk: window.clerk }]);
};

/** What a window serves from now on; whoever is at it stays. */
export const setWindowItems: Decide<"setWindowItems"> = (state, { window, items }) => {
  if (!windowAt(state, window)) return refuse("unknownWindow", { window });
  const unknown = items.find((item) => !state.config.catalogue.items.some(({ id }) => id === item));
  if (unknown !== undefined) return refuse("unknownItem", { item: unknown });
  return accept([{ type: "windowItemsChanged", window, items: [...new Set(items)] }]);
};

/** Stops or goes on giving numbers; whoever waits is served in any case. */
export const switchQueue: Decide<"switchQueue"> = (state, { queue, closed }) => {
  if (!queueConfig(state, queue)) return refuse("unknownQueue", { queue });
  if (state.queues[queue]?.closed === closed) return accept([]);
  return accept([{ type: "queueSwitched", queue, closed }]);
};

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
  return isStaffed(window) ? window : { code: "windowNotOpen", params: { window: id } };
}
