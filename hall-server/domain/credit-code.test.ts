import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findCreditCodeProblem } from "./credit-code.ts";

const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
/** The standard's own example, one of an enterprise, one of a social organisation; the last two are made up. */
const valid = ["91350100M000100Y43", "91340100MA2TE8T01W", "52340100MJ00000015"];

describe("K-30 unified social credit codes", () => {
  test("right ones are taken", () => {
    for (const code of valid) expect(findCreditCodeProblem(code)).toBeNull();
  });

  test("letters that the standard leaves out, another length, another order of digits and letters", () => {
    const wrong = [
      "",
      "91350100M000100Y4",
      "91350100M000100Y432",
      "9135010OM000100Y43",
      "A1B2C3D4E5F6G7H8J9",
    ];
    for (const code of [...wrong, "91350100m000100y43", " 91350100M000100Y4"])
      expect(findCreditCodeProblem(code)).toBe("format");
  });

  test("any one character that is another is noticed", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...valid),
        fc.integer({ min: 0, max: 17 }),
        fc.constantFrom(...Array.from(alphabet)),
        (code, at, character) => {
          fc.pre(code[at] !== character);
          expect(findCreditCodeProblem(code.slice(0, at) + character + code.slice(at + 1))).not.toBeNull();
        },
      ),
    );
  });
});
