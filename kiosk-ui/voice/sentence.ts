import type { TFunction } from "i18next";
import type { GivenNumber, KioskState, Language, Screen } from "../../electron/bridge.ts";
import { afterRefusal, bookingProblemKey, isSettled, refusalKey, slipOffer } from "../locales/refusal-key.ts";
import { typingNotice } from "../locales/typing-notice.ts";

type Say = TFunction<"kiosk">;
type Params = (Screen & { kind: "refused" })["params"];

/** What a page says when it appears, in the state's language: what it asks, and what to touch; empty: nothing. */
export function sentenceOf(state: KioskState, t: Say): string {
  const { screen, language, countdown } = state;
  if (countdown !== null) return t("speech.away");
  switch (screen.kind) {
    case "idle":
      if (state.takeCardBack) return t("speech.cardLies");
      return t(state.reader === "ready" ? "speech.idle" : "speech.idleWithoutReader");
    case "reading":
    case "issuing":
      return t(`speech.${screen.kind}`);
    case "outOfService":
      return both(t(`outOfService.${screen.reason}.what`), t(`outOfService.${screen.reason}.next`), language);
    case "cardProblem":
      return both(
        t(`cardProblems.${screen.problem}.what`),
        t(`cardProblems.${screen.problem}.next`),
        language,
      );
    case "choose":
      if (screen.hint) return t(`choose.${screen.hint}`);
      if (screen.chosen.length > 0) return t("speech.chosen", { count: screen.chosen.length });
      return state.link === "offline"
        ? both(t("choose.noneOffline"), t("speech.choose"), language)
        : t("speech.choose");
    case "question":
      // Not the question itself: it would tell everybody around what somebody is here for.
      return t("speech.question");
    case "confirm":
      return t("speech.confirm");
    case "printing":
    case "handed":
    case "printTrouble":
      return t(`speech.${screen.kind}`, { number: spelled(screen.given.number, language) });
    case "givenBack":
      return both(
        t("givenBack.title", { number: spelled(screen.number, language) }),
        t("givenBack.lead"),
        language,
      );
    case "done": {
      const number = t(`speech.${saidOfNumber(screen)}`, { number: spelled(screen.given.number, language) });
      const next = screen.next ? (language === "en" ? " " : "") + t("speech.takeNext") : "";
      return number + ahead(screen.given, language, t) + next;
    }
    case "typing": {
      const notice = typingNotice(screen, state.link);
      if (notice) return t(notice);
      const asked = t(`typing.${screen.what}.${state.scanner ? "title" : "titleTyped"}`);
      return both(asked, t("speech.typed"), language);
    }
    case "otherCard":
      if (state.reader === "away")
        return both(t("otherCard.noReader"), t(`otherCard.${screen.of}.instead`), language);
      if (screen.problem === "sameCard") return t("otherCard.sameCard");
      return screen.isReading ? t("speech.reading") : t(`otherCard.${screen.of}.what`);
    case "lookingUp":
      return both(t("booking.lookingUp"), t("booking.lookingUpLead"), language);
    case "checkIn":
      return t("speech.checkIn");
    case "engineerDoor":
    case "engineer":
      // No citizen is there.
      return "";
    case "bookingProblem": {
      const key = bookingProblemKey(screen.code);
      const params = aloud(screen.params, language);
      const said = both(t(`${key}.what`, params), t(`${key}.next`, params), language);
      return isSettled(screen) ? said + (language === "en" ? " " : "") + t("speech.known") : said;
    }
    case "slipPending": {
      const { what, next } = slipOffer({ ...screen, number: spelled(screen.number, language) }, state, t);
      return both(what, next, language);
    }
    case "refused": {
      const params = aloud(screen.params, language);
      const next = afterRefusal({ ...screen, params }, state, t);
      return both(t(`${refusalKey(screen.code)}.what`, params), next, language);
    }
  }
}

/** Which sentence says how somebody has their number now. */
function saidOfNumber({ slip, heldBefore }: Screen & { kind: "done" }) {
  if (heldBefore === "checkedIn") return heldBefore;
  if (slip === "printed") return heldBefore ?? "done";
  return heldBefore ? "againPaperless" : "donePaperless";
}

/** A refusal's number, digit by digit. */
const aloud = (params: Params, language: Language): Params => {
  const { number } = params;
  return typeof number === "string" ? { ...params, number: spelled(number, language) } : params;
};

/** What happened, and what to do next. */
const both = (what: string, next: string, language: Language): string =>
  language === "en" ? `${what}. ${next}` : `${what}。${next}`;

function ahead({ ahead: count }: GivenNumber, language: Language, t: Say): string {
  if (count === null) return "";
  return (language === "en" ? " " : "") + t("speech.ahead", { count });
}

const digits = "零一二三四五六七八九";

/** A number digit by digit, as it is called: A012 is A零一二, A 0 1 2. */
export function spelled(number: string, language: Language): string {
  const signs = Array.from(number);
  return language === "en"
    ? signs.join(" ")
    : signs.map((sign) => (/\d/.test(sign) ? digits[Number(sign)] : sign)).join("");
}
