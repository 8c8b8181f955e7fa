import { describe, expect, test } from "vitest";
import { newCommandId } from "./command-id.ts";
import { CommandMessage } from "./commands.ts";

const bytesOnly = { getRandomValues: crypto.getRandomValues.bind(crypto) };

describe.each([
  ["with randomUUID", crypto],
  ["with bytes alone, as in a page without TLS", bytesOnly],
])("C-1 a command's id, %s", (_, chance) => {
  const make = (now?: number) => newCommandId(now, chance);

  test("is a UUID of version 7 that the wire takes, and no two are the same", () => {
    const id = make();
    expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(CommandMessage.shape.id.safeParse(id).success).toBe(true);
    expect(new Set(Array.from({ length: 1_000 }, () => make(1))).size).toBe(1_000);
  });

  test("begins with its time, so that ids stand in the order in which they were made", () => {
    expect(make(0x01_9b_c0_de_12_34)).toMatch(/^019bc0de-1234-7/);
    const times = [1, 255, 4_096, 1_795_393_800_000, 1_795_393_800_001];
    const ids = times.map((time) => make(time));
    expect(ids.toSorted()).toEqual(ids);
  });
});
