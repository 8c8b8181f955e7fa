import { type Favour, favours, forFavours, isFavoured } from "../hall/lines.ts";
import type { CallingPolicy } from "../hall/config.ts";
import { type Candidate, type Lines, turnsAfter } from "../queue/choice.ts";
import { byRank, type QueueId } from "../queue/ticket.ts";
import type { Floor } from "./floor.ts";

/** Lines that change in place, for the many short lives of a simulation; the rules choose from them as from the hall's. */
export class LeanLines<T extends Candidate> implements Lines<T> {
  readonly queues: readonly QueueId[];
  readonly #policies: ReadonlyMap<QueueId, CallingPolicy>;
  readonly #turns: Map<QueueId, number>;
  readonly #waiting: Map<QueueId, T[]>;
  readonly #favoured: Record<Favour, Map<QueueId, T[]>>;

  constructor({ queues }: Pick<Floor, "queues">) {
    this.queues = queues.map(({ id }) => id);
    this.#policies = new Map(queues.map(({ id, policy }) => [id, policy]));
    this.#turns = new Map(queues.map(({ id, turns }) => [id, turns]));
    this.#waiting = new Map(queues.map(({ id }) => [id, []]));
    this.#favoured = forFavours(() => new Map(queues.map(({ id }) => [id, []])));
  }

  // As properties, because the rules take them off the lines.
  waiting = (queue: QueueId): readonly T[] => this.#waiting.get(queue) ?? [];
  favoured = (queue: QueueId, favour: Favour): readonly T[] => this.#favoured[favour].get(queue) ?? [];
  policy = (queue: QueueId): CallingPolicy | undefined => this.#policies.get(queue);
  turns = (queue: QueueId): number => this.#turns.get(queue) ?? 0;

  add(ticket: T): void {
    insert(this.#waiting.get(ticket.queue)!, ticket);
    for (const favour of favours)
      if (isFavoured(ticket, favour)) insert(this.#favoured[favour].get(ticket.queue)!, ticket);
  }

  remove(ticket: T): void {
    take(this.#waiting.get(ticket.queue)!, ticket);
    for (const favour of favours)
      if (isFavoured(ticket, favour)) take(this.#favoured[favour].get(ticket.queue)!, ticket);
  }

  /** A ticket leaves its line because it is called: its queue's turn, and whom it overtook, are counted. */
  call(ticket: T, overtook: readonly T[]): void {
    this.remove(ticket);
    this.#turns.set(ticket.queue, turnsAfter(ticket, this.turns(ticket.queue)));
    for (const earlier of overtook) earlier.overtaken += 1;
  }
}

function insert<T extends Candidate>(line: T[], ticket: T): void {
  let at = line.length;
  while (at > 0 && byRank(ticket, line[at - 1]!) < 0) at -= 1;
  if (at === line.length) line.push(ticket);
  else line.splice(at, 0, ticket);
}

function take<T>(line: T[], ticket: T): void {
  const at = line.indexOf(ticket);
  if (at === 0) line.shift();
  else if (at > 0) line.splice(at, 1);
}
