import type { QueueResults, Refusal, RefusalCode } from "./commands.ts";
import type { QueueEvent } from "./events.ts";
import type { Instant } from "../queue/ticket.ts";

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

export const refuse = (code: RefusalCode, params: Refusal["params"] = {}): Decision => ({
  ok: false,
  refusal: { code, params },
});

export const accept = (events: QueueEvent[], result: Accepted["result"] = {}): Decision => ({
  ok: true,
  events,
  result,
});
