import { describe, expect, test } from "vitest";
import { freshId, keptDraft, readSpans, setAt, spansText } from "./draft.ts";

describe("A-12 a draft", () => {
  test("changes at a path, and what it was made from does not", () => {
    const before = {
      queues: [
        { id: "a", to: 1 },
        { id: "b", to: 2 },
      ],
      name: { zh: "一" },
    };
    expect(setAt(before, ["queues", 1, "to"], 9)).toEqual({
      ...before,
      queues: [before.queues[0], { id: "b", to: 9 }],
    });
    expect(setAt(before, ["queues", 0, "to"], undefined).queues[0]).toEqual({ id: "a" });
    expect(setAt({ name: "a" }, ["service", "mendWithin"], 3)).toEqual({
      name: "a",
      service: { mendWithin: 3 },
    });
    expect(before.queues[1]!.to).toBe(2);
  });

  test("of an earlier visit is found, and one that can't be read is none", () => {
    const storage = (text: string | null) => ({ getItem: () => text });
    expect(keptDraft(storage('{"base":3,"config":{}}'))).toEqual({ base: 3, config: {} });
    for (const text of [null, "", "{", "1", '{"base":"x"}']) expect(keptDraft(storage(text))).toBeNull();
  });

  test("names what is new as nothing else is named", () => {
    expect(freshId([{ id: "w1" }, { id: "w3" }], "w")).toBe("w4");
    expect(freshId([{ id: "w2" }], "w")).toBe("w3");
  });

  test.each([
    ["09:00-12:00, 13:30-17:00", "09:00-12:00, 13:30-17:00"],
    ["9:00–12:00，13：30~17:00", "09:00-12:00, 13:30-17:00"],
    ["", ""],
  ])("reads opening hours: %s", (text, read) => {
    expect(spansText(readSpans(text)!)).toBe(read);
  });

  test("does not guess at hours that it can't read", () => {
    for (const text of ["morning", "09:00", "9-12"]) expect(readSpans(text)).toBeNull();
  });
});
