import { devicesOf } from "../devices/apply.ts";
import type { HallConfig } from "../hall/config.ts";
import type { QueueEvent } from "../hall/events.ts";
import { emptyQueue, type HallState, isStaffed } from "../hall/state.ts";
import { closedWindows } from "../queue/apply-window.ts";

type ConfigEvent = QueueEvent & {
  type: "hallConfigured" | "configScheduled" | "configWithdrawn" | "configPostponed";
};

/** What becomes of a hall's configuration. */
export function applyConfig(state: HallState, event: ConfigEvent): HallState {
  switch (event.type) {
    case "hallConfigured":
      return putInForce(state, event);
    case "configScheduled": {
      const { config, day, note, by } = event;
      const version = event.version ?? state.lastVersion + 1;
      return { ...state, lastVersion: version, scheduled: { config, day, note, by: by ?? "", version } };
    }
    case "configWithdrawn":
      return { ...state, scheduled: null };
    case "configPostponed":
      return state;
  }
}

function putInForce(state: HallState, event: ConfigEvent & { type: "hallConfigured" }): HallState {
  const { config, live, source } = event;
  const version = event.version ?? state.lastVersion + 1;
  const windows = config.windows.map((window) => ({ ...window, items: live[window.id] ?? window.items }));
  const changed = config.windows.filter(({ id }) => Object.hasOwn(live, id));
  const configured = configure(state, changed.length > 0 ? { ...config, windows } : config);
  return {
    ...configured,
    source,
    version,
    lastVersion: Math.max(version, state.lastVersion),
    planned: Object.fromEntries(changed.map(({ id, items }) => [id, items])),
    scheduled: null,
    windows: withoutLast(configured.windows),
  };
}

/** A hall with a configuration: what it already had stays, what is new begins empty. */
export function configure(state: HallState, config: HallConfig): HallState {
  return {
    ...state,
    config,
    queues: Object.fromEntries(config.queues.map(({ id }) => [id, state.queues[id] ?? emptyQueue])),
    windows: { ...closedWindows(config), ...pick(state.windows, config.windows) },
    devices: devicesOf(state.devices, config),
  };
}

/** What was done under another configuration can't be taken back under this one. */
const withoutLast = (windows: HallState["windows"]): HallState["windows"] =>
  Object.fromEntries(
    Object.entries(windows).map(([id, window]) => [
      id,
      isStaffed(window) ? { ...window, last: null } : window,
    ]),
  );

const pick = <T>(from: Readonly<Record<string, T>>, kept: readonly { id: string }[]): Record<string, T> =>
  Object.fromEntries(kept.flatMap(({ id }) => (Object.hasOwn(from, id) ? [[id, from[id]!]] : [])));

/** The configuration in force as it was published: without what managers have changed since. */
export function publishedConfig({ config, planned }: HallState): HallConfig {
  const windows = config.windows.map((window) => ({ ...window, items: planned[window.id] ?? window.items }));
  return { ...config, windows };
}
