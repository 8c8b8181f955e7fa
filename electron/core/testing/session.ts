import type { AnswerTo } from "../../../hall-server/contract/questions.ts";
import type { KioskIntent } from "../../bridge.ts";
import { OfferMaker } from "../session/offer.ts";
import { step } from "../session/session-machine.ts";
import {
  type Effect,
  initialState,
  type Input,
  type SessionState,
  type StepOf,
} from "../session/session-state.ts";
import { sampleCatalogue, sampleKiosk } from "./sample-hall.ts";

export const sampleOffer = new OfferMaker("k1").make(sampleKiosk, sampleCatalogue);

/** An item of a line of the sample hall. */
export const itemIn = (queue: string, nth = 0): string =>
  sampleOffer.items.filter((item) => item.queue === queue)[nth]!.id;

/** A session whose time and ids are the test's. */
export class Session {
  state: SessionState;
  now = 1_000;
  readonly effects: Effect[] = [];
  /** The tickets that the hall gave. */
  readonly given: string[] = [];
  /** What the hall answers about the bookings of a card, at once; null: a test answers, or nobody. */
  bookings: AnswerTo<"bookings"> | null = { ok: true, bookings: [] };
  #ids = 0;

  constructor() {
    this.state = initialState(this.now);
    this.feed({ kind: "offer", offer: sampleOffer });
    this.feed({ kind: "hall", link: "fresh" });
    this.feed({
      kind: "printer",
      status: { connection: "connected", paper: "ok", cover: "closed", fault: null },
    });
    this.feed({ kind: "reader", event: { kind: "state", state: "ready" } });
    this.feed({ kind: "scanner", isThere: true });
  }

  feed(input: Input): this {
    const turn = step(this.state, input, {
      now: this.now,
      newId: () => `id-${String(++this.#ids).padStart(16, "0")}`,
    });
    this.state = turn.state;
    this.effects.push(...turn.effects);
    const { step: here } = this.state;
    const isAnswered = here.at === "lookingUp" && here.code === null && this.bookings !== null;
    return isAnswered ? this.find(this.bookings!) : this;
  }

  /** The hall answers about bookings. */
  find(answer: AnswerTo<"bookings">): this {
    return this.feed({ kind: "bookingsFound", id: this.at("lookingUp").id, answer });
  }

  do(...intents: (KioskIntent | KioskIntent["kind"])[]): this {
    for (const intent of intents)
      this.feed({
        kind: "intent",
        intent: typeof intent === "string" ? ({ kind: intent } as KioskIntent) : intent,
      });
    return this;
  }

  /** Lets time pass in quarters of a second, as the loop does. */
  pass(ms: number): this {
    for (const end = this.now + ms; this.now < end;) {
      this.now = Math.min(end, this.now + 250);
      this.feed({ kind: "tick" });
    }
    return this;
  }

  /** The present step, which must be this one. */
  at<At extends SessionState["step"]["at"]>(at: At): StepOf<At> {
    const { step: here } = this.state;
    if (here.at !== at) throw new Error(`expected ${at}, but the session is at ${here.at}`);
    return here as StepOf<At>;
  }

  /** Without a card to a number that is being printed. */
  toPrinting(items = [itemIn("care")], link?: string): this {
    this.do("startWithoutCard", ...items.map((item) => ({ kind: "toggleItem", item }) as const), "next");
    this.do({ kind: "takeNumber", paper: true });
    return this.give(link);
  }

  /** The hall answers the number that is being waited for. */
  give(link?: string): this {
    const { id } = this.at("issuing");
    this.given.push(`t-${this.given.length + 1}`);
    const result = {
      ticket: this.given.at(-1)!,
      number: "D013",
      queue: "care",
      ahead: 12,
      takenAt: 1_790_000_000_000,
      ...(link === undefined ? {} : { link }),
    };
    return this.feed({ kind: "taken", id, answer: { ok: true, seq: 1, result } });
  }

  of<K extends Effect["kind"]>(kind: K): (Effect & { kind: K })[] {
    return this.effects.filter((effect): effect is Effect & { kind: K } => effect.kind === kind);
  }
}
