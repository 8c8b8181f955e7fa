import { findCardProblem } from "../../../hall-server/contract/card-number.ts";
import type { WireCommand } from "../../../hall-server/contract/commands.ts";

type Person = Extract<(WireCommand & { type: "takeTicket" })["people"][number], { card: unknown }>;
export type PersonRole = Person["role"];

/** A person as typed from a document. It stays in the form until it is sent, and nowhere after. */
export interface TypedPerson {
  role: PersonRole;
  name: string;
  number: string;
}

export const nobody: TypedPerson = { role: "self", name: "", number: "" };

/** What keeps a typed person from being sent, in the words of its field. */
export function personProblem({ name, number }: TypedPerson): "nameMissing" | "numberWrong" | null {
  if (name.trim() === "") return "nameMissing";
  return findCardProblem({ kind: "resident", number: plainNumber(number) }) === null ? null : "numberWrong";
}

/** As the hall takes it: date of birth and sex are in the number itself; how long the card is valid nobody typed. */
export function toPerson({ role, name, number: typed }: TypedPerson): Person {
  const number = plainNumber(typed);
  const birth = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  const sex = Number(number[16]) % 2 === 1 ? "male" : "female";
  return { role, card: { kind: "resident", number, name: name.trim(), sex, birth } };
}

const plainNumber = (typed: string): string => typed.replaceAll(/\s/g, "").toUpperCase();
