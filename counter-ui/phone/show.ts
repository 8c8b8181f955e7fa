import type { PhoneAction, PhoneLine, PhoneTicket } from "../../hall-server/contract/phone.ts";
import { blankAfterMs, staleAfterMs } from "../../hall-server/contract/timing.ts";
import { type Language, say, type Word } from "./words.ts";

/** What the page knows, and what it therefore shows. Pure: main.ts puts it on the screen. */

export type Freshness = "connecting" | "fresh" | "stale" | "blank";
type Bilingual = { zh: string; en: string };

export interface Known {
  ticket: (PhoneTicket & { hall: Bilingual | null }) | null;
  places: PhoneLine["places"] | null;
  gone: boolean;
  freshness: Freshness;
}

export type Tone = "quiet" | "waiting" | "called" | "over";

export interface Shown {
  tone: Tone;
  headline: string;
  detail: string;
  /** That somebody was asked to come, or comes; empty: nobody was. */
  help: string;
  /** Said at once to whoever does not look: only a call is. */
  alert: string;
  offers: readonly PhoneAction["verb"][];
}

export function freshnessOf(silenceMs: number | null): Freshness {
  if (silenceMs === null) return "connecting";
  if (silenceMs >= blankAfterMs) return "blank";
  return silenceMs >= staleAfterMs ? "stale" : "fresh";
}

export function show({ ticket, places, gone, freshness }: Known, language: Language): Shown {
  const text = (word: Word, values: Record<string, string | number> = {}) => say(language, word, values);
  const plain = (tone: Tone, headline: string, detail = "", offers: Shown["offers"] = []): Shown => ({
    tone,
    headline,
    detail,
    help: ticket?.help ? text(ticket.help === "asked" ? "helpAsked" : "helpAnswered") : "",
    alert: "",
    // Whoever has asked for help has asked for it.
    offers: ticket?.help ? offers.filter((verb) => verb !== "help") : offers,
  });
  if (gone) return plain("over", text("gone"), text("goneDetail"));
  if (!ticket) return plain("quiet", text("connecting"));
  // No place is better than a wrong one. What is over stays over.
  if (freshness === "blank" && !isOver(ticket)) return plain("quiet", text("hidden"), text("hiddenDetail"));
  const window = ticket.window?.[language] ?? "";
  switch (ticket.state) {
    case "reserved":
      return plain("quiet", text("reserved"), "", ["help", "cancel"]);
    case "waiting":
      return waiting(ticket, places, text, plain);
    case "called": {
      const detail = ticket.times > 1 ? text("calledAgain", { n: ticket.times }) : text("calledDetail");
      const alert = `${ticket.number} ${text("called", { window })}`;
      return { ...plain("called", text("called", { window }), detail, ["help", "cancel"]), alert };
    }
    case "serving":
      return plain("waiting", text("serving", { window }), "", ["help"]);
    case "held":
      return held(ticket, text, plain);
    case "absent":
      return plain("over", text("absent"), text("absentDetail"), ["help", "cancel"]);
    case "finished":
      return plain("over", text("finished"), text("finishedDetail"), ticket.rating ? ["rate"] : []);
    case "void":
      return plain("over", text("void"), text("voidDetail"));
    case "cancelled":
    case "expired":
      return plain("over", text(ticket.state), text("overDetail"));
  }
}

type Text = (word: Word, values?: Record<string, string | number>) => string;
type Plain = (tone: Tone, headline: string, detail?: string, offers?: Shown["offers"]) => Shown;

function waiting(ticket: PhoneTicket, places: Known["places"], text: Text, plain: Plain): Shown {
  const offers: Shown["offers"] = ticket.steppedOut ? ["help", "cancel"] : ["stepOut", "help", "cancel"];
  const ahead = places?.findIndex(([number]) => number === ticket.number) ?? -1;
  if (ahead < 0) return plain("waiting", text("joining"), "", offers);
  const [, from, to] = places![ahead]!;
  const isUnknown = from === null || to === null;
  const wait = isUnknown ? text("waitUnknown") : text("wait", { from, to });
  // Where nobody can say, no window may be open: nobody is sent to one.
  const first = isUnknown ? text("first") : text("next");
  return plain("waiting", ahead === 0 ? first : text("ahead", { n: ahead }), wait, offers);
}

function held(ticket: PhoneTicket, text: Text, plain: Plain): Shown {
  switch (ticket.hold) {
    case "papers":
      return plain("waiting", text("papers"), text("heldDetail"), ["resume", "help", "cancel"]);
    case "result":
      return plain("waiting", text("result"), text("heldDetail"), ["help", "cancel"]);
    case "steppedOut":
    case null:
      return plain("waiting", text("steppedOut"), text("steppedOutDetail"), ["resume", "help", "cancel"]);
  }
}

const isOver = ({ state }: PhoneTicket): boolean =>
  state === "finished" || state === "cancelled" || state === "void" || state === "expired";

/** What the page says of how old this is; `time` is when the hall was last heard. */
export function stampOf(freshness: Freshness, time: string, language: Language): string {
  return freshness === "connecting" ? "" : say(language, freshness, { time });
}

const known: ReadonlySet<string> = new Set<Word>([
  "steppedOutBefore",
  "wrongState",
  "tooFast",
  "looksPersonal",
  "ratedAlready",
]);

/** The words for a refusal's code; whatever has none sends its holder to the guide desk. */
export function refusalWord(code: string): Word {
  if (code === "unreachable" || code === "outcomeUnknown" || code === "shuttingDown") return "noNetwork";
  return known.has(code) ? (code as Word) : "refused";
}
