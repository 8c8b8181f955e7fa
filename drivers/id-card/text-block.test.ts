import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { IdCard } from "./card.ts";
import { fixtures } from "./card-fixtures.ts";
import { hasValidCheck, isDay } from "./identity-number.ts";
import { citizen, citizens } from "./simulator/citizens.ts";
import { textBlock } from "./simulator/wire.ts";
import { decodeTextBlock } from "./text-block.ts";

/** The text of a citizen with a field overwritten. */
function altered(id: string, offset: number, text: string): Uint8Array {
  const block = textBlock(citizen(id).card);
  block.write(text, offset, "utf16le");
  return block;
}

const decoded = (block: Uint8Array): unknown => {
  const result = decodeTextBlock(block);
  return result.ok ? result.card : result.field;
};

describe("D-1 card texts", () => {
  test.each(fixtures)("of $citizen as the tables say", ({ citizen: id, hex }) => {
    expect(decoded(Buffer.from(hex, "hex"))).toEqual(citizen(id).card);
    expect(textBlock(citizen(id).card).toString("hex")).toBe(hex);
  });

  test.each(citizens.map((one) => [one.id, one.card] as const))("of %s there and back", (_id, card) => {
    expect(decoded(textBlock(card))).toEqual(card);
  });

  test("of every kind occur among the citizens", () => {
    expect(new Set(citizens.map((one) => one.card.kind))).toEqual(new Set(["resident", "J", "I", "Y"]));
    expect(new Set(citizens.map((one) => one.id)).size).toBe(citizens.length);
  });

  test("padded with zeros instead of spaces", () => {
    const block = textBlock(citizen("wang-yan").card);
    block.fill(0, 4, 30);
    expect(decoded(block)).toEqual(citizen("wang-yan").card);
  });

  test("with an unknown letter are a resident's", () => {
    expect(decoded(altered("wang-yan", 248, "Q"))).toEqual(citizen("wang-yan").card);
  });

  test.each(["01", "56", "57", "58", "97", "98"])("with nation code %s", (nation) => {
    expect(decoded(altered("wang-yan", 32, nation))).toEqual({ ...citizen("wang-yan").card, nation });
  });

  test.each([
    ["nation", "wang-yan", 32, "00"],
    ["nation", "wang-yan", 32, "59"],
    ["nation", "wang-yan", 32, "99"],
    ["nation", "wang-yan", 32, "汉 "],
    ["sex", "wang-yan", 30, "3"],
    ["sex", "wang-yan", 30, " "],
    ["name", "wang-yan", 0, " ".repeat(15)],
    ["name", "wang-yan", 0, "王\ud800"],
    ["name", "wang-yan", 0, "王\u0007"],
    ["name", "wang-yan", 0, "王\ufffe"],
    ["number", "wang-yan", 122, "340103198806150017"],
    ["number", "wang-yan", 122, "34010319880615001x"],
    // The check is right, the day does not exist.
    ["birth", "wang-yan", 36, "19880231"],
    // The check is right, the birth is another.
    ["birth", "wang-yan", 122, "340103199003070025"],
    ["validFrom", "wang-yan", 188, "20190229"],
    ["validTo", "wang-yan", 204, "20180101"],
    ["validTo", "wang-yan", 204, "长期有效"],
    ["number", "chan-cegong", 122, "810000199308160012"],
    ["passNumber", "chan-cegong", 220, "H0000000?"],
    ["issues", "chan-cegong", 238, "  "],
    ["number", "maria-ceshi", 122, "DE1340185061201"],
    ["country", "maria-ceshi", 152, "276"],
    ["englishName", "maria-ceshi", 0, " ".repeat(60)],
    ["number", "anna-ceshi", 122, "340103199003070025"],
    ["country", "anna-ceshi", 242, "DEU"],
    ["englishName", "anna-ceshi", 220, "\u0000A"],
  ] as const)("with a bad %s (%s, %i, %j) are no card", (field, id, offset, text) => {
    expect(decoded(altered(id, offset, text))).toBe(field);
  });

  test("of another length are no card", () => {
    expect(decoded(new Uint8Array(255))).toBe("length");
  });

  test("out of noise are no card, and never a throw", () => {
    const noise = fc.uint8Array({ minLength: 256, maxLength: 256 });
    fc.assert(
      fc.property(noise, (block) => {
        expect(decodeTextBlock(block).ok).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  test("that lost a byte are no card, unless it was one of the padding after the last field", () => {
    const survivors: string[] = [];
    for (const { id, card } of citizens) {
      const block = textBlock(card);
      for (let at = 0; at < 220; at++) {
        const moved = Buffer.concat([block.subarray(0, at), block.subarray(at + 1), Buffer.from([0x20])]);
        const result = decodeTextBlock(moved);
        if (result.ok && !isDeepStrictEqual(result.card, card)) survivors.push(`${id} without byte ${at}`);
      }
    }
    expect(survivors).toEqual([]);
  });
});

test("D-1 two errors that the frame's check byte cannot see rarely make another number, and never another birth", () => {
  const { card } = citizen("wang-yan");
  const original = textBlock(card);
  let tried = 0;
  const others: IdCard[] = [];
  for (let first = 0; first < 18; first++) {
    for (let second = first + 1; second < 18; second++) {
      for (let xor = 1; xor < 128; xor++) {
        const block = Buffer.from(original);
        for (const at of [first, second]) block[122 + at * 2] = (block[122 + at * 2] ?? 0) ^ xor;
        tried += 1;
        const result = decodeTextBlock(block);
        if (result.ok) others.push(result.card);
      }
    }
  }
  expect(others.every((other) => other.birth === card.birth)).toBe(true);
  // What is left is the protocol's own limit: one check byte per frame, one check character per number.
  expect(others.length / tried).toBeLessThan(0.002);
});

describe("D-2 identity numbers", () => {
  test("of the citizens are right", () => {
    const numbers = citizens.filter(({ card }) => card.kind !== "I").map(({ card }) => card.number);
    expect(numbers.filter((number) => !hasValidCheck(number))).toEqual([]);
  });

  test("have no second right check, nor survive a wrong digit", () => {
    for (const { card } of citizens) {
      if (card.kind === "I") continue;
      for (let at = 0; at < 18; at++) {
        for (const digit of "0123456789X") {
          const number = card.number.slice(0, at) + digit + card.number.slice(at + 1);
          expect(hasValidCheck(number)).toBe(number === card.number);
        }
      }
    }
  });

  test.each([
    ["20000229", true],
    ["19000229", false],
    ["20240229", true],
    ["20230229", false],
    ["20230431", false],
    ["20231301", false],
    ["20230100", false],
    ["17990101", false],
    ["2023010", false],
  ] as const)("day %s: %s", (day, exists) => {
    expect(isDay(day)).toBe(exists);
  });
});
