import type { GivenNumber, KioskState, OfferedQueue, Screen, Visitor } from "../bridge.ts";
import { maskName } from "./card-check.ts";
import { codePicture } from "./code-picture.ts";
import { mayRetry } from "./issue-steps.ts";
import { materialsOf, queueOf } from "./offer.ts";
import type { Given, SessionState, Step, Who } from "./session-state.ts";
import { shownHelp } from "./staff-help.ts";
import { outOfServiceBy, outScreen } from "./service.ts";
import { offersElder } from "./surface.ts";
import { canGiveNumbers, isOffline, offerNow } from "./surroundings.ts";
import { countdownOf, resetAfter, secondsLeft } from "./timeouts.ts";

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
    printer: {
      fault: surroundings.printer.fault,
      paperNearEnd: surroundings.printer.paper === "nearEnd",
    },
    elsewhere: surroundings.offer?.elsewhere ?? null,
    help: shownHelp(surroundings.help, surroundings.hall, session),
    takeCardBack: surroundings.cardLies && !needsCard(step),
    countdown: countdownOf(state, now - state.touched),
    pxPerMm,
    screen: !isServing && needsHall(step) ? outOfService(state) : screenOf(state, now),
  };
}

/** A card that still lies there when its holder is done, or that could not be read, is to be taken back. */
const needsCard = ({ at }: Step) => at !== "done" && at !== "idle";

/** Steps that can come to nothing while the hall is away. A number that was given is seen through in any case. */
const needsHall = ({ at }: Step) => ["idle", "reading", "cardProblem", "choose", "confirm"].includes(at);

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
      return { kind: "idle", lines: offer?.queues ?? [], timeZone: offer?.timeZone ?? null };
    case "reading":
    case "issuing":
      return { kind: step.at };
    case "cardProblem":
      return { kind: "cardProblem", problem: step.problem };
    case "choose":
      return {
        kind: "choose",
        visitor: visitorOf(step.who),
        items: offer?.items ?? [],
        queues: offer?.queues ?? [],
        chosen: step.items,
        hint: step.hint,
      };
    case "confirm":
      return confirmScreen(state, step.who, step.items);
    case "refused": {
      const { code, params } = step.refusal;
      return { kind: "refused", code, params, canRetry: mayRetry(code) };
    }
    case "printing":
    case "handed":
      return { kind: step.at, given: givenNumber(state, step.given) };
    case "printTrouble":
      return {
        kind: "printTrouble",
        given: givenNumber(state, step.given),
        trouble: step.trouble,
        canPrint: surroundings.printer.fault === null,
      };
    case "done":
      return {
        kind: "done",
        given: givenNumber(state, step.given),
        slip: step.slip,
        // Whoever has a slip has the code on it, and nobody else should see it here.
        code: step.slip === "paperless" && step.given.link !== null ? codePicture(step.given.link) : null,
        secondsLeft: secondsLeft(resetAfter(state) ?? 0, now - state.touched),
      };
  }
}

const unknownQueue: OfferedQueue = {
  id: "",
  name: { zh: "", en: "" },
  waiting: 0,
  openWindows: 0,
  wait: null,
  full: false,
};

function confirmScreen({ surroundings }: SessionState, who: Who, items: readonly string[]): Screen {
  const offer = offerNow(surroundings);
  return {
    kind: "confirm",
    visitor: visitorOf(who),
    items: namesOf(offer, items),
    queue: queueOf(offer, items) ?? unknownQueue,
    materials: offer ? materialsOf(offer, items) : [],
  };
}

function visitorOf(who: Who): Visitor {
  if (who.kind === "withoutCard") return { kind: "withoutCard" };
  return { kind: "card", maskedName: maskName(who.card), notice: who.notice };
}

const namesOf = (offer: SessionState["surroundings"]["offer"], items: readonly string[]) =>
  items.flatMap((id) => offer?.items.find((item) => item.id === id)?.name ?? []);

/** The number with the names that a citizen knows. */
export function givenNumber({ surroundings: { offer } }: SessionState, given: Given): GivenNumber {
  const { number, queue, items, ahead, offline } = given;
  const line = offer?.queues.find(({ id }) => id === queue);
  return {
    number,
    queue: line?.name ?? unknownQueue.name,
    items: namesOf(offer, items),
    ahead,
    wait: offline ? null : (line?.wait ?? null),
    offline,
  };
}
