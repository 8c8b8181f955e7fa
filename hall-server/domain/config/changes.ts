/** What a configuration would change, in as many parts as an administrator thinks of it. */

/** Anything that a configuration is made of. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

export interface ConfigChange {
  /** The section, the thing's id, and the field, dotted; ids have no meaning beyond their list. */
  at: string;
  kind: "added" | "removed" | "changed";
  before: Json;
  after: Json;
}

/** Every difference between two values: things of a list are found by their id, other lists are one value. */
export function differences(before: Json, after: Json, at = ""): ConfigChange[] {
  if (same(before, after)) return [];
  const [first, second] = [keyed(before), keyed(after)];
  if (!first || !second) return [{ at, kind: "changed", before, after }];
  const keys = [...new Set([...first.keys(), ...second.keys()])];
  return keys.flatMap((key) => {
    const [was, is] = [first.get(key), second.get(key)];
    const path = at === "" ? key : `${at}.${key}`;
    if (was === undefined) return [{ at: path, kind: "added" as const, before: null, after: is ?? null }];
    if (is === undefined) return [{ at: path, kind: "removed" as const, before: was, after: null }];
    return differences(was, is, path);
  });
}

const same = (a: Json, b: Json): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The parts of a value by name; null for what has none, or is one text in two languages. */
function keyed(value: Json): Map<string, Json> | null {
  if (Array.isArray(value)) {
    const names = value.map(nameOf);
    const isList = value.length > 0 && names.every((name) => name !== null);
    // A list without anything is one of things as well as one of values.
    return isList || value.length === 0 ? new Map(names.map((name, i) => [name!, value[i] as Json])) : null;
  }
  if (typeof value !== "object" || value === null || "zh" in value) return null;
  return new Map(Object.entries(value).flatMap(([key, part]) => (part === undefined ? [] : [[key, part]])));
}

function nameOf(thing: Json): string | null {
  if (typeof thing !== "object" || thing === null) return null;
  const { id, day } = thing as { id?: unknown; day?: unknown };
  const name = id ?? day;
  return typeof name === "string" ? name : null;
}
