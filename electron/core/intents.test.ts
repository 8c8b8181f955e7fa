import fc from "fast-check";
import { expect, test } from "vitest";
import type { KioskIntent } from "../bridge.ts";
import { Intent } from "./intents.ts";
import { Session } from "./testing/session.ts";

/** One of each shape with more than its kind. */
const shapes: KioskIntent[] = [
  { kind: "next" },
  { kind: "identifyBy", what: "phone" },
  { kind: "enter", text: "13800138000" },
  { kind: "toggleItem", item: "item-01" },
  { kind: "answer", answer: "both" },
  { kind: "takeNumber", paper: true },
  { kind: "gotSlip", yes: true },
  { kind: "setLanguage", language: "en" },
  { kind: "setReach", reach: "low" },
  { kind: "engineer", ask: { do: "signIn", staff: "e01", pin: "24680" } },
  { kind: "engineer", ask: { do: "test", test: "scanner" } },
  { kind: "engineer", ask: { do: "heard", yes: true } },
  { kind: "engineer", ask: { do: "takeOut", reason: "fault" } },
];

type Shape = Record<string, unknown>;
const strange = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom("", "__proto__", "<b>", "x".repeat(65), "\u0000", "1' OR '1'='1", -1, 1e308),
);
/** A shape with something of it, or of what it holds, left out, changed or added. */
const spoiled = fc
  .record({
    shape: fc.constantFrom(...shapes),
    deep: fc.boolean(),
    how: fc.constantFrom("omit", "change", "add"),
    nth: fc.nat(3),
    value: strange,
    name: fc.constantFrom("extra", "__proto__", "constructor", "toString"),
  })
  .map(({ shape, deep, how, nth, value, name }) => {
    const copy = structuredClone(shape) as unknown as Shape;
    const inner = deep && "ask" in copy ? (copy["ask"] as Shape) : copy;
    const keys = Object.keys(inner);
    const key = keys[nth % keys.length]!;
    if (how === "omit") delete inner[key];
    else
      Object.defineProperty(inner, how === "add" ? name : key, {
        value,
        enumerable: true,
        configurable: true,
      });
    return copy;
  });

test("S5 each shape is taken as it is", () => {
  for (const shape of shapes) expect(Intent.parse(shape)).toEqual(shape);
});

test("S5 whatever comes over the bridge is one of the intents to the letter, or nothing", () => {
  fc.assert(
    fc.property(fc.oneof(strange, spoiled), (raw) => {
      const parsed = Intent.safeParse(raw);
      if (!parsed.success) return;
      // Nothing was tidied, filled in or dropped to make it fit.
      expect(parsed.data).toEqual(raw);
      expect(Object.keys(parsed.data)).toEqual(Object.keys(raw as object));
    }),
    { numRuns: 3_000 },
  );
});

test("S5 a page that is sent what does not belong to it breaks nothing and takes no number", () => {
  const pages = [
    new Session(),
    new Session().do("startWithoutCard"),
    new Session().do({ kind: "identifyBy", what: "organisation" }),
    new Session().toPrinting(),
  ].map(({ state }) => state);
  fc.assert(
    fc.property(fc.constantFrom(...pages), fc.oneof(strange, spoiled), (page, raw) => {
      const parsed = Intent.safeParse(raw);
      if (!parsed.success) return;
      const session = new Session();
      session.state = page;
      session.do(parsed.data);
      expect(session.of("takeTicket")).toEqual([]);
    }),
    { numRuns: 1_000 },
  );
});
