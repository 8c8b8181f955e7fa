import type { TFunction } from "i18next";
import type { KioskState, Language, Screen } from "../../electron/bridge.ts";
import { type HelpSaid, helpSaid, insteadOfCard } from "../locales/help-said.ts";
import type { Finding } from "../screens/finding.ts";
import {
  afterRefusal,
  afterwards,
  bookingProblemKey,
  isEnd,
  isSettled,
  refusalKey,
  slipOffer,
} from "../locales/refusal-key.ts";
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
        ? both(t("choose.noneOffline"), t("speech.finding.often"), language)
        : t("speech.finding.often");
    case "question":
      // Not the question itself: it would tell everybody around what somebody is here for.
      return t("speech.question");
    case "confirm": {
      const { guide } = screen;
      const isAsked = guide !== "none" && guide !== "unavailable";
      return inTurn(language, isAsked && t(`speech.guide.${guide}`), t("speech.confirm"));
    }
    case "printing":
      if (screen.isSlow) return both(t("printing.slow.title"), t("printing.slow.lead"), language);
      return t("speech.printing", { number: spelled(screen.given.number, language) });
    case "handed":
      return t(`speech.${screen.kind}`, { number: spelled(screen.given.number, language) });
    case "printTrouble": {
      const said = t("speech.printTrouble", { number: spelled(screen.given.number, language) });
      const ways = [t("printTrouble.again"), t("printTrouble.paperless")] as const;
      return inTurn(language, said, either(screen.canPrint ? ways : [ways[1], ways[0]], t));
    }
    case "givenBack": {
      const said = screen.isKept ? "givenBack.kept" : "givenBack";
      const number = spelled(screen.number, language);
      return both(t(`${said}.title`, { number }), t(`${said}.lead`), language);
    }
    case "done":
      return ofDone(screen, language, t);
    case "typing": {
      const notice = typingNotice(screen, state, t);
      if (notice) return notice;
      const asked = t(`typing.${screen.what}.${state.scanner ? "title" : "titleTyped"}`);
      return both(asked, t("speech.typed"), language);
    }
    case "otherCard":
      return ofOtherCard(screen, state, t);
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
      const ordinary = t("booking.ordinary");
      const ways = isSettled(screen) ? [t("booking.known"), ordinary] : [ordinary, t("booking.leave")];
      return inTurn(language, said, either(ways, t));
    }
    case "slipPending": {
      const { what, next } = slipOffer({ ...screen, number: spelled(screen.number, language) }, state, t);
      const first = t(`refused.held.${screen.canPrint ? "paper" : "paperless"}`);
      return inTurn(language, both(what, next, language), either([first, t("slipPending.other")], t));
    }
    case "refused": {
      const params = aloud(screen.params, language);
      const next = afterRefusal({ ...screen, params }, state, t);
      const said = both(t(`${refusalKey(screen.code)}.what`, params), next, language);
      const other = isEnd(screen) ? "refused.back" : "refused.finish";
      return inTurn(language, said, either([t(afterwards(screen)), t(other)], t));
    }
  }
}

/** Which sentence says how somebody has their number now. */
function saidOfNumber({ slip, heldBefore }: Screen & { kind: "done" }) {
  if (heldBefore === "checkedIn") return heldBefore;
  if (slip === "printed") return heldBefore ?? "done";
  return heldBefore ? "againPaperless" : "donePaperless";
}

type Of<K extends Screen["kind"]> = Screen & { kind: K };

function ofOtherCard(screen: Of<"otherCard">, { reader, language, help }: KioskState, t: Say): string {
  if (reader === "away")
    return both(t("otherCard.noReader"), t(insteadOfCard(screen.of, helpSaid(help))), language);
  if (screen.problem === "sameCard") return t("otherCard.sameCard");
  if (screen.takeFirst) return t("otherCard.takeFirst");
  return screen.isReading ? t("speech.reading") : t(`otherCard.${screen.of}.what`);
}

function ofDone(screen: Of<"done">, language: Language, t: Say): string {
  const number = t(`speech.${saidOfNumber(screen)}`, { number: spelled(screen.given.number, language) });
  const { ahead } = screen.given;
  return inTurn(
    language,
    number,
    ahead !== null && t("speech.ahead", { count: ahead }),
    screen.next !== null && t("speech.takeNext"),
  );
}

/** A refusal's number, digit by digit. */
const aloud = (params: Params, language: Language): Params => {
  const { number } = params;
  return typeof number === "string" ? { ...params, number: spelled(number, language) } : params;
};

/** What happened, and what to do next. */
const both = (what: string, next: string, language: Language): string =>
  language === "en" ? `${what}. ${next}` : `${what}。${next}`;

/** Whole sentences, one after the other. */
const inTurn = (language: Language, ...said: (string | false)[]): string =>
  said.filter(Boolean).join(language === "en" ? " " : "");

/** The two buttons that most people want, by the words that stand on them. */
const either = ([button, other]: readonly string[], t: Say): string => t("speech.either", { button, other });

/** While matters are looked for: what to touch now, and how many were found; never which. */
export function findingSentence(
  finding: Finding,
  found: number,
  { language, help }: Pick<KioskState, "language"> & { help: HelpSaid },
  t: Say,
): string {
  if (finding.by === "often") return t("speech.finding.often");
  if (finding.by !== "search")
    return t(finding.topic === null ? "speech.finding.topics" : "speech.finding.topic");
  if (finding.typed.trim() === "") return t("speech.finding.search");
  return found > 0
    ? t("speech.finding.found", { count: found })
    : both(t("choose.nothingFound"), t(`choose.nothingFoundNext.${help}`), language);
}

const digits = "零一二三四五六七八九";

/** A number digit by digit, as it is called: A012 is A零一二, A 0 1 2. */
export function spelled(number: string, language: Language): string {
  const signs = Array.from(number);
  return language === "en"
    ? signs.join(" ")
    : signs.map((sign) => (/\d/.test(sign) ? digits[Number(sign)] : sign)).join("");
}
