import type { CatalogueItem, RejectedProcedure } from "../catalogue.ts";
import type { Role } from "../roles.ts";
import type { ItemId, QueueId, StaffId, WindowId } from "../queue/ticket.ts";

/** A text in both languages of the hall. */
export interface Bilingual {
  zh: string;
  en: string;
}

export interface QueueConfig {
  id: QueueId;
  name: Bilingual;
  /** The letter or letters before the digits. */
  prefix: string;
  /** First and last number of the day, inclusive. */
  from: number;
  to: number;
  /** Digits after the prefix: 3 gives A001, 4 gives A0001. */
  width: number;
  /** How many numbers a day may be given; absent: as many as the range holds. */
  capacity?: number;
  items: readonly ItemId[];
}

export interface WindowConfig {
  id: WindowId;
  name: Bilingual;
  items: readonly ItemId[];
}

export interface StaffConfig {
  id: StaffId;
  name: Bilingual;
  roles: readonly Role[];
}

interface FloorThing {
  id: string;
  name: Bilingual;
}

/** All that is settled about a hall before a day begins. */
export interface HallConfig {
  hall: { name: Bilingual; regionCode: string; /** IANA name. */ timeZone: string };
  queues: readonly QueueConfig[];
  windows: readonly WindowConfig[];
  kiosks: readonly FloorThing[];
  screens: readonly FloorThing[];
  staff: readonly StaffConfig[];
  catalogue: {
    version: string;
    items: readonly CatalogueItem[];
    /** What the import refused, kept with its reason. */
    rejected: readonly RejectedProcedure[];
  };
}

export interface ConfigProblem {
  /** Where, as a dotted path. */
  at: string;
  problem: "duplicateId" | "emptyRange" | "numberTooWide" | "rangeOverlaps" | "unknownItem" | "badPrefix";
  detail: string;
}

/** Everything that would let two queues give one number, or a window serve what does not exist. */
export function findConfigProblems(config: HallConfig): ConfigProblem[] {
  return [
    ...duplicateIds("queues", config.queues),
    ...duplicateIds("windows", config.windows),
    ...duplicateIds("staff", config.staff),
    ...duplicateIds("kiosks", config.kiosks),
    ...duplicateIds("screens", config.screens),
    ...config.queues.flatMap(rangeProblems),
    ...overlaps(config.queues),
    ...unknownItems(config),
  ];
}

function duplicateIds(at: string, things: readonly { id: string }[]): ConfigProblem[] {
  const seen = new Set<string>();
  return things.flatMap(({ id }) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [{ at, problem: "duplicateId" as const, detail: id }];
  });
}

function rangeProblems(queue: QueueConfig): ConfigProblem[] {
  const at = `queues.${queue.id}`;
  const problems: ConfigProblem[] = [];
  if (!/^[A-Z]{1,2}$/.test(queue.prefix)) problems.push({ at, problem: "badPrefix", detail: queue.prefix });
  if (queue.from < 1 || queue.to < queue.from)
    problems.push({ at, problem: "emptyRange", detail: `${queue.from}–${queue.to}` });
  if (String(queue.to).length > queue.width)
    problems.push({ at, problem: "numberTooWide", detail: `${queue.to} > ${queue.width}` });
  return problems;
}

function overlaps(queues: readonly QueueConfig[]): ConfigProblem[] {
  return queues.flatMap((a, i) =>
    queues
      .slice(i + 1)
      .filter((b) => a.prefix === b.prefix && a.from <= b.to && b.from <= a.to)
      .map((b) => ({ at: `queues.${a.id}`, problem: "rangeOverlaps" as const, detail: b.id })),
  );
}

function unknownItems(config: HallConfig): ConfigProblem[] {
  const known = new Set(config.catalogue.items.map((item) => item.id));
  const missing = (at: string, items: readonly ItemId[]) =>
    items
      .filter((item) => !known.has(item))
      .map((item) => ({ at, problem: "unknownItem" as const, detail: item }));
  return [
    ...config.queues.flatMap((queue) => missing(`queues.${queue.id}`, queue.items)),
    ...config.windows.flatMap((window) => missing(`windows.${window.id}`, window.items)),
  ];
}
