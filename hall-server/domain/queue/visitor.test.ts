import { describe, expect, test } from "vitest";
import { hallOf, person, take } from "../hall/hall-of.ts";
import { clerk, manager, smallHall } from "../hall/small-hall.ts";

const minute = 60_000;
const withRules = (change: Partial<typeof smallHall.rules>) => ({
  ...smallHall,
  rules: { ...smallHall.rules, ...change },
});

describe("Q-27 recalling and missing follow the hall's rules", () => {
  test("a number is called again after its pause, so many times, then it is to be marked missed", () => {
    const hall = hallOf(withRules({ recall: { most: 3, pauseSeconds: 5, beforeMissed: 2 } }));
    hall.arrive("marry");
    hall.at("w1", "openWindow");
    hall.at("w1", "callNext");
    expect(hall.at("w1", "recall")).toEqual({ refused: "recallTooSoon", seconds: 5 });
    expect(hall.at("w1", "markAbsent")).toEqual({ refused: "callAgainFirst", times: 2 });
    hall.wait(4_001);
    expect(hall.at("w1", "recall")).toEqual({ refused: "recallTooSoon", seconds: 1 });
    hall.wait(999);
    expect(hall.at("w1", "recall")).toMatchObject({ events: ["ticketRecalled"] });
    hall.wait(5_000);
    hall.at("w1", "recall");
    hall.wait(5_000);
    expect(hall.at("w1", "recall")).toEqual({ refused: "calledEnough", number: "A001", most: 3 });
    expect(hall.at("w1", "markAbsent")).toMatchObject({ events: ["ticketMissed"] });
  });

  test("a missed number comes back three places down, twice; then the guide desk decides", () => {
    const hall = hallOf();
    const late = hall.arrive("pension");
    const others = [1, 2, 3, 4].map(() => hall.arrive("pension"));
    hall.at("w1", "openWindow");
    const miss = () => {
      while (hall.ticket(late).state !== "called") hall.at("w1", "callNext");
      return hall.at("w1", "markAbsent");
    };
    miss();
    expect(hall.run({ type: "requeue", ticket: late }, clerk("c1"))).toMatchObject({ ahead: 3 });
    hall.at("w1", "callNext");
    expect(hall.ticket(others[0]!).state).toBe("called");
    miss();
    expect(hall.ticket(others[2]!).state).toBe("finished");
    expect(hall.ticket(others[3]!).state).toBe("waiting");
    expect(hall.run({ type: "requeue", ticket: late }, clerk("c1"))).toMatchObject({ ahead: 1 });
    miss();
    expect(hall.run({ type: "requeue", ticket: late }, clerk("c1"))).toEqual({
      refused: "requeuedTooOften",
      number: "C001",
      times: 3,
    });
    expect(hall.run({ type: "requeue", ticket: late }, manager)).toMatchObject({ ahead: 0 });
  });
});

describe("Q-28 holds", () => {
  test.each([
    ["papers", "returned", true],
    ["result", "ordinary", false],
    ["steppedOut", "ordinary", true],
  ] as const)("%s: back as %s; the clock stops: %s", (kind, becomes, stops) => {
    const hall = hallOf();
    const ticket = hall.arrive("marry");
    hall.at("w1", "openWindow");
    hall.at("w1", "callNext");
    hall.run({ type: "hold", window: "w1", kind }, clerk("c1"));
    expect(hall.ticket(ticket)).toMatchObject({ state: "held", window: "w1", stopsClock: stops });
    hall.wait(10 * minute);
    hall.run({ type: "resume", ticket }, clerk("c1"));
    expect(hall.ticket(ticket)).toMatchObject({
      state: "waiting",
      class: becomes,
      stopped: stops ? 10 * minute : 0,
      wanted: { by: "w1", why: "resumed" },
    });
  });

  test("somebody in line steps out once, keeps the place, and is not called meanwhile", () => {
    const hall = hallOf();
    const first = hall.arrive("marry");
    const second = hall.arrive("marry");
    const phone = { kind: "phone", id: first } as const;
    expect(hall.run({ type: "stepOut", ticket: first }, phone)).toMatchObject({ events: ["ticketHeld"] });
    hall.at("w1", "openWindow");
    expect(hall.at("w1", "callNext")).toMatchObject({ called: { ticket: second } });
    hall.run({ type: "resume", ticket: first }, phone);
    expect(hall.run({ type: "stepOut", ticket: first }, phone)).toEqual({
      refused: "steppedOutBefore",
      number: "A001",
    });
    expect(hall.at("w1", "callNext")).toMatchObject({ called: { ticket: first } });
  });

  test("a phone speaks for its own ticket only", () => {
    const hall = hallOf();
    const mine = hall.arrive("marry");
    const theirs = hall.arrive("marry");
    expect(
      hall.run({ type: "cancelTicket", ticket: theirs, reason: "citizenAsked" }, { kind: "phone", id: mine }),
    ).toMatchObject({
      refused: "notAllowed",
    });
    expect(hall.ticket(theirs).state).toBe("waiting");
  });
});

describe("Q-21 undoing", () => {
  const called = () => {
    const hall = hallOf();
    const first = hall.arrive("marry");
    const second = hall.arrive("marry");
    hall.at("w1", "openWindow");
    hall.at("w1", "callNext");
    return { hall, first, second };
  };
  const states = (hall: ReturnType<typeof hallOf>, ...ids: string[]) =>
    ids.map((id) => hall.ticket(id).state);

  test.each([
    ["startServing", "called"],
    ["finish", "called"],
    ["markAbsent", "called"],
  ] as const)("%s within 5 s: the visitor is as before", (verb, before) => {
    const { hall, first } = called();
    hall.at("w1", verb);
    hall.wait(5_000);
    expect(hall.at("w1", "undo")).toEqual({ verb, events: ["actionUndone"] });
    expect(hall.ticket(first)).toMatchObject({ state: before, window: "w1" });
  });

  test("of calling brings the one before back to the window and the called one to its place", () => {
    const { hall, first, second } = called();
    hall.at("w1", "callNext");
    expect(states(hall, first, second)).toEqual(["finished", "called"]);
    expect(hall.at("w1", "undo")).toMatchObject({ verb: "callNext" });
    expect(states(hall, first, second)).toEqual(["called", "waiting"]);
    expect(hall.at("w1", "callNext")).toMatchObject({ called: { ticket: second }, finished: first });
  });

  test("of a hold and of a transfer", () => {
    const { hall, first } = called();
    hall.run({ type: "hold", window: "w1", kind: "papers" }, clerk("c1"));
    expect(hall.at("w1", "undo")).toMatchObject({ verb: "hold" });
    expect(hall.ticket(first)).toMatchObject({ state: "called", window: "w1" });
    hall.run({ type: "transfer", ticket: first, queue: "c" }, clerk("c1"));
    expect(hall.ticket(first)).toMatchObject({ state: "waiting", queue: "c" });
    expect(hall.at("w1", "undo")).toMatchObject({ verb: "transfer" });
    expect(hall.ticket(first)).toMatchObject({ state: "called", queue: "a" });
  });

  test("is too late after 5 s, is done once, and only by the window's clerk", () => {
    const { hall } = called();
    hall.at("w1", "finish");
    expect(hall.at("w1", "undo", "c2")).toMatchObject({ refused: "notYourWindow" });
    hall.wait(5_001);
    expect(hall.at("w1", "undo")).toEqual({ refused: "nothingToUndo" });
    hall.at("w1", "callNext");
    expect(hall.at("w1", "undo")).toMatchObject({ verb: "callNext" });
    expect(hall.at("w1", "undo")).toEqual({ refused: "nothingToUndo" });
  });

  test("does not take a visitor from where they have gone on to since", () => {
    const { hall, first } = called();
    hall.at("w2", "openWindow", "c2");
    hall.at("w1", "markAbsent");
    hall.run({ type: "requeue", ticket: first }, clerk("c1"));
    hall.at("w2", "callNext", "c2");
    hall.at("w2", "callNext", "c2");
    expect(hall.at("w1", "undo")).toEqual({ refused: "movedOn" });
  });

  test("does not take back a matter that was added or split off since", () => {
    const { hall, first } = called();
    hall.at("w1", "startServing");
    hall.run({ type: "addItem", ticket: first, item: "divorce" }, clerk("c1"));
    expect(hall.at("w1", "undo")).toEqual({ refused: "movedOn" });
    hall.run({ type: "split", ticket: first, items: ["divorce"] }, clerk("c1"));
    // As it was when serving began: nothing is lost, and nothing is on two numbers.
    expect(hall.at("w1", "undo")).toMatchObject({ verb: "startServing" });
    expect(hall.ticket(first).items).toEqual(["marry"]);
  });

  test("gives back whom the call had overtaken their count", () => {
    const hall = hallOf({
      ...smallHall,
      queues: smallHall.queues.map((queue) => ({ ...queue, policy: { ...queue.policy, priorityEvery: 1 } })),
    });
    const waiting = hall.arrive("pension");
    hall.arriveWith(take(["pension"], [person("old", { isElder: true })]));
    hall.at("w1", "openWindow");
    hall.at("w1", "callNext");
    expect(hall.ticket(waiting).overtaken).toBe(1);
    hall.at("w1", "undo");
    expect(hall.ticket(waiting).overtaken).toBe(0);
  });
});
