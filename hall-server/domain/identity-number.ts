/**
 * Check digits of identity numbers.
 * Source: GB 11643-1999 (citizens; the foreigner's card of 2023 follows it), ISO 7064 MOD 11-2.
 */

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkCharacters = "10X98765432";

export type IdNumberProblem = "format" | "date" | "checkDigit";

/**
 * What is wrong with an 18-character citizen number, or null. The region is not looked up:
 * an old card may name one that was abolished long ago.
 */
export function findIdNumberProblem(number: string): IdNumberProblem | null {
  if (!/^[1-9]\d{16}[\dX]$/.test(number)) return "format";
  if (!isCalendarDate(+number.slice(6, 10), +number.slice(10, 12), +number.slice(12, 14))) return "date";
  const sum = weights.reduce((total, weight, i) => total + weight * Number(number[i]), 0);
  return checkCharacters[sum % 11] === number[17] ? null : "checkDigit";
}

function isCalendarDate(year: number, month: number, day: number): boolean {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return year >= 1850 && days !== undefined && day >= 1 && day <= days;
}
