import type { QueueEvent } from "../hall/events.ts";
import type { HallState } from "../hall/state.ts";
import type { Instant, StaffId, TicketId, WindowId } from "../queue/ticket.ts";
import type { ServiceEvent } from "./events.ts";
import { isRated } from "./rated.ts";
import {
  carriedInto,
  type Invitation,
  type Rectification,
  type ServiceKind,
  type ServiceRecords,
  type ServiceState,
} from "./records.ts";

/** What people tell each other, after an event of theirs. */
export function applyService(state: HallState, event: ServiceEvent, at: Instant): HallState {
  const day = state.day ?? "";
  switch (event.type) {
    case "helpAsked": {
      const { help: id, place, topic } = event;
      return put(state, "help", { id, place, topic, day, since: at, state: "asked", by: null });
    }
    case "helpAnswered":
      return change(state, "help", event.help, { state: "answered", by: event.by, since: at });
    case "helpClosed":
      return change(state, "help", event.help, { state: "closed", since: at });
    case "emergencyRaised": {
      const { emergency: id, window, clerk } = event;
      return put(state, "emergency", { id, window, clerk, day, since: at, state: "raised", by: null });
    }
    case "emergencyAcknowledged":
      return change(state, "emergency", event.emergency, { state: "acknowledged", by: event.by });
    case "emergencyClosed":
      return change(state, "emergency", event.emergency, { state: "closed", by: event.by, day });
    case "messageSent": {
      const { message: id, to, note, by } = event;
      return put(state, "message", { id, to, note, by, day, at, read: [] });
    }
    case "messageRead": {
      const { message, window, clerk } = event;
      const read = state.service.message.get(message)?.read ?? [];
      return change(state, "message", message, { read: [...read, { window, clerk, at }] });
    }
    case "noticePosted": {
      const { notice: id, text, zones, until, lastDay, urgent, spoken } = event;
      const notice = { id, text, zones, from: at, until, day: lastDay, urgent, spoken };
      return put(state, "notice", { ...notice, state: "posted" });
    }
    case "noticeEnded":
      return change(state, "notice", event.notice, { state: "ended" });
    case "ratingAsked":
      return invite(state, event, "asked", at);
    case "serviceRated":
      return rated(state, event, at);
    case "ratingVerified":
      return verified(state, event, at);
    case "ratingRectified":
      return change(state, "rectification", event.rating, {
        state: "rectified",
        measures: event.note,
        settled: at,
        day,
      });
    case "ratingsDefaulted":
      // Nobody's word: it stands in the log, and no rate of any day counts it.
      return state;
  }
}

/** What an event of the queue does to them: a window invites whom it has served, and lets go when the next one sits. */
export function applyToService(
  state: HallState,
  event: QueueEvent,
  at: Instant,
  before: HallState,
): HallState {
  switch (event.type) {
    case "dayRolled":
      return {
        ...state,
        service: { ...carriedInto(state.service, event.to), invitation: state.service.invitation.clear() },
      };
    case "hallConfigured":
      return { ...state, service: ofPlaces(state) };
    case "ticketFinished": {
      const ticket = state.tickets.get(event.ticket);
      if (ticket?.state !== "finished") return state;
      return isRated(state, ticket.id)
        ? uninvite(state, event.window)
        : invite(state, { ticket: ticket.id, window: ticket.window, clerk: ticket.clerk }, "finished", at);
    }
    case "servingStarted":
      return uninviteOthers(state, event.window, event.ticket);
    case "windowClosed":
      return uninvite(state, event.window);
    case "actionUndone": {
      // Whoever is back at the window has not been served yet.
      const invitation = state.service.invitation.get(event.window);
      const isBack = event.tickets.some(({ id }) => id === invitation?.ticket);
      return invitation?.why === "finished" && isBack ? uninvite(state, event.window) : state;
    }
    case "ticketHeld":
    case "ticketTransferred":
    case "ticketMissed": {
      // Who leaves without being served is asked nothing.
      const ticket = before.tickets.get(event.ticket);
      const window = ticket && "window" in ticket ? ticket.window : null;
      const invitation = window === null ? undefined : state.service.invitation.get(window);
      return window !== null && invitation?.ticket === event.ticket ? uninvite(state, window) : state;
    }
    default:
      return state;
  }
}

function put<K extends ServiceKind>(state: HallState, kind: K, record: ServiceRecords[K]): HallState {
  const records = state.service[kind].set(record.id, record as never) as ServiceState[K];
  return { ...state, service: { ...state.service, [kind]: records } };
}

function change<K extends ServiceKind>(
  state: HallState,
  kind: K,
  id: string,
  changed: Partial<ServiceRecords[K]>,
): HallState {
  const record = state.service[kind].get(id) as ServiceRecords[K] | undefined;
  return record ? put(state, kind, { ...record, ...changed }) : state;
}

function invite(
  state: HallState,
  { ticket, window, clerk }: { ticket: TicketId; window: WindowId; clerk: StaffId },
  why: Invitation["why"],
  at: Instant,
): HallState {
  return put(state, "invitation", { id: window, ticket, clerk, why, day: state.day ?? "", since: at });
}

function uninvite(state: HallState, window: WindowId): HallState {
  if (!state.service.invitation.has(window)) return state;
  return { ...state, service: { ...state.service, invitation: state.service.invitation.delete(window) } };
}

function uninviteOthers(state: HallState, window: WindowId, ticket: TicketId): HallState {
  return state.service.invitation.get(window)?.ticket === ticket ? state : uninvite(state, window);
}

function rated(state: HallState, event: ServiceEvent & { type: "serviceRated" }, at: Instant): HallState {
  const { type: _, rating: id, mend, ...said } = event;
  const day = state.day ?? "";
  const withRating = put(state, "rating", { ...said, id, day, at });
  const invitation = state.service.invitation.get(event.window);
  const thanked = invitation?.ticket === event.ticket ? uninvite(withRating, event.window) : withRating;
  if (!mend) return thanked;
  const { level, tags, note, stage, nth, channel, window, clerk } = event;
  const rectification: Rectification = {
    id,
    number: state.tickets.get(event.ticket)?.number ?? "",
    level,
    tags,
    note,
    stage,
    nth,
    channel,
    window,
    clerk,
    day,
    opened: at,
    openedOn: day,
    ...mend,
    state: "open",
    responsible: null,
    finding: null,
    measures: null,
    settled: null,
  };
  return put(thanked, "rectification", rectification);
}

function verified(
  state: HallState,
  event: ServiceEvent & { type: "ratingVerified" },
  at: Instant,
): HallState {
  const { rating, finding, responsible, due, note } = event;
  if (finding === "unfounded")
    return change(state, "rectification", rating, {
      state: "unfounded",
      finding: note,
      settled: at,
      day: state.day ?? "",
    });
  return change(state, "rectification", rating, { state: "verified", responsible, due, finding: note });
}

/** Without what belongs to a place that the hall has no more. */
function ofPlaces({ service, config }: HallState): ServiceState {
  const has = (window: WindowId) => config.windows.some(({ id }) => id === window);
  return { ...service, invitation: service.invitation.filter(({ id }) => has(id)) };
}
