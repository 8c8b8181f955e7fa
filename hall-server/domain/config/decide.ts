import { isDate, nextDay } from "../calendar.ts";
import type { HallConfig } from "../hall/config.ts";
import type { QueueEvent } from "../hall/events.ts";
import { accept, type Decide, refuse } from "../hall/outcome.ts";
import type { HallState } from "../hall/state.ts";
import { principalName } from "../roles.ts";
import { findContradictions, problemsOf } from "./problems.ts";
import { liveItems, settle, strandedBy } from "./settle.ts";

/**
 * The configuration that a start brings: in force at once or not at all. It may leave gaps that no administrator may
 * publish, so that a hall still starts with a file of former days.
 */
export const configureHall: Decide<"configureHall"> = (state, { config, source }) => {
  const [problem] = findContradictions(config);
  if (problem) return refuse("invalidConfig", { ...problem });
  const { heldBack, blocked } = settle(state, config);
  if (blocked[0]) return refuse("invalidConfig", { ...blocked[0] });
  if (heldBack[0] !== undefined)
    return refuse("invalidConfig", { at: `queues.${heldBack[0]}`, problem: "numbersInUse", detail: "" });
  const live = liveItems(state, config);
  return accept([
    { type: "hallConfigured", config, source, live, version: state.lastVersion + 1, note: "", by: null },
  ]);
};

/**
 * A version is in force at once, but for numbering that is in use, which changes with the next business day; or all of
 * it from a day on. A version that waited for its day makes room for it.
 */
export const publishConfig: Decide<"publishConfig"> = (state, command, principal) => {
  const { note, base, from, evenIfStranded } = command;
  if (base !== state.lastVersion) return refuse("configMoved", { version: state.lastVersion });
  const [problem] = problemsOf(command.config);
  if (problem) return refuse("invalidConfig", { ...problem });
  const version = state.lastVersion + 1;
  const config = withCatalogueVersion(command.config, state.config, version);
  const by = principalName(principal);
  const withdrawn = state.scheduled ? [withdrawal(state.scheduled)] : [];
  if (from !== null) {
    if (!isDate(from) || (state.day !== null && from <= state.day)) return refuse("dayIsOver", { day: from });
    return accept([...withdrawn, { type: "configScheduled", config, day: from, version, note, by }], {
      version,
      from,
    });
  }
  const { now, heldBack, blocked } = settle(state, config);
  if (blocked[0]) return refuse("invalidConfig", { ...blocked[0] });
  const live = liveItems(state, now);
  const stranded = strandedBy(state, servingWith(now, live)).length;
  if (stranded > 0 && !evenIfStranded) return refuse("wouldStrand", { count: stranded });
  const inForce: QueueEvent = {
    type: "hallConfigured",
    config: now,
    source: state.source,
    live,
    version,
    note,
    by,
  };
  if (heldBack.length === 0 || state.day === null)
    return accept([...withdrawn, inForce], { version, from: null });
  const day = nextDay(state.day);
  const rest: QueueEvent = { type: "configScheduled", config, day, version, note, by };
  // Scheduled last: a version in force takes the place of what was scheduled before it.
  return accept([...withdrawn, inForce, rest], { version, from: day });
};

/** Whoever keeps a catalogue knows it by its version: another catalogue never goes by the name of the one in force. */
function withCatalogueVersion(config: HallConfig, now: HallConfig, version: number): HallConfig {
  const { catalogue } = config;
  if (catalogue.version !== now.catalogue.version) return config;
  const said = ({ catalogue: { items, themes, lifeEvents } }: HallConfig) =>
    JSON.stringify([items, themes, lifeEvents]);
  if (said(config) === said(now)) return config;
  const [origin] = catalogue.version.split("+");
  return { ...config, catalogue: { ...catalogue, version: `${origin}+${version}` } };
}

export const withdrawConfig: Decide<"withdrawConfig"> = ({ scheduled }) =>
  scheduled ? accept([withdrawal(scheduled)]) : refuse("nothingScheduled");

const withdrawal = ({ version }: { version: number }): QueueEvent => ({ type: "configWithdrawn", version });

/** What windows would serve. */
export const servingWith = (config: HallConfig, live: ReturnType<typeof liveItems>) =>
  config.windows.map((window) => ({ ...window, items: live[window.id] ?? window.items }));

/** What a new day makes of the version that waits for it; `rolled` is the hall on that day. */
export function dueConfig(rolled: HallState): QueueEvent[] {
  const { scheduled, day, source } = rolled;
  if (!scheduled || day === null || scheduled.day > day) return [];
  const { config, version, note, by } = scheduled;
  const { blocked, heldBack } = settle(rolled, config);
  const problem = blocked[0];
  // Who was carried over keeps a line of their own queue; numbers of the new day are not in use yet.
  if (problem || heldBack.length > 0)
    return [
      {
        type: "configPostponed",
        version,
        at: problem?.at ?? `queues.${heldBack[0]}`,
        problem: problem?.problem ?? "numbersInUse",
      },
    ];
  const live = liveItems(rolled, config);
  return [{ type: "hallConfigured", config, source, live, version, note, by }];
}
