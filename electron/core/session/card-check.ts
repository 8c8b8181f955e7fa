import type { IdCard } from "../../../drivers/id-card/card.ts";
import type { UnreadableReason } from "../../../drivers/id-card/card-reader.ts";
import type { CardData } from "../../../hall-server/contract/commands.ts";
import { findCardProblem } from "../../../hall-server/contract/card-number.ts";
import type { CardNotice, CardProblem, Language } from "../../bridge.ts";

export type CardVerdict = { ok: true; notice: CardNotice | null } | { ok: false; problem: CardProblem };

/**
 * Whether a number may be given on this card. An expired card still gives one: waiting in line needs no proof, and
 * the window looks at the card again; so its holder is told now and not after the wait. `today` is the hall's day.
 */
export function checkCard(card: IdCard, today: string | null): CardVerdict {
  if (findCardProblem(card) !== null) return { ok: false, problem: "badNumber" };
  const isExpired = today !== null && card.validTo !== "long-term" && card.validTo < today;
  return { ok: true, notice: isExpired ? "expired" : null };
}

/** What the citizen can do about it, which is all that a citizen needs to know of a failed reading. */
export function cardProblemOf(reason: UnreadableReason): CardProblem {
  if (reason === "removedWhileReading") return "removedTooEarly";
  if (reason === "wrongCard" || reason === "authFailed") return "wrongCard";
  return "unreadable";
}

/**
 * 张三 as 张*, Maria Silva as M***: enough to see that it is oneself, too little for whoever looks on. Who has a name in either
 * script is greeted by that of the page's language.
 */
export function maskName(card: IdCard, language: Language): string {
  const [name, latin] = [card.name, "englishName" in card ? card.englishName : ""].map((each) => each.trim());
  const [first, ...rest] = Array.from(name!);
  const isHan = first !== undefined && /\p{Script=Han}/u.test(first);
  if (isHan && (language === "zh" || latin === ""))
    return first + "*".repeat(Math.min(3, Math.max(1, rest.length)));
  return `${(latin || name!).slice(0, 1)}***`;
}

/** 138****1234 */
export const maskPhone = (phone: string): string => `${phone.slice(0, 3)}****${phone.slice(-4)}`;

/** The ends of a code, as far as it is long enough to have a middle that nobody can guess. */
export function maskCode(code: string): string {
  const characters = Array.from(code);
  const shown = characters.length >= 12 ? 4 : characters.length >= 8 ? 2 : 1;
  return `${characters.slice(0, shown).join("")}****${characters.slice(-shown).join("")}`;
}

/** The card as the hall's vault takes it; what the hall has no use for stays here. */
export function toCardData(card: IdCard): CardData {
  const { kind, number, name, sex, birth, validFrom, validTo } = card;
  const common = { kind, number, name, sex, birth, validFrom, validTo };
  switch (card.kind) {
    case "resident":
      return { ...common, nation: card.nation, address: card.address, issuer: card.issuer };
    case "J":
      return { ...common, address: card.address, issuer: card.issuer, passNumber: card.passNumber };
    case "I":
    case "Y":
      return { ...common, englishName: card.englishName, country: card.country };
  }
}
