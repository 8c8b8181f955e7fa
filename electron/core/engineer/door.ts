import type { CheckEngineer, CheckEngineerAck } from "../../../hall-server/contract/wire.ts";
import type { DiskWatch } from "../offline/disk-watch.ts";
import type { Ledger } from "../offline/ledger.ts";
import { afterWrongPin, DoorLock, lockedFor, openLock, triesLeft } from "./door-lock.ts";
import type { Checked } from "./engineer-machine.ts";
import { forget, remember, Verifiers, verify } from "./verifiers.ts";

export interface DoorOptions {
  ledger: Pick<Ledger, "kept">;
  /** Outlives a restart where it can; what is decided here waits for no disk. */
  disk: Pick<DiskWatch, "keep">;
  /** Whether the hall can be asked. */
  isHallThere: () => boolean;
  askHall: (who: CheckEngineer) => Promise<CheckEngineerAck>;
  /** The machine's wall clock: a lock outlives a restart. */
  wall: () => number;
}

/** Who is let in: whom the hall says, or, while it is away, whom it has let in here before. */
export class Door {
  readonly #options: DoorOptions;
  #lock: DoorLock;
  #known: Verifiers;

  constructor(options: DoorOptions) {
    this.#options = options;
    this.#lock = options.ledger.kept("engineerLock", DoorLock) ?? openLock;
    this.#known = options.ledger.kept("engineers", Verifiers) ?? [];
  }

  async check({ staff, pin }: CheckEngineer): Promise<Checked> {
    const { isHallThere, askHall, wall } = this.#options;
    const locked = lockedFor(this.#lock, wall());
    if (locked > 0) return { ok: false, trouble: { code: "locked", seconds: locked } };
    const answer: CheckEngineerAck = isHallThere()
      ? await askHall({ staff, pin })
      : { ok: false, refusal: { code: "unreachable", params: {} } };
    if (answer.ok) return this.#letIn(answer.staff, pin);
    switch (answer.refusal.code) {
      case "signInFailed":
        return this.#wrong();
      case "notAllowed":
        this.#know(forget(this.#known, staff));
        return { ok: false, trouble: { code: "notEngineer" } };
      case "tooManyAttempts":
        return {
          ok: false,
          trouble: { code: "locked", seconds: Number(answer.refusal.params["seconds"] ?? 60) },
        };
      default:
        return this.#checkAlone(staff, pin);
    }
  }

  async #letIn(staff: string, pin: string): Promise<Checked> {
    this.#turn(openLock);
    this.#know(await remember(this.#known, staff, pin, this.#options.wall()));
    return { ok: true, staff, kept: false };
  }

  async #checkAlone(staff: string, pin: string): Promise<Checked> {
    const verdict = await verify(this.#known, staff, pin, this.#options.wall());
    if (verdict.kind === "wrong") return this.#wrong();
    // Counted too: whoever guesses names here learns nothing for free.
    if (verdict.kind === "unknown") {
      const refused = this.#wrong();
      return refused.ok || refused.trouble.code === "locked"
        ? refused
        : { ok: false, trouble: { code: "unknownHere" } };
    }
    this.#turn(openLock);
    return { ok: true, staff: verdict.staff, kept: true };
  }

  #wrong(): Checked {
    const now = this.#options.wall();
    const lock = afterWrongPin(this.#lock, now);
    this.#turn(lock);
    const seconds = lockedFor(lock, now);
    return {
      ok: false,
      trouble: seconds > 0 ? { code: "locked", seconds } : { code: "wrong", left: triesLeft(lock) },
    };
  }

  #turn(lock: DoorLock): void {
    this.#lock = lock;
    this.#options.disk.keep("engineerLock", lock);
  }

  #know(known: Verifiers): void {
    this.#known = known;
    this.#options.disk.keep("engineers", known);
  }
}
