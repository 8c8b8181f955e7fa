import { describe, expect, test } from "vitest";
import type { HallConfig } from "../hall/config.ts";
import { hallOf, mondayMorning, person, take } from "../hall/hall-of.ts";
import { clerk, kiosk, smallHall, system } from "../hall/small-hall.ts";
import type { Principal } from "../roles.ts";
import type { Granted } from "./lease.ts";

const twoKiosks: HallConfig = {
  ...smallHall,
  kiosks: [...smallHall.kiosks, { id: "k2", name: { zh: "k2", en: "k2" } }],
  queues: smallHall.queues.map((queue) =>
    queue.id === "a" ? { ...queue, offline: { from: 101, to: 110, perKiosk: 4 } } : queue,
  ),
};
const other: Principal = { kind: "kiosk", id: "k2" };
type Hall = ReturnType<typeof hallOf>;

const leaseOf = (hall: Hall, who: Principal = kiosk, held: string | null = null): Granted =>
  (hall.run({ type: "leaseNumbers", held }, who) as unknown as { lease: Granted }).lease;
const given = (lease: Granted, running: number, takenAt: number, change: object = {}) => ({
  type: "takeOffline" as const,
  lease: lease.id,
  queue: "a",
  running,
  items: ["marry"],
  people: [],
  takenAt,
  ...change,
});

describe("O-1 every kiosk has numbers of its own for when the hall is away", () => {
  test("no two share one, and the hall gives none of them", () => {
    const hall = hallOf(twoKiosks);
    expect(leaseOf(hall).blocks).toEqual([{ queue: "a", prefix: "A", width: 3, from: 101, to: 104 }]);
    expect(leaseOf(hall, other).blocks).toMatchObject([{ from: 105, to: 108 }]);
    for (let i = 0; i < 6; i++) hall.arrive("marry");
    expect(hall.run(take(["marry"]), kiosk)).toMatchObject({ refused: "queueFull", reason: "rangeSpent" });
  });

  test("whoever still holds a lease gets the same; whoever has lost it gets numbers that nobody was given", () => {
    const hall = hallOf(twoKiosks);
    const first = leaseOf(hall);
    hall.wait(60_000);
    expect(leaseOf(hall, kiosk, first.id)).toEqual(first);
    expect(leaseOf(hall, other, first.id).blocks).toMatchObject([{ from: 105 }]);
    expect(leaseOf(hall, kiosk, null).blocks).toMatchObject([{ from: 109, to: 110 }]);
    expect(hall.run({ type: "leaseNumbers", held: null }, kiosk)).toEqual({ refused: "noOfflineNumbers" });
  });

  test("a kiosk whose memory went back is told what it has given", () => {
    const hall = hallOf(twoKiosks);
    const lease = leaseOf(hall);
    expect(hall.run({ type: "leaseNumbers", held: lease.id }, kiosk)).toMatchObject({ used: [] });
    hall.run(given(lease, 101, mondayMorning), kiosk);
    expect(hall.run({ type: "leaseNumbers", held: lease.id }, kiosk)).toMatchObject({ used: ["A101"] });
  });

  test("a lease is for its day", () => {
    const hall = hallOf(twoKiosks);
    const monday = leaseOf(hall);
    hall.run({ type: "rollDay", day: "2026-11-24" }, system);
    const tuesday = leaseOf(hall, kiosk, monday.id);
    expect(tuesday).toMatchObject({ day: "2026-11-24", blocks: [{ from: 101, to: 104 }] });
  });

  test("Q-33 nobody else gets the number of who was carried over: a block ends before it, the next begins after it", () => {
    const hall = hallOf({ ...twoKiosks, rules: { ...twoKiosks.rules, atDaysEnd: "carryOver" } });
    const monday = leaseOf(hall);
    for (const running of [101, 103]) {
      const { ticket } = hall.run(given(monday, running, mondayMorning), kiosk) as unknown as {
        ticket: string;
      };
      hall.run({ type: "confirmPrint", ticket, outcome: "printed" }, kiosk);
    }
    hall.run({ type: "rollDay", day: "2026-11-24" }, system);
    expect(leaseOf(hall, kiosk).blocks).toMatchObject([{ from: 102, to: 102 }]);
    expect(leaseOf(hall, other).blocks).toMatchObject([{ from: 104, to: 107 }]);
  });

  test("a range that kiosks hold numbers of can't be taken away or moved", () => {
    const hall = hallOf(twoKiosks);
    leaseOf(hall);
    const configured = (offline: HallConfig["queues"][number]["offline"]) => {
      const { offline: _, ...queue } = twoKiosks.queues[0]!;
      const queues = [offline ? { ...queue, offline } : queue, ...twoKiosks.queues.slice(1)];
      return hall.run({ type: "configureHall", source: "test", config: { ...twoKiosks, queues } }, system);
    };
    expect(configured(undefined)).toMatchObject({ problem: "numbersInUse" });
    expect(configured({ from: 201, to: 210, perKiosk: 4 })).toMatchObject({ problem: "numbersInUse" });
    expect(configured({ from: 101, to: 103, perKiosk: 4 })).toMatchObject({ problem: "numbersInUse" });
    expect(configured({ from: 5, to: 110, perKiosk: 4 })).toMatchObject({ problem: "rangeOverlaps" });
    expect(configured({ from: 101, to: 120, perKiosk: 4 })).toEqual({ events: ["hallConfigured"] });
  });
});

describe("O-2 on its return a kiosk reports what it gave, and nobody is lost", () => {
  test("the rank is the moment of taking: who took offline earlier is called before who took later", () => {
    const hall = hallOf(twoKiosks);
    const lease = leaseOf(hall);
    hall.wait(60_000);
    const late = hall.arrive("marry");
    const answer = hall.run(given(lease, 101, mondayMorning + 30_000), kiosk);
    expect(answer).toMatchObject({ number: "A101", events: ["ticketTaken"] });
    const { ticket } = answer as unknown as { ticket: string };
    hall.run({ type: "confirmPrint", ticket, outcome: "printed" }, kiosk);
    expect(hall.ticket(ticket)).toMatchObject({ takenAt: mondayMorning + 30_000, state: "waiting" });
    hall.at("w1", "openWindow");
    expect(hall.at("w1", "callNext")).toMatchObject({ called: { ticket } });
    expect(hall.at("w1", "callNext")).toMatchObject({ called: { ticket: late } });
  });

  test("a clock that is wrong ranks nobody before the lease or after the report", () => {
    const hall = hallOf(twoKiosks);
    const lease = leaseOf(hall);
    hall.wait(60_000);
    const rankOf = (running: number, takenAt: number) => {
      const { ticket } = hall.run(given(lease, running, takenAt), kiosk) as unknown as { ticket: string };
      return hall.ticket(ticket).rank;
    };
    expect(rankOf(101, 0)).toBe(mondayMorning);
    expect(rankOf(102, mondayMorning * 2)).toBe(mondayMorning + 60_000);
  });

  test("no limit stands against a number that is in a hand: full, closed, past the cut-off", () => {
    const hall = hallOf({
      ...twoKiosks,
      queues: twoKiosks.queues.map((queue) => ({ ...queue, capacity: 1, cutOff: "00:01" })),
    });
    const lease = leaseOf(hall);
    hall.run(
      { type: "switchQueue", queue: "a", closed: true },
      { kind: "staff", id: "m1", roles: ["manager"] },
    );
    expect(hall.run(given(lease, 101, mondayMorning), kiosk)).toMatchObject({ number: "A101" });
    expect(hall.run(given(lease, 102, mondayMorning), kiosk)).toMatchObject({ number: "A102" });
  });

  test("one of an hour that is over takes nothing from the hour that is, and gives nothing back", () => {
    const perHour = twoKiosks.queues.map((queue) => (queue.id === "a" ? { ...queue, perHour: 2 } : queue));
    const hall = hallOf({ ...twoKiosks, queues: perHour });
    const lease = leaseOf(hall, other);
    const early = hall.now() + 60_000;
    hall.wait(31 * 60_000);
    hall.arrive("marry");
    hall.arrive("marry");
    expect(hall.run(given(lease, lease.blocks[0]!.from, early), other)).toMatchObject({
      number: expect.anything(),
    });
    expect(hall.run(take(["marry"]), kiosk)).toEqual({ refused: "hourFull", queue: "a", from: "10:00" });
  });

  test("of a day that is over it stays known, and nobody waits with it", () => {
    const hall = hallOf(twoKiosks);
    const lease = leaseOf(hall);
    hall.run({ type: "rollDay", day: "2026-11-24" }, system);
    expect(hall.run(given(lease, 101, mondayMorning), kiosk)).toMatchObject({
      number: "A101",
      events: ["offlineNumberLate"],
    });
    expect(hall.state().queues["a"]!.waiting.size).toBe(0);
    expect(hall.run(given(lease, 101, mondayMorning), kiosk)).toMatchObject({ refused: "offlineNumberUsed" });
  });

  test("an old citizen has priority here too", () => {
    const hall = hallOf(twoKiosks);
    const people = [person("p1", { isElder: true })];
    const answer = hall.run(given(leaseOf(hall), 101, mondayMorning, { people }), kiosk);
    expect(hall.ticket((answer as unknown as { ticket: string }).ticket).class).toBe("priority");
  });
});

describe("O-3 what can't be true is refused", () => {
  test("another kiosk's lease, an unknown one, a number outside it, a number twice", () => {
    const hall = hallOf(twoKiosks);
    const lease = leaseOf(hall);
    expect(hall.run(given(lease, 101, mondayMorning), other)).toEqual({ refused: "unknownLease" });
    expect(hall.run(given({ ...lease, id: "none" }, 101, mondayMorning), kiosk)).toEqual({
      refused: "unknownLease",
    });
    expect(hall.run(given(lease, 105, mondayMorning), kiosk)).toEqual({
      refused: "notLeased",
      queue: "a",
      running: 105,
    });
    expect(hall.run(given(lease, 101, mondayMorning, { queue: "b" }), kiosk)).toMatchObject({
      refused: "notLeased",
    });
    hall.run(given(lease, 101, mondayMorning), kiosk);
    expect(hall.run(given(lease, 101, mondayMorning), kiosk)).toEqual({
      refused: "offlineNumberUsed",
      number: "A101",
    });
    expect(hall.run({ type: "leaseNumbers", held: null }, clerk("c1"))).toMatchObject({
      refused: "notAllowed",
    });
  });
});
