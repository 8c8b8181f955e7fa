import { apply } from "../../hall-server/domain/hall/apply.ts";
import type { QueueCommand } from "../../hall-server/domain/hall/commands.ts";
import { decide } from "../../hall-server/domain/hall/decide.ts";
import type { QueueEvent } from "../../hall-server/domain/hall/events.ts";
import type { Decision } from "../../hall-server/domain/hall/outcome.ts";
import { emptyHall, type HallState } from "../../hall-server/domain/hall/state.ts";
import type { Principal } from "../../hall-server/domain/roles.ts";

/** The real rules on a virtual clock, without files and wires. */
export class VirtualHall {
  state: HallState = emptyHall;
  now = 0;
  readonly #onEvent: (event: QueueEvent, at: number) => void;
  readonly #agenda: { at: number; act: () => void }[] = [];
  #ids = 0;

  constructor(onEvent: (event: QueueEvent, at: number) => void) {
    this.#onEvent = onEvent;
  }

  execute(command: QueueCommand, principal: Principal): Decision {
    const context = { now: this.now, newId: () => `id${++this.#ids}` };
    const decision = decide(this.state, command, principal, context);
    if (!decision.ok) return decision;
    for (const event of decision.events) {
      this.state = apply(this.state, event, this.now);
      this.#onEvent(event, this.now);
    }
    return decision;
  }

  /** Something that will happen; what is due at the same moment happens in the order in which it was asked for. */
  at(moment: number, act: () => void): void {
    let [low, high] = [0, this.#agenda.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      // The soonest is last, so that taking it moves nothing.
      if (this.#agenda[middle]!.at > moment) low = middle + 1;
      else high = middle;
    }
    this.#agenda.splice(low, 0, { at: moment, act });
  }

  in(ms: number, act: () => void): void {
    this.at(this.now + ms, act);
  }

  /** Lives on until nothing is left to happen. */
  run(): void {
    for (let next = this.#agenda.pop(); next; next = this.#agenda.pop()) {
      this.now = Math.max(this.now, Math.round(next.at));
      next.act();
    }
  }
}
