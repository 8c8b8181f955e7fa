import type { KioskIntent, KioskState } from "../bridge.ts";
import type { Report } from "./hall-link.ts";
import { step } from "./session/session-machine.ts";
import { type Effect, initialState, type Input, type SessionState } from "./session/session-state.ts";
import { viewOf } from "./view.ts";

/** Where effects go. Each answers by an input, sooner or later. */
export interface Hands {
  takeTicket: (effect: Effect & { kind: "takeTicket" }) => void;
  reprintSlip: (effect: Effect & { kind: "reprintSlip" }) => void;
  print: (effect: Effect & { kind: "print" }, state: SessionState) => void;
  printGuide: (effect: Effect & { kind: "printGuide" }, state: SessionState) => void;
  report: (report: Report) => void;
  askHelp: (effect: Effect & { kind: "askHelp" }) => void;
  findBookings: (effect: Effect & { kind: "findBookings" }) => void;
}

export interface SessionLoopOptions {
  now: () => number;
  newId: () => string;
  pxPerMm: number;
  hands: Hands;
  /** The view, whenever it has changed. */
  publish: (view: KioskState) => void;
  /** What stands over the session's page, such as an engineer's; null: nothing. */
  cover?: () => Partial<KioskState> | null;
  /** Told of what surrounds the session, after every input. */
  onSurroundings?: (surroundings: SessionState["surroundings"]) => void;
  /** Told of every change of step, by names only. */
  onStep: (from: string, to: string) => void;
}

/** The one loop that acts: it feeds the machine, does what it decides, and shows what has changed. */
export class SessionLoop {
  readonly #options: SessionLoopOptions;
  #state: SessionState;
  #shown = "";

  constructor(options: SessionLoopOptions) {
    this.#options = options;
    this.#state = initialState(options.now());
  }

  feed(input: Input): void {
    const { now, newId, hands, onStep } = this.#options;
    const before = this.#state.step.at;
    const { state, effects } = step(this.#state, input, { now: now(), newId });
    this.#state = state;
    if (state.step.at !== before) onStep(before, state.step.at);
    for (const effect of effects) {
      if (effect.kind === "takeTicket") hands.takeTicket(effect);
      else if (effect.kind === "reprintSlip") hands.reprintSlip(effect);
      else if (effect.kind === "print") hands.print(effect, state);
      else if (effect.kind === "printGuide") hands.printGuide(effect, state);
      else if (effect.kind === "askHelp") hands.askHelp(effect);
      else if (effect.kind === "findBookings") hands.findBookings(effect);
      else hands.report(effect);
    }
    this.#options.onSurroundings?.(state.surroundings);
    this.refresh();
  }

  /** Whether nobody is being served. */
  get isIdle(): boolean {
    return this.#state.step.at === "idle";
  }

  get surroundings(): SessionState["surroundings"] {
    return this.#state.surroundings;
  }

  intent(intent: KioskIntent): void {
    this.feed({ kind: "intent", intent });
  }

  view(): KioskState {
    const view = viewOf(this.#state, this.#options.now(), this.#options.pxPerMm);
    return { ...view, ...this.#options.cover?.() };
  }

  /** Shows what has changed, also what stands over the session. */
  refresh(): void {
    const view = this.view();
    const text = JSON.stringify(view);
    if (text === this.#shown) return;
    this.#shown = text;
    this.#options.publish(view);
  }
}
