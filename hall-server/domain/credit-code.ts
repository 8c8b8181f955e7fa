/**
 * Check character of unified social credit codes (统一社会信用代码).
 * Source: GB 32100-2015: 18 characters without I, O, S, V, Z; weights 3^i mod 31, complement of 31.
 */

const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
/** Registration authority, class, six digits of a region, nine characters of the body, check character. */
const shape = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/;

export type CreditCodeProblem = "format" | "checkDigit";

/** What is wrong with a unified social credit code, or null. Neither the region nor the body is looked up. */
export function findCreditCodeProblem(code: string): CreditCodeProblem | null {
  if (!shape.test(code)) return "format";
  let sum = 0;
  let weight = 1;
  for (const character of code.slice(0, 17)) {
    sum += alphabet.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return alphabet[(31 - (sum % 31)) % 31] === code[17] ? null : "checkDigit";
}
