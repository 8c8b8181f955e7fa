import { daysBefore } from "../calendar.ts";
import type { QueueEvent } from "../hall/events.ts";
import { emptyQueue, type HallState } from "../hall/state.ts";
import type { BusinessDay } from "../queue/ticket.ts";
import type { Block, LeaseId } from "./lease.ts";

/** What an event does to the leases; most do nothing. */
export function applyLease(state: HallState, event: QueueEvent): HallState {
  switch (event.type) {
    case "numbersLeased":
      return {
        ...state,
        leases: state.leases.set(event.lease.id, { ...event.lease, used: [] }),
        queues: {
          ...state.queues,
          ...Object.fromEntries(event.lease.blocks.map((block) => leased(state, block))),
        },
      };
    case "ticketTaken":
    case "offlineNumberLate":
      return event.lease === null ? state : used(state, event.lease, event.number);
    default:
      return state;
  }
}

function leased(state: HallState, { queue, to }: Block): [string, HallState["queues"][string]] {
  return [queue, { ...(state.queues[queue] ?? emptyQueue), leased: to }];
}

function used(state: HallState, id: LeaseId, number: string): HallState {
  const lease = state.leases.get(id);
  if (!lease) return state;
  return { ...state, leases: state.leases.set(id, { ...lease, used: [...lease.used, number] }) };
}

/** The first day whose leases a day still takes reports on: a cut that lasts a week loses nobody's number. */
export const leasesKeptFrom = (day: BusinessDay): BusinessDay => daysBefore(day, 7);

export const leasesOf = (state: HallState, day: BusinessDay): HallState["leases"] =>
  state.leases.filter((lease) => lease.day >= leasesKeptFrom(day));
