import { findCardProblem } from "../../../hall-server/contract/card-number.ts";
import type { PersonOnWire } from "../../../hall-server/contract/commands.ts";
import { findCreditCodeProblem, phoneShape } from "../../../hall-server/contract/identity.ts";

type CardHolder = Extract<PersonOnWire, { card: unknown }>;

/** By what somebody is known: a card in some capacity, an organisation's code, or a phone number that proves nothing. */
export const capacities = [
  "self",
  "spouse",
  "agent",
  "principal",
  "representative",
  "organisation",
  "phone",
] as const satisfies readonly (PersonOnWire["role"] | "phone")[];
export type Capacity = (typeof capacities)[number];

/** A person as typed from a document. It stays in the form until it is sent, and nowhere after. */
export interface TypedPerson {
  capacity: Capacity;
  /** Of who has a card. */
  name: string;
  /** The card's, the organisation's code, or the phone's. */
  number: string;
}

export const nobody: TypedPerson = { capacity: "self", name: "", number: "" };

export const hasCard = (capacity: Capacity): capacity is CardHolder["role"] =>
  capacity !== "organisation" && capacity !== "phone";

/** What keeps a typed person from being sent, in the words of its field. */
export function personProblem({
  capacity,
  name,
  number,
}: TypedPerson): "nameMissing" | "numberWrong" | "codeWrong" | "phoneWrong" | null {
  const plain = plainNumber(number);
  if (capacity === "organisation") return findCreditCodeProblem(plain) === null ? null : "codeWrong";
  if (capacity === "phone") return phoneShape.test(plain) ? null : "phoneWrong";
  if (name.trim() === "") return "nameMissing";
  return findCardProblem({ kind: "resident", number: plain }) === null ? null : "numberWrong";
}

/** As the hall takes it: date of birth and sex are in the number itself; how long the card is valid nobody typed. */
export function toPerson({ capacity, name, number: typed }: TypedPerson): PersonOnWire {
  const number = plainNumber(typed);
  if (capacity === "organisation") return { role: capacity, organisation: { creditCode: number } };
  if (capacity === "phone") return { role: "self", phone: number };
  const birth = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  const sex = Number(number[16]) % 2 === 1 ? "male" : "female";
  return { role: capacity, card: { kind: "resident", number, name: name.trim(), sex, birth } };
}

/** Documents and phones are read out, and typed, in groups. */
const plainNumber = (typed: string): string => typed.replaceAll(/[\s-]/g, "").toUpperCase();
