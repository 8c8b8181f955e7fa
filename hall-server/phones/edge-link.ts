import { io, type Socket } from "socket.io-client";
import type { Ack, AnyRefusal, WireCommand } from "../contract/commands.ts";
import { commandOf, type EdgeToHall, type HallToEdge, PhoneErrand } from "../contract/phone.ts";
import { phoneBeatMs } from "../contract/timing.ts";
import { TokenBucket } from "../contract/token-bucket.ts";
import type { BoardView } from "../contract/views.ts";
import type { Estimates } from "../domain/estimate/estimate.ts";
import { mayDecide } from "../domain/hall/decide.ts";
import type { LoggedEvent } from "../domain/hall/events.ts";
import type { HallState } from "../domain/hall/state.ts";
import type { Principal } from "../domain/roles.ts";
import type { TicketId } from "../domain/queue/ticket.ts";
import { phoneLineOf, phoneTicketOf, ticketsOf } from "./feed.ts";
import { hashOf, type SlipSecrets } from "./slip-secrets.ts";

export interface EdgeLinkOptions {
  /** Where the edge is, and what proves that this is its hall. */
  edgeUrl: string;
  key: string;
  hall: {
    readonly state: HallState;
    readonly seq: number;
    onCommitted(listener: (committed: { events: readonly LoggedEvent[] }) => void): () => void;
    execute(request: { id: string; command: PhoneCommand; principal: Principal }): Promise<Ack>;
  };
  estimates: { readonly current: Estimates | null };
  board: () => BoardView;
  secrets: SlipSecrets;
  /** Monotonic milliseconds. */
  now: () => number;
  /** Told once for each change. */
  onLink: (link: "connected" | "lost") => void;
  onFault: (what: string, error: unknown) => void;
}

export type PhoneCommand = Exclude<WireCommand, { type: "takeOffline" }>;

/** What all phones together may send per second, and one phone: nobody presses faster. */
const errandsPerSecond = 50;
const perPhonePerSecond = 0.5;

const ticketsPerTurn = 250;

/**
 * The hall's line to its edge. The hall calls the edge, never the other way round; it feeds the edge what phones may know,
 * and decides what phones ask for as it decides everything.
 */
export class EdgeLink {
  readonly #options: EdgeLinkOptions;
  readonly #socket: Socket<EdgeToHall, HallToEdge>;
  readonly #beating: NodeJS.Timeout;
  readonly #stopHearing: () => void;
  readonly #all: TokenBucket;
  readonly #phones = new Map<TicketId, TokenBucket>();
  /** Of this day's tickets. */
  readonly #hashes = new Map<TicketId, string>();
  readonly #tickets = new Map<string, TicketId>();
  #day: string | null = null;
  /** Tickets that changed since they were last told; told together once this turn's work is done. */
  readonly #changed = new Set<TicketId>();
  /** The telling of all tickets that is under way, or was last. */
  #telling: object | null = null;
  /** Each line as it was last told. */
  readonly #told = new Map<string, string>();
  #boardTold: BoardView | null = null;
  #link: "connected" | "lost" | null = null;

  constructor(options: EdgeLinkOptions) {
    this.#options = options;
    this.#all = new TokenBucket(errandsPerSecond, options.now);
    this.#socket = io(options.edgeUrl, {
      path: "/hall",
      transports: ["websocket"],
      extraHeaders: { authorization: `Bearer ${options.key}` },
      reconnectionDelay: 500,
      reconnectionDelayMax: 5_000,
    });
    this.#socket.on("connect", () => this.#begin());
    this.#socket.on("disconnect", () => this.#linked("lost"));
    this.#socket.on("connect_error", () => this.#linked("lost"));
    this.#socket.on("errand", (raw, ack) => void this.#run(raw).then(ack));
    this.#stopHearing = options.hall.onCommitted(({ events }) => this.#hear(events));
    this.#beating = setInterval(() => this.#guarded("beat", () => this.#beat()), phoneBeatMs);
  }

  stop(): void {
    clearInterval(this.#beating);
    this.#stopHearing();
    this.#socket.close();
  }

  /** Another day, or another configuration: nothing that was told counts. */
  #forget(): void {
    this.#told.clear();
    const { day } = this.#options.hall.state;
    if (day === this.#day) return;
    this.#day = day;
    this.#hashes.clear();
    this.#tickets.clear();
    this.#phones.clear();
  }

  #hashFor(ticket: TicketId): string | null {
    const known = this.#hashes.get(ticket);
    if (known !== undefined) return known;
    const secret = this.#options.secrets.of(this.#options.hall.state, ticket);
    if (secret === null) return null;
    const hash = hashOf(secret);
    this.#hashes.set(ticket, hash);
    this.#tickets.set(hash, ticket);
    return hash;
  }

  #linked(link: "connected" | "lost"): void {
    if (this.#link === link) return;
    this.#link = link;
    this.#options.onLink(link);
  }

  #begin(): void {
    this.#linked("connected");
    this.#guarded("the edge's first word", () => {
      this.#tellAll();
      this.#told.clear();
      this.#boardTold = null;
      this.#beat();
    });
  }

  #hear(events: readonly LoggedEvent[]): void {
    const { state } = this.#options.hall;
    const touched = events.map(({ event }) => ticketsOf(state, event));
    const isAll = touched.includes(null);
    if (isAll) this.#forget();
    const isQuiet = this.#changed.size === 0;
    for (const ticket of touched.flatMap((tickets) => tickets ?? [])) this.#changed.add(ticket);
    // Not in this turn: whoever stands in the hall sees it first.
    if (isAll) setImmediate(() => this.#guarded("tickets", () => this.#tellAll()));
    else if (isQuiet && this.#changed.size > 0)
      setImmediate(() => this.#guarded("tickets", () => this.#tellChanged()));
  }

  /** All of them, some a turn: a day's thousands in one go would keep the hall from its work. */
  #tellAll(): void {
    this.#changed.clear();
    const all = [...this.#options.hall.state.tickets.keys()];
    const telling = (this.#telling = {});
    const tell = (from: number) => {
      // What was begun before is told anew by now; without a line it is told when there is one.
      if (this.#telling !== telling || !this.#socket.connected) return;
      const to = from + ticketsPerTurn;
      const [isFirst, isLast] = [from === 0, to >= all.length];
      const part = isFirst ? (isLast ? "all" : "allFrom") : isLast ? "allTo" : "changes";
      this.#socket.emit("tickets", { part, tickets: this.#entries(all.slice(from, to)) });
      if (!isLast) setImmediate(() => this.#guarded("tickets", () => tell(to)));
    };
    tell(0);
  }

  #tellChanged(): void {
    const changed = [...this.#changed];
    this.#changed.clear();
    const tickets = this.#entries(changed);
    if (tickets.length > 0 && this.#socket.connected)
      this.#socket.emit("tickets", { part: "changes", tickets });
  }

  #entries(ids: readonly TicketId[]) {
    const { state } = this.#options.hall;
    return ids.flatMap((id): [string, ReturnType<typeof phoneTicketOf>][] => {
      const ticket = state.tickets.get(id);
      const hash = this.#hashFor(id);
      return ticket && hash !== null ? [[hash, phoneTicketOf(state, ticket)]] : [];
    });
  }

  /** That the hall is alive, and the lines that are otherwise than they were told. */
  #beat(): void {
    const { hall, estimates, board } = this.#options;
    if (!this.#socket.connected) return;
    const lines = hall.state.config.queues.flatMap(({ id }) => {
      const line = phoneLineOf(hall.state, id, estimates.current);
      const text = JSON.stringify(line.places);
      if (this.#told.get(id) === text) return [];
      this.#told.set(id, text);
      return line;
    });
    // Made anew whenever anything of it may be otherwise.
    const latest = board();
    if (this.#boardTold !== latest) this.#socket.emit("board", latest);
    this.#boardTold = latest;
    this.#socket.emit("beat", { hall: hall.state.config.hall.name, lines });
  }

  /** What a phone asks for. Whose it is, the secret that it brings says, and nothing that the edge knows. */
  async #run(raw: unknown): Promise<Ack> {
    try {
      if (!this.#all.take()) return refusal("tooFast");
      const parsed = PhoneErrand.safeParse(raw);
      if (!parsed.success) return refusal("malformed");
      const { token, id, action } = parsed.data;
      const ticket = this.#tickets.get(hashOf(token));
      if (ticket === undefined) return refusal("unknownTicket");
      if (!this.#bucketOf(ticket).take()) return refusal("tooFast");
      const command = commandOf(ticket, action) as PhoneCommand;
      const principal: Principal = { kind: "phone", id: ticket };
      const { hall } = this.#options;
      if (!mayDecide(hall.state, principal, command)) return refusal("notAllowed", { command: command.type });
      return await hall.execute({ id, command, principal });
    } catch (error) {
      this.#options.onFault("errand of a phone", error);
      return refusal("internal");
    }
  }

  #bucketOf(ticket: TicketId): TokenBucket {
    const known = this.#phones.get(ticket);
    if (known) return known;
    const bucket = new TokenBucket(perPhonePerSecond, this.#options.now, 5);
    this.#phones.set(ticket, bucket);
    return bucket;
  }

  /** Nothing that phones are told may disturb the hall. */
  #guarded(what: string, tell: () => void): void {
    try {
      tell();
    } catch (error) {
      this.#options.onFault(what, error);
    }
  }
}

const refusal = (code: AnyRefusal["code"], params: AnyRefusal["params"] = {}): Ack => ({
  ok: false,
  refusal: { code, params },
});
