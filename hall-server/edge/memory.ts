import { hash } from "node:crypto";
import type { PhoneBeat, PhoneTicket, PhoneTickets } from "../contract/phone.ts";

/** Without its hall for so long, what the edge knows is of another day. */
const forgottenAfterMs = 12 * 3_600_000;

/** All that the edge knows, in memory only: what the hall has fed it last. Of nobody, only of numbers. */
export class Memory {
  readonly #now: () => number;
  #tickets = new Map<string, PhoneTicket>();
  /** All tickets, as far as they have come; null while they are not being told. */
  #arriving: Map<string, PhoneTicket> | null = null;
  #knowsTickets = false;
  /** Each line as its phones get it. */
  readonly #lines = new Map<string, string>();
  #hall: PhoneBeat["hall"] | null = null;
  #board: string | null = null;
  #heardAt: number | null = null;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Whether the hall has said which numbers there are: before that, nobody's is unknown. */
  get knowsTickets(): boolean {
    return this.#knowsTickets;
  }
  get hall(): PhoneBeat["hall"] | null {
    return this.#hall;
  }
  /** The board that walls show, as JSON. */
  get board(): string | null {
    return this.#board;
  }

  /** Milliseconds since the hall was last heard; null: never. */
  ageMs(): number | null {
    return this.#heardAt === null ? null : Math.round(this.#now() - this.#heardAt);
  }

  /** Finding by hash tells nobody how much of a guess was right. */
  find(token: string): { hash: string; ticket: PhoneTicket } | null {
    const key = hash("sha256", token, "base64url");
    const ticket = this.#tickets.get(key);
    return ticket ? { hash: key, ticket } : null;
  }

  ticket(key: string): PhoneTicket | undefined {
    return this.#tickets.get(key);
  }

  line(queue: string): string | undefined {
    return this.#lines.get(queue);
  }

  /** Whether all tickets are known anew: whoever's is not among them is over. */
  hearTickets({ part, tickets }: PhoneTickets): boolean {
    if (part === "all" || part === "allFrom") this.#arriving = new Map();
    for (const [key, ticket] of tickets) {
      this.#arriving?.set(key, ticket);
      this.#tickets.set(key, ticket);
    }
    this.#heardAt = this.#now();
    if (!this.#arriving || part === "changes" || part === "allFrom") return false;
    this.#tickets = this.#arriving;
    this.#arriving = null;
    this.#knowsTickets = true;
    return true;
  }

  hearBeat({ hall, lines }: PhoneBeat): void {
    this.#hall = hall;
    for (const { queue, places } of lines) this.#lines.set(queue, JSON.stringify(places));
    this.#heardAt = this.#now();
  }

  hearBoard(board: object): void {
    this.#board = JSON.stringify(board);
    this.#heardAt = this.#now();
  }

  /** Forgets a day that is over, when no hall has come to say so. */
  forgetOld(): void {
    if ((this.ageMs() ?? 0) < forgottenAfterMs) return;
    this.#tickets.clear();
    this.#lines.clear();
    this.#board = null;
    this.#heardAt = null;
    this.#knowsTickets = false;
  }
}
