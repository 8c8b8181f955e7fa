import { publishedConfig } from "../config/apply.ts";
import type { QueueCommand } from "./commands.ts";
import { type HallConfig, type QueueConfig, usualPolicy } from "./config.ts";
import type { HallState } from "./state.ts";

/**
 * Configurations that an administrator might publish in the middle of anything: each changes what is there in a way
 * that can be taken back by a later one, so that plays never run out of changes.
 */
export function versionOf(
  pick: number,
  other: number,
  state: HallState,
): QueueCommand & { type: "publishConfig" } {
  const config = changes[other % changes.length]!(publishedConfig(state), pick);
  return {
    type: "publishConfig",
    config: withAdmin(config),
    note: "",
    base: state.lastVersion - (other % 13 === 0 ? 1 : 0),
    from: pick % 3 === 0 ? `2026-11-${24 + (pick % 4)}` : null,
    evenIfStranded: pick % 5 === 0,
  };
}

type Change = (config: HallConfig, pick: number) => HallConfig;

const changes: readonly Change[] = [
  // What windows serve; the first always serves everything, so that whoever waits can be served at the end.
  (config, pick) => ({
    ...config,
    windows: config.windows.map((window, i) =>
      i > 0 && i === pick % config.windows.length
        ? { ...window, items: config.catalogue.items.slice(pick % 4).map(({ id }) => id) }
        : window,
    ),
  }),
  // Numbering: another prefix, more numbers, others for cut-off kiosks.
  (config, pick) =>
    changedQueue(config, pick, (queue) => ({ ...queue, prefix: queue.prefix === "E" ? "A" : "E" })),
  (config, pick) => changedQueue(config, pick, (queue) => ({ ...queue, from: queue.from + (pick % 3) })),
  (config, pick) => changedQueue(config, pick, (queue) => ({ ...queue, to: queue.to + (pick % 7) - 3 })),
  (config, pick) =>
    changedQueue(config, pick, ({ offline, ...queue }) =>
      offline ? queue : { ...queue, offline: { from: 201, to: 212 + (pick % 5), perKiosk: 4 } },
    ),
  // Two queues change places with their numbers.
  (config) => {
    const [a, b, ...rest] = config.queues;
    if (!a || !b) return config;
    const numbers = ({ prefix, from, to }: QueueConfig) => ({ prefix, from, to });
    return { ...config, queues: [{ ...a, ...numbers(b) }, { ...b, ...numbers(a) }, ...rest] };
  },
  // A queue comes or goes.
  (config) => withOrWithout(config, "d", ["adopt"]),
  (config) => withOrWithout(config, "b", []),
  // Who still waits at midnight stays, or not.
  (config) => ({
    ...config,
    rules: { ...config.rules, atDaysEnd: config.rules.atDaysEnd === "expire" ? "carryOver" : "expire" },
  }),
  // A window comes or goes.
  (config) => {
    const has = config.windows.some(({ id }) => id === "w2");
    const window = { ...config.windows[0]!, id: "w2" };
    return {
      ...config,
      windows: has ? config.windows.filter(({ id }) => id !== "w2") : [...config.windows, window],
    };
  },
];

function changedQueue(
  config: HallConfig,
  pick: number,
  change: (queue: QueueConfig) => QueueConfig,
): HallConfig {
  const chosen = pick % config.queues.length;
  return { ...config, queues: config.queues.map((queue, i) => (i === chosen ? change(queue) : queue)) };
}

/** A queue that goes leaves its matters to the first one. */
function withOrWithout(config: HallConfig, id: string, items: readonly string[]): HallConfig {
  const gone = config.queues.find((queue) => queue.id === id);
  if (!gone) {
    const made = {
      id,
      name: { zh: id, en: id },
      prefix: "D",
      from: 1,
      to: 30,
      width: 3,
      policy: usualPolicy,
    };
    const all = config.catalogue.items.map((item) => item.id);
    return { ...config, queues: [...config.queues, { ...made, items: items.length > 0 ? items : all }] };
  }
  const [first, ...rest] = config.queues.filter((queue) => queue.id !== id);
  if (!first) return config;
  return { ...config, queues: [{ ...first, items: [...new Set([...first.items, ...gone.items])] }, ...rest] };
}

const withAdmin = (config: HallConfig): HallConfig => {
  if (config.staff.some(({ roles }) => roles.includes("admin"))) return config;
  return {
    ...config,
    staff: [...config.staff, { id: "a1", name: { zh: "a1", en: "a1" }, roles: ["admin"] }],
  };
};
