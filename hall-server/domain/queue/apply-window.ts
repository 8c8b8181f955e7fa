import type { HallConfig } from "../hall/config.ts";
import type { QueueEvent } from "../hall/events.ts";
import { emptyQueue, type HallState, isStaffed, type Window } from "../hall/state.ts";
import type { Instant, WindowId } from "./ticket.ts";

type WindowEvent = QueueEvent & {
  type: "windowOpened" | "windowPaused" | "windowClosed" | "windowItemsChanged" | "queueSwitched";
};

/** What happened to windows and queues themselves. */
export function applyWindow(state: HallState, event: WindowEvent, at: Instant): HallState {
  switch (event.type) {
    case "windowOpened":
      return staff(state, event.window, (kept) => ({
        ...kept,
        state: "open",
        clerk: event.clerk,
        since: at,
      }));
    case "windowPaused":
      return staff(state, event.window, (kept) => ({
        ...kept,
        state: "paused",
        clerk: event.clerk,
        since: at,
        reason: event.reason,
        until: event.until,
      }));
    case "windowClosed":
      return setWindow(state, event.window, { state: "closed" });
    case "windowItemsChanged": {
      const windows = state.config.windows.map((window) =>
        window.id === event.window ? { ...window, items: event.items } : window,
      );
      const former = state.config.windows.find(({ id }) => id === event.window)?.items ?? [];
      const planned = { [event.window]: former, ...state.planned };
      return { ...state, config: { ...state.config, windows }, planned };
    }
    case "queueSwitched": {
      const queue = state.queues[event.queue] ?? emptyQueue;
      return { ...state, queues: { ...state.queues, [event.queue]: { ...queue, closed: event.closed } } };
    }
  }
}

export const closedWindows = (config: HallConfig): HallState["windows"] =>
  Object.fromEntries(config.windows.map(({ id }): [WindowId, Window] => [id, { state: "closed" }]));

export function setWindow(state: HallState, id: WindowId, window: Window): HallState {
  return { ...state, windows: { ...state.windows, [id]: window } };
}

/** A window that goes on with the visitor, and the last action, that it had. */
function staff(
  state: HallState,
  id: WindowId,
  change: (kept: { ticket: string | null; last: null }) => Window,
): HallState {
  const before = state.windows[id];
  // What was done before a pause can't be taken back in the middle of it.
  return setWindow(state, id, change({ ticket: isStaffed(before) ? before.ticket : null, last: null }));
}
