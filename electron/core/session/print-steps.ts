/**
 * What becomes of a slip. The hall hears of every outcome; nothing is printed twice unless its citizen asks for it;
 * whether a slip of unknown fate is in a hand, only its citizen can say.
 */
import type { PrinterStatus, PrintOutcome } from "../../../drivers/printer/slip.ts";
import type { PrintTrouble } from "../../bridge.ts";
import type { Context, Effect, Given, SessionState, StepOf, Turn, Who } from "./session-state.ts";
import { enter, stay } from "./turn.ts";

type Outcome = (Effect & { kind: "confirmPrint" })["outcome"];

/** None of a number that was held already: it stands in line whatever becomes of this slip, and another kiosk has said so. */
const report = ({ ticket, held }: Given, outcome: Outcome, { newId }: Context): Effect[] =>
  held ? [] : [{ kind: "confirmPrint", id: newId(), ticket, outcome }];

/** A number has been given: onto paper with it, or onto the screen if that is what its citizen wanted. */
export function startPrinting(
  state: SessionState,
  { who, given, paper }: { who: Who; given: Given; paper: boolean },
  context: Context,
): Turn {
  if (!paper)
    return enter(
      state,
      { at: "done", who, given, slip: "paperless" },
      context.now,
      report(given, "paperless", context),
    );
  return print(state, { who, given, reprint: false }, context);
}

/** The same number once more, here or after another kiosk, marked as such: asked for by a hand, never by the machine. */
export const printAgain = (
  state: SessionState,
  { who, given }: { who: Who; given: Given },
  context: Context,
): Turn => print(state, { who, given, reprint: true }, context);

export const goPaperless = (
  state: SessionState,
  { who, given }: StepOf<"printTrouble">,
  context: Context,
): Turn =>
  enter(
    state,
    { at: "done", who, given, slip: "paperless" },
    context.now,
    report(given, "paperless", context),
  );

function print(
  state: SessionState,
  { who, given, reprint }: { who: Who; given: Given; reprint: boolean },
  context: Context,
): Turn {
  const jobId = context.newId();
  return enter(state, { at: "printing", who, given, jobId }, context.now, [
    { kind: "print", jobId, given, language: state.language, reprint },
  ]);
}

/** How a print ended. Only word of the job that is being asked about counts. */
export function onPrintResult(
  state: SessionState,
  jobId: string,
  result: PrintOutcome,
  context: Context,
): Turn {
  const { step: here } = state;
  if (here.at === "handed" && here.jobId === jobId && result.outcome === "printed")
    return inHand(state, here, context);
  if (here.at !== "printing" || here.jobId !== jobId)
    return result.outcome === "printed" ? onLatePrint(state, jobId, context) : stay(state);
  const { who, given } = here;
  const told = report(given, result.outcome, context);
  switch (result.outcome) {
    case "printed":
      return enter(state, { at: "done", who, given, slip: "printed" }, context.now, told);
    case "failed":
      return enter(
        state,
        { at: "printTrouble", who, given, jobId, trouble: result.cause },
        context.now,
        told,
      );
    case "unknown":
      return enter(state, { at: "handed", who, given, jobId }, context.now, told);
  }
}

/**
 * A slip came out after all. Who stands here for it is asked whether they hold it. Once they have gone it is in a hand, for
 * all that anybody knows, and whoever holds a slip must be called.
 */
export function onLatePrint(state: SessionState, jobId: string, context: Context): Turn {
  const { step: here, surroundings } = state;
  const ticket = surroundings.openSlips.find((slip) => slip.jobId === jobId)?.ticket;
  if (here.at === "printTrouble" && (here.jobId === jobId || here.given.ticket === ticket))
    return enter(state, { at: "handed", who: here.who, given: here.given, jobId }, context.now);
  // The slip that is asked for now has the word.
  const isTheirs = "given" in here && here.given.ticket === ticket;
  if (ticket === undefined || isTheirs) return stay(state);
  return stay(state, [{ kind: "confirmPrint", id: context.newId(), ticket, outcome: "printed" }]);
}

/** 拿到票了吗? */
export function sayInHand(state: SessionState, here: StepOf<"handed">, yes: boolean, context: Context): Turn {
  if (yes) return inHand(state, here, context);
  const { who, given, jobId } = here;
  const trouble: PrintTrouble = "notInHand";
  return enter(
    state,
    { at: "printTrouble", who, given, jobId, trouble },
    context.now,
    report(given, "failed", context),
  );
}

const inHand = (state: SessionState, { who, given }: StepOf<"handed">, context: Context): Turn =>
  enter(state, { at: "done", who, given, slip: "printed" }, context.now, report(given, "printed", context));

/** What stands in the slip's way is what the printer says now; that none lies in the slot is its citizen's word. */
export function followPrinter(state: SessionState, before: PrinterStatus["fault"]): Turn {
  const { step: here, surroundings } = state;
  const { fault } = surroundings.printer;
  if (here.at !== "printTrouble" || here.trouble === "notInHand" || fault === before) return stay(state);
  return stay({ ...state, step: { ...here, trouble: fault ?? "mended" } });
}
