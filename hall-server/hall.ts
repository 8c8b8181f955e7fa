import type { Ack, AnyRefusal } from "./contract/commands.ts";
import { businessDayAt } from "./domain/calendar.ts";
import type { QueueCommand } from "./domain/hall/commands.ts";
import type { LoggedEvent } from "./domain/hall/events.ts";
import { type HallState, overdueReservations } from "./domain/hall/state.ts";
import type { Principal } from "./domain/roles.ts";
import { type Request, Stage } from "./stage.ts";
import { isOutcomeUnknown } from "./store/database.ts";
import { KeysUnavailable } from "./store/key-ring.ts";
import type { AnswerRow, StartingPoint, Store } from "./store/store.ts";
import type { WriteFailed } from "./store/writer/writer.ts";

/** What a commit made true. */
export interface Committed {
  events: readonly LoggedEvent[];
  state: HallState;
  seq: number;
}

export interface HallOptions {
  store: Store;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** A fresh random id. */
  newId: () => string;
  /** Something went wrong that no caller can mend; never holds personal data. */
  onFault: (what: string, error: unknown) => void;
}

interface Pending extends Request {
  answer: (ack: Ack) => void;
}

/** Commands that are one transaction, decided and not yet durable. */
interface Round {
  stage: Stage;
  requests: Pending[];
  /** One for each request. */
  answers: Ack[];
  /** No other command may be of this transaction. */
  isFull: boolean;
}

const system: Principal = { kind: "system" };

/**
 * The one authority. Commands are decided one after another in memory, as they come, while those before them are
 * written: whatever has been decided by the time the writer is free is one transaction. Only what is durable is answered
 * and published.
 */
export class Hall {
  readonly #options: HallOptions;
  readonly #listeners = new Set<(committed: Committed) => void>();
  /** What is durable. */
  #point: StartingPoint;
  #pending: Pending[] = [];
  /** Each stands on the one before, the first on what is durable; the first is being written when `#isWriting`. */
  readonly #rounds: Round[] = [];
  #isWriting = false;
  #closed = false;
  /** A commit's outcome is unknown, and the file has not been asked yet. */
  #mustReopen = false;
  #reopening: Promise<boolean> | null = null;

  constructor(options: HallOptions) {
    this.#options = options;
    this.#point = options.store.start();
  }

  get state(): HallState {
    return this.#point.state;
  }

  /** How far the log is. */
  get seq(): number {
    return this.#point.head.seq;
  }

  /** Hears of every commit, after it is durable. */
  onCommitted(listener: (committed: Committed) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Answers once the outcome is durable. An expected "no" is a refusal; this never rejects. */
  execute(request: Request): Promise<Ack> {
    return new Promise((answer) => {
      if (this.#closed) return answer(refusal("shuttingDown"));
      if (this.#pending.length === 0) setImmediate(() => void this.#turn());
      this.#pending.push({ ...request, answer });
    });
  }

  /**
   * Runs a command of the hall itself. Its id says what it is about, so that it can't happen twice, and holds a colon,
   * which no id from a wire can: nobody can take it first.
   */
  executeSystem(command: QueueCommand, id: string): Promise<Ack> {
    return this.execute({ id, command, principal: system });
  }

  /** What time asks for: a new business day, reservations that have run out. Called every few seconds. */
  async tick(): Promise<void> {
    // Not only when a command comes: while the file is closed nobody is let in who could send one.
    if (this.#mustReopen && !(await this.#reopen())) return;
    const now = this.now();
    if (this.#needsNewDay(now)) await this.executeSystem(...rollTo(this.#today(now)));
    if (overdueReservations(this.state, now).length > 0)
      await this.executeSystem({ type: "voidOverdue" }, `system:voidOverdue:${this.#options.newId()}`);
  }

  /** Answers what has arrived, then takes no more. */
  async close(): Promise<void> {
    this.#closed = true;
    do await new Promise<void>((done) => setImmediate(done));
    while (this.#pending.length > 0 || this.#rounds.length > 0 || this.#reopening);
    await this.#options.store.close();
  }

  /** The clock, never behind the log. */
  now(): number {
    return Math.max(this.#options.now(), this.#tip.head.at);
  }

  /** Where the hall stands once all that was decided is durable. */
  get #tip(): StartingPoint {
    return this.#rounds.at(-1)?.stage.point ?? this.#point;
  }

  #today(now: number): string {
    return businessDayAt(now, this.#tip.state.config.hall.timeZone);
  }

  #needsNewDay(now: number): boolean {
    const { day, config } = this.#tip.state;
    return config.queues.length > 0 && (day === null || this.#today(now) > day);
  }

  /** All that came in one turn of the event loop. */
  async #turn(): Promise<void> {
    const requests = this.#pending;
    this.#pending = [];
    if (this.#mustReopen && !(await this.#reopen())) return refuse(requests, "outcomeUnknown");
    this.#decide(requests);
    this.#write();
  }

  #decide(requests: readonly Pending[], each?: "alone"): void {
    const left = requests.values();
    try {
      this.#options.store.reading(() => {
        for (const request of left) this.#decideOne(request, each === "alone");
      });
    } catch (error) {
      // Nothing has become of these: whoever asks again with the same id is answered from the file opened anew.
      this.#options.onFault("the hall's file can't be read: reopening it", error);
      this.#mustReopen = true;
      refuse([...left], "outcomeUnknown");
    }
  }

  #decideOne(request: Pending, isAlone: boolean): void {
    const now = this.now();
    // A new day begins before the first command of that day.
    if (this.#needsNewDay(now)) this.#add(this.#roll(this.#today(now)), now, true);
    this.#add(request, now, isAlone);
  }

  /** One poisoned command refuses only itself. */
  #add(request: Pending, now: number, isAlone: boolean): void {
    // A roll or a configuration changes what the rest of a batch would stand on.
    const round = this.#roundFor(isAlone || milestones.has(request.command.type));
    try {
      round.answers.push(round.stage.run(request, now));
      round.requests.push(request);
    } catch (error) {
      this.#refuseOne(request, error);
      if (isOutcomeUnknown(error)) throw error;
    }
  }

  #roundFor(isAlone: boolean): Round {
    const last = this.#rounds.at(-1);
    const isBeingWritten = this.#isWriting && this.#rounds.length === 1;
    if (last && !last.isFull && !isBeingWritten && !isAlone) return last;
    const { store, newId } = this.#options;
    const stage = new Stage(this.#tip, { store, newId, answered: (command) => this.#answered(command) });
    const round: Round = { stage, requests: [], answers: [], isFull: isAlone };
    this.#rounds.push(round);
    return round;
  }

  #answered(command: string): AnswerRow | undefined {
    for (const { stage } of this.#rounds) {
      const answer = stage.answer(command);
      if (answer) return answer;
    }
    return this.#options.store.answer(command);
  }

  #write(): void {
    const [round] = this.#rounds;
    if (!round || this.#isWriting) return;
    this.#isWriting = true;
    this.#options.store.commit(round.stage.batch).then(
      () => this.#written(round),
      (error: WriteFailed) => this.#failed(round, error),
    );
  }

  #written({ stage, requests, answers }: Round): void {
    const isNewDay = stage.point.state.day !== this.state.day;
    this.#point = stage.point;
    this.#rounds.shift();
    this.#isWriting = false;
    // The writer has its next work before anybody is told of this one.
    this.#write();
    if (isNewDay) this.#options.store.forgetOthers(this.#tip.state);
    for (const [i, { answer }] of requests.entries()) answer(answers[i]!);
    if (stage.logged.length > 0) this.#publish(stage.logged);
  }

  /** What was decided after a round that was not written stood on it, and is decided anew. */
  #failed(round: Round, error: WriteFailed): void {
    const later = this.#rounds.splice(0).slice(1);
    this.#isWriting = false;
    const decidedLater = later.flatMap(({ requests }) => requests);
    if (error.isOutcomeUnknown) return void this.#recover([...round.requests, ...decidedLater], error);
    // What was rolled back has used no keys; of an unknown outcome nobody can say so.
    for (const { stage } of [round, ...later]) this.#options.store.vault.drop(stage.batch.people);
    if (round.requests.length === 1) this.#refuseOne(round.requests[0]!, error);
    else this.#decide(round.requests, "alone");
    this.#decide(decidedLater);
    this.#write();
  }

  #refuseOne(request: Pending, error: unknown): void {
    this.#options.onFault("command failed", error);
    // Without the keys no card can be sealed, and nothing has happened: the same id may be asked again.
    const mayAskAgain = error instanceof KeysUnavailable || isOutcomeUnknown(error);
    refuse([request], mayAskAgain ? "outcomeUnknown" : "internal");
  }

  /** Nobody is told anything before the file has been asked: whoever asks again with the same id learns it. */
  async #recover(requests: readonly Pending[], error: WriteFailed): Promise<void> {
    this.#options.onFault("commit of unknown outcome: reopening the file", error);
    this.#mustReopen = true;
    await this.#reopen();
    refuse(requests, "outcomeUnknown");
  }

  /** Opens the file anew: what it holds is what happened. While it can't be opened, nothing is promised. */
  #reopen(): Promise<boolean> {
    this.#reopening ??= this.#openAnew().finally(() => (this.#reopening = null));
    return this.#reopening;
  }

  async #openAnew(): Promise<boolean> {
    const before = this.seq;
    let missed: readonly LoggedEvent[];
    try {
      await this.#options.store.reopen();
      this.#point = this.#options.store.start();
      missed = this.#options.store.recent(this.seq - before);
    } catch (error) {
      this.#options.onFault("the hall's file can't be opened", error);
      return false;
    }
    this.#mustReopen = false;
    if (missed.length > 0) this.#publish(missed);
    return true;
  }

  #roll(day: string): Pending {
    const [command, id] = rollTo(day);
    const answer = (ack: Ack) => {
      if (!ack.ok) this.#options.onFault("the day could not be rolled", ack.refusal.code);
    };
    return { id, command, principal: system, answer };
  }

  #publish(events: readonly LoggedEvent[]): void {
    const committed = { events, state: this.state, seq: this.seq };
    for (const listener of this.#listeners) {
      try {
        listener(committed);
      } catch (error) {
        this.#options.onFault("a listener failed", error);
      }
    }
  }
}

const refusal = (code: AnyRefusal["code"]): Ack => ({ ok: false, refusal: { code, params: {} } });

function refuse(requests: readonly Pending[], code: AnyRefusal["code"]): void {
  for (const { answer } of requests) answer(refusal(code));
}

const rollTo = (day: string): [QueueCommand, string] => [{ type: "rollDay", day }, `system:rollDay:${day}`];

const milestones: ReadonlySet<string> = new Set<QueueCommand["type"]>([
  "rollDay",
  "configureHall",
  "publishConfig",
  "withdrawConfig",
]);
