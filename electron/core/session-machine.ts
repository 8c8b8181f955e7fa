/**
 * The kiosk's session as a pure machine: what happens next, and what is to be done outside. Its promises, which the
 * tests beside it hold it to: left alone it is idle again within bounded time; idle means that nothing of a citizen
 * is left; one confirmation is one number.
 */
import type { CardReaderEvent } from "../../drivers/id-card/card-reader.ts";
import type { KioskIntent } from "../bridge.ts";
import { cardProblemOf, checkCard } from "./card-check.ts";
import { mostItems, type Offer, offerWithoutHall, queueOf } from "./offer.ts";
import {
  goPaperless,
  onLatePrint,
  onPrintResult,
  retryPrint,
  sayInHand,
  startPrinting,
} from "./print-steps.ts";
import type {
  Context,
  Effect,
  Input,
  SessionState,
  Step,
  StepOf,
  Surroundings,
  Turn,
  Who,
} from "./session-state.ts";
import { askForHelp, onHelpAnswer, onHelpView } from "./staff-help.ts";
import { enter, stay } from "./turn.ts";
import { issuingPatienceMs, printingPatienceMs, resetAfter } from "./timeouts.ts";

/** One step of the session. Pure: the same arguments give the same turn. */
export function step(state: SessionState, input: Input, context: Context): Turn {
  switch (input.kind) {
    case "intent":
      return onIntent(state, input.intent, context);
    case "reader":
      return onReader(state, input.event, context);
    case "printer":
      return surround(state, { printer: input.status });
    case "hall":
      return surround(state, { hall: input.link });
    case "offer":
      return surround(state, { offer: input.offer });
    case "offline":
      return surround(state, { offline: input.offline });
    case "helpView":
      return surround(state, { help: onHelpView(state.surroundings.help, input.open, input.seq) });
    case "helpAnswer":
      return surround(state, { help: onHelpAnswer(state.surroundings.help, input.id, input.answer) });
    case "taken":
      return onTaken(state, input, context);
    case "takenOffline":
      return onTakenOffline(state, input, context);
    case "printResult":
      return onPrintResult(state, input.jobId, input.result, context);
    case "scan":
      // No step takes a code yet; one that lies before the scanner for ever must not keep a session open.
      return stay(state);
    case "latePrint":
      return onLatePrint(state, input.jobId, context);
    case "tick":
      return onTick(state, context);
  }
}

/** Wipes everything of the citizen, the language too. The surroundings stay. */
export function reset(state: SessionState, now: number, effects: Effect[] = []): Turn {
  const next: SessionState = {
    session: state.session + 1,
    language: "zh",
    surroundings: state.surroundings,
    step: { at: "idle" },
    since: now,
    touched: now,
  };
  return { state: next, effects };
}

/** Whether a number can be given now. */
export function canGiveNumbers(surroundings: Surroundings): boolean {
  return surroundings.offer !== null && (surroundings.hall === "fresh" || isOffline(surroundings));
}

/** Whether this kiosk gives numbers by itself. */
export function isOffline({ hall, offline }: Surroundings): boolean {
  return hall === "lost" && offline.kind === "ready";
}

/** What can be had now, with the hall or without it. */
export function offerNow(surroundings: Surroundings): Offer | null {
  const { hall, offer, offline } = surroundings;
  if (hall !== "lost" || !offer) return offer;
  return offerWithoutHall(offer, offline.kind === "ready" ? offline.queues : []);
}

const surround = (state: SessionState, change: Partial<Surroundings>): Turn =>
  stay({ ...state, surroundings: { ...state.surroundings, ...change } });

function onIntent(before: SessionState, intent: KioskIntent, context: Context): Turn {
  const state = { ...before, touched: context.now };
  const { step: here } = state;
  switch (intent.kind) {
    case "touch":
      return stay(state);
    case "askHelp":
      return askHelp(state, context);
    case "setLanguage":
      return stay({ ...state, language: intent.language });
    case "startWithoutCard":
      return here.at === "idle" || here.at === "cardProblem"
        ? begin(state, { kind: "withoutCard" }, context.now)
        : stay(state);
    case "toggleItem":
      return here.at === "choose" ? stay({ ...state, step: toggle(state, here, intent.item) }) : stay(state);
    case "next":
      return here.at === "choose" ? confirm(state, here, context) : stay(state);
    case "takeNumber":
      return here.at === "confirm" ? issue(state, here, intent.paper, context.now) : stay(state);
    case "retry":
      return here.at === "refused" && mayRetry(here.refusal.code)
        ? issue(state, here, here.paper, context.now)
        : stay(state);
    case "back":
      return goBack(state, context.now);
    case "cancel":
    case "finish":
      return leave(state, context);
    case "another":
      return here.at === "done" ? begin(state, here.who, context.now) : stay(state);
    case "retryPrint":
      return here.at === "printTrouble" ? retryPrint(state, here, context) : stay(state);
    case "goPaperless":
      return here.at === "printTrouble" ? goPaperless(state, here, context) : stay(state);
    case "gotSlip":
      return here.at === "handed" ? sayInHand(state, here, intent.yes, context) : stay(state);
  }
}

/** Staff are called from whatever step, which stays as it is. */
function askHelp(state: SessionState, { newId }: Context): Turn {
  const { session, surroundings } = state;
  const id = newId();
  const help = askForHelp(surroundings.help, surroundings.hall, { id, session });
  if (!help) return stay(state);
  return { ...surround(state, { help }), effects: [{ kind: "askHelp", id }] };
}

function begin(state: SessionState, who: Who, now: number): Turn {
  if (!canGiveNumbers(state.surroundings)) return stay(state);
  return enter(state, { at: "choose", who, items: [], hint: null }, now);
}

/** One number stands in one line: an item of another line is not added but explained. */
function toggle(state: SessionState, here: StepOf<"choose">, id: string): Step {
  if (here.items.includes(id))
    return { ...here, items: here.items.filter((each) => each !== id), hint: null };
  const offer = offerNow(state.surroundings);
  const queue = queueOf(offer, [id]);
  if (!queue || queue.full) return here;
  const line = queueOf(offer, here.items);
  if (line && line.id !== queue.id) return { ...here, hint: "otherQueue" };
  if (here.items.length >= mostItems) return { ...here, hint: "tooMany" };
  return { ...here, items: [...here.items, id], hint: null };
}

function confirm(state: SessionState, { who, items }: StepOf<"choose">, { now, newId }: Context): Turn {
  if (items.length === 0 || !queueOf(state.surroundings.offer, items)) return stay(state);
  return enter(state, { at: "confirm", id: newId(), who, items }, now);
}

function issue(
  state: SessionState,
  { id, who, items }: StepOf<"confirm"> | StepOf<"refused">,
  paper: boolean,
  now: number,
): Turn {
  if (!canGiveNumbers(state.surroundings)) return stay(state);
  const card = who.kind === "card" ? who.card : null;
  return enter(state, { at: "issuing", id, paper, who, items }, now, [
    { kind: "takeTicket", id, items, card },
  ]);
}

/** Refusals that say nothing about the number itself: the same id may be sent again. */
export function mayRetry(code: string): boolean {
  return ["unreachable", "outcomeUnknown", "shuttingDown", "tooFast", "internal"].includes(code);
}

function onTaken(state: SessionState, input: Input & { kind: "taken" }, context: Context): Turn {
  const { step: here } = state;
  // An answer that nobody waits for any more: the hall voids such a number by itself.
  if (here.at !== "issuing" || here.id !== input.id) return stay(state);
  const { id, paper, who, items } = here;
  if (!input.answer.ok)
    return enter(state, { at: "refused", id, paper, who, items, refusal: input.answer.refusal }, context.now);
  const { ticket, number, queue, ahead, takenAt, link = null } = input.answer.result;
  const given = { ticket, offline: false, number, queue, items, ahead, takenAt, link };
  return startPrinting(state, { who, given, paper }, context);
}

function onTakenOffline(
  state: SessionState,
  { id, ticket, given: { number, queue, items, takenAt } }: Input & { kind: "takenOffline" },
  context: Context,
): Turn {
  const { step: here } = state;
  // Nobody waits for it any more: without word of its slip the hall voids it by itself.
  if (here.at !== "issuing" || here.id !== id) return stay(state);
  const given = { ticket, offline: true, number, queue, items, ahead: null, takenAt, link: null };
  return startPrinting(state, { who: here.who, given, paper: here.paper }, context);
}

function goBack(state: SessionState, now: number): Turn {
  const { step: here } = state;
  if (here.at === "confirm" || here.at === "refused")
    return enter(state, { at: "choose", who: here.who, items: here.items, hint: null }, now);
  return here.at === "choose" || here.at === "cardProblem" ? reset(state, now) : stay(state);
}

/** The citizen goes. A number on its way is waited for; one whose slip never came is given back. */
function leave(state: SessionState, { now, newId }: Context): Turn {
  const { step: here } = state;
  if (here.at === "printTrouble")
    return reset(state, now, [
      { kind: "cancelTicket", id: newId(), ticket: here.given.ticket, reason: "printFailed" },
    ]);
  return ["idle", "issuing", "printing", "handed"].includes(here.at) ? stay(state) : reset(state, now);
}

function onReader(before: SessionState, event: CardReaderEvent, { now }: Context): Turn {
  switch (event.kind) {
    case "state":
      return onReaderState(before, event.state, now);
    case "lifted":
      return surround(before, { cardLies: false });
    case "unreadable": {
      const { state } = surround(before, { cardLies: event.reason !== "removedWhileReading" });
      const isWaited = awaitsCard(state.step) && canGiveNumbers(state.surroundings);
      const problem = cardProblemOf(event.reason);
      return isWaited && state.step.at !== "done"
        ? enter(state, { at: "cardProblem", problem }, now)
        : calm(state, now);
    }
    case "card": {
      const { state } = surround(before, { cardLies: true });
      // A card that is laid while somebody else is being served is nobody's yet.
      if (!awaitsCard(state.step) || !canGiveNumbers(state.surroundings)) return calm(state, now);
      // Whoever has their number is done as soon as the next card lies there.
      const fresh = state.step.at === "done" ? reset(state, now).state : state;
      const verdict = checkCard(event.card, state.surroundings.offer?.day ?? null);
      return verdict.ok
        ? begin(fresh, { kind: "card", card: event.card, notice: verdict.notice }, now)
        : enter(fresh, { at: "cardProblem", problem: verdict.problem }, now);
    }
  }
}

const awaitsCard = ({ at }: Step) => ["idle", "reading", "cardProblem", "done"].includes(at);

/** Reading came to nothing that anybody waits for. */
const calm = (state: SessionState, now: number): Turn =>
  state.step.at === "reading" ? enter(state, { at: "idle" }, now) : stay(state);

function onReaderState(
  before: SessionState,
  reader: "disconnected" | "ready" | "reading",
  now: number,
): Turn {
  const isAway = reader === "disconnected";
  const { state } = surround(before, isAway ? { reader: "away", cardLies: false } : { reader: "ready" });
  const isFree = awaitsCard(state.step) && state.step.at !== "done";
  if (reader === "reading" && isFree && canGiveNumbers(state.surroundings))
    return enter(state, { at: "reading" }, now);
  return isAway ? calm(state, now) : stay(state);
}

function onTick(state: SessionState, context: Context): Turn {
  const { step: here, since, touched } = state;
  const { now } = context;
  // What the machinery owes an answer to is bounded by itself: a hand can't speed it up.
  if (here.at === "issuing" && now - since >= issuingPatienceMs)
    return onTaken(
      state,
      { kind: "taken", id: here.id, answer: { ok: false, refusal: { code: "unreachable", params: {} } } },
      context,
    );
  if (here.at === "printing" && now - since >= printingPatienceMs)
    return onPrintResult(state, here.jobId, { outcome: "unknown", cause: "noProof" }, context);
  const patience = resetAfter(state);
  return patience !== null && now - touched >= patience ? reset(state, now) : stay(state);
}
