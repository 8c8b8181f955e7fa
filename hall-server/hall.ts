import type { Ack, AnyRefusal } from "./contract/commands.ts";
import { businessDayAt } from "./domain/calendar.ts";
import type { QueueCommand } from "./domain/hall/commands.ts";
import type { LoggedEvent } from "./domain/hall/events.ts";
import { type HallState, overdueReservations } from "./domain/hall/state.ts";
import type { Principal } from "./domain/roles.ts";
import { type Request, Stage } from "./stage.ts";
import { isOutcomeUnknown, mayPass } from "./store/database.ts";
import { KeysUnavailable } from "./store/key-ring.ts";
import type { StartingPoint, Store } from "./store/store.ts";

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

const system: Principal = { kind: "system" };

/** The longest that a command waits for others to share its commit. */
const gatherMs = 1;

/**
 * The one authority. Commands that arrive together are decided one after another in memory, written in one
 * transaction, and only then answered and published.
 */
export class Hall {
  readonly #options: HallOptions;
  readonly #listeners = new Set<(committed: Committed) => void>();
  #point: StartingPoint;
  #pending: Pending[] = [];
  #closed = false;
  /** A commit's outcome is unknown, and the file has not been asked yet. */
  #mustReopen = false;

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
      if (this.#pending.length === 0) this.#gather(0, performance.now());
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
    if (this.#mustReopen && !this.#reopen()) return;
    const now = this.now();
    if (this.#needsNewDay(now)) await this.executeSystem(...rollTo(this.#today(now)));
    if (overdueReservations(this.state, now).length > 0)
      await this.executeSystem({ type: "voidOverdue" }, `system:voidOverdue:${this.#options.newId()}`);
  }

  /** Answers what has arrived, then takes no more. */
  async close(): Promise<void> {
    this.#closed = true;
    do await new Promise<void>((done) => setImmediate(done));
    while (this.#pending.length > 0);
    this.#options.store.close();
  }

  /** The clock, never behind the log. */
  now(): number {
    return Math.max(this.#options.now(), this.#point.head.at);
  }

  #today(now: number): string {
    return businessDayAt(now, this.state.config.hall.timeZone);
  }

  #needsNewDay(now: number): boolean {
    const { day, config } = this.state;
    return config.queues.length > 0 && (day === null || this.#today(now) > day);
  }

  /**
   * Waits for one more turn of the event loop as long as each turn brings more commands, but not for long: they are then
   * of one commit, which costs as much as deciding several of them. A command that comes alone waits for no other.
   */
  #gather(before: number, since: number): void {
    setImmediate(() => {
      const { length } = this.#pending;
      if (length > before && performance.now() - since < gatherMs) this.#gather(length, since);
      else this.#flush();
    });
  }

  #flush(): void {
    const batch = this.#pending;
    this.#pending = [];
    if (this.#mustReopen && !this.#reopen()) {
      for (const { answer } of batch) answer(refusal("outcomeUnknown"));
      return;
    }
    const now = this.now();
    // A new day begins before the first command of that day, and in a batch of its own.
    if (this.#needsNewDay(now)) {
      const [command, id] = rollTo(this.#today(now));
      const answer = (ack: Ack) => {
        if (!ack.ok) this.#options.onFault("the day could not be rolled", ack.refusal.code);
      };
      this.#commit([{ id, command, principal: system, answer }]);
    }
    // So does every other roll or configuration: they change what the rest of a batch stands on.
    for (const part of splitAtMilestones(batch)) this.#commit(part);
  }

  #commit(batch: readonly Pending[]): void {
    if (this.#mustReopen) {
      for (const { answer } of batch) answer(refusal("outcomeUnknown"));
      return;
    }
    const stage = new Stage(this.#options.store, this.#point, {
      now: this.now(),
      newId: this.#options.newId,
    });
    let answers: Ack[];
    try {
      answers = this.#options.store.reading(() => batch.map((request) => stage.run(request)));
      if (stage.batch.answers.length > 0) this.#options.store.commit(stage.batch);
    } catch (error) {
      // What was rolled back has used no keys; of an unknown outcome nobody can say so.
      if (!isOutcomeUnknown(error)) this.#options.store.vault.drop(stage.batch.people);
      return this.#afterFailure(batch, error);
    }
    this.#point = stage.point;
    for (const [i, { answer }] of batch.entries()) answer(answers[i]!);
    if (stage.logged.length > 0) this.#publish(stage.logged);
  }

  /** One poisoned command refuses only itself; a commit of unknown outcome answers nobody until the file is asked. */
  #afterFailure(batch: readonly Pending[], error: unknown): void {
    if (isOutcomeUnknown(error)) return this.#recover(batch, error);
    if (batch.length > 1) {
      for (const request of batch) this.#commit([request]);
      return;
    }
    this.#options.onFault("command failed", error);
    // Without the keys no card can be sealed, nor anything written on a full disk. Nothing has happened: the same id may
    // be asked again.
    const code = error instanceof KeysUnavailable || mayPass(error) ? "outcomeUnknown" : "internal";
    for (const { answer } of batch) answer(refusal(code));
  }

  /** Nobody is told anything before the file has been asked: whoever asks again with the same id learns it. */
  #recover(batch: readonly Pending[], error: unknown): void {
    this.#options.onFault("commit of unknown outcome: reopening the file", error);
    this.#mustReopen = true;
    this.#reopen();
    for (const { answer } of batch) answer(refusal("outcomeUnknown"));
  }

  /** Opens the file anew: what it holds is what happened. While it can't be opened, nothing is promised. */
  #reopen(): boolean {
    const before = this.seq;
    let missed: readonly LoggedEvent[];
    try {
      this.#options.store.reopen();
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

const rollTo = (day: string): [QueueCommand, string] => [{ type: "rollDay", day }, `system:rollDay:${day}`];

const isMilestone = ({ command }: Request): boolean => milestones.has(command.type);

const milestones: ReadonlySet<string> = new Set<QueueCommand["type"]>([
  "rollDay",
  "configureHall",
  "publishConfig",
  "withdrawConfig",
]);

function splitAtMilestones(batch: readonly Pending[]): Pending[][] {
  const parts: Pending[][] = [];
  let open: Pending[] | null = null;
  for (const request of batch) {
    if (isMilestone(request) || !open) {
      open = [request];
      parts.push(open);
      if (isMilestone(request)) open = null;
    } else open.push(request);
  }
  return parts;
}
