import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findIdNumberProblem } from "./identity-number.ts";

/**
 * The check by ISO 7064's recursion instead of the weights of GB 11643, so that the two witness for each other.
 * Double each running sum modulo 11; the check makes the whole congruent to 1.
 */
function withCheck(first17: string): string {
  const sum = first17.split("").reduce((total, digit) => ((total + Number(digit)) * 2) % 11, 0);
  return first17 + "0123456789X"[(12 - sum) % 11];
}

/** A number of 17 digits with the given birthday, and the check that belongs to it. */
const bornOn = (day: string) => withCheck(`340103${day}001`);

describe("golden numbers", () => {
  it.each([
    ["11010519491231002X", "an example of the standard, whose check is X"],
    ["440524188001010014", "an example of the standard, born in 1880"],
  ])("%s is right: %s", (number) => {
    expect(findIdNumberProblem(number)).toBeNull();
    expect(withCheck(number.slice(0, 17))).toBe(number);
  });

  it.each("0123456789".split(""))("11010519491231002X is wrong with %s in place of the X", (digit) => {
    expect(findIdNumberProblem(`11010519491231002${digit}`)).toBe("checkDigit");
  });

  it("440524188001010014 is wrong with another check", () => {
    for (const check of "012356789X")
      expect(findIdNumberProblem(`44052418800101001${check}`)).toBe("checkDigit");
  });
});

describe("the form", () => {
  it.each([
    ["a lower-case x", "11010519491231002x"],
    ["15 digits, as before 1999", "110105491231002"],
    ["17 digits", "11010519491231002"],
    ["19 digits", "4405241880010100144"],
    ["nothing", ""],
    ["a region that begins with 0", "010105194912310021"],
    ["an X before the end", "1101051949123100X2"],
    ["a space at the end", "440524188001010014 "],
    ["a line break at the end", "440524188001010014\n"],
    ["full-width digits", "44052418800101001４"],
  ])("refuses %s", (_, number) => {
    expect(findIdNumberProblem(number)).toBe("format");
  });
});

describe("the birthday", () => {
  it.each(["20000229", "20240229", "19480229", "19990131", "19990430", "19991231", "18500101"])(
    "%s exists",
    (day) => {
      expect(findIdNumberProblem(bornOn(day))).toBeNull();
    },
  );

  it.each([
    ["20230229", "not a leap year"],
    ["19000229", "a century is no leap year"],
    ["20000230", "30 February"],
    ["19990431", "31 April"],
    ["19991301", "month 13"],
    ["19990001", "month 0"],
    ["19990100", "day 0"],
    ["19990132", "day 32"],
    ["18491231", "before anyone alive"],
  ])("%s is refused though its check is right: %s", (day) => {
    expect(findIdNumberProblem(bornOn(day))).toBe("date");
  });

  it("is told before the check", () => {
    const right = bornOn("20000230");
    const wrong = right.slice(0, 17) + (right.endsWith("0") ? "1" : "0");
    expect(findIdNumberProblem(wrong)).toBe("date");
  });
});

describe("any right number", () => {
  const part = (min: number, max: number, width: number) =>
    fc.integer({ min, max }).map((value) => String(value).padStart(width, "0"));
  const numbers = fc
    .tuple(part(100000, 999999, 6), part(1850, 2099, 4), part(1, 12, 2), part(1, 28, 2), part(0, 999, 3))
    .map((parts) => withCheck(parts.join("")));

  it("is accepted, whatever its region", () => {
    fc.assert(fc.property(numbers, (number) => findIdNumberProblem(number) === null));
  });

  it("is refused with any one character changed to any other", () => {
    fc.assert(
      fc.property(numbers, (number) => {
        const changed = number.split("").flatMap((character, at) =>
          (at === 17 ? "0123456789X" : "0123456789")
            .split("")
            .filter((other) => other !== character)
            .map((other) => number.slice(0, at) + other + number.slice(at + 1)),
        );
        expect(changed).toHaveLength(17 * 9 + 10);
        expect(changed.filter((wrong) => findIdNumberProblem(wrong) === null)).toEqual([]);
      }),
    );
  });

  it("is refused with two different neighbours swapped", () => {
    fc.assert(
      fc.property(numbers, fc.nat({ max: 16 }), (number, at) => {
        const [one = "", two = ""] = number.slice(at, at + 2);
        const swapped = number.slice(0, at) + two + one + number.slice(at + 2);
        return swapped === number || findIdNumberProblem(swapped) !== null;
      }),
    );
  });
});
