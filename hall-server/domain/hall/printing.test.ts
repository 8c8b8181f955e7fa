import { describe, expect, test } from "vitest";
import { hallOf, take } from "./hall-of.ts";
import { kiosk, system } from "./small-hall.ts";

describe("K-62 a number whose slip is not known to be out, at another kiosk", () => {
  const other = { kind: "kiosk", id: "k2" } as const;
  const people = (...alias: string[]) => [{ role: "self" as const, person: "p9", alias, isElder: false }];
  /** Given at the first kiosk, where its slip then failed. */
  const reserved = () => {
    const hall = hallOf();
    hall.arrive("marry");
    const mine = take(["marry"], [{ ...people()[0]!, person: "p1" }]);
    const { ticket } = hall.run(mine, kiosk) as unknown as { ticket: string };
    hall.run({ type: "confirmPrint", ticket, outcome: "failed" }, kiosk);
    const report = (outcome: "printed" | "paperless" | "failed" | "unknown", at = other) =>
      hall.run({ type: "confirmPrint", ticket, outcome }, at);
    const fetch = () => hall.run({ type: "reprintSlip", items: ["divorce"], people: people("p1") }, other);
    const giveBack = (at: typeof other) =>
      hall.run({ type: "cancelTicket", ticket, reason: "printFailed" }, at);
    return { hall, ticket, report, fetch, giveBack };
  };

  test.each(["printed", "paperless"] as const)("is the same number there, at its place: %s", (outcome) => {
    const { hall, ticket, report, fetch } = reserved();
    hall.arrive("marry");
    expect(hall.run(take(["divorce"], people("p1")), other)).toMatchObject({
      refused: "slipPending",
      number: "A002",
    });
    expect(fetch()).toMatchObject({ ticket, number: "A002", ahead: 1, reserved: true });
    expect(report(outcome)).toMatchObject({ events: ["slipReported"] });
    hall.at("w1", "openWindow");
    hall.at("w1", "callNext");
    expect(hall.at("w1", "callNext")).toMatchObject({ called: { ticket } });
  });

  test("has its time anew, and the first kiosk neither fails it nor gives it back", () => {
    const { hall, ticket, report, fetch, giveBack } = reserved();
    hall.wait(100_000);
    fetch();
    hall.wait(100_000);
    expect(hall.run({ type: "voidOverdue" }, system)).toEqual({ refused: "nothingOverdue" });
    const first = { kind: "kiosk", id: "k1" } as unknown as typeof other;
    expect(report("failed", first)).toMatchObject({ refused: "wrongState" });
    expect(giveBack(first)).toMatchObject({ refused: "wrongState" });
    expect(hall.ticket(ticket)).toMatchObject({ state: "reserved", print: "printing", kiosk: "k2" });
    expect(report("failed")).toMatchObject({ events: ["slipReported"] });
    // A slip in a hand wins, wherever it came out.
    expect(report("printed", first)).toMatchObject({ events: ["slipReported"] });
    expect(giveBack(other)).toMatchObject({ refused: "wrongState", state: "waiting" });
  });

  test("may be given back where it is printed; a helper's and an organisation's come the same way", () => {
    const { ticket, fetch, giveBack, hall } = reserved();
    fetch();
    expect(giveBack(other)).toMatchObject({ events: ["ticketCancelled"] });
    expect(hall.ticket(ticket).state).toBe("cancelled");
    const both = [
      { role: "agent" as const, person: "h1", alias: [], isElder: false },
      { role: "principal" as const, person: "q1", alias: [], isElder: false },
    ];
    const again = both.map((each) => ({ ...each, person: `${each.person}b`, alias: [each.person] }));
    hall.run(take(["marry"], both), kiosk);
    expect(hall.run(take(["marry"], again), other)).toMatchObject({ refused: "slipPending" });
    const asked = { type: "reprintSlip", items: ["marry"], people: again } as const;
    const fetched = hall.run(asked, other) as unknown as { ticket: string };
    hall.run({ type: "confirmPrint", ticket: fetched.ticket, outcome: "printed" }, other);
    // Once it is out, a second slip is for whoever is here by themselves.
    expect(hall.run(asked, other)).toMatchObject({ refused: "holdsNothing" });
  });
});

describe("K-62 a number that somebody has, asked for again", () => {
  const again = [{ role: "self" as const, person: "p2", alias: ["p1"], isElder: false }];
  const holding = () => {
    const hall = hallOf();
    const ticket = hall.arriveWith(take(["marry"], [{ ...again[0]!, person: "p1", alias: [] }]));
    hall.at("w1", "openWindow");
    hall.at("w1", "callNext");
    return { hall, ticket, asked: { type: "reprintSlip", items: ["divorce"], people: again } as const };
  };

  test("is for the matters that it was taken for, and stands before nobody while it is called", () => {
    const { hall, asked } = holding();
    expect(hall.run(asked, kiosk)).toMatchObject({ number: "A001", items: ["marry"], ahead: null });
  });

  test("is the guide desk's once it was missed: no slip makes it called", () => {
    const { hall, ticket, asked } = holding();
    hall.at("w1", "markAbsent");
    expect(hall.ticket(ticket).state).toBe("absent");
    const missed = { refused: "numberMissed", number: "A001", queue: "a" };
    expect(hall.run(take(["divorce"], again), kiosk)).toEqual(missed);
    expect(hall.run(asked, kiosk)).toEqual(missed);
  });
});

describe("Q-8 printing decides who can be called", () => {
  const outcome = (
    hall: ReturnType<typeof hallOf>,
    ticket: string,
    report: "printed" | "failed" | "unknown" | "paperless",
  ) => hall.run({ type: "confirmPrint", ticket, outcome: report }, kiosk);
  const reserve = (hall: ReturnType<typeof hallOf>) =>
    (hall.run(take(["marry"]), kiosk) as unknown as { ticket: string }).ticket;

  test.each(["printed", "paperless"] as const)("%s can be called", (report) => {
    const hall = hallOf();
    const ticket = reserve(hall);
    outcome(hall, ticket, report);
    hall.at("w1", "openWindow");
    expect(hall.at("w1", "callNext")).toMatchObject({ called: { ticket } });
  });

  test.each(["failed", "unknown"] as const)("%s can't, until the citizen holds a slip", (report) => {
    const hall = hallOf();
    const ticket = reserve(hall);
    outcome(hall, ticket, report);
    hall.at("w1", "openWindow");
    expect(hall.at("w1", "callNext")).toMatchObject({ refused: "nobodyWaiting" });
    outcome(hall, ticket, "printed");
    expect(hall.at("w1", "callNext")).toMatchObject({ called: { ticket } });
  });

  test("a report about a ticket that is waiting already is refused with its state", () => {
    const hall = hallOf();
    const ticket = hall.arrive("marry");
    expect(outcome(hall, ticket, "failed")).toEqual({
      refused: "wrongState",
      number: "A001",
      state: "waiting",
    });
    expect(outcome(hall, "none", "printed")).toEqual({ refused: "unknownTicket" });
  });

  test("only reservations without word for 120 s are void; a later word starts the time anew", () => {
    const hall = hallOf();
    const silent = reserve(hall);
    const speaking = reserve(hall);
    hall.wait(60_000);
    outcome(hall, speaking, "unknown");
    hall.wait(60_000);
    expect(hall.run({ type: "voidOverdue" }, system)).toMatchObject({ events: ["ticketVoided"] });
    expect(hall.state().tickets.get(silent)?.state).toBe("void");
    expect(hall.state().tickets.get(speaking)?.state).toBe("reserved");
    expect(outcome(hall, silent, "failed")).toMatchObject({ refused: "wrongState", state: "void" });
    expect(hall.run({ type: "voidOverdue" }, system)).toEqual({ refused: "nothingOverdue" });
  });
});
