import type { ManagerView } from "../../contract/views.ts";
import { usualWaitAlerts } from "../../domain/hall/config.ts";
import type { Estimates } from "../../domain/estimate/estimate.ts";
import { hallName, type HallState, visitorAt, waitingIn } from "../../domain/hall/state.ts";
import { strandedTickets } from "../../domain/queue/calling.ts";
import type { QueueId, Ticket } from "../../domain/queue/ticket.ts";
import { deviceOf, devicesInView, machineName } from "./devices.ts";
import { estimateOf, missedTickets, numbersLeft, queueCount, standing, windowAt } from "./parts.ts";
import type { Recent } from "./recent.ts";
import { managerService } from "./service.ts";

export function managerView(
  state: HallState,
  { recent, estimates, now }: { recent: Recent; estimates: Estimates | null; now: number },
): ManagerView {
  const oldest = state.config.queues.flatMap(({ id }) => waitingSince(state, id)[0] ?? []);
  return {
    hall: hallName(state),
    day: state.day ?? "",
    timeZone: state.config.hall.timeZone,
    waiting: state.config.queues.reduce((sum, { id }) => sum + (state.queues[id]?.waiting.size ?? 0), 0),
    longestWaitSince: oldest.length > 0 ? Math.min(...oldest) : null,
    alerts: state.config.rules.waitAlerts ?? usualWaitAlerts,
    takenToday: state.taken,
    finishedToday: Object.values(state.finished).reduce((sum, count) => sum + count, 0),
    missedToday: state.absent.size,
    heldNow: state.held.size,
    stranded: strandedTickets(state).map(({ id, number, queue }) => ({ ticket: id, number, queue })),
    absent: missedTickets(state).map(({ id, number, queue, since, missed }) => ({
      ticket: id,
      number,
      queue,
      since,
      missed,
    })),
    queues: state.config.queues.map(({ id }) => ({
      ...queueCount(state, id),
      estimate: estimateOf(state, id, estimates),
      oldest: waitingSince(state, id)[0] ?? null,
      since: waitingSince(state, id),
      given: state.queues[id]?.given ?? 0,
      left: numbersLeft(state, id),
      closed: state.queues[id]?.closed ?? false,
      byClass: countByClass(waitingIn(state, id)),
    })),
    windows: state.config.windows.map(({ id, name, zone, items }) => {
      const place = windowAt(state, id);
      const clerk = place.state === "closed" ? null : place.clerk;
      return {
        window: id,
        name,
        zone,
        ...standing(state, id),
        items: [...items],
        clerk,
        pauseReason: place.state === "paused" ? place.reason : null,
        clerkName: state.config.staff.find((member) => member.id === clerk)?.name ?? null,
        since: place.state === "closed" ? null : place.since,
        number: visitorAt(state, id)?.number ?? null,
        finishedToday: state.finished[id] ?? 0,
      };
    }),
    devices: devicesInView(state),
    events: recent.events.map(({ seq, at, principal, event }) => ({
      seq,
      at,
      type: event.type,
      principal,
      byName: machineName(state, principal),
      number: "ticket" in event ? (state.tickets.get(event.ticket)?.number ?? null) : null,
      window: "window" in event ? event.window : null,
      device: deviceOf(state, event),
    })),
    service: managerService(state, now),
  };
}

/** Since when each of a queue's waiting has waited, without what they were held for their own sake. */
function waitingSince(state: HallState, queue: QueueId): number[] {
  return waitingIn(state, queue)
    .map(({ takenAt, stopped }) => takenAt + stopped)
    .sort((a, b) => a - b);
}

function countByClass(tickets: readonly Ticket[]): Record<Ticket["class"], number> {
  const counts = { ordinary: 0, priority: 0, booking: 0, returned: 0 };
  for (const ticket of tickets) counts[ticket.class] += 1;
  return counts;
}
