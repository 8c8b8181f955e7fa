import { describe, expect, test } from "vitest";
import { hallOf, mondayMorning, person, take } from "../hall/hall-of.ts";
import type { ArrivingPerson } from "../hall/commands.ts";
import { kiosk, manager, system } from "../hall/small-hall.ts";

const minute = 60_000;
type Hall = ReturnType<typeof hallOf>;

/** Books a slot of half an hour, so many minutes from now. */
function bookIn(hall: Hall, minutes: number, people: ArrivingPerson[] = [], code = `code${minutes}`): string {
  const from = mondayMorning + minutes * minute;
  const made = hall.run(
    { type: "book", code, day: "2026-11-23", from, to: from + 30 * minute, items: ["pension"], people },
    manager,
  );
  return (made as unknown as { booking: string }).booking;
}
const checkIn = (hall: Hall, booking: string, people: ArrivingPerson[] = [], items = ["pension"]) =>
  hall.run({ ...take(items, people), booking }, kiosk);

describe("Q-34 checking in for a booking", () => {
  test("gives the booked rank, however late one comes within the slot", () => {
    const hall = hallOf();
    const booking = bookIn(hall, 30);
    const early = hall.arrive("pension");
    hall.wait(40 * minute);
    const late = hall.arrive("pension");
    const mine = (checkIn(hall, booking) as unknown as { ticket: string }).ticket;
    hall.run({ type: "confirmPrint", ticket: mine, outcome: "printed" }, kiosk);
    expect(hall.ticket(mine)).toMatchObject({ class: "booking", rank: mondayMorning + 30 * minute, booking });
    expect([...hall.state().queues["c"]!.waiting]).toEqual([early, mine, late]);
    hall.at("w1", "openWindow");
    expect(hall.at("w1", "callNext")).toMatchObject({ called: { ticket: mine } });
  });

  test("half an hour early to a quarter past the slot, and each refusal says what to do", () => {
    const hall = hallOf();
    const booking = bookIn(hall, 60);
    hall.wait(29 * minute);
    expect(checkIn(hall, booking)).toEqual({ refused: "bookingTooEarly", from: "09:00" });
    hall.wait(minute);
    expect(checkIn(hall, booking)).toMatchObject({ number: "C001" });
    expect(checkIn(hall, booking)).toEqual({ refused: "bookingUsed", number: "C001" });
    const other = bookIn(hall, 61);
    hall.wait(75 * minute + minute);
    expect(checkIn(hall, other)).toEqual({ refused: "bookingTooLate" });
  });

  test("a number that never came out, or was given back, leaves the booking as good as before", () => {
    const hall = hallOf();
    const booking = bookIn(hall, 10);
    const first = (checkIn(hall, booking) as unknown as { ticket: string }).ticket;
    hall.wait(3 * minute);
    hall.run({ type: "voidOverdue" }, system);
    expect(hall.ticket(first).state).toBe("void");
    expect(checkIn(hall, booking)).toMatchObject({ number: "C002" });
    expect(checkIn(hall, booking)).toEqual({ refused: "bookingUsed", number: "C002" });
    const second = hall.state().bookings.get(booking) as { ticket: string };
    hall.run({ type: "cancelTicket", ticket: second.ticket, reason: "printFailed" }, kiosk);
    expect(checkIn(hall, booking)).toMatchObject({ number: "C003" });
  });

  test("holds one booked place: a late slip of a number before stands by the moment of taking", () => {
    const hall = hallOf();
    const booking = bookIn(hall, 10);
    const first = (checkIn(hall, booking) as unknown as { ticket: string }).ticket;
    const takenAt = hall.now();
    hall.wait(3 * minute);
    hall.run({ type: "voidOverdue" }, system);
    const second = (checkIn(hall, booking) as unknown as { ticket: string }).ticket;
    for (const ticket of [second, first])
      hall.run({ type: "confirmPrint", ticket, outcome: "printed" }, kiosk);
    expect(hall.ticket(second)).toMatchObject({ state: "waiting", class: "booking", booking });
    expect(hall.ticket(first)).toMatchObject({
      state: "waiting",
      class: "ordinary",
      booking: null,
      rank: takenAt,
    });
  });

  test("Q-35 with the ordinary number that they took too early: it keeps its number and its place, and is called by the booking in its time", () => {
    const hall = hallOf();
    const booking = bookIn(hall, 60, [person("p0")]);
    const me = (alias: string[]) => [person("p9", { alias: ["p0", ...alias] })];
    expect(checkIn(hall, booking, me([]))).toMatchObject({ refused: "bookingTooEarly" });
    const before = [hall.arrive("pension"), hall.arrive("pension")];
    const mine = hall.arriveWith(take(["relief"], [person("p1", { alias: ["p0"] })]));
    const other = hall.arrive("pension");
    hall.wait(50 * minute);
    const late = hall.arrive("pension");
    const { number } = hall.ticket(mine);
    expect(checkIn(hall, booking, me(["p1"]))).toEqual({
      ticket: mine,
      number,
      queue: "c",
      ahead: 2,
      takenAt: hall.ticket(mine).takenAt,
      held: { items: ["relief", "pension"] },
      events: ["ticketCheckedIn"],
    });
    expect(hall.ticket(mine)).toMatchObject({
      class: "booking",
      booking,
      rank: hall.ticket(mine).takenAt,
      slot: mondayMorning + 60 * minute,
      items: ["relief", "pension"],
    });
    expect([...hall.state().queues["c"]!.waiting]).toEqual([...before, mine, other, late]);
    expect(checkIn(hall, booking, me(["p1"]))).toMatchObject({ refused: "alreadyHolding", number });
    // Not before its time, though it is a booking's.
    hall.at("w1", "openWindow");
    expect(hall.at("w1", "callNext")).toMatchObject({
      called: { ticket: before[0] },
    });
    hall.wait(10 * minute);
    expect(hall.at("w1", "callNext")).toMatchObject({ called: { ticket: mine } });
  });

  test("Q-35 not with a number that is being called, that another booking has, or that was missed", () => {
    const hall = hallOf();
    const booking = bookIn(hall, 10, [person("p0")]);
    const second = bookIn(hall, 11, [person("p0")]);
    const people = [person("p9", { alias: ["p0", "p1"] })];
    hall.arriveWith(take(["pension"], [person("p1")]));
    hall.at("w1", "openWindow");
    hall.at("w1", "callNext");
    expect(checkIn(hall, booking, people)).toMatchObject({ refused: "alreadyHolding" });
    hall.at("w1", "finish");
    expect(checkIn(hall, booking, people)).toMatchObject({ number: "C002" });
    const { ticket } = hall.state().bookings.get(booking) as { ticket: string };
    hall.run({ type: "confirmPrint", ticket, outcome: "printed" }, kiosk);
    expect(checkIn(hall, second, [person("p9", { alias: ["p0", "p1", "p9"] })])).toMatchObject({
      refused: "alreadyHolding",
      number: "C002",
    });
  });

  test("another hall's booking is known here only to say where it is", () => {
    const hall = hallOf();
    const from = mondayMorning + 10 * minute;
    const slot = { day: "2026-11-23", from, to: from + 30 * minute, items: ["theirs"], people: [] };
    const elsewhere = { zh: "别的大厅", en: "Another hall" };
    hall.run({ type: "book", code: "elsewhere", ...slot, hall: elsewhere }, manager);
    const booking = [...hall.state().bookings.keys()][0]!;
    const refusal = { refused: "bookingOtherHall", hall: "别的大厅", hallEn: "Another hall" };
    expect(checkIn(hall, booking)).toEqual(refusal);
    hall.run({ type: "cancelBooking", booking }, manager);
    expect(hall.state().bookings.get(booking)).toMatchObject({ state: "cancelled", hall: elsewhere });
  });

  test("is for its own person, known by card under any id, and for its own matters", () => {
    const hall = hallOf();
    const booking = bookIn(hall, 10, [person("p1")]);
    expect(checkIn(hall, booking, [person("p2")])).toEqual({ refused: "bookingNotTheirs" });
    expect(checkIn(hall, booking, [person("p3", { alias: ["p1"] })], ["relief"])).toEqual({
      refused: "bookingOtherItems",
      items: "pension",
    });
    expect(checkIn(hall, booking, [person("p3", { alias: ["p1"] })])).toMatchObject({ number: "C001" });
  });

  test("cancelled, unknown, missed yesterday", () => {
    const hall = hallOf();
    const cancelled = bookIn(hall, 10);
    const missed = bookIn(hall, 11);
    hall.run({ type: "cancelBooking", booking: cancelled }, manager);
    expect(checkIn(hall, cancelled)).toEqual({ refused: "bookingCancelled" });
    expect(hall.run({ type: "cancelBooking", booking: cancelled }, manager)).toEqual({
      refused: "bookingCancelled",
    });
    expect(checkIn(hall, "nothing")).toEqual({ refused: "unknownBooking" });
    hall.run({ type: "rollDay", day: "2026-11-24" }, system);
    expect(checkIn(hall, missed)).toMatchObject({ refused: "bookingOtherDay" });
  });

  test("a slot's day is its own, its end is not over, its code is nobody else's", () => {
    const hall = hallOf();
    bookIn(hall, 10, [], "same");
    const book = (from: number, to: number, day = "2026-11-23", code = "other") =>
      hall.run(
        {
          type: "book",
          code,
          day,
          from: mondayMorning + from * minute,
          to: mondayMorning + to * minute,
          items: ["pension"],
          people: [],
        },
        manager,
      );
    expect(book(10, 40, "2026-11-23", "same")).toEqual({ refused: "codeInUse" });
    expect(book(10, 10)).toEqual({ refused: "slotIsOver" });
    expect(book(-40, -10)).toEqual({ refused: "slotIsOver" });
    expect(book(10, 40, "2026-11-24")).toEqual({ refused: "bookingOtherDay", day: "2026-11-23" });
  });

  test("a full hour and a passed cut-off do not stand in a booking's way", () => {
    const hall = hallOf();
    const config = hall.state().config;
    const strict = hallOf({
      ...config,
      queues: config.queues.map((queue) => ({ ...queue, perHour: 1, cutOff: "08:31" })),
    });
    strict.arrive("pension");
    strict.wait(2 * minute);
    expect(strict.run(take(["pension"]), kiosk)).toMatchObject({ refused: "cutOffPassed" });
    expect(checkIn(strict, bookIn(strict, 10))).toMatchObject({ number: "C002" });
  });
});
