import type { ConfigFile } from "../../../hall-server/contract/config-wire.ts";

/** What an administrator is writing: kept by the browser until it is published or thrown away. */
export interface Draft {
  /** The last version that its author had seen. */
  base: number;
  config: ConfigFile;
}

const kept = "yimen.admin.draft";

/** The draft of an earlier visit; whatever can't be read is none. */
export function keptDraft(storage: Pick<Storage, "getItem"> = localStorage): Draft | null {
  try {
    const draft = JSON.parse(storage.getItem(kept) ?? "null") as Draft | null;
    return draft && typeof draft.base === "number" && typeof draft.config === "object" ? draft : null;
  } catch {
    return null;
  }
}

export function keepDraft(draft: Draft | null, storage: Storage = localStorage): void {
  if (draft) storage.setItem(kept, JSON.stringify(draft));
  else storage.removeItem(kept);
}

export type Path = readonly (string | number)[];

/** A value at a path, or undefined. */
export const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (part, key) =>
      typeof part === "object" && part !== null ? (part as Record<string, unknown>)[key] : undefined,
    value,
  );

/**
 * The same with another value at a path; `undefined` takes the field away, and a part that is not there yet is made.
 * The original stays as it was.
 */
export function setAt<T>(value: T, path: Path, next: unknown): T {
  const [key, ...rest] = path;
  if (key === undefined) return next as T;
  const changed = setAt(at(value, [key]), rest, next);
  if (Array.isArray(value)) return value.map((each: unknown, i) => (i === key ? changed : each)) as T;
  const { [key]: _, ...others } = (value ?? {}) as Record<string | number, unknown>;
  return (changed === undefined ? others : { ...(value as object | undefined), [key]: changed }) as T;
}

/** The first id of its kind that nobody has: w9 after w8. */
export function freshId(things: readonly { id: string }[], prefix: string): string {
  const taken = new Set(things.map(({ id }) => id));
  for (let n = things.length + 1; ; n++) if (!taken.has(`${prefix}${n}`)) return `${prefix}${n}`;
}

/** Which queue gives numbers for a matter: the first that names it. */
export const queueOf = ({ queues }: ConfigFile, item: string): string =>
  queues.find(({ items }) => items.includes(item))?.id ?? "";

/** A matter moved to another queue, at its end; an empty id takes it out of all. */
export function moveItem(config: ConfigFile, item: string, queue: string): ConfigFile {
  const queues = config.queues.map((each) => {
    const without = each.items.filter((id) => id !== item);
    return { ...each, items: each.id === queue ? [...without, item] : without };
  });
  return { ...config, queues };
}

/** What one window does, one matter more or less, in the catalogue's order. */
export function serve(config: ConfigFile, window: string, item: string, does: boolean): ConfigFile {
  const order = config.catalogue.items.map(({ id }) => id);
  const windows = config.windows.map((each) => {
    if (each.id !== window) return each;
    const items = does ? [...each.items, item] : each.items.filter((id) => id !== item);
    return { ...each, items: [...new Set(items)].sort((a, b) => order.indexOf(a) - order.indexOf(b)) };
  });
  return { ...config, windows };
}

/** Open parts of a day as people write them: `09:00-12:00, 13:30-17:00`; nothing is closed. Null: not readable. */
export function readSpans(text: string): { from: string; to: string }[] | null {
  const parts = text
    .split(/[,，;；\s]+/)
    .map((part) => part.trim())
    .filter(Boolean);
  const spans = parts.map((part) =>
    /^(\d{1,2}:\d{2})[-–—~～](\d{1,2}:\d{2})$/.exec(part.replaceAll("：", ":")),
  );
  if (spans.some((span) => span === null)) return null;
  return spans.map((span) => ({ from: span![1]!.padStart(5, "0"), to: span![2]!.padStart(5, "0") }));
}

export const spansText = (spans: readonly { from: string; to: string }[]): string =>
  spans.map(({ from, to }) => `${from}-${to}`).join(", ");
