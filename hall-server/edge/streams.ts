import type { ServerResponse } from "node:http";
import type { Memory } from "./memory.ts";

/**
 * The phones that follow, as server-sent events. A beat goes to all of them, a few at a time so that nothing else waits;
 * what concerns one number goes to its phones at once.
 */

/** Of one number: its phone, its reloads, and whoever it was shown to. */
const perTicket = 4;
const perTurn = 100;
const turnMs = 20;
/** A phone that reads more slowly than this is better off with a new connection. */
const mostUnread = 64 * 1024;

const goodbyeMs = 5_000;

export type Follows = { kind: "ticket"; hash: string } | { kind: "live" };

interface Stream {
  response: ServerResponse;
  follows: Follows;
  address: string;
  /** The line or board that it was sent last. */
  sent: string | null;
}

export class Streams {
  readonly #memory: Memory;
  readonly #limits: { perAddress: number; all: number };
  readonly #streams = new Set<Stream>();
  readonly #byTicket = new Map<string, Set<Stream>>();
  readonly #byAddress = new Map<string, number>();
  /** Who is still to be told of the last beat, in turn. */
  readonly #due = new Set<Stream>();
  #turning: NodeJS.Timeout | null = null;

  constructor(memory: Memory, limits: { perAddress: number; all: number }) {
    this.#memory = memory;
    this.#limits = limits;
  }

  get count(): number {
    return this.#streams.size;
  }

  hasRoomFor(address: string): boolean {
    return (
      this.#streams.size < this.#limits.all && (this.#byAddress.get(address) ?? 0) < this.#limits.perAddress
    );
  }

  /** From now on this phone hears; first of how things stand. */
  add(response: ServerResponse, follows: Follows, address: string): void {
    const stream = { response, follows, address, sent: null };
    this.#streams.add(stream);
    this.#byAddress.set(address, (this.#byAddress.get(address) ?? 0) + 1);
    if (follows.kind === "ticket") this.#addToTicket(stream, follows.hash);
    response.once("close", () => this.#remove(stream));
    if (follows.kind === "ticket") this.#tellTicket(stream, follows.hash);
    if (this.#streams.has(stream)) this.#tellBeat(stream);
  }

  /** The newest phones of a number are heard; an older one makes room. */
  #addToTicket(stream: Stream, hash: string): void {
    const others = this.#byTicket.get(hash) ?? new Set();
    this.#byTicket.set(hash, others.add(stream));
    const [oldest] = others;
    if (others.size > perTicket) this.#end(oldest!);
  }

  #remove(stream: Stream): void {
    if (!this.#streams.delete(stream)) return;
    this.#due.delete(stream);
    const left = (this.#byAddress.get(stream.address) ?? 1) - 1;
    if (left > 0) this.#byAddress.set(stream.address, left);
    else this.#byAddress.delete(stream.address);
    if (stream.follows.kind !== "ticket") return;
    const others = this.#byTicket.get(stream.follows.hash);
    others?.delete(stream);
    if (others?.size === 0) this.#byTicket.delete(stream.follows.hash);
  }

  /** A number's own state is otherwise. */
  ticketChanged(hash: string): void {
    for (const stream of this.#byTicket.get(hash) ?? []) {
      this.#tellTicket(stream, hash);
      if (this.#streams.has(stream)) this.#tellBeat(stream);
    }
  }

  /** All numbers were told anew: whose is not among them is over. */
  ticketsReplaced(): void {
    for (const hash of this.#byTicket.keys()) this.ticketChanged(hash);
  }

  /** The hall is alive. Whoever has not been told of the beat before is told of this one instead. */
  beat(): void {
    for (const stream of this.#streams) this.#due.add(stream);
    if (!this.#turning) this.#turn();
  }

  /** A comment now and then keeps proxies from ending a connection on which nothing is said. */
  keepAlive(): void {
    for (const { response } of this.#streams) response.write(":\n\n");
  }

  close(): void {
    if (this.#turning) clearTimeout(this.#turning);
    for (const stream of this.#streams) this.#end(stream);
  }

  #turn(): void {
    this.#turning = null;
    let told = 0;
    for (const stream of this.#due) {
      if (told++ >= perTurn) break;
      this.#due.delete(stream);
      this.#tellBeat(stream);
    }
    if (this.#due.size > 0) this.#turning = setTimeout(() => this.#turn(), turnMs);
  }

  #tellTicket(stream: Stream, hash: string): void {
    const ticket = this.#memory.ticket(hash);
    if (ticket) return this.#send(stream, "ticket", JSON.stringify({ ...ticket, hall: this.#memory.hall }));
    if (!this.#memory.knowsTickets) return;
    this.#send(stream, "gone", "{}");
    this.#end(stream);
  }

  /** The line or board if it has changed, and how long ago the hall was heard. */
  #tellBeat(stream: Stream): void {
    const text = this.#textFor(stream.follows);
    const age = this.#memory.ageMs();
    if (text !== undefined && text !== stream.sent) {
      stream.sent = text;
      this.#send(stream, stream.follows.kind === "live" ? "board" : "line", text);
    }
    this.#send(stream, "beat", `{"ageMs":${age ?? "null"}}`);
  }

  #textFor(follows: Follows): string | undefined {
    if (follows.kind === "live") return this.#memory.board ?? undefined;
    const ticket = this.#memory.ticket(follows.hash);
    return ticket && this.#memory.line(ticket.queue);
  }

  #send(stream: Stream, event: string, data: string): void {
    if (stream.response.writableLength > mostUnread) {
      this.#remove(stream);
      return void stream.response.destroy();
    }
    stream.response.write(`event: ${event}\ndata: ${data}\n\n`);
  }

  #end(stream: Stream): void {
    this.#remove(stream);
    stream.response.end();
    // A phone that is not there any more never reads the end.
    setTimeout(() => stream.response.destroy(), goodbyeMs).unref();
  }
}
