import { describe, expect, test } from "vitest";
import { hallOf, take } from "../hall/hall-of.ts";
import { clerk, manager, smallHall } from "../hall/small-hall.ts";

describe("Q-29 sending somebody on keeps their place", () => {
  test("to another queue: the rank is the old one, the number too", () => {
    const hall = hallOf();
    const sent = hall.arrive("pension");
    hall.arrive("marry");
    hall.run({ type: "transfer", ticket: sent, queue: "a" }, manager);
    expect(hall.ticket(sent)).toMatchObject({ queue: "a", origin: "c", number: "C001" });
    hall.at("w1", "openWindow");
    expect(hall.at("w1", "callNext")).toMatchObject({ called: { ticket: sent } });
  });

  test("to one window: it alone calls them, as long as it is staffed; then everybody does", () => {
    const hall = hallOf();
    const sent = hall.arrive("marry");
    hall.at("w1", "openWindow", "c1");
    hall.at("w2", "openWindow", "c2");
    hall.run({ type: "transfer", ticket: sent, window: "w1" }, manager);
    expect(hall.at("w2", "callNext", "c2")).toMatchObject({ refused: "nobodyWaiting" });
    hall.run({ type: "closeWindow", window: "w1" }, manager);
    expect(hall.at("w2", "callNext", "c2")).toMatchObject({ called: { ticket: sent } });
  });

  test("is refused to a closed window, to one that can't serve it, to a queue that is not there", () => {
    const hall = hallOf();
    const ticket = hall.arrive("pension");
    hall.at("w2", "openWindow", "c2");
    const send = (to: { window?: string; queue?: string }) =>
      hall.run({ type: "transfer", ticket, ...to }, manager);
    expect(send({ window: "w1" })).toEqual({ refused: "windowNotOpen", window: "w1" });
    expect(send({ window: "w2" })).toEqual({ refused: "cannotServe", number: "C001", window: "w2" });
    expect(send({ queue: "z" })).toEqual({ refused: "unknownQueue", queue: "z" });
  });

  test("a visitor is sent on by their own clerk or a manager", () => {
    const hall = hallOf();
    const ticket = hall.arrive("marry");
    hall.at("w1", "openWindow");
    hall.at("w1", "callNext");
    const send = (who: Parameters<typeof hall.run>[1]) =>
      hall.run({ type: "transfer", ticket, queue: "b" }, who);
    expect(send(clerk("c2"))).toEqual({ refused: "notYourWindow", window: "w1" });
    expect(send(clerk("c1"))).toMatchObject({ events: ["ticketTransferred"] });
    expect(hall.state().windows["w1"]).toMatchObject({ state: "open", ticket: null });
  });
});

describe("Q-30 the guide desk gives a place, with its reason in the log", () => {
  test("at the front, in the middle, at the end", () => {
    const hall = hallOf();
    const [a, b, c, d] = ["a", "b", "c", "d"].map(() => hall.arrive("pension"));
    const line = () => [...hall.state().queues["c"]!.waiting];
    const put = (ticket: string, behind: number) =>
      hall.run({ type: "place", ticket, behind, reason: "lostSlip" }, manager);
    put(d!, 0);
    expect(line()).toEqual([d, a, b, c]);
    put(d!, 2);
    expect(line()).toEqual([a, b, d, c]);
    put(a!, 99);
    expect(line()).toEqual([b, d, c, a]);
  });

  test("a clerk may not", () => {
    const hall = hallOf();
    const ticket = hall.arrive("pension");
    expect(hall.run({ type: "place", ticket, behind: 0, reason: "lostSlip" }, clerk("c1"))).toMatchObject({
      refused: "notAllowed",
    });
  });
});

describe("Q-31 a visit may grow, and may be parted", () => {
  test("one more matter, if somebody can serve all of them together", () => {
    const hall = hallOf();
    const ticket = hall.arrive("marry");
    const add = (item: string) => hall.run({ type: "addItem", ticket, item }, manager);
    expect(add("divorce")).toMatchObject({ events: ["itemAdded"] });
    expect(add("divorce")).toEqual({ events: [] });
    expect(hall.ticket(ticket).items).toEqual(["marry", "divorce"]);
    expect(add("nothing")).toMatchObject({ refused: "unknownItem" });
  });

  test("a matter that the visitor's window does not serve is not added to them", () => {
    const hall = hallOf();
    const ticket = hall.arrive("marry");
    hall.at("w2", "openWindow");
    hall.at("w2", "callNext");
    expect(hall.run({ type: "addItem", ticket, item: "pension" }, clerk("c1"))).toMatchObject({
      refused: "itemNotServed",
    });
  });

  test("some of its matters get a number of their own, at the old rank; one stays at least", () => {
    const hall = hallOf();
    const visit = hall.arriveWith(take(["marry", "divorce"]));
    hall.arrive("marry");
    const part = (items: string[]) => hall.run({ type: "split", ticket: visit, items }, manager);
    expect(part(["marry", "divorce"])).toEqual({ refused: "itemsMustRemain", number: "A001" });
    expect(part(["pension"])).toEqual({ refused: "itemsMustRemain", number: "A001" });
    const { ticket } = part(["divorce"]) as unknown as { ticket: string };
    expect(hall.ticket(ticket)).toMatchObject({
      number: "A003",
      items: ["divorce"],
      visit,
      rank: hall.ticket(visit).rank,
    });
    expect(hall.ticket(visit).items).toEqual(["marry"]);
    hall.at("w2", "openWindow");
    hall.at("w2", "callNext");
    expect(hall.at("w2", "callNext")).toMatchObject({ called: { ticket } });
  });
});

describe("Q-32 windows and what they serve", () => {
  test("the matrix changes at once: whoever waits is called by who serves them now", () => {
    const hall = hallOf();
    const ticket = hall.arrive("pension");
    hall.at("w2", "openWindow");
    expect(hall.at("w2", "callNext")).toMatchObject({ refused: "nobodyWaiting" });
    expect(
      hall.run({ type: "setWindowItems", window: "w2", items: ["pension", "pension"] }, manager),
    ).toEqual({
      events: ["windowItemsChanged"],
    });
    expect(hall.at("w2", "callNext")).toMatchObject({ called: { ticket } });
    const set = (window: string, item: string) =>
      hall.run({ type: "setWindowItems", window, items: [item] }, manager);
    expect(set("w9", "pension")).toMatchObject({ refused: "unknownWindow" });
    expect(set("w2", "nothing")).toEqual({ refused: "unknownItem", item: "nothing" });
  });

  test("the last window that serves somebody who waits does not close without being told twice", () => {
    const hall = hallOf();
    hall.arrive("pension");
    hall.at("w3", "openWindow");
    expect(hall.at("w3", "closeWindow")).toEqual({ refused: "stillWaiting", count: 1 });
    expect(hall.run({ type: "closeWindow", window: "w3", evenIfWaiting: true }, clerk("c1"))).toEqual({
      events: ["windowClosed"],
    });
  });

  test("a clerk who sits elsewhere moves only on purpose, and their visitor comes along", () => {
    const hall = hallOf();
    const ticket = hall.arrive("marry");
    hall.at("w1", "openWindow");
    hall.at("w1", "callNext");
    const open = (window: string, takeOver: boolean) =>
      hall.run({ type: "openWindow", window, takeOver }, clerk("c1"));
    expect(open("w2", false)).toEqual({ refused: "clerkElsewhere", window: "w1" });
    expect(open("w3", true)).toEqual({ refused: "visitorAtWindow", number: "A001" });
    expect(open("w2", true)).toEqual({ events: ["windowOpened", "visitorMoved", "windowClosed"] });
    expect(hall.ticket(ticket)).toMatchObject({ state: "called", window: "w2" });
    expect(hall.state().windows["w1"]).toEqual({ state: "closed" });
  });
});

describe("Q-33 the end of a day", () => {
  test("expires who still waits, or carries them over with their numbers, which nobody else gets", () => {
    const rules = { ...smallHall.rules, atDaysEnd: "carryOver" as const };
    const hall = hallOf({ ...smallHall, rules });
    const waiting = hall.arrive("marry");
    hall.run({ type: "rollDay", day: "2026-11-24" }, { kind: "system" });
    expect(hall.ticket(waiting).state).toBe("waiting");
    const next = hall.arrive("marry");
    expect(hall.ticket(next).number).toBe("A002");
    hall.at("w1", "openWindow");
    expect(hall.at("w1", "callNext")).toMatchObject({ called: { ticket: waiting } });
    const strict = hallOf();
    strict.arrive("marry");
    strict.run({ type: "rollDay", day: "2026-11-24" }, { kind: "system" });
    expect(strict.state().queues["a"]!.waiting.size).toBe(0);
  });
});
