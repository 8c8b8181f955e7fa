import type { Ack, AnyRefusal, OpenedCommand } from "./contract/commands.ts";
import { privateFields } from "./contract/service/commands.ts";
import { hasReached } from "./domain/age.ts";
import { apply } from "./domain/hall/apply.ts";
import type { QueueCommand } from "./domain/hall/commands.ts";
import { decide } from "./domain/hall/decide.ts";
import { type LoggedEvent, streamOf } from "./domain/hall/events.ts";
import { type Principal, principalName } from "./domain/roles.ts";
import { link } from "./store/log.ts";
import type { AnswerRow, Batch, StartingPoint, Store } from "./store/store.ts";
import { touch, touchedNothing } from "./store/projections/touched.ts";
import { identityOf, type Sealed } from "./store/vault.ts";

/** A command on its way: who sent it and under which id. System commands never come from a wire. */
export interface Request {
  id: string;
  command: OpenedCommand | QueueCommand;
  principal: Principal;
}

/** A batch being decided: nothing of it is true until it is committed, and dropping it is forgetting it. */
export class Stage {
  readonly logged: LoggedEvent[] = [];
  readonly #store: Store;
  readonly #context: { now: number; newId: () => string };
  readonly #answers = new Map<string, AnswerRow>();
  readonly #rows: Batch["rows"] = [];
  readonly #people: Sealed[] = [];
  readonly #touched = touchedNothing();
  #point: StartingPoint;

  constructor(store: Store, point: StartingPoint, context: { now: number; newId: () => string }) {
    this.#store = store;
    this.#point = point;
    this.#context = context;
  }

  /** Where the hall stands once this is committed. */
  get point(): StartingPoint {
    return this.#point;
  }

  get batch(): Batch {
    return {
      rows: this.#rows,
      answers: [...this.#answers.values()],
      people: this.#people,
      touched: this.#touched,
      state: this.#point.state,
      configSeq: this.#point.configSeq,
    };
  }

  /**
   * The answer to a request, to be given once the stage is committed. An id that was answered before, now or in
   * another life of the server, gets that answer again, if it is the same command of the same principal.
   */
  run(request: Request): Ack {
    const fingerprint = this.#store.vault.fingerprint(
      `${principalName(request.principal)}\n${JSON.stringify(request.command)}`,
    );
    const before = this.#answers.get(request.id) ?? this.#store.answer(request.id);
    if (before)
      return before.fingerprint.equals(fingerprint) ? (JSON.parse(before.body) as Ack) : refused("idReused");
    const answer = this.#decide(request);
    this.#answers.set(request.id, {
      command: request.id,
      fingerprint,
      at: this.#context.now,
      body: JSON.stringify(answer),
    });
    return answer;
  }

  #decide({ command, principal }: Request): Ack {
    const sealed = this.#seal(command);
    const decision = decide(this.#point.state, this.#known(command, sealed), principal, this.#context);
    if (!decision.ok) {
      this.#store.vault.drop(sealed);
      return decision;
    }
    this.#people.push(...sealed);
    for (const event of decision.events) this.#add(event, principal);
    return { ok: true, seq: this.#point.head.seq, result: decision.result } as Ack;
  }

  /** What is personal in a command, under ids that say nothing. */
  #seal(command: Request["command"]): Sealed[] {
    const { vault } = this.#store;
    const words = privateWords(command);
    if (words !== null) return [vault.sealNote(words)];
    return hasPeople(command) ? command.people.map((person) => vault.seal(identityOf(person))) : [];
  }

  /** The command as the domain knows it: where somebody was named, a random person id; where a reason was, a note's. */
  #known(command: Request["command"], sealed: readonly Sealed[]): QueueCommand {
    if (isWorded(command)) {
      const { [privateFields[command.type]]: _, ...rest } = command as Record<string, unknown>;
      return { ...rest, note: sealed[0]?.person } as QueueCommand;
    }
    // Compiles because every other wire command is a domain command as it stands.
    if (!hasPeople(command)) return command;
    const { day, config } = this.#point.state;
    const { elderAge } = config.rules;
    const people = command.people.map((each, i) => ({
      role: each.role,
      person: sealed[i]!.person,
      alias: sealed[i]!.alias,
      isElder:
        "card" in each &&
        elderAge !== undefined &&
        day !== null &&
        hasReached(elderAge, each.card.birth, day),
    }));
    return { ...command, people };
  }

  #add(event: LoggedEvent["event"], principal: Principal): void {
    const { state, head, configSeq } = this.#point;
    const at = Math.max(this.#context.now, head.at);
    const config = event.type === "hallConfigured" ? head.seq + 1 : configSeq;
    const logged = { at, stream: streamOf(event), principal: principalName(principal), config, event };
    const row = link(head, logged);
    touch(this.#touched, event, state, at);
    this.#rows.push(row);
    this.logged.push({ ...logged, seq: row.seq });
    this.#point = { state: apply(state, event, at), head: row, configSeq: config };
  }
}

const refused = (code: AnyRefusal["code"]): Ack => ({ ok: false, refusal: { code, params: {} } });

type Worded = OpenedCommand & { type: keyof typeof privateFields };

/** A command from a wire that may have private words, where the domain's has a note. */
const isWorded = (command: Request["command"]): command is Worded =>
  Object.hasOwn(privateFields, command.type) && !("note" in command);

function privateWords(command: Request["command"]): string | null {
  if (!isWorded(command)) return null;
  const words = (command as Record<string, unknown>)[privateFields[command.type]];
  return typeof words === "string" ? words : null;
}

const peopled = ["takeTicket", "takeOffline", "book", "reprintSlip"] as const;
type WithPeople = OpenedCommand & { type: (typeof peopled)[number] };

const hasPeople = (command: Request["command"]): command is WithPeople =>
  peopled.some((type) => type === command.type) &&
  (command as WithPeople).people.every((person) => !("person" in person));
