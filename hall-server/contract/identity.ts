import { findCreditCodeProblem } from "../domain/credit-code.ts";
import { findCardProblem } from "./card-number.ts";
import type { PersonOnWire } from "./commands.ts";

export { findCreditCodeProblem } from "../domain/credit-code.ts";

/** A mobile number of mainland China, as it is written without spaces. */
export const phoneShape = /^1[3-9]\d{9}$/;

/** What a booking's code may be: opaque, so only that it can be printed and read. */
export const bookingCodeShape = /^[\x21-\x7e\u4e00-\u9fff]{4,64}$/;

/** What is wrong with what is said of a person, and which refusal says so; null: nothing. */
export function findPersonProblem(
  person: PersonOnWire,
): { code: "invalidCard" | "invalidCreditCode"; problem: string } | null {
  if ("card" in person) {
    const problem = findCardProblem(person.card);
    return problem === null ? null : { code: "invalidCard", problem };
  }
  if ("organisation" in person) {
    const problem = findCreditCodeProblem(person.organisation.creditCode);
    return problem === null ? null : { code: "invalidCreditCode", problem };
  }
  return null;
}
