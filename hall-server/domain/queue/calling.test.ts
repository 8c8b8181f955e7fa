import { describe, expect, test } from "vitest";
import { decide } from "../hall/decide.ts";
import { hallOf, person, take } from "../hall/hall-of.ts";
import { clerk, manager, smallHall } from "../hall/small-hall.ts";
import type { CallingPolicy, HallConfig } from "../hall/config.ts";
import type { CallReason } from "../hall/events.ts";

const minute = 60_000;
const withPolicy = (policy: Partial<CallingPolicy>): HallConfig => ({
  ...smallHall,
  queues: smallHall.queues.map((queue) => ({
    ...queue,
    to: queue.id === "c" ? 50 : queue.to,
    capacity: 50,
    policy: { ...queue.policy, ...policy },
  })),
});
type Hall = ReturnType<typeof hallOf>;

/** Why `w1` would call, and whom, without calling. */
function reasonAt(hall: Hall): CallReason & { number: string } {
  const decision = decide(hall.state(), { type: "callNext", window: "w1" }, clerk("c1"), {
    now: hall.now(),
    newId: () => "x",
  });
  if (!decision.ok) throw new Error(decision.refusal.code);
  const called = decision.events.find((event) => event.type === "ticketCalled")!;
  return { ...called.why, number: hall.ticket(called.ticket).number };
}
const elder = (n: number) => take(["pension"], [person(`elder${n}`, { isElder: true })]);
const call = (hall: Hall) => hall.at("w1", "callNext") as unknown as { called: { number: string } };

describe("Q-18 priority", () => {
  test("is one call in three of its queue while somebody of it waits, the first of the day at once", () => {
    const hall = hallOf(withPolicy({ mostOvertaken: 50 }));
    for (let i = 0; i < 6; i++) hall.arrive("pension"); // C001…C006
    for (let i = 0; i < 3; i++) hall.arriveWith(elder(i)); // C007…C009
    hall.at("w1", "openWindow");
    const order = Array.from({ length: 9 }, () => call(hall).called.number);
    expect(order).toEqual(["C007", "C001", "C002", "C008", "C003", "C004", "C009", "C005", "C006"]);
  });

  test("comes by the card's age, not to whom somebody else acts for", () => {
    const hall = hallOf();
    expect(hall.ticket(hall.arriveWith(elder(1))).class).toBe("priority");
    const agent = take(
      ["pension"],
      [person("agent", { role: "agent" }), person("old", { role: "principal", isElder: true })],
    );
    expect(hall.ticket(hall.arriveWith(agent)).class).toBe("ordinary");
  });

  test("is given and taken by staff, with a reason that is nowhere but in the vault", () => {
    const hall = hallOf();
    const ticket = hall.arrive("pension");
    hall.run({ type: "setClass", ticket, class: "priority", note: "n1" }, manager);
    expect(hall.ticket(ticket).class).toBe("priority");
    hall.run({ type: "setClass", ticket, class: "ordinary", note: "n2" }, manager);
    expect(hall.ticket(ticket).class).toBe("ordinary");
  });
});

describe("Q-16 the bound on overtaking", () => {
  test("protects the one at its end, not everybody behind, and names its rule", () => {
    const hall = hallOf(withPolicy({ priorityEvery: 1, mostOvertaken: 2 }));
    hall.arrive("pension"); // C001
    for (let i = 0; i < 4; i++) hall.arriveWith(elder(i)); // C002…
    hall.at("w1", "openWindow");
    expect(call(hall).called.number).toBe("C002");
    expect(call(hall).called.number).toBe("C003");
    expect(reasonAt(hall)).toMatchObject({ number: "C001", rule: "bound" });
    expect(call(hall).called.number).toBe("C001");
    // Nobody is left to overtake: the next of priority is also the first of the line.
    expect(reasonAt(hall)).toMatchObject({ number: "C004", rule: "priority", overtook: [] });
  });
});

describe("Q-22 age protects: who has waited long enough is overtaken by nobody", () => {
  test("at the minute, and not before", () => {
    const hall = hallOf(withPolicy({ priorityEvery: 1, mostOvertaken: 50, agingMinutes: 40 }));
    hall.arrive("pension");
    hall.wait(39 * minute);
    hall.arriveWith(elder(1));
    hall.at("w1", "openWindow");
    expect(reasonAt(hall)).toMatchObject({ number: "C002", rule: "priority" });
    hall.wait(minute);
    expect(reasonAt(hall)).toMatchObject({ number: "C001", rule: "aged" });
  });

  test("counts without the time that a hold took for its citizen's sake", () => {
    const hall = hallOf(withPolicy({ priorityEvery: 1, mostOvertaken: 50, agingMinutes: 40 }));
    const ticket = hall.arrive("pension");
    hall.run({ type: "stepOut", ticket }, { kind: "phone", id: ticket });
    hall.wait(30 * minute);
    hall.run({ type: "resume", ticket }, { kind: "phone", id: ticket });
    hall.wait(15 * minute);
    hall.arriveWith(elder(1));
    hall.at("w1", "openWindow");
    expect(reasonAt(hall)).toMatchObject({ number: "C002", rule: "priority" });
    hall.wait(25 * minute);
    expect(reasonAt(hall)).toMatchObject({ number: "C001", rule: "aged" });
  });
});

describe("Q-25 one's own window comes first after a hold, and no other has to wait for it", () => {
  const papers = (hall: Hall) => {
    const ticket = hall.arrive("pension");
    hall.at("w1", "openWindow");
    hall.at("w1", "callNext");
    hall.run({ type: "hold", window: "w1", kind: "papers" }, clerk("c1"));
    hall.wait(10 * minute);
    return ticket;
  };

  test("resumed is called before everybody at the same window", () => {
    const hall = hallOf();
    const ticket = papers(hall);
    hall.arrive("marry");
    hall.run({ type: "resume", ticket }, manager);
    expect(hall.ticket(ticket).class).toBe("returned");
    expect(reasonAt(hall)).toMatchObject({ number: "C001", rule: "resumed", overtook: [] });
  });

  test("another window that serves it may call it by its old rank", () => {
    const hall = hallOf();
    const ticket = papers(hall);
    hall.arrive("adopt");
    hall.run({ type: "resume", ticket }, manager);
    hall.at("w3", "openWindow", "c2");
    expect(hall.at("w3", "callNext", "c2")).toMatchObject({ called: { ticket } });
  });
});

describe("Q-26 calling somebody out of turn", () => {
  test("needs a reason, which the log keeps; nobody's count goes up, since it was no rule", () => {
    const hall = hallOf();
    const first = hall.arrive("marry");
    const second = hall.arrive("marry");
    hall.at("w1", "openWindow");
    const command = { type: "callTicket", window: "w1", ticket: second, reason: "urgent" } as const;
    const decision = decide(hall.state(), command, clerk("c1"), { now: hall.now(), newId: () => "x" });
    expect(decision).toMatchObject({ events: [{ why: { rule: "chosen", chosen: "urgent" } }] });
    hall.run(command, clerk("c1"));
    expect(hall.ticket(first)).toMatchObject({ state: "waiting", overtaken: 0 });
    expect(hall.run(command, clerk("c1"))).toMatchObject({ refused: "wrongState", state: "called" });
  });

  test("is refused for what the window does not serve, or what another window has asked for", () => {
    const hall = hallOf();
    const pension = hall.arrive("pension");
    const sent = hall.arrive("marry");
    hall.at("w1", "openWindow");
    hall.at("w2", "openWindow", "c2");
    hall.run({ type: "transfer", ticket: sent, window: "w1" }, manager);
    const chosen = (ticket: string) =>
      hall.run({ type: "callTicket", window: "w2", ticket, reason: "urgent" }, clerk("c2"));
    expect(chosen(pension)).toMatchObject({ refused: "cannotServe", number: "C001" });
    expect(chosen(sent)).toMatchObject({ refused: "cannotServe" });
    expect(chosen("none")).toMatchObject({ refused: "unknownTicket" });
  });
});
