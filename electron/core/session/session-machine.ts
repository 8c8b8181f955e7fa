/**
 * The kiosk's session as a pure machine: what happens next, and what is to be done outside. Its promises, which the
 * tests beside it hold it to: left alone it is idle again within bounded time; idle means that nothing of a citizen
 * is left; one confirmation is one number.
 */
import type { KioskIntent } from "../../bridge.ts";
import { goOnWithoutHall, onBookingsFound, ordinaryNumber, otherMatter } from "./booking-steps.ts";
import { isOver, watchCard } from "./card-left.ts";
import { another, begin, toggle } from "./choose-steps.ts";
import { confirm } from "./confirm-steps.ts";
import { onGuideResult, printGuide, watchGuide } from "./guide-steps.ts";
import { forAnother, onReader, withoutTheirCard } from "./identify-steps.ts";
import { issue, onTaken, onTakenOffline, reprintHeld, retry } from "./issue-steps.ts";
import { openSlipsAfter } from "./open-slips.ts";
import { onPageGone } from "./page-gone.ts";
import {
  followPrinter,
  goPaperless,
  onLatePrint,
  onPrintResult,
  printAgain,
  sayInHand,
} from "./print-steps.ts";
import { withPlan } from "./plan.ts";
import { answer, unask } from "./question-steps.ts";
import type { Context, Input, SessionState, Turn } from "./session-state.ts";
import { askForHelp, onHelpAnswer, onHelpView } from "./staff-help.ts";
import { adjust } from "./surface.ts";
import {
  donePageAtMostMs,
  issuingPatienceMs,
  lookUpPatienceMs,
  printingPatienceMs,
  resetAfter,
} from "./timeouts.ts";
import { enter, reset, startOver, stay, surround } from "./turn.ts";
import { enterTyped, onScan, startTyping } from "./typed-steps.ts";
import { mattersShownTo, nobodyInParticular } from "./who.ts";

/** One step of the session. Pure: the same arguments give the same turn. */
export function step(state: SessionState, input: Input, context: Context): Turn {
  return watchSlips(watchCard(next(state, input, context), context.now));
}

function watchSlips({ state, effects }: Turn): Turn {
  const { openSlips } = state.surroundings;
  const after = openSlipsAfter(openSlips, effects);
  return after === openSlips ? { state, effects } : { ...surround(state, { openSlips: after }), effects };
}

function next(state: SessionState, input: Input, context: Context): Turn {
  switch (input.kind) {
    case "intent":
      return onIntent(state, input.intent, context);
    case "reader":
      return onReader(state, input.event, context);
    case "printer":
      return followPrinter(
        surround(state, { printer: input.status }).state,
        state.surroundings.printer.fault,
      );
    case "scanner":
      return surround(state, { scanner: input.isThere });
    case "hall":
      return goOnWithoutHall(surround(state, { hall: input.link }), context.now);
    case "offer":
      return surround(state, { offer: input.offer });
    case "offline":
      return goOnWithoutHall(surround(state, { offline: input.offline }), context.now);
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
    case "guideResult":
      return onGuideResult(state, input.jobId, input.result);
    case "scan":
      return onScan(state, input.code, context);
    case "bookingsFound":
      return onBookingsFound(state, input, context);
    case "latePrint":
      return onLatePrint(state, input.jobId, context);
    case "takenOut":
      return surround(state, { takenOut: input.reason });
    case "ledger":
      return surround(state, { ledgerFails: input.fails });
    case "deskSlip":
      return surround(state, { deskSlip: input.slip && { ...input.slip, since: context.now } });
    case "pageGone":
      return onPageGone(state, context.now);
    case "tick":
      return onTick(state, context);
  }
}

function onIntent(before: SessionState, intent: KioskIntent, context: Context): Turn {
  const state = touchedBy(before, context.now);
  const { step: here } = state;
  switch (intent.kind) {
    case "engineer":
      // Not of a citizen's session.
      return stay(before);
    case "touch":
      return stay(state);
    case "askHelp":
      return askHelp(state, context);
    case "setLanguage":
      return stay({ ...state, language: intent.language });
    case "setElder":
    case "setContrast":
    case "setReach":
    case "setVoice":
      return stay({ ...state, surface: adjust(state.surface, intent) });
    case "startWithoutCard":
      return here.at === "idle" || here.at === "cardProblem"
        ? begin(state, nobodyInParticular, context.now)
        : stay(state);
    case "identifyBy":
      return ["idle", "cardProblem", "bookingProblem"].includes(here.at)
        ? startTyping(state, intent.what, context.now)
        : stay(state);
    case "enter":
      return here.at === "typing" ? enterTyped(state, here, intent.text, context) : stay(state);
    case "forAnother":
      return here.at === "choose" ? forAnother(state, here, context.now) : stay(state);
    case "withoutTheirCard":
      return here.at === "otherCard" ? withoutTheirCard(state, here, context.now) : stay(state);
    case "ordinaryNumber":
      return here.at === "checkIn" || here.at === "bookingProblem"
        ? ordinaryNumber(state, here, context.now)
        : stay(state);
    case "otherMatter":
      return here.at === "slipPending" ? otherMatter(state, here, context) : stay(state);
    case "toggleItem":
      return here.at === "choose" ? toggle(state, here, intent.item, context) : stay(state);
    case "answer":
      return here.at === "question" ? answer(state, here, intent.answer, context) : stay(state);
    case "printGuide":
      return printGuide(state, context);
    case "next":
      return here.at === "choose" ? confirm(state, here, context) : stay(state);
    case "takeNumber":
      return takeNumber(state, intent.paper, context.now);
    case "retry":
      return retry(state, context.now);
    case "back":
      return goBack(state, context.now);
    case "cancel":
      return leave(state, context, startOver);
    case "finish":
      return leave(state, context, reset);
    case "another":
      return here.at === "done" || here.at === "givenBack" ? another(state, here, context) : stay(state);
    case "reprintHeld":
      return reprintHeld(state, context);
    case "retryPrint":
      return here.at === "printTrouble" ? printAgain(state, here, context) : stay(state);
    case "goPaperless":
      return here.at === "printTrouble" ? goPaperless(state, here, context) : stay(state);
    case "gotSlip":
      return here.at === "handed" ? sayInHand(state, here, intent.yes, context) : stay(state);
  }
}

/** A hand is there. What the start page kept was for this one, who has as long as everybody from now on. */
const touchedBy = (state: SessionState, touched: number): SessionState =>
  state.step.at === "idle" ? { ...state, step: { at: "idle" }, touched } : { ...state, touched };

/** Staff are called from whatever step, which stays as it is. */
function askHelp(state: SessionState, { newId }: Context): Turn {
  const { session, surroundings } = state;
  const id = newId();
  const help = askForHelp(surroundings.help, surroundings.hall, { id, session });
  if (!help) return stay(state);
  return { ...surround(state, { help }), effects: [{ kind: "askHelp", id }] };
}

/** What was confirmed is asked for: an ordinary number, or a booked one. */
function takeNumber(state: SessionState, paper: boolean, now: number): Turn {
  const { step: here } = state;
  if (here.at === "confirm") return issue(state, { ...here, shown: here.items, booking: null }, paper, now);
  if (here.at !== "checkIn") return stay(state);
  const {
    id,
    who,
    booked: { items, booking },
  } = here;
  return issue(state, { id, who, items, shown: mattersShownTo(who, items), booking }, paper, now);
}

/** To the question before; from the first one to the start. */
function goBack(state: SessionState, now: number): Turn {
  const { step: here } = state;
  switch (here.at) {
    case "confirm":
    case "refused": {
      const known = here.at === "refused" ? here.shown : here.items;
      const items = [...known, ...state.plan.later];
      return enter(withPlan(state, { later: [] }), { at: "choose", who: here.who, items, hint: null }, now);
    }
    case "question":
      return unask(state, here, now);
    case "otherCard":
      return here.of.role === "principal"
        ? withoutTheirCard(state, here, now)
        : startTyping(state, "organisation", now);
    case "choose":
    case "cardProblem":
    case "typing":
    case "checkIn":
    case "bookingProblem":
    case "slipPending":
      return startOver(state, now);
    default:
      return stay(state);
  }
}

/** The citizen goes. A number on its way is waited for; one whose slip never came is given back. */
function leave(state: SessionState, { now, newId }: Context, go: typeof startOver): Turn {
  const { step: here } = state;
  if (here.at === "printTrouble") {
    const { who, given } = here;
    // One that was held before is not given back with a slip that did not come.
    const isKept = given.held ?? false;
    const cancels = {
      kind: "cancelTicket",
      id: newId(),
      ticket: given.ticket,
      reason: "printFailed",
    } as const;
    return enter(state, { at: "givenBack", who, number: given.number, isKept }, now, isKept ? [] : [cancels]);
  }
  return ["idle", "issuing", "printing", "handed"].includes(here.at) ? stay(state) : go(state, now);
}

const noAnswer = { ok: false, refusal: { code: "unreachable", params: {} } } as const;

function onTick(before: SessionState, context: Context): Turn {
  const { now } = context;
  const state = watchGuide(before, now);
  const { step: here, since, touched } = state;
  // What the machinery owes an answer to is bounded by itself: a hand can't speed it up.
  if (here.at === "issuing" && now - since >= issuingPatienceMs)
    return onTaken(state, { kind: "taken", id: here.id, answer: noAnswer }, context);
  if (here.at === "printing" && now - since >= printingPatienceMs)
    return onPrintResult(state, here.jobId, { outcome: "unknown", cause: "noProof" }, context);
  if (here.at === "lookingUp" && now - since >= lookUpPatienceMs)
    return onBookingsFound(state, { kind: "bookingsFound", id: here.id, answer: noAnswer }, context);
  // However often it is touched: the next citizen waits, and a card that was left is called back from the start page.
  if (here.at !== "idle" && isOver(here) && now - since >= donePageAtMostMs) return reset(state, now);
  const patience = resetAfter(state);
  return patience !== null && now - touched >= patience ? reset(state, now) : stay(state);
}
