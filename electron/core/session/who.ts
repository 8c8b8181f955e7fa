/** Who stands here, as the hall's vault takes it, and as a page may show it. */
import type { PersonOnWire } from "../../../hall-server/contract/commands.ts";
import type { Language, Visitor } from "../../bridge.ts";
import { maskCode, maskName, maskPhone, toCardData } from "./card-check.ts";
import type { Who } from "./session-state.ts";

export const nobodyInParticular: Who = { kind: "withoutCard" };

/** In a number's own words; a booking says by itself whose it is. */
export function peopleOf(who: Who): PersonOnWire[] {
  switch (who.kind) {
    case "card":
      return [{ role: "self", card: toCardData(who.card) }];
    case "agent":
      return [
        { role: "agent", card: toCardData(who.helper) },
        { role: "principal", card: toCardData(who.principal) },
      ];
    case "organisation": {
      const organisation = { role: "organisation", organisation: { creditCode: who.creditCode } } as const;
      return who.representative
        ? [organisation, { role: "representative", card: toCardData(who.representative) }]
        : [organisation];
    }
    case "phone":
      return [{ role: "self", phone: who.phone }];
    case "booking":
    case "withoutCard":
      return [];
  }
}

/**
 * What was booked, as far as whoever stands here may see it. A phone number proves nothing, and others know it: when and in
 * which line is enough to go there, and what for stays between its citizen and the hall.
 */
export const mattersShownTo = (who: Who, items: readonly string[]): readonly string[] =>
  who.kind === "phone" ? [] : items;

/** Here what names somebody ends: masked words go on and nothing else. */
export function visitorOf(who: Who, language: Language): Visitor {
  switch (who.kind) {
    case "card":
      return { kind: "card", maskedName: maskName(who.card, language), notice: who.notice };
    case "agent":
      return {
        kind: "agent",
        maskedName: maskName(who.helper, language),
        maskedPrincipal: maskName(who.principal, language),
        notice: who.notice,
      };
    case "organisation":
      return {
        kind: "organisation",
        maskedCode: maskCode(who.creditCode),
        maskedRepresentative: who.representative && maskName(who.representative, language),
        notice: who.notice,
      };
    case "booking":
      return { kind: "booking", maskedCode: maskCode(who.code) };
    case "phone":
      return { kind: "phone", maskedPhone: maskPhone(who.phone) };
    case "withoutCard":
      return { kind: "withoutCard" };
  }
}
