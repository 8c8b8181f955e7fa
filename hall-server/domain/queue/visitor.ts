import type { CallReason, QueueEvent } from "../hall/events.ts";
import { accept, type Decide, type Decision, refuse, wrongState } from "../hall/outcome.ts";
import { type HallState, type LastAction, type Staffed, undoWithinMs, visitorAt } from "../hall/state.ts";
import type { Principal } from "../roles.ts";
import { canServe, chooseNext, passedOver, servedBy } from "./calling.ts";
import { type AtWindow, type Ticket, type Waiting, waitedFor, type WindowId } from "./ticket.ts";
import { theirWindow } from "./windows.ts";

/** What a clerk does at a window with the visitor of now and the next one. */

/** Calls the next visitor, and finishes the one before: a clerk who never presses 完成 still leaves true times. */
export const callNext: Decide<"callNext"> = (state, { window }, principal, { now }) => {
  const theirs = openWindowOf(state, window, principal);
  if ("ok" in theirs) return theirs;
  const next = chooseNext(state, window, now);
  if (next) return call(state, window, theirs, next);
  const before = visitorAt(state, window);
  if (!before) return refuse("nobodyWaiting", { window });
  return accept([finished(before)], { called: null, finished: before.id });
};

/** Calls this one out of turn; the log says why, and that it was nobody's rule. */
export const callTicket: Decide<"callTicket"> = (state, command, principal, { now }) => {
  const { window, reason } = command;
  const theirs = openWindowOf(state, window, principal);
  if ("ok" in theirs) return theirs;
  const ticket = state.tickets.get(command.ticket);
  if (!ticket) return refuse("unknownTicket");
  if (ticket.state !== "waiting") return wrongState(ticket);
  const served = servedBy(state, window);
  const serves = (each: Ticket) => canServe(state, window, served, each);
  if (!serves(ticket)) return refuse("cannotServe", { number: ticket.number, window });
  const why: CallReason = {
    rule: "chosen",
    chosen: reason,
    waited: waitedFor(ticket, now),
    passedOver: passedOver(state, ticket, serves),
    overtook: [],
  };
  return call(state, window, theirs, { ticket, why, turns: state.queues[ticket.queue]?.turns ?? 0 });
};

function call(
  state: HallState,
  window: WindowId,
  { clerk }: Staffed,
  { ticket, why, turns }: { ticket: Waiting; why: CallReason; turns: number },
): Decision {
  const before = visitorAt(state, window);
  const called: QueueEvent = {
    type: "ticketCalled",
    ticket: ticket.id,
    window,
    clerk,
    why,
    turns,
    finished: before?.id ?? null,
  };
  return accept(before ? [finished(before), called] : [called], {
    called: { ticket: ticket.id, number: ticket.number },
    finished: before?.id ?? null,
  });
}

const finished = ({ id, window }: AtWindow): QueueEvent => ({
  type: "ticketFinished",
  ticket: id,
  window,
  by: "callNext",
});

export const recall: Decide<"recall"> = (state, { window }, principal, { now }) =>
  withVisitor(state, window, principal, (visitor) => {
    if (visitor.state !== "called") return wrongState(visitor);
    const { most, pauseSeconds } = state.config.rules.recall;
    if (visitor.times >= most) return refuse("calledEnough", { number: visitor.number, most });
    const left = visitor.announcedAt + pauseSeconds * 1000 - now;
    if (left > 0) return refuse("recallTooSoon", { seconds: Math.ceil(left / 1000) });
    return accept([{ type: "ticketRecalled", ticket: visitor.id, window, times: visitor.times + 1 }]);
  });

export const startServing: Decide<"startServing"> = (state, { window }, principal) =>
  withVisitor(state, window, principal, (visitor) =>
    visitor.state === "called"
      ? accept([{ type: "servingStarted", ticket: visitor.id, window }])
      : wrongState(visitor),
  );

export const finish: Decide<"finish"> = (state, { window }, principal) =>
  withVisitor(state, window, principal, ({ id }) =>
    accept([{ type: "ticketFinished", ticket: id, window, by: "finish" }]),
  );

export const markAbsent: Decide<"markAbsent"> = (state, { window }, principal) =>
  withVisitor(state, window, principal, (visitor) => {
    if (visitor.state !== "called") return wrongState(visitor);
    const { beforeMissed } = state.config.rules.recall;
    if (visitor.times < beforeMissed) return refuse("callAgainFirst", { times: beforeMissed });
    return accept([{ type: "ticketMissed", ticket: visitor.id, window }]);
  });

/** Lets the visitor go for a while; whether that time counts as waiting is the hall's rule. */
export const hold: Decide<"hold"> = (state, { window, kind }, principal) =>
  withVisitor(state, window, principal, ({ id }) => {
    const stopsClock = state.config.rules.clockStopsFor.includes(kind);
    return accept([{ type: "ticketHeld", ticket: id, window, kind, stopsClock }]);
  });

/** Takes back what was done last at a window, unless something has followed from it. */
export const undo: Decide<"undo"> = (state, { window }, principal, { now }) => {
  const theirs = theirWindow(state, window, principal);
  if ("code" in theirs) return refuse(theirs.code, theirs.params);
  const { last } = theirs;
  if (!last || now - last.at > undoWithinMs) return refuse("nothingToUndo");
  const tickets = last.before.flatMap((before) => asItWas(state, before, last) ?? []);
  if (tickets.length < last.before.length) return refuse("movedOn");
  const { verb, overtook, turns } = last;
  return accept([{ type: "actionUndone", window, verb, tickets, overtook, turns }], { verb });
};

/** The ticket as it was before the action; null when something else has happened to it since. */
function asItWas(state: HallState, before: Ticket, last: LastAction): Ticket | null {
  const now = state.tickets.get(before.id);
  const isUntouched = now !== undefined && (now.since === last.at || now.state === "called");
  // Whom the policy has passed over in the meantime keeps count of it.
  // A matter that was added or split off since would be lost, or be on two numbers.
  const isSameVisit = now?.items.join(" ") === before.items.join(" ");
  return isUntouched && isSameVisit && isResultOf(last, before, now)
    ? { ...before, overtaken: now.overtaken }
    : null;
}

/** Whether a ticket is in the very state that the action left it in. */
function isResultOf(last: LastAction, before: Ticket, now: Ticket): boolean {
  switch (last.verb) {
    case "callNext":
    case "callTicket":
      return now.state === (before.id === last.before.at(-1)?.id ? "called" : "finished");
    case "startServing":
      return now.state === "serving";
    case "finish":
      return now.state === "finished";
    case "markAbsent":
      return now.state === "absent";
    case "hold":
      return now.state === "held";
    case "transfer":
      return now.state === "waiting";
  }
}

function openWindowOf(
  state: HallState,
  window: WindowId,
  principal: Principal,
): Staffed | (Decision & { ok: false }) {
  const theirs = theirWindow(state, window, principal);
  if ("code" in theirs) return refuse(theirs.code, theirs.params);
  return theirs.state === "paused" ? refuse("windowNotOpen", { window }) : theirs;
}

function withVisitor(
  state: HallState,
  window: WindowId,
  principal: Principal,
  then: (visitor: AtWindow) => Decision,
): Decision {
  const theirs = theirWindow(state, window, principal);
  if ("code" in theirs) return refuse(theirs.code, theirs.params);
  const visitor = visitorAt(state, window);
  return visitor ? then(visitor) : refuse("noVisitor", { window });
}
