import { findIdNumberProblem } from "../domain/identity-number.ts";
import type { CardData } from "./commands.ts";

/** What is wrong with a card's number, or null. The foreigner's card of 2017 has 15 characters and another check. */
export function findCardProblem(card: Pick<CardData, "kind" | "number">): string | null {
  if (card.kind === "I") return /^[A-Z]{3}\d{12}$/.test(card.number) ? null : "format";
  return findIdNumberProblem(card.number);
}
