import { describe, expect, test } from "vitest";
import { decide } from "./decide.ts";
import { hallOf, take } from "./hall-of.ts";
import { clerk, kiosk, manager, smallHall, system } from "./small-hall.ts";

describe("Q-7 numbers", () => {
  test("go up inside the queue's own range at its own width, and a spent range refuses with its reason", () => {
    const hall = hallOf();
    const numbers = Array.from({ length: 7 }, () => hall.run(take(["marry"]), kiosk));
    expect(numbers.slice(0, 6).map((given) => (given as unknown as { number: string }).number)).toEqual([
      "A001",
      "A002",
      "A003",
      "A004",
      "A005",
      "A006",
    ]);
    expect(numbers[6]).toMatchObject({ refused: "queueFull", queue: "a", reason: "rangeSpent" });
    expect(hall.run(take(["adopt"]), kiosk)).toMatchObject({ number: "A007" });
  });

  test("capacity ends earlier than the range", () => {
    const hall = hallOf();
    for (let i = 0; i < 5; i++) hall.run(take(["pension"]), kiosk);
    expect(hall.run(take(["pension"]), kiosk)).toMatchObject({
      refused: "queueFull",
      reason: "capacityReached",
    });
  });

  test("width is configurable: A0001", () => {
    const wide = { ...smallHall, queues: smallHall.queues.map((queue) => ({ ...queue, width: 4 })) };
    expect(hallOf(wide).run(take(["marry"]), kiosk)).toMatchObject({ number: "A0001" });
  });

  test("several items on one number need one queue and one window that serve them all", () => {
    const hall = hallOf();
    expect(hall.run(take(["marry", "divorce"]), kiosk)).toMatchObject({ number: "A001" });
    expect(hall.run(take(["marry", "pension"]), kiosk)).toMatchObject({ refused: "itemsNeedSeveralQueues" });
    expect(hall.run(take(["unheard-of"]), kiosk)).toMatchObject({
      refused: "unknownItem",
      item: "unheard-of",
    });
    const split = {
      ...smallHall,
      windows: [
        { ...smallHall.windows[0]!, items: ["marry"] },
        { ...smallHall.windows[1]!, items: ["divorce"] },
      ],
    };
    expect(hallOf(split).run(take(["marry", "divorce"]), kiosk)).toMatchObject({ refused: "itemNotServed" });
  });

  test("a person already in the line is told their number; an agent may stand for others", () => {
    const hall = hallOf();
    const person = (id: string, role: "self" | "agent", ...alias: string[]) => [
      { role, person: id, alias, isElder: false },
    ];
    const first = hall.run(take(["marry"], person("p1", "self")), kiosk) as unknown as { ticket: string };
    // No slip of it is known to be out: it is theirs all the same, and no second one is given.
    expect(hall.run(take(["marry"], person("p2", "self", "p1")), kiosk)).toMatchObject({
      refused: "slipPending",
      number: "A001",
    });
    hall.run({ type: "confirmPrint", ticket: first.ticket, outcome: "printed" }, kiosk);
    expect(hall.run(take(["divorce"], person("p3", "self", "p1", "p2")), kiosk)).toMatchObject({
      refused: "alreadyHolding",
      number: "A001",
    });
    expect(hall.run(take(["marry"], person("p4", "agent", "p1")), kiosk)).toMatchObject({ number: "A002" });
  });

  test("K-61 whoever holds a number has its slip printed again at any kiosk: the log says so, and nothing moves", () => {
    const hall = hallOf();
    const person = (id: string, ...alias: string[]) => [
      { role: "self" as const, person: id, alias, isElder: false },
    ];
    const again = (...alias: string[]) =>
      hall.run({ type: "reprintSlip", items: ["marry"], people: person("p9", ...alias) }, kiosk);
    const first = hall.run(take(["marry"], person("p1")), kiosk) as unknown as { ticket: string };
    hall.run({ type: "confirmPrint", ticket: first.ticket, outcome: "paperless" }, kiosk);
    const before = hall.state;
    expect(again("p1")).toMatchObject({ ticket: first.ticket, number: "A001", ahead: 0, reserved: false });
    expect(hall.state).toBe(before);
    expect(again("p7")).toMatchObject({ refused: "holdsNothing" });
    expect(
      hall.run({ type: "reprintSlip", items: ["marry"], people: person("p9", "p1") }, manager),
    ).toMatchObject({ refused: "notAllowed" });
  });
});

describe("Q-9 windows", () => {
  test("one clerk, one window; one window, one clerk", () => {
    const hall = hallOf();
    expect(hall.at("w1", "openWindow")).toMatchObject({ events: ["windowOpened"] });
    expect(hall.at("w1", "openWindow")).toEqual({ refused: "windowAlreadyOpen", window: "w1" });
    expect(hall.at("w2", "openWindow")).toEqual({ refused: "clerkElsewhere", window: "w1" });
    expect(hall.at("w1", "openWindow", "c2")).toEqual({ refused: "windowTaken", window: "w1" });
    expect(hall.at("w1", "callNext", "c2")).toEqual({ refused: "notYourWindow", window: "w1" });
    expect(hall.at("nowhere", "openWindow")).toEqual({ refused: "unknownWindow", window: "nowhere" });
    expect(hall.at("w2", "callNext")).toEqual({ refused: "windowNotOpen", window: "w2" });
  });

  test("a paused window calls nobody, keeps its visitor, and opens again", () => {
    const hall = hallOf();
    const first = hall.arrive("marry");
    hall.arrive("marry");
    hall.at("w1", "openWindow");
    hall.at("w1", "callNext");
    hall.run({ type: "pauseWindow", window: "w1", reason: "break" }, clerk("c1"));
    expect(hall.at("w1", "callNext")).toEqual({ refused: "windowNotOpen", window: "w1" });
    expect(hall.state().windows["w1"]).toMatchObject({ state: "paused", reason: "break", ticket: first });
    expect(hall.at("w1", "finish")).toMatchObject({ events: ["ticketFinished"] });
    hall.at("w1", "openWindow");
    expect(hall.at("w1", "callNext")).toMatchObject({ called: { number: "A002" } });
  });

  test("a window does not close on its visitor; a manager may close one that was left open", () => {
    const hall = hallOf();
    hall.arrive("marry");
    hall.at("w1", "openWindow");
    hall.at("w1", "callNext");
    expect(hall.at("w1", "closeWindow")).toEqual({ refused: "visitorAtWindow", number: "A001" });
    hall.at("w1", "finish");
    expect(hall.run({ type: "closeWindow", window: "w1" }, manager)).toMatchObject({
      events: ["windowClosed"],
    });
    expect(hall.at("w1", "closeWindow")).toEqual({ refused: "windowNotOpen", window: "w1" });
  });
});

describe("Q-10 calling", () => {
  test("the longest wait first across the queues that a window serves, and the event says why", () => {
    const hall = hallOf();
    hall.arrive("pension");
    hall.arrive("adopt");
    hall.arrive("marry");
    hall.at("w3", "openWindow");
    hall.wait(10_000);
    const before = hall.state();
    const decision = decide(before, { type: "callNext", window: "w3" }, clerk("c1"), {
      now: hall.now(),
      newId: () => "x",
    });
    expect(decision).toMatchObject({
      ok: true,
      events: [
        { type: "ticketCalled", window: "w3", why: { rule: "longestWait", waited: 13_000, passedOver: 0 } },
      ],
      result: { called: { number: "C001" } },
    });
  });

  test("a ticket is passed over only by a window that does not serve all its items, and the event counts it", () => {
    const hall = hallOf({
      ...smallHall,
      windows: [
        ...smallHall.windows,
        { id: "w4", name: { zh: "4", en: "4" }, items: ["divorce"], zone: null },
      ],
    });
    hall.arrive("marry", "divorce");
    hall.arrive("divorce");
    hall.at("w4", "openWindow");
    expect(
      decide(hall.state(), { type: "callNext", window: "w4" }, clerk("c1"), {
        now: hall.now(),
        newId: () => "x",
      }),
    ).toMatchObject({ events: [{ why: { passedOver: 1 } }], result: { called: { number: "A002" } } });
  });

  test("calling the next one finishes the one before, started or not, even when nobody is left", () => {
    const hall = hallOf();
    const first = hall.arrive("marry");
    const second = hall.arrive("marry");
    hall.at("w1", "openWindow");
    hall.at("w1", "callNext");
    expect(hall.at("w1", "callNext")).toMatchObject({ finished: first, called: { ticket: second } });
    expect(hall.at("w1", "callNext")).toMatchObject({ finished: second, called: null });
    expect(hall.at("w1", "callNext")).toEqual({ refused: "nobodyWaiting", window: "w1" });
  });

  test("recall counts; absent and requeued goes behind those who wait; a served visitor is not absent", () => {
    const hall = hallOf();
    const first = hall.arrive("marry");
    hall.arrive("marry");
    hall.at("w1", "openWindow");
    hall.at("w1", "callNext");
    hall.at("w1", "recall");
    expect(hall.state().tickets.get(first)).toMatchObject({ state: "called", times: 2 });
    hall.at("w1", "markAbsent");
    expect(hall.run({ type: "requeue", ticket: first }, clerk("c1"))).toMatchObject({
      events: ["ticketRequeued"],
    });
    expect(hall.at("w1", "callNext")).toMatchObject({ called: { number: "A002" } });
    hall.at("w1", "startServing");
    expect(hall.at("w1", "markAbsent")).toEqual({ refused: "wrongState", number: "A002", state: "serving" });
    expect(hall.at("w1", "recall")).toEqual({ refused: "wrongState", number: "A002", state: "serving" });
    expect(hall.at("w1", "callNext")).toMatchObject({ called: { ticket: first } });
  });

  test("Q-27 a requeued number is told how many are really before it, without slips that nobody has yet", () => {
    const hall = hallOf();
    const first = hall.arrive("marry");
    hall.at("w1", "openWindow");
    hall.at("w1", "callNext");
    hall.at("w1", "markAbsent");
    hall.run(take(["marry"]), kiosk);
    expect(hall.run({ type: "requeue", ticket: first }, clerk("c1"))).toMatchObject({ ahead: 0 });
    expect(hall.at("w1", "callNext")).toMatchObject({ called: { ticket: first } });
  });

  test("a ticket can be cancelled until it is served", () => {
    const hall = hallOf();
    const ticket = hall.arrive("marry");
    const cancel = () => hall.run({ type: "cancelTicket", ticket, reason: "citizenLeft" }, kiosk);
    expect(cancel()).toMatchObject({ events: ["ticketCancelled"] });
    expect(cancel()).toEqual({ refused: "wrongState", number: "A001", state: "cancelled" });
    const served = hall.arrive("marry");
    hall.at("w1", "openWindow");
    hall.at("w1", "callNext");
    hall.at("w1", "startServing");
    expect(hall.run({ type: "cancelTicket", ticket: served, reason: "mistake" }, clerk("c1"))).toMatchObject({
      refused: "wrongState",
    });
  });
});

describe("Q-11 who may do what", () => {
  test.each([
    ["callNext", kiosk, { type: "callNext", window: "w1" }],
    ["rollDay", manager, { type: "rollDay", day: "2026-11-24" }],
    ["takeTicket", clerk("c1"), take(["marry"])],
    ["takeTicket", { kind: "screen", id: "s1" }, take(["marry"])],
    ["configureHall", manager, { type: "configureHall", source: "test", config: smallHall }],
  ] as const)("%s is refused to a principal that is not named for it", (command, principal, payload) => {
    expect(hallOf().run(payload, principal)).toEqual({ refused: "notAllowed", command });
  });
});

describe("Q-12 the day and the configuration", () => {
  test("a day is rolled once, forward, and closes every window", () => {
    const hall = hallOf();
    hall.arrive("marry");
    hall.at("w1", "openWindow");
    expect(hall.run({ type: "rollDay", day: "2026-11-23" }, system)).toMatchObject({
      refused: "dayAlreadyRolled",
    });
    expect(hall.run({ type: "rollDay", day: "2026-11-22" }, system)).toMatchObject({
      refused: "dayAlreadyRolled",
    });
    hall.run({ type: "rollDay", day: "2026-11-24" }, system);
    expect(hall.state().windows["w1"]).toEqual({ state: "closed" });
    expect(hall.run(take(["marry"]), kiosk)).toMatchObject({ number: "A001" });
  });

  test.each([
    ["rangeOverlaps", { ...smallHall.queues[1]!, from: 6 }],
    ["numberTooWide", { ...smallHall.queues[1]!, to: 1_000 }],
    ["emptyRange", { ...smallHall.queues[1]!, to: 6 }],
    ["badPrefix", { ...smallHall.queues[1]!, prefix: "a1" }],
    ["unknownItem", { ...smallHall.queues[1]!, items: ["nothing"] }],
    ["duplicateId", { ...smallHall.queues[1]!, id: "a" }],
  ])("a configuration with %s is refused", (problem, queue) => {
    const config = { ...smallHall, queues: [smallHall.queues[0]!, queue, smallHall.queues[2]!] };
    expect(hallOf().run({ type: "configureHall", config, source: "test" }, system)).toMatchObject({
      refused: "invalidConfig",
      problem,
    });
  });

  test.each([
    ["swapped", { from: 7, to: 12 }, { from: 1, to: 6 }],
    ["shrunk", { to: 1 }, {}],
    ["moved", { from: 2 }, {}],
  ])("a range that was %s under its numbers is refused", (_how, a, b) => {
    const hall = hallOf();
    hall.arrive("marry");
    hall.arrive("marry");
    const queues = [
      { ...smallHall.queues[0]!, ...a },
      { ...smallHall.queues[1]!, ...b },
      smallHall.queues[2]!,
    ];
    expect(
      hall.run({ type: "configureHall", source: "test", config: { ...smallHall, queues } }, system),
    ).toMatchObject({
      refused: "invalidConfig",
      problem: "numbersInUse",
    });
  });

  test("a ticket whose item moved to another queue is still called by whoever serves the item", () => {
    const hall = hallOf();
    hall.arrive("divorce");
    const queues = smallHall.queues.map((queue) => ({
      ...queue,
      items: queue.id === "a" ? ["marry"] : queue.id === "b" ? ["adopt", "divorce"] : queue.items,
    }));
    const windows = [{ ...smallHall.windows[0]!, items: ["divorce"] }, ...smallHall.windows.slice(1)];
    hall.run({ type: "configureHall", source: "test", config: { ...smallHall, queues, windows } }, system);
    hall.at("w1", "openWindow");
    expect(hall.at("w1", "callNext")).toMatchObject({ called: { number: "A001" } });
  });

  test("a name that every object has is no window", () => {
    expect(hallOf().at("constructor", "openWindow")).toEqual({
      refused: "unknownWindow",
      window: "constructor",
    });
    expect(hallOf().run({ type: "closeWindow", window: "constructor" }, manager)).toMatchObject({
      refused: "unknownWindow",
    });
  });

  test("a prefix in use today, and a window with a clerk, can't be taken away", () => {
    const hall = hallOf();
    hall.arrive("marry");
    hall.at("w1", "openWindow");
    const renamed = smallHall.queues.map((queue) => (queue.id === "a" ? { ...queue, prefix: "Z" } : queue));
    expect(
      hall.run({ type: "configureHall", source: "test", config: { ...smallHall, queues: renamed } }, system),
    ).toMatchObject({
      refused: "invalidConfig",
      problem: "numbersInUse",
    });
    const fewer = { ...smallHall, windows: smallHall.windows.slice(1) };
    expect(hall.run({ type: "configureHall", source: "test", config: fewer }, system)).toMatchObject({
      problem: "windowInUse",
    });
  });
});
