import { followEveryMs, leaseTrustedMs } from "./timing.ts";
import type { Announcement, Follow, FollowAck, Spoken, SpokenNotice } from "./wire.ts";

/** A loudspeaker that wants its zone's calls. */
export interface Listener {
  /** Null: the whole hall's. */
  zone: string | null;
  /** Each call once, in order, while this speaker holds its zone's lease. */
  deliver: (announcement: Announcement) => void;
  /** The same of notices that are to be spoken. */
  deliverNotice?: (notice: SpokenNotice) => void;
  /** Whether it can speak now: one that can't leaves the lease to another. */
  able?: () => boolean;
  /** False once after this machine slept: what comes in then may have lain here, and its age is asked for again. */
  trusts?: () => boolean;
  /** The lease has come or gone. Once it is gone, nothing more may be said: another speaker says it. */
  onHeld?: (held: boolean) => void;
}

const nothing = () => undefined;

/** An answer that is not here by then will not come. */
const answerWithinMs = 5_000;

/** Far more than come twice: by a push and by the answer to a question that crossed it. */
const mostDelivered = 100;

/** The calls of one zone, followed for as long as the connection lives: asked for, heard, and the lease on them kept. */
export class Following {
  readonly #listener: Required<Listener>;
  readonly #send: (follow: Follow, answered: (answer: FollowAck) => void) => void;
  readonly #now: () => number;
  /** The last sequence heard, and the last that was begun to be said. */
  #after = 0;
  #said = 0;
  /** What has been delivered since the lease came. */
  readonly #delivered = new Set<number>();
  #asked: { at: number; isAnswered: boolean } | null = null;
  #keptAt: number | null = null;

  constructor(
    {
      able = () => true,
      trusts = () => true,
      onHeld = nothing,
      deliverNotice = nothing,
      ...listener
    }: Listener,
    send: (follow: Follow, answered: (answer: FollowAck) => void) => void,
    now: () => number,
  ) {
    this.#listener = { able, trusts, onHeld, deliverNotice, ...listener };
    this.#send = send;
    this.#now = now;
  }

  /** Now, after a reconnect, and when something about this speaker has changed. */
  ask(): void {
    const asked = { at: this.#now(), isAnswered: false };
    const isFirst = this.#asked === null;
    this.#asked = asked;
    const { zone, able } = this.#listener;
    this.#send({ after: this.#after, zone, said: this.#said, able: able() }, (answer) => {
      if (this.#asked !== asked) return;
      asked.isAnswered = true;
      if (answer.ok) this.#start(answer);
      if (answer.ok && answer.held) this.#keep(asked.at, answer);
      else this.#lose();
      if (answer.ok && !answer.held && isFirst) this.#listener.onHeld(false);
    });
  }

  hear(announcement: Spoken): void {
    // Asked for and not yet answered: the answer holds it.
    if (!this.#asked?.isAnswered || this.#keptAt === null) return;
    if (this.#listener.trusts()) this.#deliver(announcement);
    else this.ask();
  }

  /** This call has begun to be said: whoever speaks after this one need not say it again. */
  begun(seq: number): void {
    this.#said = Math.max(this.#said, seq);
  }

  /** To be called twice a second or so, connected or not. */
  look(isConnected: boolean): void {
    const now = this.#now();
    if (this.#keptAt !== null && now - this.#keptAt > leaseTrustedMs) this.#lose();
    if (!isConnected || !this.#asked) return;
    const since = now - this.#asked.at;
    if (since >= (this.#asked.isAnswered ? followEveryMs : answerWithinMs)) this.ask();
  }

  /** What was called before this speaker was there counts as said, but for what it was just given to say. */
  #start({ seq, announcements }: FollowAck & { ok: true }): void {
    if (this.#said === 0) this.#said = (announcements[0]?.seq ?? seq + 1) - 1;
    this.#after = Math.max(this.#after, this.#said);
  }

  #keep(at: number, { seq, announcements }: FollowAck & { ok: true }): void {
    const isNew = this.#keptAt === null;
    this.#keptAt = at;
    if (isNew) this.#listener.onHeld(true);
    for (const announcement of announcements) this.#deliver(announcement);
    this.#after = Math.max(this.#after, seq);
  }

  /** What was heard and not said is another's now, or this one's again when the lease comes back. */
  #lose(): void {
    if (this.#keptAt === null) return;
    this.#keptAt = null;
    this.#delivered.clear();
    this.#after = this.#said;
    this.#listener.onHeld(false);
  }

  #deliver(announcement: Spoken): void {
    const { seq } = announcement;
    // Not by its order: what another zone's speaker alone had heard comes late.
    if (this.#delivered.has(seq)) return;
    this.#delivered.add(seq);
    for (const oldest of this.#delivered) {
      if (this.#delivered.size <= mostDelivered) break;
      this.#delivered.delete(oldest);
    }
    this.#after = Math.max(this.#after, seq);
    if ("notice" in announcement) this.#listener.deliverNotice(announcement);
    else this.#listener.deliver(announcement);
  }
}
