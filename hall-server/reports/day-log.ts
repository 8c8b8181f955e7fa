import type { LoggedEvent, QueueEvent } from "../domain/hall/events.ts";
import type { BusinessDay, Instant, QueueId, TicketId } from "../domain/queue/ticket.ts";
import { byPlace, type CallRecord, type TicketRecord } from "./ticket-record.ts";

/** Somebody's decision that put a number out of its order. */
export interface StaffDecision {
  seq: number;
  at: Instant;
  what: "chosen" | "placed" | "reclassed";
  ticket: TicketId;
  by: string;
  window: string | null;
  reason: string | null;
  /** How many earlier ones of its line it was put before. */
  before: number;
}

/** The event that begins a day, and when. */
export type DayBegins = Pick<LoggedEvent, "seq" | "at"> & { event: QueueEvent & { type: "dayRolled" } };

/**
 * A business day as its log has it, event by event. It knows nothing of the hall's rules and shares no code with `apply`:
 * what is counted from it and what the hall's state says come by two ways, and tests hold the one against the other.
 */
export class DayLog {
  readonly day: BusinessDay;
  /** The last event that was read. */
  seq: number;
  at: Instant;
  /** The next day has begun. */
  closed = false;
  readonly tickets = new Map<TicketId, TicketRecord>();
  readonly calls: CallRecord[] = [];
  readonly decisions: StaffDecision[] = [];
  missed = 0;
  returned = 0;
  undone = 0;
  readonly #waiting = new Map<QueueId, Set<TicketRecord>>();

  /** `begins` is the event that began it; `before` the day before, if numbers were carried over from it. */
  constructor({ seq, at, event }: DayBegins, before: DayLog | null) {
    this.day = event.to;
    this.seq = seq;
    this.at = at;
    for (const id of event.carried) {
      const known = before?.tickets.get(id);
      if (known) this.#put(carriedOver(known, at));
    }
  }

  add({ seq, at, principal, event }: LoggedEvent): void {
    this.seq = seq;
    this.at = at;
    switch (event.type) {
      case "dayRolled":
        return this.#end(event, at);
      case "ticketTaken":
        return this.#take(event, seq, at);
      case "ticketSplit":
        return this.#split(event, seq, at);
      case "ticketCalled":
        return this.#call(event, seq, at, principal);
      case "ticketPlaced":
      case "ticketRequeued":
        return this.#place(event, seq, at, principal);
      case "ticketClassChanged":
        return this.#reclass(event, seq, at, principal);
      case "ticketMissed":
        this.missed += 1;
        return this.#change(event.ticket, (ticket) => {
          ticket.missed += 1;
          Object.assign(ticket, { state: "absent", window: event.window, since: at });
        });
      case "actionUndone":
        return this.#undo(event);
      default:
        return this.#follow(event, at);
    }
  }

  /** Where a number is now, for what changes nothing else. */
  #follow(event: QueueEvent, at: Instant): void {
    switch (event.type) {
      case "slipReported":
        return this.#change(event.ticket, (ticket) => {
          if (ticket.state !== "reserved" && ticket.state !== "void") return;
          const isOut = event.outcome === "printed" || event.outcome === "paperless";
          if (isOut) Object.assign(ticket, { state: "waiting", since: at });
          else if (ticket.state === "reserved") ticket.since = at;
        });
      case "ticketCheckedIn":
        return this.#set(event.ticket, { class: "booking", rank: event.rank });
      case "ticketVoided":
        return this.#set(event.ticket, { state: "void", since: at, window: null });
      case "servingStarted":
        return this.#set(event.ticket, { state: "serving", since: at });
      case "ticketFinished":
        return this.#set(event.ticket, { state: "finished", since: at, window: event.window });
      case "ticketHeld":
        return this.#set(event.ticket, {
          state: "held",
          since: at,
          window: event.window,
          stopsClock: event.stopsClock,
        });
      case "ticketResumed":
        return this.#change(event.ticket, (ticket) => {
          if (ticket.state === "held" && ticket.stopsClock) ticket.stopped += at - ticket.since;
          Object.assign(ticket, { state: "waiting", since: at, window: null, class: event.class });
        });
      case "ticketTransferred":
        return this.#change(event.ticket, (ticket) => {
          if (ticket.state !== "waiting") ticket.since = at;
          Object.assign(ticket, { state: "waiting", window: null, queue: event.queue });
        });
      case "visitorMoved":
        return this.#set(event.ticket, { window: event.window });
      case "ticketCancelled":
        return this.#set(event.ticket, { state: "cancelled", since: at, window: null });
      default:
        return;
    }
  }

  #take(event: QueueEvent & { type: "ticketTaken" }, seq: number, at: Instant): void {
    const { ticket: id, number, queue, takenAt, rank } = event;
    this.#put({
      id,
      number,
      queue,
      origin: queue,
      class: event.class,
      takenAt: takenAt ?? at,
      day: this.day,
      rank: rank ?? at,
      order: seq,
      state: "reserved",
      since: at,
      window: null,
      stopped: 0,
      stopsClock: false,
      missed: 0,
      overtaken: 0,
      calls: [],
    });
  }

  #split(event: QueueEvent & { type: "ticketSplit" }, seq: number, at: Instant): void {
    const from = this.tickets.get(event.from);
    if (!from) return;
    const { ticket: id, number, queue } = event;
    const own = { id, number, queue, origin: queue, day: this.day, order: seq, missed: 0, overtaken: 0 };
    this.#put({ ...from, ...own, state: "waiting", since: at, window: null, calls: [] });
  }

  #call(event: QueueEvent & { type: "ticketCalled" }, seq: number, at: Instant, by: string): void {
    const ticket = this.tickets.get(event.ticket);
    if (!ticket) return;
    const { window, clerk, why } = event;
    const { rule, chosen = null, waited, overtook } = why;
    const { number, queue } = ticket;
    const place = { seq, at, ticket: ticket.id, window };
    if (rule === "chosen") {
      const before = this.#earlier(ticket).length;
      this.decisions.push({ ...place, what: "chosen", by, reason: chosen, before });
    }
    const call = { ...place, number, queue, class: ticket.class, clerk, rule, chosen, waited, overtook };
    const record: CallRecord = { ...call, undone: false };
    this.calls.push(record);
    ticket.calls.push(record);
    for (const id of overtook) this.#change(id, (other) => (other.overtaken += 1));
    this.#set(ticket.id, { state: "called", since: at, window });
  }

  #place(
    event: QueueEvent & { type: "ticketPlaced" | "ticketRequeued" },
    seq: number,
    at: Instant,
    by: string,
  ): void {
    const ticket = this.tickets.get(event.ticket);
    if (!ticket) return;
    const place = { rank: event.rank ?? at, order: seq };
    if (event.type === "ticketPlaced") {
      const before = this.#earlier(ticket).filter((other) => byPlace(place, other) < 0).length;
      const what = { seq, at, what: "placed" as const, ticket: ticket.id, by, window: null };
      this.decisions.push({ ...what, reason: event.reason, before });
    }
    if (ticket.state === "absent") this.returned += 1;
    const since = ticket.state === "waiting" ? ticket.since : at;
    this.#set(ticket.id, { ...place, state: "waiting", window: null, since });
  }

  #reclass(
    { ticket, class: to }: QueueEvent & { type: "ticketClassChanged" },
    seq: number,
    at: Instant,
    by: string,
  ): void {
    // Why is private, and not in the log.
    this.decisions.push({ seq, at, what: "reclassed", ticket, by, window: null, reason: null, before: 0 });
    this.#set(ticket, { class: to });
  }

  #undo({ verb, tickets, overtook }: QueueEvent & { type: "actionUndone" }): void {
    this.undone += 1;
    if (verb === "markAbsent") this.missed -= 1;
    if (verb === "callNext" || verb === "callTicket") {
      const call = this.tickets.get(tickets.at(-1)?.id ?? "")?.calls.findLast(({ undone }) => !undone);
      if (call) call.undone = true;
      const decided = this.decisions.findLastIndex(({ seq }) => seq === call?.seq);
      if (decided >= 0) this.decisions.splice(decided, 1);
    }
    for (const id of overtook) this.#change(id, (other) => (other.overtaken -= 1));
    for (const ticket of tickets) {
      const { state, since, queue, class: kind, stopped } = ticket;
      const window = state === "called" || state === "serving" ? ticket.window : null;
      this.#change(ticket.id, (record) => {
        if (verb === "markAbsent") record.missed -= 1;
        Object.assign(record, { state, since, queue, class: kind, stopped, window });
      });
    }
  }

  #end({ expired, from }: QueueEvent & { type: "dayRolled" }, at: Instant): void {
    if (from !== this.day) return;
    this.closed = true;
    for (const id of expired) this.#set(id, { state: "expired", since: at, window: null });
  }

  /** Those of its line that stand before it. */
  #earlier(ticket: TicketRecord): TicketRecord[] {
    const line = this.#waiting.get(ticket.queue) ?? [];
    return [...line].filter((other) => other !== ticket && byPlace(other, ticket) < 0);
  }

  #set(id: TicketId, changes: Partial<TicketRecord>): void {
    this.#change(id, (ticket) => Object.assign(ticket, changes));
  }

  #change(id: TicketId, change: (ticket: TicketRecord) => unknown): void {
    const ticket = this.tickets.get(id);
    if (!ticket) return;
    this.#waiting.get(ticket.queue)?.delete(ticket);
    change(ticket);
    this.#line(ticket);
  }

  #put(ticket: TicketRecord): void {
    this.tickets.set(ticket.id, ticket);
    this.#line(ticket);
  }

  #line(ticket: TicketRecord): void {
    if (ticket.state !== "waiting") return;
    const line = this.#waiting.get(ticket.queue) ?? new Set();
    this.#waiting.set(ticket.queue, line.add(ticket));
  }
}

/** Who stood at a window at midnight stands in line again; what happened to it on the day before is that day's. */
function carriedOver(known: TicketRecord, at: Instant): TicketRecord {
  const calls = [...known.calls];
  const carried = { ...known, calls, missed: 0, overtaken: 0 };
  if (known.state !== "called" && known.state !== "serving") return carried;
  return { ...carried, state: "waiting", since: at, window: null };
}
