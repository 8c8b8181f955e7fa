import { expect, test } from "vitest";
import { hallOf, mondayMorning, take } from "../domain/hall/hall-of.ts";
import { kiosk, manager } from "../domain/hall/small-hall.ts";
import { BookingsAsked } from "./bookings-asked.ts";

const minute = 60_000;

/** A hall with one booking, of p1, and who may ask for it. */
function hallWithBooking() {
  const hall = hallOf();
  const from = mondayMorning + 10 * minute;
  const people = [{ role: "self" as const, person: "p1", alias: [], isElder: false }];
  const slot = { day: "2026-11-23", from, to: from + 30 * minute, items: ["pension"] };
  hall.run({ type: "book", code: "code-1", ...slot, people }, manager);
  const clock = { now: 0 };
  const asked = new BookingsAsked(
    ({ number }) => (number === "known" ? ["p1"] : []),
    () => clock.now,
  );
  const ask = (code: string, at = mondayMorning, kiosk = "k1") =>
    asked.answer({ code }, kiosk, hall.state(), at);
  return { hall, clock, asked, ask };
}
const codeOf = (answer: ReturnType<BookingsAsked["answer"]>) => (answer.ok ? "found" : answer.refusal.code);

test("K-37 early and late are told by the hall's clock", () => {
  const { ask, clock } = hallWithBooking();
  const why = (minutes: number) => {
    clock.now += minute;
    const answer = ask("code-1", mondayMorning + minutes * minute);
    return answer.ok ? answer.bookings[0]!.why : answer;
  };
  expect(why(-21)).toEqual({ code: "bookingTooEarly", params: { from: "08:10" } });
  expect(why(0)).toBeNull();
  expect(why(56)).toEqual({ code: "bookingTooLate", params: {} });
});

test("K-37 a card finds its own bookings of today, and says none where there are none", () => {
  const { asked, hall } = hallWithBooking();
  const ofCard = (number: string) =>
    asked.answer({ card: { kind: "resident", number } }, "k1", hall.state(), mondayMorning);
  expect(ofCard("known")).toMatchObject({ bookings: [{ items: ["pension"], why: null }] });
  expect(ofCard("stranger")).toEqual({ ok: true, bookings: [] });
});

test("K-63 a card finds its number whose slip is not known to be out, and nothing else does", () => {
  const { asked, hall, clock, ask } = hallWithBooking();
  const of = (bearer: Parameters<BookingsAsked["answer"]>[0]) => {
    clock.now += minute;
    return asked.answer(bearer, "k2", hall.state(), mondayMorning);
  };
  const mine = { kind: "resident", number: "known" } as const;
  expect(of({ card: mine })).not.toHaveProperty("slipPending");
  const people = [{ role: "self" as const, person: "p1", alias: [], isElder: false }];
  const { ticket } = hall.run(take(["marry"], people), kiosk) as unknown as { ticket: string };
  hall.run({ type: "confirmPrint", ticket, outcome: "failed" }, kiosk);
  expect(of({ card: mine })).toMatchObject({ slipPending: { number: "A001", items: ["marry"] } });
  expect(of({ card: { ...mine, number: "stranger" } })).not.toHaveProperty("slipPending");
  expect(of({ phone: "known" })).not.toHaveProperty("slipPending");
  expect(ask("code-1")).not.toHaveProperty("slipPending");
  hall.run({ type: "confirmPrint", ticket, outcome: "printed" }, kiosk);
  expect(of({ card: mine })).not.toHaveProperty("slipPending");
});

test("K-38 a phone number finds its bookings of today; whoever tries numbers out is stopped after ten, and nobody else", () => {
  const { asked, hall, ask, clock } = hallWithBooking();
  const ofPhone = (number: string, kiosk = "k1") =>
    asked.answer({ phone: number }, kiosk, hall.state(), mondayMorning);
  expect(ofPhone("known")).toMatchObject({ bookings: [{ items: ["pension"], why: null }] });
  const tried = Array.from({ length: 30 }, (_, n) => {
    clock.now += 1_000;
    return codeOf(ofPhone(`1390000${n}`));
  });
  const answered = tried.filter((code) => code === "found").length;
  expect(answered).toBeGreaterThanOrEqual(10);
  expect(answered).toBeLessThan(20);
  // Locked: not even one that has a booking is told from one that has none.
  expect(codeOf(ofPhone("known"))).toBe("tooFast");
  expect(codeOf(ofPhone("known", "k2"))).toBe("found");
  expect(codeOf(ask("code-1"))).toBe("found");
  clock.now += 60_000;
  expect(codeOf(ofPhone("known"))).toBe("found");
});

test("K-37 a kiosk asks as fast as people come, five at once and one a second", () => {
  const { ask, clock } = hallWithBooking();
  const answers = Array.from({ length: 6 }, () => codeOf(ask("code-1")));
  expect(answers).toEqual(["found", "found", "found", "found", "found", "tooFast"]);
  expect(codeOf(ask("code-1", mondayMorning, "k2"))).toBe("found");
  clock.now += 1_000;
  expect(codeOf(ask("code-1"))).toBe("found");
});

test("K-37 whoever tries out codes is stopped after ten, and may go on one by one, later", () => {
  const { ask, clock } = hallWithBooking();
  const tried = Array.from({ length: 30 }, (_, n) => {
    clock.now += 1_000;
    return codeOf(ask(`guess-${n}`));
  });
  const misses = tried.filter((code) => code === "unknownBooking").length;
  expect(misses).toBeGreaterThanOrEqual(10);
  expect(misses).toBeLessThan(20);
  expect(tried).toContain("tooFast");
  clock.now += 60_000;
  expect(codeOf(ask("code-1"))).toBe("found");
});
