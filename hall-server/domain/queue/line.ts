import { accept, type Decide, type Decision, refuse, wrongState } from "../hall/outcome.ts";
import { type HallState, isStaffed, queueConfig, waitingIn, windowAt } from "../hall/state.ts";
import { hasRole, type Principal } from "../roles.ts";
import { servedBy } from "./calling.ts";
import { queueFor } from "./limits.ts";
import { type Instant, isAtWindow, isOver, type Ticket } from "./ticket.ts";

/** What may become of a ticket on its way: its slip, its place, its line. */

export const confirmPrint: Decide<"confirmPrint"> = (state, { ticket: id, outcome }, principal) => {
  const ticket = state.tickets.get(id);
  if (!ticket) return refuse("unknownTicket");
  const inHand = outcome === "printed" || outcome === "paperless";
  const isOpen = ticket.state === "reserved" || (ticket.state === "void" && inHand);
  if (!isOpen || (!inHand && isElsewhere(ticket, principal))) return wrongState(ticket);
  return accept([{ type: "slipReported", ticket: id, outcome }]);
};

/** Another kiosk prints its slip now: what this one could not do is not the number's any more. */
const isElsewhere = (ticket: Ticket, principal: Principal): boolean =>
  principal.kind === "kiosk" &&
  ticket.state === "reserved" &&
  ticket.kiosk !== undefined &&
  ticket.kiosk !== principal.id;

export const cancelTicket: Decide<"cancelTicket"> = (state, { ticket: id, reason }, principal) => {
  const ticket = state.tickets.get(id);
  if (!ticket) return refuse("unknownTicket");
  if (isOver(ticket) || ticket.state === "serving") return wrongState(ticket);
  // Given back for want of a slip, before a kiosk where it has come out meanwhile: it is in a hand.
  const isOut = reason === "printFailed" && principal.kind === "kiosk" && ticket.state !== "reserved";
  if (isOut || isElsewhere(ticket, principal)) return wrongState(ticket);
  return accept([{ type: "ticketCancelled", ticket: id, reason }]);
};

/** A missed number comes back a few places down, a few times; after that the guide desk decides. */
export const requeue: Decide<"requeue"> = (state, { ticket: id }, principal, { now }) => {
  const ticket = state.tickets.get(id);
  if (!ticket) return refuse("unknownTicket");
  if (ticket.state !== "absent") return wrongState(ticket);
  const { places, times } = state.config.rules.requeue;
  if (ticket.missed > times && !hasRole(principal, "guide") && !hasRole(principal, "manager"))
    return refuse("requeuedTooOften", { number: ticket.number, times: ticket.missed });
  // Whose slip is still being printed gets a place of their own later: nobody is behind them yet.
  const ahead = Math.min(places, waitingIn(state, ticket.queue).length);
  return accept([{ type: "ticketRequeued", ticket: id, rank: rankBehind(state, ticket, places, now) }], {
    ahead,
  });
};

/** The guide desk gives a ticket another place, and says why. */
export const placeTicket: Decide<"place"> = (state, { ticket: id, behind, reason }, _, { now }) => {
  const ticket = state.tickets.get(id);
  if (!ticket) return refuse("unknownTicket");
  if (ticket.state !== "waiting" && ticket.state !== "absent") return wrongState(ticket);
  return accept([{ type: "ticketPlaced", ticket: id, rank: rankBehind(state, ticket, behind, now), reason }]);
};

/** The rank behind so many others of a ticket's line; behind none is just before the first. */
function rankBehind(state: HallState, ticket: Ticket, behind: number, now: Instant): Instant {
  const others = waitingIn(state, ticket.queue).filter(({ id }) => id !== ticket.id);
  const first = others[0];
  if (!first) return Math.min(now, ticket.takenAt);
  if (behind === 0) return first.rank - 1;
  return others[Math.min(behind, others.length) - 1]!.rank;
}

/** Leaves the line for a while, once, and keeps the place. */
export const stepOut: Decide<"stepOut"> = (state, { ticket: id }) => {
  const ticket = state.tickets.get(id);
  if (!ticket) return refuse("unknownTicket");
  if (ticket.state !== "waiting") return wrongState(ticket);
  if (ticket.steppedOut) return refuse("steppedOutBefore", { number: ticket.number });
  const stopsClock = state.config.rules.clockStopsFor.includes("steppedOut");
  return accept([{ type: "ticketHeld", ticket: id, window: null, kind: "steppedOut", stopsClock }]);
};

/** Back from a hold: to the same window first, and at the same rank anywhere else. */
export const resume: Decide<"resume"> = (state, { ticket: id }) => {
  const ticket = state.tickets.get(id);
  if (!ticket) return refuse("unknownTicket");
  if (ticket.state !== "held") return wrongState(ticket);
  const kind = ticket.kind === "papers" ? "returned" : ticket.class;
  return accept([{ type: "ticketResumed", ticket: id, class: kind, wantedBy: ticket.window }]);
};

/** To another queue or one window; the rank stays. A visitor is sent on by their own clerk, or by a manager. */
export const transfer: Decide<"transfer"> = (state, command, principal) => {
  const ticket = state.tickets.get(command.ticket);
  if (!ticket) return refuse("unknownTicket");
  if (ticket.state !== "waiting" && !isAtWindow(ticket)) return wrongState(ticket);
  if (!maySendOn(state, ticket, principal))
    return refuse("notYourWindow", { window: windowOfVisitor(ticket) });
  const queue = command.queue ?? ticket.queue;
  if (!queueConfig(state, queue)) return refuse("unknownQueue", { queue });
  const { window } = command;
  if (window === undefined) return sendOn(ticket, queue, null);
  if (!isStaffed(windowAt(state, window))) return refuse("windowNotOpen", { window });
  const served = servedBy(state, window);
  if (!ticket.items.every((item) => served.has(item)))
    return refuse("cannotServe", { number: ticket.number, window });
  return sendOn(ticket, queue, window);
};

const sendOn = (ticket: Ticket, queue: string, to: string | null): Decision =>
  accept([{ type: "ticketTransferred", ticket: ticket.id, queue, to }]);

const windowOfVisitor = (ticket: Ticket): string => (isAtWindow(ticket) ? ticket.window : "");

function maySendOn(state: HallState, ticket: Ticket, principal: Principal): boolean {
  if (!isAtWindow(ticket)) return true;
  if (hasRole(principal, "manager")) return true;
  return principal.kind === "staff" && principal.id === ticket.clerk;
}

/** One more matter on the same number, if somebody can serve them together. */
export const addItem: Decide<"addItem"> = (state, { ticket: id, item }) => {
  const ticket = state.tickets.get(id);
  if (!ticket) return refuse("unknownTicket");
  if (isOver(ticket) || ticket.state === "reserved") return wrongState(ticket);
  if (ticket.items.includes(item)) return accept([]);
  const queue = queueFor(state, [item]);
  if (!("prefix" in queue)) return queue;
  const all = [...ticket.items, item];
  const canBeServed = isAtWindow(ticket)
    ? servedBy(state, ticket.window).has(item)
    : state.config.windows.some((window) => all.every((each) => window.items.includes(each)));
  if (!canBeServed) return refuse("itemNotServed", { items: all.join(" ") });
  return accept([{ type: "itemAdded", ticket: id, item }]);
};

/** Gives or takes away priority. Why is in the vault: the log says only that it was. */
export const setClass: Decide<"setClass"> = (state, { ticket: id, class: kind, note }) => {
  const ticket = state.tickets.get(id);
  if (!ticket) return refuse("unknownTicket");
  if (ticket.state !== "waiting" && ticket.state !== "reserved" && ticket.state !== "held")
    return wrongState(ticket);
  if (ticket.class === "booking") return wrongState(ticket);
  return accept([{ type: "ticketClassChanged", ticket: id, class: kind, note }]);
};
