import { isOver, type Ticket } from "../queue/ticket.ts";
import { dueConfig } from "../config/decide.ts";
import { apply } from "./apply.ts";
import type { QueueEvent } from "./events.ts";
import { unratedTickets } from "../service/rating.ts";
import { accept, type Decide, refuse } from "./outcome.ts";
import { overdueReservations } from "./state.ts";

/**
 * A new business day: who still waits expires, or is carried over where the hall's rule says so; then comes
 * the configuration that waited for it.
 */
export const rollDay: Decide<"rollDay"> = (state, { day }, _, { now }) => {
  if (state.day !== null && day <= state.day) return refuse("dayAlreadyRolled", { day: state.day });
  const open = [...state.tickets.values()].filter((ticket) => !isOver(ticket));
  const stays = state.config.rules.atDaysEnd === "carryOver" ? isCarriedOver : () => false;
  const ids = (tickets: Ticket[]) => tickets.map(({ id }) => id);
  const unrated = unratedTickets(state);
  const defaulted: QueueEvent[] =
    state.day !== null && unrated.length > 0
      ? [{ type: "ratingsDefaulted", day: state.day, tickets: unrated }]
      : [];
  const rolled: QueueEvent = {
    type: "dayRolled",
    from: state.day,
    to: day,
    expired: ids(open.filter((ticket) => !stays(ticket))),
    carried: ids(open.filter(stays)),
  };
  return accept([...defaulted, rolled, ...dueConfig(apply(state, rolled, now))]);
};

/** A slip that never came out, and somebody who did not come when called, are not waiting for anything. */
const isCarriedOver = ({ state }: Ticket): boolean => state !== "reserved" && state !== "absent";

/** Only of a log that says nothing yet: what was real can't become practice, nor the other way round. */
export const beginTraining: Decide<"beginTraining"> = ({ training, day, lastVersion }) =>
  training || day !== null || lastVersion > 0
    ? refuse("notAllowed", { command: "beginTraining" })
    : accept([{ type: "trainingBegan" }]);

/** Voids what no kiosk has said anything about for too long. */
export const voidOverdue: Decide<"voidOverdue"> = (state, _, __, { now }) => {
  const overdue = overdueReservations(state, now);
  if (overdue.length === 0) return refuse("nothingOverdue");
  return accept(overdue.map((ticket) => ({ type: "ticketVoided", ticket })));
};
