import { describe, expect, test } from "vitest";
import type { AnyRefusal } from "../../../hall-server/contract/commands.ts";
import { creditCode, silva, zhang } from "../testing/sample-cards.ts";
import { itemIn, Session } from "../testing/session.ts";
import { viewOf } from "../view.ts";

const lay = (card: typeof zhang | typeof silva = zhang) =>
  ({ kind: "reader", event: { kind: "card", card } }) as const;
const lifted = { kind: "reader", event: { kind: "lifted" } } as const;
const readerIs = (state: "ready" | "reading" | "disconnected") =>
  ({ kind: "reader", event: { kind: "state", state } }) as const;
const scan = (code: string) => ({ kind: "scan", code }) as const;
const by = (what: "booking" | "organisation" | "phone") => ({ kind: "identifyBy", what }) as const;
const enter = (text: string) => ({ kind: "enter", text }) as const;
const choose = (item: string) => ({ kind: "toggleItem", item }) as const;
const paper = { kind: "takeNumber", paper: true } as const;
const takeFor = (session: Session) => {
  session.do(choose(itemIn("care")), "next", paper);
  return session.of("takeTicket").at(-1)!.people;
};
const shown = (session: Session) => viewOf(session.state, session.now, 4);

describe("K-30 somebody without a card", () => {
  test("a phone number of eleven digits, which the page sees masked", () => {
    const session = new Session().do(by("phone"), enter("1380013800"));
    expect(session.at("typing").problem).toBe("format");
    session.do(enter("138 0013 8000"));
    expect(shown(session).screen).toMatchObject({ visitor: { kind: "phone", maskedPhone: "138****8000" } });
    expect(takeFor(session)).toEqual([{ role: "self", phone: "13800138000" }]);
  });

  test("K-38 who booked with this phone number checks in by it, and nobody learns what for", () => {
    const booked = {
      booking: "booking-1",
      from: Date.parse("2026-11-24T09:30:00+08:00"),
      to: Date.parse("2026-11-24T10:00:00+08:00"),
      items: [itemIn("marriage")],
      why: null,
    };
    const arrived = () => {
      const session = new Session();
      session.bookings = { ok: true, bookings: [booked] };
      return session.do(by("phone"), enter("13800138000"));
    };
    const session = arrived();
    expect(session.of("findBookings")).toMatchObject([{ of: { phone: "13800138000" } }]);
    expect(shown(session).screen).toMatchObject({
      kind: "checkIn",
      visitor: { kind: "phone", maskedPhone: "138****8000" },
      booked: { from: "09:30", to: "10:00", items: [] },
      materials: [],
    });
    session.do(paper);
    expect(session.of("takeTicket")).toMatchObject([
      { booking: "booking-1", items: booked.items, people: [{ role: "self", phone: "13800138000" }] },
    ]);
    expect(session.give().of("print")).toMatchObject([{ given: { items: [] } }]);
    // Nor by asking for an ordinary number instead, for the guide, or by going back from a refusal.
    expect(arrived().do("ordinaryNumber").at("choose").items).toEqual([]);
    expect(arrived().do("printGuide").of("printGuide")).toEqual([]);
    const refused = (code: AnyRefusal["code"], before: (session: Session) => void = () => {}) => {
      const it = arrived().do(paper);
      before(it);
      const { id } = it.at("issuing");
      return it.feed({ kind: "taken", id, answer: { ok: false, refusal: { code, params: {} } } });
    };
    expect(refused("alreadyHolding").do("back").at("choose").items).toEqual([]);
    const pageGone = (it: Session) => void it.feed({ kind: "pageGone" });
    expect(refused("internal", pageGone).do("back").at("choose").items).toEqual([]);
    // Nor on the slip that was still to be had, or after another try.
    for (const again of [
      refused("slipPending").do("reprintHeld"),
      refused("unreachable").do("retry"),
      refused("unreachable", pageGone).do("retry"),
    ])
      expect(again.give().of("print")).toMatchObject([{ given: { items: [] } }]);
  });

  test("K-38 whoever types too many numbers, or while the hall is away, goes on to an ordinary number", () => {
    const session = new Session();
    session.bookings = { ok: false, refusal: { code: "tooFast", params: {} } };
    session.do(by("phone"), enter("13800138000")).at("choose");
    const alone = new Session()
      .feed({ kind: "offline", offline: { kind: "ready", queues: ["care"] } })
      .feed({ kind: "hall", link: "lost" });
    alone.do(by("phone"), enter("13800138000")).at("choose");
    expect(alone.of("findBookings")).toEqual([]);
  });

  test("nothing at all: a number is given, and nobody is named", () => {
    const session = new Session().do("startWithoutCard");
    expect(takeFor(session)).toEqual([]);
  });
});

describe("K-31 an organisation comes with its representative", () => {
  test("typed or scanned; the representative's card is asked for once", () => {
    for (const session of [
      new Session().do(by("organisation"), enter(creditCode.toLowerCase())),
      new Session().feed(scan(` ${creditCode}\r`)),
    ]) {
      expect(session.at("otherCard").of).toMatchObject({ role: "representative" });
      session.feed(lay());
      expect(shown(session).screen).toMatchObject({
        visitor: { kind: "organisation", maskedCode: "9135****0Y43", maskedRepresentative: "张**" },
      });
      expect(takeFor(session)).toMatchObject([
        { role: "organisation", organisation: { creditCode } },
        { role: "representative", card: { number: zhang.number } },
      ]);
      session
        .give()
        .feed({ kind: "printResult", jobId: session.at("printing").jobId, result: { outcome: "printed" } });
      // 一证通用: another number for the same organisation asks for nothing again.
      expect(takeFor(session.do("another"))).toHaveLength(2);
    }
  });

  test("the card may come first, or not at all", () => {
    const first = new Session().feed(lay()).feed(scan(creditCode));
    expect(takeFor(first).map(({ role }) => role)).toEqual(["organisation", "representative"]);
    const meanwhile = new Session().do(by("organisation")).feed(lay()).do(enter(creditCode));
    expect(takeFor(meanwhile).map(({ role }) => role)).toEqual(["organisation", "representative"]);
    const never = new Session().do(by("organisation"), enter(creditCode), "withoutTheirCard");
    expect(takeFor(never).map(({ role }) => role)).toEqual(["organisation"]);
    const noReader = new Session().feed({ kind: "reader", event: { kind: "state", state: "disconnected" } });
    noReader.do(by("organisation"), enter(creditCode)).at("choose");
  });

  test("a wrong character is said to be one", () => {
    const session = new Session().do(by("organisation"), enter("91350100M000100Y44"));
    expect(session.at("typing").problem).toBe("checkDigit");
    expect(session.do(enter("91350100M000100")).at("typing").problem).toBe("format");
  });

  test("a card that can't be read is asked for again, and one step back is the code", () => {
    const session = new Session().do(by("organisation"), enter(creditCode));
    session.feed({ kind: "reader", event: { kind: "unreadable", reason: "readFailed" } });
    expect(session.at("otherCard").problem).toBe("unreadable");
    expect(session.do("back").at("typing")).toMatchObject({ what: "organisation", problem: null });
    expect(JSON.stringify(session.state)).not.toContain(creditCode);
  });
});

test("K-118 a card that can't be read while something is typed is said to be one, and the page stays", () => {
  const early = { kind: "reader", event: { kind: "unreadable", reason: "removedWhileReading" } } as const;
  const session = new Session().do(by("booking")).feed(early);
  expect(session.at("typing")).toMatchObject({ what: "booking", problem: "removedTooEarly" });
  expect(session.feed(lifted).feed(lay()).of("findBookings")).toHaveLength(1);
  const organisation = new Session().do(by("organisation")).feed(early).feed(lay());
  expect(organisation.at("typing").problem).toBeNull();
});

describe("K-32 a helper", () => {
  test("both cards are recorded, and seen masked; the same card twice is none", () => {
    const session = new Session().feed(lay()).do("forAnother").feed(lifted);
    session.feed(readerIs("reading")).feed(lay()).feed(readerIs("ready"));
    const problem = () => shown(session).screen;
    expect(problem()).toMatchObject({ problem: "sameCard", takeFirst: false });
    expect(session.feed(lifted) && problem()).toMatchObject({ problem: "sameCard" });
    expect(session.feed(readerIs("reading")) && problem()).toMatchObject({ problem: null, isReading: true });
    session.feed(lay(silva)).feed(readerIs("ready"));
    expect(shown(session).screen).toMatchObject({
      visitor: { kind: "agent", maskedName: "张**", maskedPrincipal: "S***" },
    });
    expect(takeFor(session)).toMatchObject([
      { role: "agent", card: { number: zhang.number } },
      { role: "principal", card: { number: silva.number } },
    ]);
  });

  test("goes on alone where the other has no card", () => {
    for (const way of ["withoutTheirCard", "back"] as const)
      expect(new Session().feed(lay()).do("forAnother", way).at("choose").who.kind).toBe("card");
  });
});

describe("K-34 a scanned code", () => {
  test("begins a session, or says that it is of no use here", () => {
    const session = new Session().feed(scan("https://example.invalid/a b"));
    expect(session.at("typing")).toMatchObject({ what: "booking", problem: "notACode" });
    expect(session.feed(scan("HF-0001")).at("lookingUp").code).toBe("HF-0001");
  });

  test("changes nothing while a number is being taken, and keeps nobody's session open", () => {
    const session = new Session().do("startWithoutCard", choose(itemIn("care")), "next");
    const before = session.state;
    expect(session.feed(scan(creditCode)).feed(scan("HF-0001")).state).toEqual(before);
    for (let second = 0; second < 90; second++) session.pass(1_000).feed(scan("HF-0001"));
    expect(["idle", "lookingUp"]).toContain(session.state.step.at);
  });
});

const booked = {
  booking: "b-1",
  from: 1_795_397_400_000,
  to: 1_795_399_200_000,
  items: [itemIn("marriage")],
};
const found = (why: AnyRefusal | null) => ({
  ok: true as const,
  bookings: [{ ...booked, why }],
});
const typed = () => new Session().do(by("booking"), enter("HF-20261123-0001"));

describe("K-35 checking in", () => {
  test("by code: what was booked is shown, and one touch gives the number", () => {
    const session = typed();
    expect(session.of("findBookings")).toMatchObject([{ of: { code: "HF-20261123-0001" } }]);
    session.find(found(null));
    expect(shown(session).screen).toMatchObject({
      kind: "checkIn",
      visitor: { kind: "booking", maskedCode: "HF-2****0001" },
      booked: { from: "09:30", to: "10:00" },
    });
    const { id } = session.at("checkIn");
    session.do(paper, paper);
    expect(session.of("takeTicket")).toEqual([
      { kind: "takeTicket", id, items: booked.items, people: [], cases: {}, booking: "b-1" },
    ]);
    session.give().at("printing");
  });

  test("by a card that was only laid: check-in comes first, and what does not concern today is not said", () => {
    const lookUp = (why: AnyRefusal | null) => {
      const session = new Session();
      session.bookings = found(why);
      return session.feed(lay());
    };
    const session = lookUp(null).do(paper);
    expect(session.of("takeTicket")[0]).toMatchObject({ booking: "b-1", people: [{ role: "self" }] });
    lookUp({ code: "bookingTooEarly", params: { from: "09:00" } }).at("bookingProblem");
    lookUp({ code: "bookingUsed", params: { number: "A001" } }).at("choose");
    lookUp({ code: "bookingCancelled", params: {} }).at("choose");
  });

  test.each<[AnyRefusal["code"], AnyRefusal["params"]]>([
    ["bookingTooEarly", { from: "09:00" }],
    ["bookingTooLate", {}],
    ["bookingOtherDay", { day: "2026-11-25" }],
    ["bookingOtherHall", { hall: "别的大厅", hallEn: "Another hall" }],
    ["bookingCancelled", {}],
    ["bookingUsed", { number: "A017" }],
  ])("%s is explained, and an ordinary number is one touch away with what was booked", (code, params) => {
    const session = typed().find(found({ code, params }));
    expect(shown(session).screen).toMatchObject({ kind: "bookingProblem", code, booked: { from: "09:30" } });
    expect(session.do("ordinaryNumber").at("choose")).toMatchObject({
      who: { kind: "withoutCard" },
      items: booked.items,
    });
  });

  test("K-64 checked in by code, and its slip did not come out: the code finds it here, for the booking's own number", () => {
    const slipPending = { number: "A017", items: booked.items };
    const used = { ...found({ code: "bookingUsed", params: { number: "A017" } }), slipPending };
    const offered = () => typed().find(used);
    const session = offered();
    expect(shown(session).screen).toEqual({ kind: "slipPending", number: "A017", canPrint: true });
    const { id } = session.do("reprintHeld").at("issuing");
    const refusal = { code: "unreachable", params: {} } as const;
    session.feed({ kind: "taken", id, answer: { ok: false, refusal } }).do("retry");
    const asked = { kind: "reprintSlip", id, items: booked.items, people: [], booking: "b-1" };
    expect(session.of("reprintSlip")).toEqual([asked, asked]);
    const { jobId } = session.give().at("printing");
    expect(session.of("print")).toMatchObject([{ reprint: true, given: { items: booked.items } }]);
    session.feed({ kind: "printResult", jobId, result: { outcome: "failed", cause: "cutter" } });
    expect(shown(session).screen).toMatchObject({ kind: "printTrouble", atAnother: true });
    expect(session.of("takeTicket")).toEqual([]);
    // Something else is nobody's in particular.
    expect(offered().do("otherMatter").at("choose")).toMatchObject({
      who: { kind: "withoutCard" },
      items: [],
    });
  });

  test("asked for, and then a card is laid: whatever was found is said, and so is that there was none", () => {
    const asked = (why: AnyRefusal | null | "none") => {
      const session = new Session().do(by("booking"));
      session.bookings = why === "none" ? { ok: true, bookings: [] } : found(why);
      return session.feed(lay());
    };
    const none = asked("none");
    expect(shown(none).screen).toMatchObject({ kind: "bookingProblem", code: "noneByCard", booked: null });
    expect(none.do("ordinaryNumber").at("choose").who.kind).toBe("card");
    expect(asked({ code: "bookingUsed", params: { number: "A001" } }).at("bookingProblem").code).toBe(
      "bookingUsed",
    );
    asked(null).at("checkIn");
    const unanswered = new Session().do(by("booking"));
    unanswered.bookings = null;
    expect(unanswered.feed(lay()).pass(3_000).at("bookingProblem").code).toBe("needsHall");
  });

  test("K-130 who never asked for a booking is not told that there is none, whatever they held before the scanner", () => {
    const scanned = (code: string) => {
      const session = new Session();
      session.bookings = { ok: true, bookings: [] };
      return session.feed(scan(code));
    };
    scanned("https://example.invalid/a b").feed(lay()).at("choose");
    const unknown = scanned("HEALTH-CODE-1");
    unknown.find({ ok: false, refusal: { code: "unknownBooking", params: {} } });
    expect(unknown.at("bookingProblem").code).toBe("unknownBooking");
    expect(unknown.feed(lay()).at("choose").who.kind).toBe("card");
    // Nor whoever asked for one, and then goes on by phone.
    const byPhone = new Session().do(by("booking"), enter("HF-0001"));
    byPhone.find({ ok: false, refusal: { code: "unknownBooking", params: {} } });
    byPhone.bookings = { ok: true, bookings: [] };
    byPhone.do(by("phone"), enter("13800138000")).at("choose");
  });

  test("K-131 with the number that they had already: it is said to be the same one, and nothing of it is reported", () => {
    const session = new Session();
    session.bookings = found(null);
    session.feed(lay()).do(paper);
    const held = { items: [itemIn("marriage")] };
    const result = { ticket: "t-7", number: "D007", queue: "marriage", ahead: 2, takenAt: 1, held };
    session.feed({ kind: "taken", id: session.at("issuing").id, answer: { ok: true, seq: 1, result } });
    expect(session.of("print")).toMatchObject([{ reprint: true, given: { number: "D007", held: true } }]);
    const { jobId } = session.at("printing");
    session.feed({ kind: "printResult", jobId, result: { outcome: "failed", cause: "cutter" } });
    session.do("goPaperless");
    expect(shown(session).screen).toMatchObject({ kind: "done", heldBefore: "checkedIn" });
    expect([...session.of("confirmPrint"), ...session.of("cancelTicket")]).toEqual([]);
  });

  test("unknown: typed again, or an ordinary number", () => {
    const session = typed().find({ ok: false, refusal: { code: "unknownBooking", params: {} } });
    expect(session.at("bookingProblem").code).toBe("unknownBooking");
    session.do(by("booking")).at("typing");
  });

  test("without the hall it is said at once, and an ordinary offline number is offered", () => {
    const session = new Session()
      .feed({ kind: "offline", offline: { kind: "ready", queues: ["marriage"] } })
      .feed({ kind: "hall", link: "lost" })
      .do(by("booking"), enter("HF-0001"));
    expect(session.at("bookingProblem").code).toBe("needsHall");
    expect(session.of("findBookings")).toEqual([]);
    session.do("ordinaryNumber", choose(itemIn("marriage")), "next", paper);
    expect(session.of("takeTicket")).toMatchObject([{ booking: null }]);
  });

  test("the hall goes between finding and checking in: the booking stays in sight, with an ordinary number for it", () => {
    const session = typed().find(found(null));
    const { booked } = session.at("checkIn");
    session.feed({ kind: "offline", offline: { kind: "ready", queues: ["marriage"] } });
    session.feed({ kind: "hall", link: "lost" }).do(paper);
    expect(session.at("bookingProblem")).toMatchObject({ code: "needsHall", booked });
    expect(session.of("takeTicket")).toEqual([]);
    expect(session.do("ordinaryNumber").at("choose").items).toEqual(booked.items);
  });

  test("a hall that does not answer keeps nobody waiting", () => {
    typed().pass(3_000).at("bookingProblem");
    const byCard = new Session();
    byCard.bookings = null;
    expect(shown(byCard.feed(lay())).screen.kind).toBe("reading");
    byCard.pass(3_000).at("choose");
  });
});

describe("K-33 a card left behind", () => {
  const left = () => {
    const session = new Session().feed(lay());
    takeFor(session);
    const { jobId } = session.give().at("printing");
    return session.feed({ kind: "printResult", jobId, result: { outcome: "printed" } });
  };

  test("its holder is called back by a chime, six times at most, and by the page until it is lifted", () => {
    const session = left();
    expect(shown(session)).toMatchObject({ takeCardBack: true, cardChimes: 1 });
    session.pass(4_000);
    expect(shown(session).cardChimes).toBe(2);
    session.pass(60_000);
    expect(shown(session)).toMatchObject({ screen: { kind: "idle" }, takeCardBack: true, cardChimes: 6 });
    expect(JSON.stringify(session.state)).not.toContain(zhang.number);
    expect(shown(session.feed(lifted))).toMatchObject({ takeCardBack: false, cardChimes: 0 });
  });

  test("touching the last page for ever keeps nothing of anybody", () => {
    const session = left();
    for (let second = 0; second < 185; second += 5) session.pass(5_000).do("touch");
    expect(session.state.step).toEqual({ at: "idle" });
  });
});
