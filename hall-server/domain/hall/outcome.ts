import type { Instant } from "../queue/ticket.ts";
import type { Principal } from "../roles.ts";
import type { QueueCommand, QueueResults, Refusal, RefusalCode } from "./commands.ts";
import type { QueueEvent } from "./events.ts";
import type { HallState } from "./state.ts";

/** What a decision may not know by itself: the moment, and a fresh random id. */
export interface DecisionContext {
  now: Instant;
  newId: () => string;
}

export type Accepted = {
  ok: true;
  events: QueueEvent[];
  result: QueueResults[keyof QueueResults] | Record<string, never>;
};
export type Decision = Accepted | { ok: false; refusal: Refusal };

/** What one command does to a state, or why it is refused. */
export type Decide<T extends QueueCommand["type"]> = (
  state: HallState,
  command: QueueCommand & { type: T },
  principal: Principal,
  context: DecisionContext,
) => Decision;

export const refuse = (code: RefusalCode, params: Refusal["params"] = {}): Decision & { ok: false } => ({
  ok: false,
  refusal: { code, params },
});

export const accept = (events: QueueEvent[], result: Accepted["result"] = {}): Decision => ({
  ok: true,
  events,
  result,
});

export const wrongState = (ticket: { number: string; state: string }): Decision =>
  refuse("wrongState", { number: ticket.number, state: ticket.state });
