/** A number is asked for, and given or refused: by the hall, or by this kiosk alone. */
import type { HeldHere } from "../../bridge.ts";
import type { Ack } from "../../../hall-server/contract/commands.ts";
import { spokenRange } from "../../../hall-server/contract/wait-range.ts";
import { needsHall } from "./booking-steps.ts";
import type { Plan } from "./plan.ts";
import { printAgain, startPrinting } from "./print-steps.ts";
import type { Context, Given, Input, SessionState, StepOf, Turn } from "./session-state.ts";
import { canGiveNumbers } from "./surroundings.ts";
import { enter, stay } from "./turn.ts";
import { mattersShownTo, peopleOf } from "./who.ts";

/** What a number is asked for by: a confirmation, a check-in, or the same once more. */
type Wanted = Pick<StepOf<"issuing">, "id" | "who" | "items" | "shown" | "booking">;

/** What was answered, of these matters. */
const casesOf = ({ plan }: SessionState, items: readonly string[]): Plan["cases"] =>
  Object.fromEntries(Object.entries(plan.cases).filter(([item]) => items.includes(item)));

/** Asks for the number that was confirmed, under the confirmation's own id. */
export function issue(state: SessionState, wanted: Wanted, paper: boolean, now: number): Turn {
  const { id, who, items, shown, booking } = wanted;
  if (!canGiveNumbers(state.surroundings)) return stay(state);
  if (booking !== null && state.surroundings.hall !== "fresh") {
    const booked = state.step.at === "checkIn" ? state.step.booked : null;
    return needsHall(state, who, booked, now);
  }
  return enter(state, { at: "issuing", id, paper, who, items, shown, booking }, now, [
    { kind: "takeTicket", id, items, people: peopleOf(who), cases: casesOf(state, items), booking },
  ]);
}

/** Refusals that say nothing about the number itself: the same id may be sent again. */
const mayPass = (code: string): boolean =>
  ["unreachable", "outcomeUnknown", "shuttingDown", "tooFast", "internal"].includes(code);

/** Without the hall nobody can hand over a number that it keeps. */
export const canRetry = ({ step, surroundings }: SessionState): boolean =>
  step.at === "refused" &&
  mayPass(step.refusal.code) &&
  (step.reprint === undefined || surroundings.hall === "fresh");

/** The same once more. */
export function retry(state: SessionState, now: number): Turn {
  const { step: here } = state;
  if (here.at !== "refused" || !canRetry(state)) return stay(state);
  return here.reprint ? fetchHeld(state, here, here.paper, now) : issue(state, here, here.paper, now);
}

/**
 * How the number that somebody has already may be had here, while the hall is there. One of which no slip is known to be
 * out goes to whoever would get it, without a printer too; a second slip is only for whoever is known by their own card.
 */
export function heldHere({ step, surroundings: { hall, printer } }: SessionState): HeldHere | null {
  if (hall !== "fresh") return null;
  const canPrint = printer.fault === null;
  if (step.at === "slipPending") return canPrint ? "paper" : "paperless";
  if (step.at !== "refused") return null;
  if (step.refusal.code === "slipPending") return canPrint ? "paper" : "paperless";
  if (step.refusal.code !== "alreadyHolding" || step.who.kind !== "card") return null;
  return canPrint ? "paper" : "elsewhere";
}

/** Asks for the number that its citizen has already. */
export function reprintHeld(state: SessionState, { now, newId }: Context): Turn {
  const { step: here } = state;
  const held = heldHere(state);
  if (held === null || held === "elsewhere") return stay(state);
  const paper = held === "paper";
  const id = newId();
  if (here.at === "refused") return fetchHeld(state, { ...here, id, booking: null }, paper, now);
  if (here.at !== "slipPending") return stay(state);
  const { who, pending, booking } = here;
  const { items } = pending;
  return fetchHeld(state, { id, who, items, shown: mattersShownTo(who, items), booking }, paper, now);
}

function fetchHeld(state: SessionState, wanted: Wanted, paper: boolean, now: number): Turn {
  const { id, who, items, shown, booking } = wanted;
  // Whoever has a booking's code is who it is for.
  const people = booking === null ? peopleOf(who) : [];
  return enter(state, { at: "issuing", id, who, items, shown, paper, booking, reprint: true }, now, [
    { kind: "reprintSlip", id, items, people, booking },
  ]);
}

/** The hall's answer. */
export function onTaken(state: SessionState, input: Input & { kind: "taken" }, context: Context): Turn {
  const { step: here } = state;
  // An answer that nobody waits for any more: the hall voids such a number by itself.
  if (here.at !== "issuing" || here.id !== input.id) return stay(state);
  const { paper, who } = here;
  if (!input.answer.ok) {
    return enter(state, { ...here, at: "refused", refusal: input.answer.refusal }, context.now);
  }
  const { result } = input.answer;
  const { ticket, number, queue, ahead, takenAt, link = null, wait } = result;
  const told = wait ? spokenRange(wait) : null;
  const known = knownBefore(here, result);
  const items = known ? mattersOnSlip(here, known.items) : here.shown;
  const given = { ticket, offline: false, number, queue, items, ahead, wait: told, takenAt, link };
  const slip = { who, given: { ...given, ...known?.is } };
  return (here.reprint || known) && paper
    ? printAgain(state, slip, context)
    : startPrinting(state, { ...slip, paper }, context);
}

type Answered = (Ack<"takeTicket"> | Ack<"reprintSlip">) & { ok: true };

/** Of a number that its citizen had already: what it is for, and what is otherwise than with one that was given now. */
function knownBefore(
  { shown }: StepOf<"issuing">,
  result: Answered["result"],
): { items: readonly string[]; is: Pick<Given, "held" | "before"> } | null {
  if (!("reserved" in result))
    return result.held ? { items: result.held.items, is: { held: true, before: "checkedIn" } } : null;
  const { items, reserved } = result;
  if (!reserved) return { items, is: { held: true, before: "again" } };
  // A slip of one that nobody holds yet is this kiosk's to report, as if it had given the number.
  return { items, is: shown.every((item) => items.includes(item)) ? {} : { before: "again" } };
}

/** A second slip says what its number is for, whatever was chosen now; but to nobody who has shown no card. */
function mattersOnSlip(
  { who, shown }: SessionState["step"] & { at: "issuing" },
  items: readonly string[],
): readonly string[] {
  if (who.kind === "card") return items;
  return items.join(" ") === shown.join(" ") ? shown : [];
}

/** This kiosk gave a number by itself. */
export function onTakenOffline(
  state: SessionState,
  { id, ticket, given: { number, queue, items, takenAt } }: Input & { kind: "takenOffline" },
  context: Context,
): Turn {
  const { step: here } = state;
  // Nobody waits for it any more: without word of its slip the hall voids it by itself.
  if (here.at !== "issuing" || here.id !== id) return stay(state);
  const given = { ticket, offline: true, number, queue, items, ahead: null, wait: null, takenAt, link: null };
  return startPrinting(state, { who: here.who, given, paper: here.paper }, context);
}
