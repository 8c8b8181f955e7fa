import type { Ack, CommandMessage } from "../../hall-server/contract/commands.ts";
import type { CounterView } from "../../hall-server/contract/views.ts";
import { quietCounter } from "./fake-service.ts";
import type { FakeHall } from "./fake-hall.ts";

const minute = 60_000;
const items = [
  { id: "i1", name: { zh: "内地居民婚姻登记", en: "Marriage registration" } },
  {
    id: "i2",
    name: { zh: "城乡居民基本医疗保险参保登记", en: "Basic medical insurance for residents: enrolment" },
  },
  { id: "i3", name: { zh: "个体工商户设立登记", en: "Self-employed business registration" } },
];

/** A closed window with `waiting` people before it. */
export function counterView(at: number, waiting: number, change: Partial<CounterView> = {}): CounterView {
  const tickets = Array.from({ length: waiting }, (_, n) => ({
    ticket: `t${n + 3}`,
    number: `A${String(n + 3).padStart(3, "0")}`,
    queue: "q1",
    items: [items[n % 3]!],
    class: "ordinary" as const,
    takenAt: at - (34 - n) * minute,
    waitingSince: at - (34 - n) * minute,
    slot: null,
    wanted: false,
  }));
  return {
    window: "w3",
    name: { zh: "3号窗口", en: "Window 3" },
    timeZone: "Asia/Shanghai",
    state: "closed",
    clerk: null,
    since: null,
    pauseReason: null,
    until: null,
    visitor: null,
    next: nextOf(tickets),
    waiting: tickets.slice(0, 30),
    waitingCount: waiting,
    missed: [],
    held: [],
    undo: null,
    windows: [],
    queues: [],
    finishedToday: 4,
    service: quietCounter,
    ...change,
  };
}

/** Who would be called: the first of the line, who has waited longest. */
function nextOf(waiting: CounterView["waiting"]): CounterView["next"] {
  const [first] = waiting;
  return first
    ? {
        ticket: first.ticket,
        number: first.number,
        rule: "longestWait",
        overtakes: 0,
        passedOver: 0,
        overtaken: 0,
        waitingSince: first.waitingSince,
        slot: null,
      }
    : null;
}

/** A visitor as the counter's view shows it. */
export function visitorOf(view: CounterView, at: number): NonNullable<CounterView["visitor"]> {
  const { wanted: _, items, ...next } = view.waiting[0]!;
  return {
    ...next,
    items: items.map((item) => ({ ...item, says: [], materials: [] })),
    state: "called",
    since: at,
    times: 1,
    recallFrom: at,
  };
}

/**
 * A script for one window, so that a journey can be walked: every command moves the view to what the real hall would
 * show next. It refuses nothing; refusals are scripted by the test that wants one.
 */
export function playWindow(hall: FakeHall, start: CounterView): { view: () => CounterView } {
  let view = start;
  hall.show("counter", view);
  hall.onCommand = (message): Ack => {
    const { next, result } = play(view, message, hall);
    view = next;
    hall.show("counter", view);
    return { ok: true, seq: hall.seq, result } as Ack;
  };
  return { view: () => view };
}

function play(
  view: CounterView,
  { command }: CommandMessage,
  hall: FakeHall,
): { next: CounterView; result: object } {
  const at = hall.now();
  const plain = (change: Partial<CounterView>) => ({ next: { ...view, ...change }, result: {} });
  switch (command.type) {
    case "openWindow":
      return plain({ state: "open", clerk: hall.session.staff, since: at, pauseReason: null });
    case "pauseWindow":
      return plain({
        state: "paused",
        since: at,
        pauseReason: command.reason,
        until: command.until ?? null,
      });
    case "closeWindow":
      return plain({ state: "closed", clerk: null, since: null });
    case "callNext":
      return playCall(view, at);
    case "recall":
      return plain({ visitor: view.visitor && { ...view.visitor, times: view.visitor.times + 1 } });
    case "startServing":
      return plain({ visitor: view.visitor && { ...view.visitor, state: "serving", since: at, times: 0 } });
    case "finish":
      return plain({ visitor: null, finishedToday: view.finishedToday + 1 });
    case "markAbsent": {
      const { ticket, number } = view.visitor!;
      return plain({
        visitor: null,
        missed: [...view.missed, { ticket, number, since: at, times: 1, mayRequeue: true }],
      });
    }
    case "requeue":
      return plain({
        missed: view.missed.filter(({ ticket }) => ticket !== command.ticket),
        waitingCount: view.waitingCount + 1,
      });
    default:
      return plain({});
  }
}

function playCall(view: CounterView, at: number): { next: CounterView; result: object } {
  const finished = view.visitor?.ticket ?? null;
  const visitor = view.waiting.length > 0 ? visitorOf(view, at) : null;
  const next = {
    ...view,
    visitor,
    next: nextOf(view.waiting.slice(1)),
    waiting: view.waiting.slice(1),
    waitingCount: Math.max(0, view.waitingCount - 1),
    finishedToday: view.finishedToday + (finished ? 1 : 0),
  };
  return {
    next,
    result: { called: visitor && { ticket: visitor.ticket, number: visitor.number }, finished },
  };
}
