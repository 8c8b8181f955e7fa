import { describe, expect, test } from "vitest";
import type { BookingsFound } from "../../../hall-server/contract/questions.ts";
import { itemIn, sampleOffer, Session } from "../testing/session.ts";
import { smith, zhang } from "../testing/sample-cards.ts";
import { viewOf } from "../view.ts";

const laid = { kind: "reader", event: { kind: "card", card: zhang } } as const;
const choose = (item: string) => ({ kind: "toggleItem", item }) as const;

describe("K-1 from card to number", () => {
  test("three touches after the card is laid", () => {
    const session = new Session().feed(laid);
    expect(session.at("choose").who).toMatchObject({ kind: "card", notice: null });
    session.do(choose(itemIn("care")), "next", { kind: "takeNumber", paper: true });
    expect(session.of("takeTicket")).toMatchObject([
      { items: [itemIn("care")], people: [{ role: "self", card: { number: zhang.number } }] },
    ]);
    const { jobId } = session.give().at("printing");
    expect(session.of("print")).toMatchObject([{ jobId, reprint: false, given: { number: "D013" } }]);
    session.feed({ kind: "printResult", jobId, result: { outcome: "printed" } });
    expect(session.at("done").slip).toBe("printed");
    expect(session.of("confirmPrint")).toMatchObject([{ ticket: "t-1", outcome: "printed" }]);
  });

  test("a double tap is one number", () => {
    const session = new Session().do("startWithoutCard", choose(itemIn("care")), "next");
    const { id } = session.at("confirm");
    session.do({ kind: "takeNumber", paper: true }, { kind: "takeNumber", paper: true });
    expect(session.of("takeTicket").map((effect) => effect.id)).toEqual([id]);
  });

  test("asking again after a lost answer sends the same id", () => {
    const session = new Session().do("startWithoutCard", choose(itemIn("care")), "next");
    session.do({ kind: "takeNumber", paper: true }).pass(20_000);
    expect(session.at("refused").refusal.code).toBe("unreachable");
    session.do("retry");
    expect(new Set(session.of("takeTicket").map(({ id }) => id)).size).toBe(1);
    expect(session.of("takeTicket")).toHaveLength(2);
  });

  test("a refusal that another try can't mend is not tried again", () => {
    const session = new Session().do("startWithoutCard", choose(itemIn("care")), "next");
    session.do({ kind: "takeNumber", paper: true });
    const { id } = session.at("issuing");
    const refusal = { code: "queueFull", params: { queue: "care", reason: "capacityReached" } } as const;
    session.feed({ kind: "taken", id, answer: { ok: false, refusal } }).do("retry");
    expect(session.at("refused").refusal.code).toBe("queueFull");
    expect(session.do("back").at("choose").items).toEqual([itemIn("care")]);
  });

  test("one number stands in one line, for six matters at most", () => {
    const session = new Session().do("startWithoutCard");
    for (let n = 0; n < 7; n++) session.do(choose(itemIn("societies", n)));
    expect(session.at("choose").items).toHaveLength(6);
    expect(session.at("choose").hint).toBe("tooMany");
  });

  test("one more number for the same citizen", () => {
    const session = new Session()
      .feed(laid)
      .do(choose(itemIn("care")), "next", { kind: "takeNumber", paper: false });
    session.give().do("another");
    expect(session.at("choose")).toMatchObject({ items: [], who: { kind: "card" } });
  });

  test("the next card ends the last page at once", () => {
    const session = new Session().toPrinting();
    const { jobId } = session.at("printing");
    session.feed({ kind: "printResult", jobId, result: { outcome: "printed" } });
    const before = session.state.session;
    expect(session.feed(laid).at("choose").who.kind).toBe("card");
    expect(session.state.session).toBe(before + 1);
  });
});

describe("K-2 cards", () => {
  test("a number whose check digit is wrong is not served", () => {
    const card = { ...zhang, number: "340103199003072321" };
    const session = new Session().feed({ kind: "reader", event: { kind: "card", card } });
    expect(session.at("cardProblem").problem).toBe("badNumber");
    expect(JSON.stringify(session.state)).not.toContain(card.number);
  });

  test("the foreigner's card of 2017 has fifteen characters", () => {
    const session = new Session().feed({ kind: "reader", event: { kind: "card", card: smith } });
    expect(session.at("choose").who.kind).toBe("card");
  });

  test("an expired card gives a number, and its holder is told", () => {
    const card = { ...zhang, validTo: "2026-11-23" };
    const session = new Session().feed({ kind: "reader", event: { kind: "card", card } });
    expect(session.at("choose").who).toMatchObject({ notice: "expired" });
  });

  test("a card laid while somebody else is served changes nothing", () => {
    const session = new Session().do("startWithoutCard");
    expect(session.feed(laid).at("choose").who.kind).toBe("withoutCard");
  });

  test("and is said not to be needed while it lies, with nothing of it; never of one that was asked for", () => {
    const lifted = { kind: "reader", event: { kind: "lifted" } } as const;
    const view = (session: Session) => viewOf(session.state, session.now, 4);
    const before = new Session().do("startWithoutCard");
    const { cardUnused: _, ...unchanged } = view(before);
    expect(view(before.feed(laid))).toEqual({ ...unchanged, cardUnused: true });
    expect(view(before.feed(lifted)).cardUnused).toBe(false);
    expect(view(before.feed(laid).do("cancel"))).toMatchObject({ cardUnused: false, takeCardBack: true });
    const own = new Session().feed(laid);
    expect(view(own.do("forAnother")).cardUnused).toBe(false);
    const unplugged = { kind: "reader", event: { kind: "state", state: "disconnected" } } as const;
    const strange = new Session().feed(laid).feed(lifted).feed(laid);
    expect(view(strange).cardUnused).toBe(true);
    expect(view(strange.feed(unplugged)).cardUnused).toBe(false);
  });

  test("a reader that goes away while reading leaves nothing behind", () => {
    const session = new Session().feed({ kind: "reader", event: { kind: "state", state: "reading" } });
    expect(session.state.step).toEqual({ at: "reading" });
    session.feed({ kind: "reader", event: { kind: "state", state: "disconnected" } });
    expect(session.state.step).toEqual({ at: "idle" });
  });

  test("nobody is asked to lay a card again on a reader that has gone", () => {
    const session = new Session().feed({
      kind: "reader",
      event: { kind: "unreadable", reason: "removedWhileReading" },
    });
    expect(session.state.step.at).toBe("cardProblem");
    session.feed({ kind: "reader", event: { kind: "state", state: "disconnected" } });
    expect(session.state.step).toEqual({ at: "idle" });
  });
});

describe("K-4 time", () => {
  test("60 s of quiet, then 30 s of countdown, then nothing is left", () => {
    const session = new Session().feed(laid).pass(89_000);
    expect(session.state.step.at).toBe("choose");
    expect(session.do("touch").pass(89_000).state.step.at).toBe("choose");
    expect(session.pass(1_000).state.step).toEqual({ at: "idle" });
  });

  test("the last page stays 15 s with a slip", () => {
    const session = new Session().toPrinting();
    const { jobId } = session.at("printing");
    session.feed({ kind: "printResult", jobId, result: { outcome: "printed" } });
    expect(session.pass(14_750).state.step.at).toBe("done");
    expect(session.pass(250).state.step.at).toBe("idle");
  });

  test("a language that nobody uses any more goes back to the hall's own", () => {
    const session = new Session().do({ kind: "setLanguage", language: "en" }).pass(59_000);
    expect(session.state.language).toBe("en");
    expect(session.pass(1_000).state.language).toBe("zh");
  });
});

describe("K-5 without the hall", () => {
  test("no number is asked for", () => {
    const session = new Session().do("startWithoutCard", choose(itemIn("care")), "next");
    session.feed({ kind: "hall", link: "lost" }).do({ kind: "takeNumber", paper: true });
    session.at("confirm");
    expect(session.of("takeTicket")).toEqual([]);
  });

  test("nobody is let in", () => {
    const session = new Session().feed({ kind: "hall", link: "lost" }).do("startWithoutCard").feed(laid);
    session.at("idle");
    expect(JSON.stringify(session.state)).not.toContain(zhang.number);
  });
});

describe("K-61 a slip of a number that is held already", () => {
  const holding = () => {
    const session = new Session().feed({ kind: "reader", event: { kind: "card", card: zhang } });
    for (const { id } of session.of("findBookings"))
      session.feed({ kind: "bookingsFound", id, answer: { ok: true, bookings: [] } });
    session.do({ kind: "toggleItem", item: itemIn("care") }, "next", { kind: "takeNumber", paper: true });
    const refusal = { code: "alreadyHolding", params: { number: "D007", queue: "care" } } as const;
    return session.feed({ kind: "taken", id: session.at("issuing").id, answer: { ok: false, refusal } });
  };
  const held = { ticket: "t-7", number: "D007", queue: "care", ahead: 2, takenAt: 1_790_000_000_000 };

  test("is printed for whoever is known by their card, marked, and reported to nobody: the number stands as it stood", () => {
    const session = holding();
    expect(viewOf(session.state, session.now, 4).screen).toMatchObject({ kind: "refused", held: "paper" });
    session.do("reprintHeld");
    const [asked] = session.of("reprintSlip");
    expect(asked).toMatchObject({
      items: [itemIn("care")],
      people: [{ role: "self", card: { number: zhang.number } }],
    });
    session.feed({
      kind: "taken",
      id: asked!.id,
      answer: { ok: true, seq: 9, result: { ...held, items: [itemIn("marriage")], reserved: false } },
    });
    // For what the number was taken for, whatever was chosen now.
    expect(session.of("print")).toMatchObject([
      { reprint: true, given: { number: "D007", items: [itemIn("marriage")], held: true } },
    ]);
    const { jobId } = session.at("printing");
    session.feed({ kind: "printResult", jobId, result: { outcome: "failed", cause: "paperOut" } });
    const printed = session.do("retryPrint").at("printing").jobId;
    session.feed({ kind: "printResult", jobId: printed, result: { outcome: "printed" } });
    // It is not said to have been taken now.
    expect(viewOf(session.state, session.now, 4).screen).toMatchObject({ kind: "done", heldBefore: "again" });
    session.do("cancel");
    expect(session.state.step.at).toBe("idle");
    expect([...session.of("confirmPrint"), ...session.of("cancelTicket")]).toEqual([]);
  });

  test("is not offered without the printer, nor to whoever has no card; a refusal is no number", () => {
    const fault = { connection: "connected", paper: "out", cover: "closed", fault: "paperOut" } as const;
    const noPaper = holding().feed({ kind: "printer", status: fault }).do("reprintHeld");
    expect(noPaper.of("reprintSlip")).toEqual([]);
    const gone = holding().do("reprintHeld");
    const { id } = gone.of("reprintSlip")[0]!;
    const refusal = { code: "holdsNothing", params: { queue: "care" } } as const;
    gone.feed({ kind: "taken", id, answer: { ok: false, refusal } });
    expect(viewOf(gone.state, gone.now, 4).screen).toMatchObject({
      kind: "refused",
      code: "holdsNothing",
      held: null,
    });
    gone.do("retry").at("refused");
    expect(gone.of("reprintSlip")).toHaveLength(1);
  });
});

describe("X-11 the wait that a number was given with", () => {
  const result = {
    ticket: "t-7",
    number: "D007",
    queue: "care",
    ahead: 2,
    takenAt: 1_790_000_000_000,
    wait: { p10S: 601, p50S: 900, p90S: 1_390 },
  };
  const given = { number: "D007", ahead: 2, wait: { fromMin: 10, toMin: 25 } };
  const longer = {
    ...sampleOffer,
    queues: sampleOffer.queues.map((line) => ({ ...line, wait: { fromMin: 60, toMin: 120 } })),
  };

  test("is on its slip and on every page of it, whatever is said meanwhile of numbers taken later", () => {
    const session = new Session().do("startWithoutCard", choose(itemIn("care")), "next");
    session.do({ kind: "takeNumber", paper: true });
    const screen = () => viewOf(session.state, session.now, 4).screen;
    session.feed({ kind: "taken", id: session.at("issuing").id, answer: { ok: true, seq: 9, result } });
    expect(session.of("print")).toMatchObject([{ given: { wait: given.wait } }]);
    session.feed({ kind: "offer", offer: longer });
    expect(screen()).toMatchObject({ kind: "printing", given });
    const { jobId } = session.at("printing");
    session.feed({ kind: "printResult", jobId, result: { outcome: "unknown", cause: "noProof" } });
    expect(screen()).toMatchObject({ kind: "handed", given });
    session.do({ kind: "gotSlip", yes: true });
    expect(screen()).toMatchObject({ kind: "done", given });
  });
});

describe("K-62 a number that another kiosk gave, and whose slip did not come out there", () => {
  const noPaper = { connection: "connected", paper: "out", cover: "closed", fault: "paperOut" } as const;
  const result = {
    ticket: "t-7",
    number: "D007",
    queue: "care",
    ahead: 2,
    takenAt: 1_790_000_000_000,
    items: [itemIn("care")],
    reserved: true,
  };
  const screenOf = (session: Session) => viewOf(session.state, session.now, 4).screen;
  const pending = (session: Session) => {
    session.do({ kind: "toggleItem", item: itemIn("care") }, "next", { kind: "takeNumber", paper: true });
    const refusal = { code: "slipPending", params: { number: "D007", queue: "care" } } as const;
    return session.feed({ kind: "taken", id: session.at("issuing").id, answer: { ok: false, refusal } });
  };
  const byCard = () => pending(new Session().feed(laid));
  const byPhone = () => {
    const typed = { kind: "enter", text: "13900001234" } as const;
    return pending(new Session().do({ kind: "identifyBy", what: "phone" }, typed));
  };
  const offered = (bookings: BookingsFound["bookings"] = []) => {
    const session = new Session();
    session.bookings = { ok: true, bookings, slipPending: { number: "D007", items: [itemIn("care")] } };
    return session.feed(laid);
  };
  const fetch = (session: Session) => {
    const { id } = session.do("reprintHeld").at("issuing");
    return session.feed({ kind: "taken", id, answer: { ok: true, seq: 9, result } });
  };

  test.each([
    ["card", byCard],
    ["phone", byPhone],
  ])("is offered, printed and reported here: %s", (_, begun) => {
    const session = begun();
    expect(screenOf(session)).toMatchObject({ code: "slipPending", held: "paper" });
    fetch(session);
    expect(session.of("reprintSlip")[0]!.people).toEqual(session.of("takeTicket")[0]!.people);
    expect(session.of("print")).toMatchObject([{ reprint: true, given: { number: "D007" } }]);
    const { jobId } = session.at("printing");
    session.feed({ kind: "printResult", jobId, result: { outcome: "printed" } });
    expect(session.of("confirmPrint")).toMatchObject([{ ticket: "t-7", outcome: "printed" }]);
    expect(session.of("takeTicket")).toHaveLength(1);
  });

  test("K-131 is not said to be new: neither the one with other matters than those chosen now, nor as paper or without", () => {
    const chosenMore = (noSlip: boolean) => {
      const session = new Session().feed(laid).do(choose(itemIn("care")), "next", {
        kind: "takeNumber",
        paper: true,
      });
      const refusal = { code: "slipPending", params: { number: "D007", queue: "care" } } as const;
      session.feed({ kind: "taken", id: session.at("issuing").id, answer: { ok: false, refusal } });
      if (noSlip) session.feed({ kind: "printer", status: noPaper });
      const { id } = session.do("reprintHeld").at("issuing");
      const other = { ...result, items: ["another"] };
      session.feed({ kind: "taken", id, answer: { ok: true, seq: 9, result: other } });
      if (noSlip) return session;
      const { jobId } = session.at("printing");
      return session.feed({ kind: "printResult", jobId, result: { outcome: "printed" } });
    };
    for (const noSlip of [true, false])
      expect(screenOf(chosenMore(noSlip))).toMatchObject({ kind: "done", heldBefore: "again" });
    const own = fetch(byCard());
    const { jobId } = own.at("printing");
    own.feed({ kind: "printResult", jobId, result: { outcome: "printed" } });
    expect(screenOf(own)).toMatchObject({ kind: "done", heldBefore: null });
  });

  test("without a printer it is theirs without a slip", () => {
    const session = byCard().feed({ kind: "printer", status: noPaper });
    expect(screenOf(session)).toMatchObject({ held: "paperless" });
    fetch(session).at("done");
    expect(session.of("print")).toEqual([]);
    expect(session.of("confirmPrint")).toMatchObject([{ ticket: "t-7", outcome: "paperless" }]);
  });

  test("fails here too, and can be given back here", () => {
    const session = fetch(byCard());
    const { jobId } = session.at("printing");
    session.feed({ kind: "printResult", jobId, result: { outcome: "failed", cause: "cutter" } });
    session.feed({ kind: "printer", status: noPaper });
    expect(screenOf(session)).toMatchObject({ kind: "printTrouble", atAnother: true });
    session.do("cancel");
    expect(session.of("confirmPrint")).toMatchObject([{ ticket: "t-7", outcome: "failed" }]);
    expect(session.of("cancelTicket")).toMatchObject([{ ticket: "t-7", reason: "printFailed" }]);
  });

  test("K-63 is offered as soon as their card was read: no matter is chosen, and what is printed is the number's own", () => {
    const session = offered();
    expect(screenOf(session)).toEqual({ kind: "slipPending", number: "D007", canPrint: true });
    fetch(session);
    expect(session.of("reprintSlip")).toMatchObject([
      { items: [itemIn("care")], people: [{ role: "self", card: { number: zhang.number } }] },
    ]);
    expect(session.of("print")).toMatchObject([{ reprint: true, given: { number: "D007" } }]);
    expect(session.of("takeTicket")).toEqual([]);
  });

  test("K-63 is kept for its person who goes on to another matter, or to their booking", () => {
    const session = offered().do("otherMatter");
    expect(session.at("choose").items).toEqual([]);
    expect(session.effects.filter(({ kind }) => kind !== "findBookings")).toEqual([]);
    const slot = {
      booking: "b-1",
      from: 1_790_000_000_000,
      to: 1_790_001_800_000,
      items: [itemIn("marriage")],
    };
    const booked = offered([{ ...slot, why: null }]).do("otherMatter");
    expect(booked.at("checkIn").booked.booking).toBe("b-1");
    offered().do("back").at("idle");
  });

  test("K-63 without a printer it is theirs without a slip; a hall that does not answer is asked again for the same", () => {
    const session = offered().feed({ kind: "printer", status: noPaper });
    expect(screenOf(session)).toMatchObject({ kind: "slipPending", canPrint: false });
    const { id } = session.do("reprintHeld").at("issuing");
    const refusal = { code: "unreachable", params: {} } as const;
    session.feed({ kind: "taken", id, answer: { ok: false, refusal } });
    expect(screenOf(session)).toMatchObject({ kind: "refused", canRetry: true });
    session.do("retry").feed({ kind: "taken", id, answer: { ok: true, seq: 9, result } });
    expect(session.of("reprintSlip").map((each) => each.id)).toEqual([id, id]);
    expect(session.of("confirmPrint")).toMatchObject([{ ticket: "t-7", outcome: "paperless" }]);
    expect(session.of("takeTicket")).toEqual([]);
  });

  test("K-63 goes on without the offer as soon as the kiosk gives numbers without the hall", () => {
    const ready = { kind: "offline", offline: { kind: "ready", queues: ["care"] } } as const;
    const lost = { kind: "hall", link: "lost" } as const;
    offered().feed(ready).feed(lost).at("choose");
    const late = offered().feed(lost);
    expect(screenOf(late)).toMatchObject({ kind: "outOfService" });
    late.feed(ready).at("choose");
  });

  test("is not had while the hall is away, and whoever is nobody in particular is not sent elsewhere", () => {
    const session = byCard().feed({ kind: "hall", link: "lost" }).do("reprintHeld");
    session.at("refused");
    const nobody = new Session().toPrinting();
    const { jobId } = nobody.at("printing");
    nobody.feed({ kind: "printResult", jobId, result: { outcome: "failed", cause: "cutter" } });
    expect(screenOf(nobody)).toMatchObject({ kind: "printTrouble", atAnother: false });
  });
});
