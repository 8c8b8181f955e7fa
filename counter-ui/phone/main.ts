import { newCommandId } from "../../hall-server/contract/command-id.ts";
import type { PhoneAction, PhoneRequest } from "../../hall-server/contract/phone.ts";
import { follow } from "./follow.ts";
import { clock, element, hide, languageOf, offerLanguage, put, showLanguage } from "./page.ts";
import "../../kiosk-ui/design/tokens.css";
import "./phone.css";
import { clearRating, filledIn, makeRating, showRating } from "./rating.ts";
import { type Known, refusalWord, show, stampOf } from "./show.ts";
import { say, type Word } from "./words.ts";

type Verb = PhoneAction["verb"];

const page = location.pathname.replace(/\/$/, "");
const known: Known = { ticket: null, places: null, gone: false, freshness: "connecting" };
let language = languageOf();
/** What was asked and not yet answered. Its id is made with the question: however often it is sent, it happens once. */
let asking: { action: PhoneAction; id: string; isSent: boolean } | null = null;
let said: { word: Word; until: number } | null = null;
let lastCall = "";

/** What was done is on the card by then; what was not stays until something else is tried. */
const saidMs = 8_000;
const tellHere = (word: Word, until = Infinity) => (said = { word, until });

const verbs = ["resume", "stepOut", "help", "cancel"] as const;
const askWords = { stepOut: "askStepOut", cancel: "askCancel" } as const;
const hintWords = { stepOut: "hintStepOut", cancel: "hintCancel" } as const;
const yesWords = { stepOut: "yesStepOut", cancel: "yesCancel" } as const;
const doneWords = {
  stepOut: "doneStepOut",
  cancel: "doneCancel",
  resume: "doneResume",
  help: "doneHelp",
  rate: "doneRate",
} as const;
/** What can't be taken back is asked about first. */
const isGrave = (verb: Verb): verb is "stepOut" | "cancel" => verb === "stepOut" || verb === "cancel";

const follower = follow({
  page,
  events: `${page}/events`,
  hear: {
    ticket: (ticket) => (known.ticket = ticket as Known["ticket"]),
    line: (places) => (known.places = places as Known["places"]),
  },
  onGone: () => {
    known.gone = true;
    update();
  },
  onTick: update,
});

function update(): void {
  known.freshness = follower.freshness();
  const shown = show(known, language);
  const { ticket } = known;
  showLanguage(language, say(language, "language"));
  put("hall", ticket?.hall?.[language] ?? "一门");
  put("yours", say(language, "yours"));
  put("number", ticket?.number ?? "…");
  put("queue", ticket?.queueName[language] ?? "");
  put("headline", shown.headline);
  put("detail", shown.detail);
  put("help-said", shown.help);
  put("alert", shown.alert);
  put("stamp", known.gone ? "" : stampOf(known.freshness, clock(follower.heardAt()), language));
  put("live", say(language, "live"));
  put("note", say(language, "note"));
  element("card").dataset["tone"] = shown.tone;
  element("stamp").dataset["freshness"] = known.freshness;
  document.title = ticket ? `${ticket.number} ${shown.headline}` : `一门 · ${say(language, "yours")}`;
  vibrateAt(shown.alert && `${shown.alert} ${ticket?.times}`);
  offer(shown.offers);
  showRating(ticket?.rating ?? null, shown.offers.includes("rate"), language);
}

function offer(offers: readonly Verb[]): void {
  if (asking && !asking.isSent && !offers.includes(asking.action.verb)) asking = null;
  const grave = asking && !asking.isSent && isGrave(asking.action.verb) ? asking.action.verb : null;
  const isBusy = String(asking?.isSent ?? false);
  for (const verb of verbs) {
    put(verb, say(language, verb));
    hide(verb, grave !== null || !offers.includes(verb));
    element(verb).setAttribute("aria-disabled", isBusy);
  }
  element("rate").setAttribute("aria-disabled", isBusy);
  hide("question", grave === null);
  if (grave) {
    put("ask", say(language, askWords[grave]));
    put("hint", say(language, hintWords[grave]));
    put("yes", say(language, yesWords[grave]));
    put("no", say(language, "no"));
  }
  if (said && performance.now() > said.until) said = null;
  hide("said", said === null);
  put("said", said === null ? "" : say(language, said.word));
}

/** A phone that may, shakes once for each call. */
function vibrateAt(call: string): void {
  if (call !== "" && call !== lastCall && "vibrate" in navigator) navigator.vibrate([400, 150, 400]);
  lastCall = call;
}

function ask(action: PhoneAction): void {
  if (asking?.isSent) return;
  // Pressed again after no answer came: the same question.
  const isSame = JSON.stringify(asking?.action) === JSON.stringify(action);
  asking = { action, id: isSame && asking ? asking.id : newCommandId(), isSent: false };
  said = null;
  if (!isGrave(action.verb)) return void send();
  update();
  element("ask").focus();
  element("question").scrollIntoView({ block: "end" });
}

function rate(): void {
  const action = filledIn();
  if (action) return ask(action);
  tellHere("chooseLevel");
  update();
  element("said").scrollIntoView({ block: "nearest" });
}

async function send(): Promise<void> {
  const sent = asking;
  if (!sent || sent.isSent) return;
  asking = { ...sent, isSent: true };
  tellHere("sending");
  update();
  // The question is gone, and whoever goes by keys or by ear with it.
  if (isGrave(sent.action.verb)) element("yours").focus({ preventScroll: true });
  const refused = await tell({ id: sent.id, action: sent.action });
  if (refused) tellHere(refused);
  else tellHere(doneWords[sent.action.verb], performance.now() + saidMs);
  if (!refused && sent.action.verb === "rate") clearRating();
  // Without an answer the question stays open under its id.
  asking = refused === "noNetwork" ? sent : null;
  update();
  element("said").scrollIntoView({ block: "nearest" });
}

/** Null when it is done, else why not. */
async function tell(request: PhoneRequest): Promise<Word | null> {
  try {
    const answer = await fetch(`${page}/action`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(request),
    });
    const told = (await answer.json()) as { ok: boolean; refusal?: { code: string } };
    return told.ok ? null : refusalWord(told.refusal?.code ?? "");
  } catch {
    return "noNetwork";
  }
}

for (const verb of verbs) element(verb).addEventListener("click", () => ask({ verb }));
makeRating(rate);
element("yes").addEventListener("click", () => void send());
element("no").addEventListener("click", () => {
  const from = asking?.action.verb;
  asking = null;
  said = null;
  update();
  if (from) element(from).focus();
});
offerLanguage(
  () => language,
  (chosen) => {
    language = chosen;
    update();
  },
);
update();
