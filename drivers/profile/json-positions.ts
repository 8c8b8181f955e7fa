import { getNodePath, type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";

/** Where something stands in a text, as an editor counts: from 1. */
export interface Position {
  line: number;
  column: number;
}

export type JsonPath = readonly (string | number)[];

/** A JSON text with every value's place, or where it is not JSON. */
export type LocatedJson =
  | {
      ok: true;
      value: unknown;
      repeated: { path: JsonPath; at: Position }[];
      positionOf: (path: JsonPath, key?: string) => Position;
    }
  | { ok: false; at: Position; code: string };

/** Reads strict JSON: no comments, no commas too many; other programs read the file too. */
export function readJson(text: string): LocatedJson {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const positionAt = (offset: number): Position => {
    const before = text.slice(0, offset).split(/\r\n|\r|\n/u);
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  };
  if (text.trim() === "") return { ok: false, at: { line: 1, column: 1 }, code: "Empty" };
  const first = errors[0];
  if (first || !root)
    return {
      ok: false,
      at: positionAt(first?.offset ?? 0),
      code: first ? printParseErrorCode(first.error) : "InvalidSymbol",
    };
  return {
    ok: true,
    value: JSON.parse(text) as unknown,
    repeated: repeatedKeys(root).map((key) => ({ path: getNodePath(key), at: positionAt(key.offset) })),
    positionOf: (path, key) => positionAt(nodeAt(root, path, key).offset),
  };
}

/** The value at a path, or one of its keys; when it is missing, what it is missing in. */
function nodeAt(root: Node, path: JsonPath, key?: string): Node {
  let node = root;
  for (const step of path) {
    const next =
      typeof step === "number"
        ? node.children?.[step]
        : node.children?.find((property) => property.children?.[0]?.value === step)?.children?.[1];
    if (next === undefined) return node;
    node = next;
  }
  if (key === undefined) return node;
  return node.children?.find((property) => property.children?.[0]?.value === key) ?? node;
}

/** Keys said twice in one object: JSON would silently take the last. */
function repeatedKeys(node: Node): Node[] {
  const found: Node[] = [];
  const seen = new Set<unknown>();
  for (const child of node.children ?? []) {
    const name: unknown = node.type === "object" ? child.children?.[0]?.value : undefined;
    const value = node.type === "object" ? child.children?.[1] : child;
    if (name !== undefined && seen.has(name) && value) found.push(value);
    seen.add(name);
    if (value) found.push(...repeatedKeys(value));
  }
  return found;
}
