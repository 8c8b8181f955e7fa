import type { Principal } from "../roles.ts";
import type { ServiceCommand } from "../service/commands.ts";
import { isOfClerks, isOfService, serviceCommandOf, serviceShares } from "../service/moves.ts";
import type { ArrivingPerson, QueueCommand } from "./commands.ts";
import type { HallConfig } from "./config.ts";
import { serviceKinds } from "../service/records.ts";
import type { QueueEvent } from "./events.ts";
import type { Decision, DecisionContext } from "./outcome.ts";
import { forFavours } from "./lines.ts";
import { versionOf } from "./play-config.ts";
import { type HallState, isStaffed } from "./state.ts";
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
const shares: Record<
  Exclude<QueueCommand["type"], "configureHall" | "beginTraining" | ServiceCommand["type"]>,
  number
> = {
  takeTicket: 24,
  confirmPrint: 24,
  leaseNumbers: 2,
  takeOffline: 6,
  openWindow: 10,
  callNext: 14,
  callTicket: 2,
  recall: 3,
  startServing: 3,
  finish: 2,
  markAbsent: 6,
  hold: 5,
  undo: 6,
  requeue: 5,
  place: 2,
  stepOut: 2,
  resume: 8,
  transfer: 3,
  addItem: 2,
  split: 2,
  setClass: 6,
  cancelTicket: 1,
  pauseWindow: 1,
  closeWindow: 1,
  moveClerk: 1,
  setWindowItems: 1,
  switchQueue: 1,
  book: 4,
  cancelBooking: 1,
  reprintSlip: 4,
  reportDevice: 4,
  forgetDevice: 1,
  noteEngineer: 1,
  publishConfig: 4,
  withdrawConfig: 1,
  voidOverdue: 3,
  rollDay: 1,
};

const inShares = <Verb extends string>(all: Readonly<Record<Verb, number>>): Verb[] =>
  Object.entries<number>(all).flatMap(([verb, share]) => Array.from({ length: share }, () => verb as Verb));

/** Every verb of the queue, as often as its share. */
export const verbs = inShares(shares);

/** What people tell each other, with enough of a queue that somebody is served. */
export const serviceVerbs = inShares({
  takeTicket: 10,
  confirmPrint: 10,
  openWindow: 4,
  callNext: 10,
  startServing: 4,
  finish: 6,
  hold: 1,
  transfer: 1,
  markAbsent: 1,
  undo: 3,
  closeWindow: 1,
  rollDay: 1,
  ...serviceShares,
});

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
  run({ type: "configureHall", config, source: "play" }, { kind: "system" });
  run({ type: "rollDay", day: "2026-11-23" }, { kind: "system" });
  // A day's work begins with staffed windows; some moves close them again.
  for (const [i, { id }] of config.windows.entries()) {
    const clerk = config.staff[i];
    if (clerk) run({ type: "openWindow", window: id }, { kind: "staff", ...clerk });
  }
  for (const move of moves) {
    at += move.waitMs;
    run(commandOf(move, state, at), principalOf(move, state));
  }
  return steps;
}

const choose = <T>(from: readonly T[], pick: number): T | undefined => from[pick % Math.max(1, from.length)];

/** What only the hall itself, and what a kiosk, does. */
const ofTheHall = new Set<QueueCommand["type"]>([
  "rollDay",
  "voidOverdue",
  "configureHall",
  "book",
  "reportDevice",
  "forgetDevice",
  "rate",
]);
const ofKiosks = new Set<QueueCommand["type"]>([
  "takeTicket",
  "reprintSlip",
  "confirmPrint",
  "leaseNumbers",
  "takeOffline",
  "noteEngineer",
]);
const ofAdmins = new Set<QueueCommand["type"]>(["publishConfig", "withdrawConfig"]);
/** What needs somebody with every role, so that it is not refused nearly always. */
const ofManagers = new Set<QueueCommand["type"]>([
  "place",
  "stepOut",
  "moveClerk",
  "setWindowItems",
  "switchQueue",
  "cancelBooking",
]);

/** Who would make a move: mostly somebody who may. */
export function principalOf({ verb, pick, other }: Move, state: HallState): Principal {
  if (ofTheHall.has(verb)) return { kind: "system" };
  if (ofAdmins.has(verb)) return { kind: "staff", id: "a1", roles: ["admin"] };
  if (ofKiosks.has(verb)) return { kind: "kiosk", id: verb === "reprintSlip" && other % 2 ? "k2" : "k1" };
  const manager = state.config.staff.find(({ roles }) => roles.includes("manager"));
  const isManagers = ofManagers.has(verb) || (isOfService(verb) && !isOfClerks(verb));
  if (isManagers && manager) return { kind: "staff", id: manager.id, roles: manager.roles };
  if (verb === "openWindow") {
    const { id, roles } = choose(state.config.staff, other) ?? { id: "nobody", roles: [] };
    return { kind: "staff", id, roles };
  }
  const place = Object.values(state.windows)[pick % Math.max(1, state.config.windows.length)];
  // Mostly the clerk who is there: random clerks would be refused nearly always.
  const id =
    place && place.state !== "closed" && other % 8 > 0 ? place.clerk : choose(state.config.staff, other)?.id;
  const member = state.config.staff.find((each) => each.id === id);
  return { kind: "staff", id: member?.id ?? "nobody", roles: member?.roles ?? [] };
}

const outcomes = ["printed", "printed", "paperless", "failed", "unknown"] as const;

/** The command that a move is in this state, at this moment. */
export function commandOf({ verb, pick, other }: Move, state: HallState, at: Instant): QueueCommand {
  if (isOfService(verb)) return serviceCommandOf(verb, { pick, other }, state, at);
  const window = choose(state.config.windows, pick)?.id ?? "nowhere";
  const ticket = choose([...state.tickets.keys()], pick) ?? "none";
  const pending = choose([...state.reserved], pick) ?? ticket;
  const missed = choose([...state.absent], pick) ?? ticket;
  const held = choose([...state.held], pick) ?? ticket;
  const waiting = choose(waitingOf(state), pick) ?? ticket;
  const visitor = choose(visitorsOf(state), pick) ?? waiting;
  const closed = choose(closedOf(state), pick);
  const item = choose(state.config.catalogue.items, other)?.id ?? "none";
  switch (verb) {
    case "configureHall":
      return { type: verb, config: state.config, source: `play${other}` };
    case "publishConfig":
      return versionOf(pick, other, state);
    case "beginTraining":
    case "withdrawConfig":
    case "voidOverdue":
      return { type: verb };
    case "rollDay":
      return { type: verb, day: `2026-11-${24 + (other % 3)}` };
    case "takeTicket":
      return takeOf(pick, other, state);
    case "reprintSlip":
      return reprintOf(pick, state);
    case "leaseNumbers":
      return { type: verb, held: other % 3 ? (choose([...state.leases.keys()], pick) ?? null) : null };
    case "takeOffline":
      return offlineOf(pick, other, state, at);
    case "confirmPrint":
      return { type: verb, ticket: other % 4 ? pending : ticket, outcome: outcomes[other % 5]! };
    case "callTicket":
      return { type: verb, window, ticket: waiting, reason: "urgent" };
    case "hold":
      return {
        type: verb,
        window,
        kind: (["papers", "papers", "result", "steppedOut"] as const)[other % 4]!,
      };
    case "requeue":
      return { type: verb, ticket: missed };
    case "place":
      return { type: verb, ticket: other % 3 ? waiting : missed, behind: other % 4, reason: "supervisor" };
    case "stepOut":
      return { type: verb, ticket: waiting };
    case "resume":
      return { type: verb, ticket: held };
    case "transfer":
      return transferOf(other % 3 ? visitor : waiting, window, other, state);
    case "addItem":
      return { type: verb, ticket: other % 2 ? visitor : waiting, item };
    case "split":
      return splitOf(pick, ticket, state);
    case "setClass":
      return { type: verb, ticket: waiting, class: other % 3 ? "priority" : "ordinary", note: `n${other}` };
    case "cancelTicket":
      return { type: verb, ticket, reason: "citizenLeft" };
    case "pauseWindow":
      return { type: verb, window, reason: "break" };
    case "moveClerk":
      return { type: verb, from: window, to: closed ?? window, evenIfWaiting: other % 2 === 0 };
    case "setWindowItems":
      return { type: verb, window, items: state.config.catalogue.items.slice(other % 3).map(({ id }) => id) };
    case "switchQueue":
      return { type: verb, queue: choose(state.config.queues, pick)?.id ?? "none", closed: other % 4 === 0 };
    case "book":
      return bookOf(pick, other, state, at);
    case "cancelBooking":
      return { type: verb, booking: choose([...state.bookings.keys()], pick) ?? "none" };
    case "reportDevice":
      return { type: verb, ...deviceOf(pick, window), status: statuses[other % 4]!, snapshot: null };
    case "forgetDevice":
      return { type: verb, ...deviceOf(pick, window) };
    case "noteEngineer":
      return noteOf(other, at);
    case "closeWindow":
      return { type: verb, window, evenIfWaiting: other % 2 === 0 };
    case "openWindow":
      return { type: verb, window: closed ?? window, takeOver: other % 4 > 0 };
    case "callNext":
    case "recall":
    case "startServing":
    case "finish":
    case "markAbsent":
    case "undo":
      return { type: verb, window };
  }
}

/** To another line or to a window. */
function transferOf(ticket: string, window: string, other: number, state: HallState): QueueCommand {
  const queue = choose(state.config.queues, other)?.id;
  return other % 2 ? { type: "transfer", ticket, queue } : { type: "transfer", ticket, window };
}

/** A number for one matter or two, for nobody in particular or for people, some old, some of whom were here before. */
function takeOf(pick: number, other: number, state: HallState): QueueCommand {
  const booking = other % 3 === 0 ? choose([...state.bookings.values()], pick) : undefined;
  if (booking) {
    const people = other % 2 ? [] : holderIn(state, booking.items);
    return { type: "takeTicket", items: booking.items, people, booking: booking.id };
  }
  const items = choose(state.config.queues, pick)?.items ?? [];
  const people = Array.from({ length: other % 3 }, (_, i) => ({
    role: (other % 4 === 1 ? (["agent", "principal"] as const) : (["self", "spouse"] as const))[i % 2]!,
    person: `p${state.day}-${state.taken}-${i}`,
    alias: other % 5 === 0 ? [...state.holders.keys()].slice(0, 2) : [],
    isElder: other % 4 === 0,
  }));
  const project = other % 7 === 0 ? `case${other % 2}` : undefined;
  const again = other % 14 === 0 ? ("papersMissing" as const) : undefined;
  return { type: "takeTicket", items: items.slice(0, 1 + (other % 2)), people, project, again };
}

/** Somebody who has a number in the line of these matters, if there is anybody. */
function holderIn(state: HallState, items: readonly string[]): readonly ArrivingPerson[] {
  const queue = state.config.queues.find((each) => items.every((item) => each.items.includes(item)))?.id;
  const [holder] = [...state.holders].find(([, ticket]) => state.tickets.get(ticket)?.queue === queue) ?? [];
  // Each visit has a person id of its own, which its vault alone connects with an earlier one.
  const person = `p${state.day}-${state.taken}-again`;
  return holder === undefined ? [] : [{ role: "self", person, alias: [holder], isElder: false }];
}

/** A slot that begins soon, and is over a minute later. */
function bookOf(pick: number, other: number, state: HallState, at: Instant): QueueCommand {
  const from = at + (other % 5) * 20_000;
  const items = choose(state.config.queues, pick)?.items.slice(0, 1) ?? [];
  const day = state.day ?? "2026-11-23";
  return { type: "book", code: `code${at}-${pick}`, day, from, to: from + 60_000, items, people: [] };
}

/** The first matter of some visit for several. */
function splitOf(pick: number, otherwise: string, state: HallState): QueueCommand {
  const several = [...state.tickets.values()].filter(({ items }) => items.length > 1);
  const ticket = choose(several, pick)?.id ?? otherwise;
  return { type: "split", ticket, items: (state.tickets.get(ticket)?.items ?? []).slice(0, 1) };
}

/** A number of some lease, mostly the next that its kiosk would give; now and then one that is not there. */
function offlineOf(pick: number, other: number, state: HallState, at: Instant): QueueCommand {
  const lease = choose([...state.leases.values()], pick);
  const block = choose(lease?.blocks ?? [], other);
  return {
    type: "takeOffline",
    lease: lease?.id ?? "none",
    queue: block?.queue ?? "none",
    running: (block?.from ?? 1) + (other % 7 === 0 ? other % 9 : (lease?.used.length ?? 0)),
    items: state.config.queues.find(({ id }) => id === block?.queue)?.items.slice(0, 1) ?? ["none"],
    people: [],
    takenAt: at - (pick - 100) * 1_000,
  };
}

/** One of a few devices at one of a few places, so that each is reported again and again. */
function deviceOf(pick: number, window: string) {
  const places = [{ at: "kiosk", id: "k1" }, { at: "window", id: window }, { at: "hall" }] as const;
  return { place: places[pick % 3]!, kind: "ticketPrinter", device: `d${pick % 2}` } as const;
}

/** By somebody who has a number, mostly in its own line. */
function reprintOf(pick: number, state: HallState): QueueCommand {
  const person = choose([...state.holders.keys()], pick) ?? "nobody";
  const queue = state.tickets.get(state.holders.get(person) ?? "")?.queue;
  const items = state.config.queues.find(({ id }) => id === queue)?.items.slice(0, 1) ?? ["none"];
  const booking = pick % 5 === 0 ? choose([...state.bookings.values()], pick) : undefined;
  if (booking) return { type: "reprintSlip", items: booking.items, people: [], booking: booking.id };
  return {
    type: "reprintSlip",
    items,
    people: [{ role: "self", person: "new", alias: [person], isElder: false }],
  };
}

function noteOf(other: number, doneAt: Instant) {
  const act = { kind: "tested", test: "ticketPrinter", passed: other % 2 === 0 } as const;
  return { type: "noteEngineer", staff: "e1", act, doneAt } as const;
}

const statuses = [
  { state: "ready" },
  { state: "degraded", cause: "paperLow" },
  { state: "down", cause: "paperOut" },
  { state: "down", cause: "absent" },
] as const;

const closedOf = ({ windows }: HallState) => Object.keys(windows).filter((id) => !isStaffed(windows[id]));
const waitingOf = (state: HallState) => Object.values(state.queues).flatMap(({ waiting }) => [...waiting]);
const visitorsOf = (state: HallState) =>
  Object.values(state.windows).flatMap((window) => (window.state === "closed" ? [] : (window.ticket ?? [])));

/** A state as plain data, with what has no order of its own put in one. */
export function comparable(state: HallState) {
  const { tickets, holders, bookings, leases, trips, devices, service, ...others } = state;
  const { reserved, absent, held, queues, ...rest } = others;
  return {
    ...rest,
    tickets: Object.fromEntries(tickets),
    holders: Object.fromEntries(holders),
    bookings: Object.fromEntries(bookings),
    leases: Object.fromEntries(leases),
    trips: Object.fromEntries(trips),
    devices: Object.fromEntries(devices),
    service: serviceKinds.map((kind) => Object.fromEntries(service[kind].entries())),
    reserved: [...reserved].sort(),
    absent: [...absent].sort(),
    held: [...held].sort(),
    queues: Object.fromEntries(
      Object.entries(queues).map(([id, queue]) => [
        id,
        {
          ...queue,
          waiting: [...queue.waiting],
          favoured: forFavours((favour) => [...queue.favoured[favour]]),
        },
      ]),
    ),
  };
}
