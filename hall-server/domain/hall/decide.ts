import { mayExecute, type Principal } from "../roles.ts";
import { chooseNext } from "../queue/calling.ts";
import type { QueueCommand } from "./commands.ts";
import { findConfigProblems, type HallConfig, type QueueConfig } from "./config.ts";
import { takeTicket } from "../queue/take.ts";
import { closeWindow, openWindow, pauseWindow, theirWindow } from "../queue/windows.ts";
import type { QueueEvent } from "./events.ts";
import { accept, type Decision, type DecisionContext, refuse } from "./outcome.ts";
import { type HallState, overdueReservations, visitorAt } from "./state.ts";
import { type AtWindow, type Instant, isOver, type TicketId, type WindowId } from "../queue/ticket.ts";

/** Every rule of the queue: what a command does to a state, or why it is refused. Pure. */
export function decide(
  state: HallState,
  command: QueueCommand,
  principal: Principal,
  context: DecisionContext,
): Decision {
  if (!mayExecute(principal, command.type)) return refuse("notAllowed", { command: command.type });
  switch (command.type) {
    case "configureHall":
      return configureHall(state, command.config);
    case "rollDay":
      return rollDay(state, command.day);
    case "voidOverdue":
      return voidOverdue(state, context.now);
    case "takeTicket":
      return takeTicket(state, command, context);
    case "confirmPrint":
      return confirmPrint(state, command);
    case "cancelTicket":
      return cancelTicket(state, command);
    case "requeue":
      return requeue(state, command.ticket);
    case "openWindow":
      return openWindow(state, command.window, principal);
    case "pauseWindow":
      return pauseWindow(state, command.window, command.reason, principal);
    case "closeWindow":
      return closeWindow(state, command.window, principal);
    case "callNext":
      return callNext(state, command.window, principal, context.now);
    case "recall":
      return withVisitor(state, command.window, principal, (visitor) =>
        visitor.state === "called"
          ? accept([
              {
                type: "ticketRecalled",
                ticket: visitor.id,
                window: command.window,
                times: visitor.times + 1,
              },
            ])
          : wrongState(visitor.number, visitor.state),
      );
    case "startServing":
      return withVisitor(state, command.window, principal, (visitor) =>
        visitor.state === "called"
          ? accept([{ type: "servingStarted", ticket: visitor.id, window: command.window }])
          : wrongState(visitor.number, visitor.state),
      );
    case "finish":
      return withVisitor(state, command.window, principal, (visitor) =>
        accept([{ type: "ticketFinished", ticket: visitor.id, window: command.window, by: "finish" }]),
      );
    case "markAbsent":
      return withVisitor(state, command.window, principal, (visitor) =>
        visitor.state === "called"
          ? accept([{ type: "ticketMissed", ticket: visitor.id, window: command.window }])
          : wrongState(visitor.number, visitor.state),
      );
  }
}

const wrongState = (number: string, state: string) => refuse("wrongState", { number, state });

function configureHall(state: HallState, config: HallConfig): Decision {
  const problem = findConfigProblems(config)[0];
  if (problem) return refuse("invalidConfig", { ...problem });
  const renamed = state.config.queues.find((queue) => !keepsItsNumbers(state, queue, config));
  // A number in a citizen's hand must stay the only one of its kind until the day is over.
  if (renamed) return refuse("invalidConfig", { at: `queues.${renamed.id}`, problem: "numbersInUse" });
  const left = Object.entries(state.windows).find(
    ([id, window]) =>
      window.state !== "closed" &&
      !(
        config.windows.some((each) => each.id === id) &&
        config.staff.some((each) => each.id === window.clerk && each.roles.includes("clerk"))
      ),
  );
  if (left) return refuse("invalidConfig", { at: `windows.${left[0]}`, problem: "windowInUse" });
  return accept([{ type: "hallConfigured", config }]);
}

/** The numbers that a queue gave today stay inside its own range, which no other queue's may touch. */
function keepsItsNumbers(state: HallState, queue: QueueConfig, config: HallConfig): boolean {
  const { issued = 0, given = 0 } = state.queues[queue.id] ?? {};
  if (given === 0) return true;
  const next = config.queues.find(({ id }) => id === queue.id);
  if (!next || next.to < issued) return false;
  return next.prefix === queue.prefix && next.width === queue.width && next.from === queue.from;
}

function rollDay(state: HallState, day: string): Decision {
  if (state.day !== null && day <= state.day) return refuse("dayAlreadyRolled", { day: state.day });
  const expired = [...state.tickets.values()].filter((ticket) => !isOver(ticket)).map(({ id }) => id);
  return accept([{ type: "dayRolled", from: state.day, to: day, expired }]);
}

function voidOverdue(state: HallState, now: Instant): Decision {
  const overdue = overdueReservations(state, now);
  if (overdue.length === 0) return refuse("nothingOverdue");
  return accept(overdue.map((ticket) => ({ type: "ticketVoided", ticket })));
}

function confirmPrint(state: HallState, command: QueueCommand & { type: "confirmPrint" }): Decision {
  const ticket = state.tickets.get(command.ticket);
  if (!ticket) return refuse("unknownTicket");
  const inHand = command.outcome === "printed" || command.outcome === "paperless";
  const open = ticket.state === "reserved" || (ticket.state === "void" && inHand);
  if (!open) return wrongState(ticket.number, ticket.state);
  return accept([{ type: "slipReported", ticket: ticket.id, outcome: command.outcome }]);
}

function cancelTicket(state: HallState, command: QueueCommand & { type: "cancelTicket" }): Decision {
  const ticket = state.tickets.get(command.ticket);
  if (!ticket) return refuse("unknownTicket");
  if (isOver(ticket) || ticket.state === "serving") return wrongState(ticket.number, ticket.state);
  return accept([{ type: "ticketCancelled", ticket: ticket.id, reason: command.reason }]);
}

function requeue(state: HallState, id: TicketId): Decision {
  const ticket = state.tickets.get(id);
  if (!ticket) return refuse("unknownTicket");
  if (ticket.state !== "absent") return wrongState(ticket.number, ticket.state);
  return accept([{ type: "ticketRequeued", ticket: id }]);
}

/** Calls the next visitor, and finishes the one before: a clerk who never presses 完成 still leaves true times. */
function callNext(state: HallState, window: WindowId, principal: Principal, now: Instant): Decision {
  const theirs = theirWindow(state, window, principal);
  if ("code" in theirs) return refuse(theirs.code, theirs.params);
  if (theirs.state === "paused") return refuse("windowNotOpen", { window });
  const before = visitorAt(state, window);
  const next = chooseNext(state, window, now);
  if (!before && !next) return refuse("nobodyWaiting", { window });
  const events: QueueEvent[] = [];
  if (before) events.push({ type: "ticketFinished", ticket: before.id, window, by: "callNext" });
  if (next)
    events.push({
      type: "ticketCalled",
      ticket: next.ticket.id,
      window,
      clerk: theirs.clerk,
      why: next.why,
    });
  return accept(events, {
    called: next ? { ticket: next.ticket.id, number: next.ticket.number } : null,
    finished: before?.id ?? null,
  });
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
