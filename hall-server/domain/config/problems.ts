import { type Calendar, isDate } from "../calendar.ts";
import type { HallConfig, QueueConfig, ScreenConfig } from "../hall/config.ts";
import type { ItemId } from "../queue/ticket.ts";

/** What is wrong with a configuration, whatever the hall is doing. Each kind has words in both languages. */
export const configProblems = [
  "duplicateId",
  "emptyRange",
  "numberTooWide",
  "rangeOverlaps",
  "badPrefix",
  "capacityBeyondRange",
  "queueWithoutItems",
  "itemWithoutQueue",
  "itemWithoutWindow",
  "unknownItem",
  "windowWithoutItems",
  "windowWithoutQueue",
  "unknownZone",
  "unknownWindow",
  "badDate",
  "duplicateDay",
  "neverOpen",
  "noAdmin",
  "numbersInUse",
  "queueInUse",
  "windowInUse",
  "badValue",
] as const;

export interface ConfigProblem {
  /** Where, as a dotted path: the section, the thing's id, the field. */
  at: string;
  problem: (typeof configProblems)[number];
  detail: string;
}

/** Everything that is wrong: contradictions, and what a finished configuration may not leave open. */
export const findConfigProblems = (config: HallConfig): ConfigProblem[] => [
  ...findContradictions(config),
  ...unserved(config),
  ...config.queues.flatMap(({ id, capacity, from, to }) =>
    capacity !== undefined && capacity > to - from + 1
      ? [found(`queues.${id}.capacity`, "capacityBeyondRange", String(capacity))]
      : [],
  ),
  ...(config.calendar ? calendarProblems(config.calendar) : []),
];

/** What an administrator may not publish, on whatever day: nobody could publish the next one. */
export const problemsOf = (config: HallConfig): ConfigProblem[] => [
  ...findConfigProblems(config),
  ...(config.staff.some(({ roles }) => roles.includes("admin"))
    ? []
    : [{ at: "staff", problem: "noAdmin" as const, detail: "" }]),
];

/** Everything that would let two queues give one number, or a window serve what does not exist. */
export const findContradictions = (config: HallConfig): ConfigProblem[] => [
  ...sections.flatMap((at) => duplicateIds(at, config[at])),
  ...duplicateIds("catalogue.items", config.catalogue.items),
  ...config.queues.flatMap(rangeProblems),
  ...overlaps(config.queues),
  ...unknownItems(config),
  ...placeProblems(config),
];

const sections = ["queues", "windows", "staff", "kiosks", "screens", "zones"] as const;

function duplicateIds(at: string, things: readonly { id: string }[]): ConfigProblem[] {
  const seen = new Set<string>();
  return things.flatMap(({ id }) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [{ at: `${at}.${id}`, problem: "duplicateId" as const, detail: id }];
  });
}

function rangeProblems(queue: QueueConfig): ConfigProblem[] {
  const at = `queues.${queue.id}`;
  const problems: ConfigProblem[] = [];
  const { offline, from, to, width } = queue;
  if (!/^[A-Z]{1,2}$/.test(queue.prefix))
    problems.push({ at: `${at}.prefix`, problem: "badPrefix", detail: queue.prefix });
  if (from < 1 || to < from)
    problems.push({ at: `${at}.to`, problem: "emptyRange", detail: `${from}–${to}` });
  if (String(to).length > width)
    problems.push({ at: `${at}.width`, problem: "numberTooWide", detail: `${to} > ${width}` });
  if (offline && (offline.from < 1 || offline.to < offline.from || offline.perKiosk < 1))
    problems.push({
      at: `${at}.offline`,
      problem: "emptyRange",
      detail: `offline ${offline.from}–${offline.to}`,
    });
  if (offline && String(offline.to).length > width)
    problems.push({ at: `${at}.offline`, problem: "numberTooWide", detail: `${offline.to} > ${width}` });
  return problems;
}

/** Ranges that share a number, those of cut-off kiosks included. */
function overlaps(queues: readonly QueueConfig[]): ConfigProblem[] {
  const ranges = queues.flatMap(({ id, prefix, from, to, offline }) => [
    { id, at: `queues.${id}`, prefix, from, to },
    ...(offline ? [{ id, at: `queues.${id}.offline`, prefix, from: offline.from, to: offline.to }] : []),
  ]);
  return ranges.flatMap((a, i) =>
    ranges
      .slice(i + 1)
      .filter((b) => a.prefix === b.prefix && a.from <= b.to && b.from <= a.to)
      .map((b) => ({ at: a.at, problem: "rangeOverlaps" as const, detail: b.id })),
  );
}

function unknownItems(config: HallConfig): ConfigProblem[] {
  const known = new Set(config.catalogue.items.map((item) => item.id));
  const missing = (at: string, items: readonly ItemId[]) =>
    items
      .filter((item) => !known.has(item))
      .map((item) => ({ at, problem: "unknownItem" as const, detail: item }));
  return [
    ...config.queues.flatMap((queue) => missing(`queues.${queue.id}.items`, queue.items)),
    ...config.windows.flatMap((window) => missing(`windows.${window.id}.items`, window.items)),
  ];
}

/** Matters that nobody could take a number for, or be called for; queues and windows that nobody would come to. */
function unserved({ catalogue, queues, windows }: HallConfig): ConfigProblem[] {
  const queued = new Set(queues.flatMap(({ items }) => items));
  const served = new Set(windows.flatMap(({ items }) => items));
  return [
    ...queues
      .filter(({ items }) => items.length === 0)
      .map(({ id }) => found(`queues.${id}.items`, "queueWithoutItems", id)),
    ...windows
      .filter(({ items }) => items.length === 0)
      .map(({ id }) => found(`windows.${id}.items`, "windowWithoutItems", id)),
    ...windows
      .filter(({ items }) => items.length > 0 && !items.some((item) => queued.has(item)))
      .map(({ id }) => found(`windows.${id}.items`, "windowWithoutQueue", id)),
    ...catalogue.items
      .filter(({ id }) => !queued.has(id))
      .map(({ id }) => found(`catalogue.items.${id}`, "itemWithoutQueue", id)),
    ...catalogue.items
      .filter(({ id }) => !served.has(id))
      .map(({ id }) => found(`catalogue.items.${id}`, "itemWithoutWindow", id)),
  ];
}

const found = (at: string, problem: ConfigProblem["problem"], detail: string): ConfigProblem => ({
  at,
  problem,
  detail,
});

function placeProblems({ zones, windows, screens }: HallConfig): ConfigProblem[] {
  const isZone = (zone: string) => zones.some(({ id }) => id === zone);
  const shown = ({ id, shows }: ScreenConfig): ConfigProblem[] => {
    if (shows.kind === "zone" && !isZone(shows.zone))
      return [found(`screens.${id}.shows`, "unknownZone", shows.zone)];
    if (shows.kind === "window" && !windows.some((window) => window.id === shows.window))
      return [found(`screens.${id}.shows`, "unknownWindow", shows.window)];
    return [];
  };
  return [
    ...windows.flatMap(({ id, zone }) =>
      zone === null || isZone(zone) ? [] : [found(`windows.${id}.zone`, "unknownZone", zone)],
    ),
    ...screens.flatMap(shown),
  ];
}

function calendarProblems({ week, days }: Calendar): ConfigProblem[] {
  const seen = new Set<string>();
  const problems = days.flatMap(({ day }) => {
    const at = `calendar.days.${day}`;
    if (!isDate(day)) return [found(at, "badDate", day)];
    if (seen.has(day)) return [found(at, "duplicateDay", day)];
    seen.add(day);
    return [];
  });
  const isNever = week.every((spans) => spans.length === 0) && days.every(({ open }) => open.length === 0);
  return isNever ? [...problems, found("calendar.week", "neverOpen", "")] : problems;
}
