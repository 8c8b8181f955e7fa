import type { Principal } from "../roles.ts";
import type { QueueCommand } from "./commands.ts";
import type { HallConfig } from "./config.ts";
import type { QueueEvent } from "./events.ts";
import type { Decision, DecisionContext } from "./outcome.ts";
import type { HallState } from "./state.ts";
import type { Instant } from "../queue/ticket.ts";

/** The two halves of the domain, so that a property can be shown to reject a broken pair. */
export interface Engine {
  decide: (
    state: HallState,
    command: QueueCommand,
    principal: Principal,
    context: DecisionContext,
  ) => Decision;
  apply: (state: HallState, event: QueueEvent, at: Instant) => HallState;
}

/** One command on its way through an engine. */
export interface Step {
  at: Instant;
  command: QueueCommand;
  principal: Principal;
  before: HallState;
  decision: Decision;
  after: HallState;
}

/** A move that means something in any state: the numbers pick among what is there. */
export interface Move {
  verb: QueueCommand["type"];
  pick: number;
  other: number;
  waitMs: number;
}

/** How often each verb comes, as its share among the others: enough of a day's work to meet its rare cases too. */
const shares: Record<Exclude<QueueCommand["type"], "configureHall">, number> = {
  takeTicket: 10,
  confirmPrint: 10,
  openWindow: 6,
  callNext: 10,
  recall: 3,
  startServing: 3,
  finish: 2,
  markAbsent: 4,
  requeue: 3,
  cancelTicket: 1,
  pauseWindow: 1,
  closeWindow: 1,
  voidOverdue: 3,
  rollDay: 1,
};

/** Every verb, as often as its share. */
export const verbs = Object.entries(shares).flatMap(([verb, share]) =>
  Array.from({ length: share }, () => verb as keyof typeof shares),
);

/** Plays moves through an engine, from an empty hall. Ids and time are counted: the same moves give the same steps. */
export function play(engine: Engine, empty: HallState, config: HallConfig, moves: readonly Move[]): Step[] {
  const steps: Step[] = [];
  let state = empty;
  let at = 1_795_393_800_000; // 2026-11-23 08:30 in Hefei
  let ids = 0;
  const run = (command: QueueCommand, principal: Principal) => {
    const context = { now: at, newId: () => `t${++ids}` };
    const before = state;
    const decision = engine.decide(before, command, principal, context);
    if (decision.ok) state = decision.events.reduce((s, event) => engine.apply(s, event, at), before);
    steps.push({ at, command, principal, before, decision, after: state });
  };
  run({ type: "configureHall", config }, { kind: "system" });
  run({ type: "rollDay", day: "2026-11-23" }, { kind: "system" });
  for (const move of moves) {
    at += move.waitMs;
    run(commandOf(move, state), principalOf(move, state));
  }
  return steps;
}

const choose = <T>(from: readonly T[], pick: number): T | undefined => from[pick % Math.max(1, from.length)];

/** Who would make a move: mostly somebody who may. */
export function principalOf({ verb, pick, other }: Move, state: HallState): Principal {
  if (verb === "rollDay" || verb === "voidOverdue" || verb === "configureHall") return { kind: "system" };
  if (verb === "takeTicket" || verb === "confirmPrint") return { kind: "kiosk", id: "k1" };
  const place = Object.values(state.windows)[pick % Math.max(1, state.config.windows.length)];
  // Mostly the clerk who is there: random clerks would be refused nearly always.
  const id =
    place && place.state !== "closed" && other % 8 > 0 ? place.clerk : choose(state.config.staff, other)?.id;
  const member = state.config.staff.find((each) => each.id === id);
  return { kind: "staff", id: member?.id ?? "nobody", roles: member?.roles ?? [] };
}

/** The command that a move is in this state. */
export function commandOf({ verb, pick, other }: Move, state: HallState): QueueCommand {
  const window = choose(state.config.windows, pick)?.id ?? "nowhere";
  const ticket = choose([...state.tickets.keys()], pick) ?? "none";
  const pending = choose([...state.reserved], pick) ?? ticket;
  const missed = choose([...state.absent], pick) ?? ticket;
  switch (verb) {
    case "configureHall":
      return { type: verb, config: state.config };
    case "rollDay":
      return { type: verb, day: `2026-11-${24 + (other % 3)}` };
    case "voidOverdue":
      return { type: verb };
    case "takeTicket": {
      const items = choose(state.config.queues, pick)?.items ?? [];
      const people = Array.from({ length: other % 3 }, (_, i) => ({
        role: i === 0 ? ("self" as const) : ("spouse" as const),
        person: `p${state.taken}-${i}`,
        alias: other % 5 === 0 ? [...state.holders.keys()].slice(0, 2) : [],
      }));
      return { type: verb, items: items.slice(0, 1 + (other % 2)), people };
    }
    case "confirmPrint": {
      const outcomes = ["printed", "printed", "paperless", "failed", "unknown"] as const;
      return { type: verb, ticket: other % 4 ? pending : ticket, outcome: outcomes[other % 5]! };
    }
    case "requeue":
      return { type: verb, ticket: missed };
    case "cancelTicket":
      return { type: verb, ticket, reason: "citizenLeft" };
    case "pauseWindow":
      return { type: verb, window, reason: "break" };
    case "openWindow":
    case "closeWindow":
    case "callNext":
    case "recall":
    case "startServing":
    case "finish":
    case "markAbsent":
      return { type: verb, window };
  }
}

/** A state as plain data, with what has no order of its own put in one. */
export function comparable(state: HallState) {
  const { tickets, holders, reserved, absent, queues, ...rest } = state;
  return {
    ...rest,
    tickets: Object.fromEntries(tickets),
    holders: Object.fromEntries(holders),
    reserved: [...reserved].sort(),
    absent: [...absent].sort(),
    queues: Object.fromEntries(
      Object.entries(queues).map(([id, queue]) => [id, { ...queue, waiting: [...queue.waiting] }]),
    ),
  };
}
