import { isOver, type Ticket } from "../queue/ticket.ts";
import { findConfigProblems, type HallConfig, type QueueConfig } from "./config.ts";
import { accept, type Decide, refuse } from "./outcome.ts";
import { type HallState, isStaffed, overdueReservations } from "./state.ts";

/** A new configuration, unless it contradicts itself or what is going on in the hall. */
export const configureHall: Decide<"configureHall"> = (state, { config, source }) => {
  const problem = findConfigProblems(config)[0];
  if (problem) return refuse("invalidConfig", { ...problem });
  const renamed = state.config.queues.find((queue) => !keepsItsNumbers(state, queue, config));
  // A number in a citizen's hand must stay the only one of its kind until the day is over.
  if (renamed) return refuse("invalidConfig", { at: `queues.${renamed.id}`, problem: "numbersInUse" });
  const left = Object.entries(state.windows).find(
    ([id, window]) =>
      isStaffed(window) &&
      !(
        config.windows.some((each) => each.id === id) &&
        config.staff.some((each) => each.id === window.clerk && each.roles.includes("clerk"))
      ),
  );
  if (left) return refuse("invalidConfig", { at: `windows.${left[0]}`, problem: "windowInUse" });
  return accept([{ type: "hallConfigured", config, source }]);
};

/** The numbers that a queue gave today stay inside its own range, and who stands in it keeps a line. */
function keepsItsNumbers(state: HallState, queue: QueueConfig, config: HallConfig): boolean {
  const { issued = 0, given = 0, waiting, reserved = 0, leased = 0 } = state.queues[queue.id] ?? {};
  const next = config.queues.find(({ id }) => id === queue.id);
  if (!next && ((waiting?.size ?? 0) > 0 || reserved > 0)) return false;
  if (leased > 0 && !keepsItsLeases(queue, next, leased)) return false;
  if (given === 0) return true;
  if (!next || next.to < issued) return false;
  return next.prefix === queue.prefix && next.width === queue.width && next.from === queue.from;
}

/** Leased numbers may be in citizens' hands although the hall has not heard of them. */
const keepsItsLeases = (queue: QueueConfig, next: QueueConfig | undefined, leased: number): boolean =>
  next?.offline !== undefined &&
  next.offline.from === queue.offline?.from &&
  next.offline.to >= leased &&
  next.prefix === queue.prefix &&
  next.width === queue.width;

/** A new business day: who still waits expires, or is carried over where the hall's rule says so. */
export const rollDay: Decide<"rollDay"> = (state, { day }) => {
  if (state.day !== null && day <= state.day) return refuse("dayAlreadyRolled", { day: state.day });
  const open = [...state.tickets.values()].filter((ticket) => !isOver(ticket));
  const stays = state.config.rules.atDaysEnd === "carryOver" ? isCarriedOver : () => false;
  const ids = (tickets: Ticket[]) => tickets.map(({ id }) => id);
  return accept([
    {
      type: "dayRolled",
      from: state.day,
      to: day,
      expired: ids(open.filter((ticket) => !stays(ticket))),
      carried: ids(open.filter(stays)),
    },
  ]);
};

/** A slip that never came out, and somebody who did not come when called, are not waiting for anything. */
const isCarriedOver = ({ state }: Ticket): boolean => state !== "reserved" && state !== "absent";

/** Voids what no kiosk has said anything about for too long. */
export const voidOverdue: Decide<"voidOverdue"> = (state, _, __, { now }) => {
  const overdue = overdueReservations(state, now);
  if (overdue.length === 0) return refuse("nothingOverdue");
  return accept(overdue.map((ticket) => ({ type: "ticketVoided", ticket })));
};
