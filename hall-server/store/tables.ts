import type { HallConfig } from "../domain/hall/config.ts";
import type { QueueEvent } from "../domain/hall/events.ts";
import type { LiveRows } from "../domain/hall/restore.ts";
import { emptyHall, type HallState, type Window } from "../domain/hall/state.ts";
import { isAtWindow, type Ticket } from "../domain/queue/ticket.ts";
import type { Database } from "./database.ts";

/** The tables that a rebuild makes anew from the log; the others are not of the log. */
export const projectionTables = ["hall", "queue_day", "window", "ticket"] as const;

/** Which rows a batch has changed; each is written once, as the batch leaves it. */
export interface Touched {
  hall: boolean;
  queues: Set<string>;
  windows: Set<string>;
  tickets: Set<string>;
  /** Tickets that leave the state at a day's end. A roll of the day is a batch of its own. */
  expired: { day: string; ticket: Ticket }[];
}

export const touchedNothing = (): Touched => ({
  hall: false,
  queues: new Set(),
  windows: new Set(),
  tickets: new Set(),
  expired: [],
});

/** Notes the rows that an event changes; `before` is the state that it was applied to. */
export function touch(touched: Touched, event: QueueEvent, before: HallState, at: number): void {
  if (event.type === "hallConfigured" || event.type === "dayRolled") {
    touched.hall = true;
    for (const { id } of event.type === "hallConfigured" ? event.config.windows : before.config.windows)
      touched.windows.add(id);
  }
  if (event.type === "dayRolled" && before.day !== null) {
    for (const id of event.expired) {
      const ticket = before.tickets.get(id);
      if (ticket) touched.expired.push({ day: before.day, ticket: asExpired(ticket, at) });
    }
  }
  if ("ticket" in event) {
    touched.tickets.add(event.ticket);
    // Whatever becomes of a visitor changes the window that they stood at, named in the event or not.
    const ticket = before.tickets.get(event.ticket);
    if (ticket && isAtWindow(ticket)) touched.windows.add(ticket.window);
  }
  if ("window" in event) touched.windows.add(event.window);
  if (event.type === "ticketTaken") touched.queues.add(event.queue);
}

function asExpired(ticket: Ticket, at: number): Ticket {
  const { id, number, queue, items, people, takenAt, rank, order } = ticket;
  return { id, number, queue, items, people, takenAt, rank, order, state: "expired", since: at };
}

/** Writes projections and reads them back at a start. */
export class Tables {
  readonly #db: Database;
  readonly #hall;
  readonly #queue;
  readonly #window;
  readonly #ticket;

  constructor(db: Database) {
    this.#db = db;
    this.#hall = db.prepare<[string | null, number, string]>(
      `INSERT INTO hall (one, day, config_seq, config) VALUES (1, ?, ?, ?)
       ON CONFLICT (one) DO UPDATE SET day = excluded.day, config_seq = excluded.config_seq, config = excluded.config`,
    );
    this.#queue = db.prepare<[string, string, number, number]>(
      `INSERT INTO queue_day (day, queue, issued, given) VALUES (?, ?, ?, ?)
       ON CONFLICT (day, queue) DO UPDATE SET issued = excluded.issued, given = excluded.given`,
    );
    this.#window = db.prepare<[string, string]>(
      "INSERT INTO window (id, body) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body",
    );
    // A number belongs to one ticket for ever: another ticket's row is never written over.
    this.#ticket = db.prepare<[string, string, string, string, string, number, string]>(
      `INSERT INTO ticket (day, number, id, queue, state, taken_at, body) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (day, number) DO UPDATE SET state = excluded.state, body = excluded.body
       WHERE ticket.id = excluded.id`,
    );
  }

  /** Writes every touched row as `state` has it. Call inside the batch's transaction. */
  write(touched: Touched, state: HallState, configSeq: number): void {
    for (const { day, ticket } of touched.expired) this.#writeTicket(day, ticket);
    if (touched.hall) this.#hall.run(state.day, configSeq, JSON.stringify(state.config));
    for (const id of touched.windows)
      this.#window.run(id, JSON.stringify(state.windows[id] ?? { state: "closed" }));
    if (state.day === null) return;
    for (const id of touched.queues) {
      const queue = state.queues[id];
      if (queue) this.#queue.run(state.day, id, queue.issued, queue.given);
    }
    for (const id of touched.tickets) {
      const ticket = state.tickets.get(id);
      if (ticket) this.#writeTicket(state.day, ticket);
    }
  }

  #writeTicket(day: string, ticket: Ticket): void {
    const { number, id, queue, state, takenAt } = ticket;
    const { changes } = this.#ticket.run(day, number, id, queue, state, takenAt, JSON.stringify(ticket));
    if (changes !== 1) throw new Error(`number ${number} of ${day} already belongs to another ticket`);
  }

  /** What a start needs: the configuration and today's rows. */
  live(): LiveRows & { configSeq: number } {
    const hall = this.#db
      .prepare<[], { day: string | null; config_seq: number; config: string }>("SELECT * FROM hall")
      .get();
    const day = hall?.day ?? null;
    const queues = this.#db
      .prepare<[string | null], { queue: string; issued: number; given: number }>(
        "SELECT queue, issued, given FROM queue_day WHERE day = ?",
      )
      .all(day);
    const tickets = this.#db
      .prepare<[string | null], { body: string }>("SELECT body FROM ticket WHERE day = ?")
      .all(day);
    const windows = this.#db.prepare<[], { id: string; body: string }>("SELECT id, body FROM window").all();
    return {
      config: hall ? (JSON.parse(hall.config) as HallConfig) : emptyHall.config,
      configSeq: hall?.config_seq ?? 0,
      day,
      queues: Object.fromEntries(queues.map(({ queue, issued, given }) => [queue, { issued, given }])),
      tickets: tickets.map(({ body }) => JSON.parse(body) as Ticket),
      windows: Object.fromEntries(windows.map(({ id, body }) => [id, JSON.parse(body) as Window])),
    };
  }
}
