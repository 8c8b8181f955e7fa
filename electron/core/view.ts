import { codePicture } from "./code-picture.ts";
import type { AnyRefusal } from "../../hall-server/contract/commands.ts";
import type {
  BookedVisit,
  ConfirmedMatter,
  GivenNumber,
  KioskState,
  Language,
  OfferedQueue,
  Screen,
} from "../bridge.ts";
import { chimesDue, isCardLeft, isCardUnused } from "./session/card-left.ts";
import { canRetry, heldHere } from "./session/issue-steps.ts";
import { askedOf, caseOf } from "./session/cases.ts";
import { chinaTime, materialsOf, type Offer, queueOf } from "./session/offer.ts";
import type { Plan } from "./session/plan.ts";
import { canBeHad } from "./session/question-steps.ts";
import type { Booked, Given, SessionState, Step, StepOf, Who } from "./session/session-state.ts";
import { shownHelp } from "./session/staff-help.ts";
import { outOfServiceBy, outScreen } from "./session/service.ts";
import { offersElder } from "./session/surface.ts";
import { canGiveNumbers, canPrintGuide, deskSlipAt, isOffline, offerNow } from "./session/surroundings.ts";
import { countdownOf, resetAfter, secondsLeft, slowPrintMs } from "./session/timeouts.ts";
import { mattersShownTo, visitorOf } from "./session/who.ts";

/** What the page shows of a session. Here the card ends: of it, a masked name goes on and nothing else. */
export function viewOf(state: SessionState, now: number, pxPerMm: number): KioskState {
  const { session, language, surroundings, step } = state;
  const isServing = canGiveNumbers(surroundings);
  return {
    session,
    language,
    surface: state.surface,
    offersElder: offersElder(state),
    hall: surroundings.offer?.hall ?? null,
    link: !isServing ? "lost" : isOffline(surroundings) ? "offline" : "fresh",
    reader: surroundings.reader,
    scanner: surroundings.scanner,
    printer: {
      fault: surroundings.printer.fault,
      paperNearEnd: surroundings.printer.paper === "nearEnd",
    },
    elsewhere: surroundings.offer?.elsewhere ?? null,
    deskSlip: deskSlipAt(surroundings, now),
    help: shownHelp(surroundings.help, surroundings.hall, session),
    takeCardBack: isCardLeft(state),
    cardUnused: isCardUnused(state),
    cardChimes: chimesDue(surroundings.cardLeftAt, now),
    countdown: countdownOf(state, now - state.touched),
    pxPerMm,
    screen: !isServing && needsHall(step) ? outOfService(state) : screenOf(state, now),
  };
}

/** Steps that can come to nothing while the hall is away. A number that was given is seen through in any case. */
const needsHall = ({ at }: Step) =>
  ["idle", "reading", "cardProblem", "typing", "otherCard", "lookingUp", "checkIn", "bookingProblem"]
    .concat("slipPending", "choose", "question", "confirm")
    .includes(at);

function outOfService({ surroundings }: SessionState): Screen {
  const { hall, offline } = surroundings;
  const out = outOfServiceBy(surroundings);
  if (out) return outScreen(out);
  if (hall === "refused") return { kind: "outOfService", reason: "hallRefused" };
  if (hall === "lost" && offline.kind === "none" && offline.why !== "neverLeased")
    return { kind: "outOfService", reason: "offlineSpent" };
  return { kind: "outOfService", reason: hall === "lost" ? "hallLost" : "starting" };
}

function screenOf(state: SessionState, now: number): Screen {
  const { step, surroundings } = state;
  const offer = offerNow(surroundings);
  switch (step.at) {
    case "idle":
      return idleScreen(state);
    case "reading":
    case "issuing":
      return { kind: step.at };
    case "cardProblem":
      return { kind: "cardProblem", problem: step.problem };
    case "typing":
      return { kind: "typing", what: step.what, hasCard: step.who.kind === "card", problem: step.problem };
    case "otherCard":
      return otherCardScreen(state, step);
    case "lookingUp":
      // Whoever only laid a card did not ask for a booking: for them it is still being read.
      return { kind: step.who.kind === "card" && step.code === null ? "reading" : "lookingUp" };
    case "checkIn": {
      const { who, booked } = step;
      const wanted = wantedOf(state, who, booked.items);
      const isShown = mattersShownTo(who, booked.items).length > 0;
      return {
        kind: "checkIn",
        booked: bookedVisit(state, who, booked),
        ...wanted,
        materials: isShown ? wanted.materials : [],
      };
    }
    case "bookingProblem":
      return {
        kind: "bookingProblem",
        code: step.code,
        params: spokenParams(step.params, state.language),
        booked: step.booked && bookedVisit(state, step.who, step.booked),
      };
    case "slipPending":
      return {
        kind: "slipPending",
        number: step.pending.number,
        canPrint: surroundings.printer.fault === null,
      };
    case "choose":
      return {
        kind: "choose",
        visitor: visitorOf(step.who, state.language),
        items: offer?.items ?? [],
        queues: offer?.queues ?? [],
        themes: offer?.themes ?? [],
        lifeEvents: offer?.lifeEvents ?? [],
        chosen: step.items,
        hint: step.hint,
      };
    case "question":
      return questionScreen(state, step);
    case "confirm":
      return confirmScreen(state, step.who, step.items);
    case "refused": {
      const { code, params } = step.refusal;
      return {
        kind: "refused",
        code,
        params: spokenParams(params, state.language),
        canRetry: canRetry(state),
        held: heldHere(state),
      };
    }
    case "printing":
      return {
        kind: "printing",
        given: givenNumber(state, step.given),
        isSlow: now - state.since >= slowPrintMs,
      };
    case "handed":
      return { kind: "handed", given: givenNumber(state, step.given) };
    case "printTrouble":
      return {
        kind: "printTrouble",
        given: givenNumber(state, step.given),
        trouble: step.trouble,
        isHeld: step.given.held ?? false,
        canPrint: surroundings.printer.fault === null,
        atAnother: surroundings.hall === "fresh" && !step.given.offline && step.who.kind !== "withoutCard",
      };
    case "givenBack":
      return { kind: "givenBack", number: step.number, isKept: step.isKept };
    case "done":
      return doneScreen(state, step, now);
  }
}

function doneScreen(state: SessionState, step: StepOf<"done">, now: number): Screen {
  return {
    kind: "done",
    given: givenNumber(state, step.given),
    slip: step.slip,
    heldBefore: step.given.before ?? null,
    next: nextNumber(state),
    // Whoever has a slip has the code on it, and nobody else should see it here.
    code: step.slip === "paperless" && step.given.link !== null ? codePicture(step.given.link) : null,
    secondsLeft: secondsLeft(resetAfter(state) ?? 0, now - state.touched),
  };
}

function idleScreen({ surroundings, language }: SessionState): Screen {
  const { queues: lines = [], opens = null, timeZone = null } = offerNow(surroundings) ?? {};
  return {
    kind: "idle",
    lines,
    opens: opens && { ...opens, day: opens.day === null ? null : spokenDay(opens.day, language) },
    timeZone,
  };
}

const unknownQueue: OfferedQueue = {
  id: "",
  name: { zh: "", en: "" },
  waiting: 0,
  openWindows: 0,
  wait: null,
  state: "open",
};

function confirmScreen(state: SessionState, who: Who, items: readonly string[]): Screen {
  const offer = offerNow(state.surroundings);
  const { cases, later, guide } = state.plan;
  return {
    kind: "confirm",
    matters: offer ? items.map((item) => matterOf(offer, item, cases)) : [],
    ...wantedOf(state, who, items),
    later: namesOf(offer, later),
    version: offer?.version ?? "",
    guide: guide.at !== "printing" && !canPrintGuide(state.surroundings) ? "unavailable" : guide.at,
  };
}

/** A matter as its guide has it, in its case. */
export function matterOf(
  { guide }: Pick<Offer, "guide">,
  item: string,
  cases: Plan["cases"],
): ConfirmedMatter {
  const entry = guide.get(item);
  return {
    name: entry?.name ?? unknownQueue.name,
    says: caseOf(entry, cases[item]).says,
    days: entry?.promisedDays ?? 0,
    fee: entry?.fee ?? false,
  };
}

function questionScreen(
  { surroundings, language }: SessionState,
  { who, item, path }: StepOf<"question">,
): Screen {
  const offer = offerNow(surroundings);
  const entry = offer?.guide.get(item);
  const asked = askedOf(who, entry, path);
  return {
    kind: "question",
    visitor: visitorOf(who, language),
    matter: entry?.name ?? unknownQueue.name,
    asks: asked?.asks ?? unknownQueue.name,
    answers: (asked?.answers ?? []).map((answer) => ({
      id: answer.id,
      says: answer.says,
      leadsTo:
        answer.leads === "matters"
          ? namesOf(
              offer,
              answer.items.filter((each) => each !== item),
            )
          : [],
      canBeHad: offer !== null && canBeHad(offer, answer),
    })),
  };
}

/** A refusal names another hall in both languages, and a day as machines do; a page speaks one, as people do. */
function spokenParams({ hallEn, ...params }: AnyRefusal["params"], language: Language): AnyRefusal["params"] {
  const { day } = params;
  return {
    ...params,
    ...(hallEn !== undefined && language === "en" && { hall: hallEn }),
    ...(typeof day === "string" && { day: spokenDay(day, language) }),
  };
}

/** 12月1日, 1 December. */
const spokenDay = (day: string, language: Language): string =>
  new Intl.DateTimeFormat(language === "en" ? "en-GB" : "zh-CN", {
    timeZone: "UTC",
    month: "long",
    day: "numeric",
  })
    .format(new Date(`${day}T00:00:00Z`))
    // A line never ends between them.
    .replaceAll(" ", "\u00A0");

/** What is still wanted in another line. */
function nextNumber({ plan: { later }, surroundings }: SessionState): (Screen & { kind: "done" })["next"] {
  const offer = offerNow(surroundings);
  const queue = queueOf(offer, later);
  return queue && { queue: queue.name, items: namesOf(offer, later) };
}

/** What stands on a last look: for whom, in which line, with what to bring. */
function wantedOf({ surroundings, plan, language }: SessionState, who: Who, items: readonly string[]) {
  const offer = offerNow(surroundings);
  return {
    visitor: visitorOf(who, language),
    queue: queueOf(offer, items) ?? unknownQueue,
    materials: offer ? materialsOf(offer, items, plan.cases) : [],
  };
}

function otherCardScreen(
  { surroundings, language }: SessionState,
  { of, reading, problem }: StepOf<"otherCard">,
): Screen {
  const who: Who =
    of.role === "principal"
      ? { kind: "card", card: of.helper, notice: of.notice }
      : { kind: "organisation", creditCode: of.creditCode, representative: null, notice: null };
  return {
    kind: "otherCard",
    of: of.role,
    visitor: visitorOf(who, language),
    takeFirst: surroundings.cardLies && !reading && problem === null,
    isReading: reading,
    problem,
  };
}

function bookedVisit(
  { surroundings: { offer } }: SessionState,
  who: Who,
  { from, to, items }: Booked,
): BookedVisit {
  const time = new Intl.DateTimeFormat("en-GB", {
    timeZone: offer?.timeZone ?? chinaTime,
    hour: "2-digit",
    minute: "2-digit",
  });
  return { from: time.format(from), to: time.format(to), items: namesOf(offer, mattersShownTo(who, items)) };
}

const namesOf = (offer: SessionState["surroundings"]["offer"], items: readonly string[]) =>
  items.flatMap((id) => offer?.items.find((item) => item.id === id)?.name ?? []);

/** The number with the names that a citizen knows. */
export function givenNumber(
  { surroundings: { offer } }: Pick<SessionState, "surroundings">,
  given: Pick<Given, "number" | "queue" | "items" | "ahead" | "wait" | "offline">,
): GivenNumber {
  const { number, queue, items, ahead, wait, offline } = given;
  const line = offer?.queues.find(({ id }) => id === queue);
  return {
    number,
    queue: line?.name ?? unknownQueue.name,
    items: namesOf(offer, items),
    ahead,
    wait,
    offline,
  };
}
