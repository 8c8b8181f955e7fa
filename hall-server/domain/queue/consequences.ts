import { type HallState, isStaffed, visitorAt, windowAt } from "../hall/state.ts";
import { strandedTickets } from "./calling.ts";
import type { ItemId, Waiting, WindowId } from "./ticket.ts";

/** What a manager may change about who serves what. */
export type FloorChange =
  | { kind: "open"; window: WindowId }
  | { kind: "close"; window: WindowId }
  /** A clerk goes from one window to another. */
  | { kind: "move"; from: WindowId; to: WindowId }
  | { kind: "serve"; window: WindowId; items: readonly ItemId[] };

/** The hall as it would stand at once after a change, as far as who can serve whom. */
function hallAfter(state: HallState, change: FloorChange): HallState {
  switch (change.kind) {
    case "open":
      return withWindows(state, { [change.window]: staffed });
    case "close":
      return withWindows(state, { [change.window]: { state: "closed" } });
    case "move":
      return withWindows(state, { [change.from]: { state: "closed" }, [change.to]: staffed });
    case "serve": {
      const windows = state.config.windows.map((window) =>
        window.id === change.window ? { ...window, items: change.items } : window,
      );
      return { ...state, config: { ...state.config, windows } };
    }
  }
}

/** Who the clerk is changes nothing about whom the window serves. */
const staffed = { state: "open", clerk: "", since: 0, ticket: null, last: null } as const;

const withWindows = (state: HallState, windows: HallState["windows"]): HallState => ({
  ...state,
  windows: { ...state.windows, ...windows },
});

/** Who waits, and whom no staffed window would serve any more because of a change. */
export function strandedBy(state: HallState, change: FloorChange): Waiting[] {
  const already = new Set(strandedTickets(state).map(({ id }) => id));
  return strandedTickets(hallAfter(state, change)).filter(({ id }) => !already.has(id));
}

/** How many wait whom no staffed window serves now, and one would after a change. */
export function freedBy(state: HallState, change: FloorChange): number {
  const still = new Set(strandedTickets(hallAfter(state, change)).map(({ id }) => id));
  return strandedTickets(state).filter(({ id }) => !still.has(id)).length;
}

/** Who stands at a window that a change takes its clerk or their matter from. */
export function visitorTouchedBy(state: HallState, change: FloorChange): string | null {
  const window = change.kind === "move" ? change.from : change.window;
  return isStaffed(windowAt(state, window)) ? (visitorAt(state, window)?.number ?? null) : null;
}
