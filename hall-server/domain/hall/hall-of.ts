import type { Principal } from "../roles.ts";
import { apply } from "./apply.ts";
import type { ArrivingPerson, QueueCommand } from "./commands.ts";
import type { HallConfig } from "./config.ts";
import { decide } from "./decide.ts";
import { clerk, kiosk, smallHall, system } from "./small-hall.ts";
import { emptyHall, type HallState } from "./state.ts";

/** A hall to play with in tests: commands go in, refusal codes or results come out, and time is the test's. */
export function hallOf(config: HallConfig = smallHall, start = mondayMorning) {
  let state: HallState = emptyHall;
  let now = start;
  let ids = 0;
  const run = (command: QueueCommand, principal: Principal) => {
    const decision = decide(state, command, principal, { now, newId: () => `t${++ids}` });
    if (!decision.ok) return { refused: decision.refusal.code, ...decision.refusal.params };
    state = decision.events.reduce((s, event) => apply(s, event, now), state);
    return { ...decision.result, events: decision.events.map(({ type }) => type) };
  };
  run({ type: "configureHall", config, source: "test" }, system);
  run({ type: "rollDay", day: "2026-11-23" }, system);
  /** Takes a number and prints its slip. */
  const arriveWith = (command: QueueCommand & { type: "takeTicket" }): string => {
    const { ticket } = run(command, kiosk) as unknown as { ticket: string };
    run({ type: "confirmPrint", ticket, outcome: "printed" }, kiosk);
    now += 1_000;
    return ticket;
  };
  return {
    run,
    wait: (ms: number) => void (now += ms),
    now: () => now,
    state: () => state,
    ticket: (id: string) => state.tickets.get(id)!,
    arriveWith,
    arrive: (...items: string[]): string => arriveWith(take(items)),
    at: (window: string, verb: WindowVerb, who = "c1") => run({ type: verb, window }, clerk(who)),
  };
}

/** Monday, 2026-11-23, 08:30 in Hefei. */
export const mondayMorning = 1_795_393_800_000;

type WindowVerb =
  | "openWindow"
  | "callNext"
  | "recall"
  | "startServing"
  | "finish"
  | "markAbsent"
  | "closeWindow"
  | "undo";

export const take = (items: string[], people: readonly ArrivingPerson[] = []) =>
  ({ type: "takeTicket", items, people }) as const;

/** Somebody who stands in line for themselves; `alias` are the ids of their earlier visits. */
export const person = (id: string, change: Partial<ArrivingPerson> = {}): ArrivingPerson => ({
  role: "self",
  person: id,
  alias: [],
  isElder: false,
  ...change,
});
