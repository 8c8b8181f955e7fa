import { describe, expect, it } from "vitest";
import { instantAt, newCode } from "./bookings/slot.ts";
import { personProblem, toPerson } from "./take/typed-person.ts";
import { findTickets, type GuideTicket } from "./tickets/find-tickets.ts";
import { ticketVerbs } from "./tickets/ticket-verbs.ts";

const ticket = (number: string, change: Partial<GuideTicket> = {}): GuideTicket => ({
  ticket: number,
  number,
  queue: "q",
  items: [],
  class: "ordinary",
  takenAt: Number(number.slice(1)),
  waitingSince: 0,
  slot: null,
  state: "waiting",
  since: 0,
  window: null,
  ahead: 0,
  print: null,
  stranded: false,
  steppedOut: false,
  missed: 0,
  wait: null,
  ...change,
});

describe("G-2 a number", () => {
  const found = (typed: string, tickets: GuideTicket[]) =>
    findTickets(tickets, typed).map(({ number }) => number);

  it("is found by its digits, in any case; typed whole it is the first", () => {
    const all = ["A001", "A010", "A012", "B012"].map((number) => ticket(number));
    expect(found("012", all)).toEqual(["A012", "B012"]);
    expect(found("b 0", all)).toEqual(["B012"]);
    expect(found("A0", [ticket("A0012"), ticket("A0")])).toEqual(["A0", "A0012"]);
  });

  it("that needs somebody comes before those that only wait", () => {
    const all = [
      ticket("A001", { state: "void", print: null }),
      ticket("A002"),
      ticket("A003", { state: "reserved", print: "unknown" }),
      ticket("A004", { stranded: true }),
    ];
    expect(found("", all)).toEqual(["A004", "A003", "A002", "A001"]);
  });

  it("offers what its state allows", () => {
    expect(ticketVerbs(ticket("A001", { state: "void" }))).toEqual(["handedOut"]);
    expect(ticketVerbs(ticket("A001", { state: "serving" }))).toEqual(["slip"]);
    expect(ticketVerbs(ticket("A001", { state: "absent" }))[0]).toBe("requeue");
    expect(ticketVerbs(ticket("A001", { steppedOut: true }))).not.toContain("stepOut");
    expect(ticketVerbs(ticket("A001", { class: "booking" }))).not.toContain("priority");
  });
});

describe("G-1 a person typed from a document", () => {
  // Synthetic, with a valid check digit.
  const typed = { capacity: "self" as const, name: " 张三 ", number: "110101 19900307 4477" };

  it("is checked as a card's number is", () => {
    expect(personProblem(typed)).toBeNull();
    expect(personProblem({ ...typed, number: "110101199003074478" })).toBe("numberWrong");
    expect(personProblem({ ...typed, name: " " })).toBe("nameMissing");
  });

  it("brings the birthday and sex that the number says, and no validity that nobody read", () => {
    expect(toPerson(typed)).toEqual({
      role: "self",
      card: {
        kind: "resident",
        number: "110101199003074477",
        name: "张三",
        sex: "male",
        birth: "1990-03-07",
      },
    });
  });
});

describe("G-1 somebody without a card", () => {
  const of = (capacity: "organisation" | "phone", number: string) => ({ capacity, name: "", number });

  it("is an organisation by its credit code, whose check character is looked at", () => {
    const typed = of("organisation", "91350100 m000100y43");
    expect(personProblem(typed)).toBeNull();
    expect(toPerson(typed)).toEqual({
      role: "organisation",
      organisation: { creditCode: "91350100M000100Y43" },
    });
    expect(personProblem(of("organisation", "91350100M000100Y44"))).toBe("codeWrong");
  });

  it("is a phone number as people say it, and nothing that could not be one", () => {
    const typed = of("phone", "138-0000 0000");
    expect(personProblem(typed)).toBeNull();
    expect(toPerson(typed)).toEqual({ role: "self", phone: "13800000000" });
    expect(personProblem(of("phone", "12800000000"))).toBe("phoneWrong");
  });
});

describe("G-4 a booking's slot and code", () => {
  it("is the hall's time, also where clocks change", () => {
    expect(instantAt("2026-11-25", "10:00", "Asia/Shanghai")).toBe(Date.UTC(2026, 10, 25, 2));
    expect(instantAt("2026-07-01", "10:00", "Europe/Berlin")).toBe(Date.UTC(2026, 6, 1, 8));
    expect(instantAt("2026-03-29", "03:30", "Europe/Berlin")).toBe(Date.UTC(2026, 2, 29, 1, 30));
    expect(instantAt("2026-11-25", "", "Asia/Shanghai")).toBeNull();
  });

  it("is eight digits", () => {
    for (let i = 0; i < 50; i++) expect(newCode()).toMatch(/^\d{8}$/);
  });
});
