import type { HelpShown, KioskState, Language, Surface } from "../../bridge.ts";
import type { UnreadableReason } from "../../../drivers/id-card/card-reader.ts";
import type { AnyRefusal } from "../../../hall-server/contract/commands.ts";
import type { PrintOutcome } from "../../../drivers/printer/slip.ts";
import { ordinarySurface } from "../session/surface.ts";
import { viewOf } from "../view.ts";
import { engineerWays } from "./engineer-gallery.ts";
import { creditCode, oldZhang, silva, zhang } from "./sample-cards.ts";
import { itemIn, sampleOffer, Session } from "./session.ts";

/** Where a slip's code leads. */
export const phoneLink = "https://hall.example.gov.cn/n/Ab3dEf6hIj9kLmNo";

const card = (session: Session) => session.feed({ kind: "reader", event: { kind: "card", card: zhang } });
const unreadable = (reason: UnreadableReason) =>
  new Session().feed({ kind: "reader", event: { kind: "unreadable", reason } });
const pick = (session: Session, ...items: string[]) =>
  session.do(...items.map((item) => ({ kind: "toggleItem", item }) as const));
const printed = (session: Session, result: PrintOutcome) =>
  session.feed({ kind: "printResult", jobId: session.at("printing").jobId, result });
const society = [0, 1, 2, 3, 4, 5].map((nth) => itemIn("societies", nth));
const refuse = (code: AnyRefusal["code"], params = {}, begun = new Session().do("startWithoutCard")) => {
  const session = pick(begun, itemIn("care")).do("next", { kind: "takeNumber", paper: true });
  const { id } = session.at("issuing");
  return session.feed({ kind: "taken", id, answer: { ok: false, refusal: { code, params } } });
};
/** A guide that is being printed, or was. */
const guide = (result: PrintOutcome | null) => {
  const session = pick(card(new Session()), itemIn("marriage")).do("next", "printGuide");
  const { jobId } = session.of("printGuide")[0]!;
  return result ? session.feed({ kind: "guideResult", jobId, result }) : session;
};
const failed: PrintOutcome = { outcome: "failed", cause: "paperOut" };
/** A card's holder has this number already. */
const has = (code: "alreadyHolding" | "slipPending") => refuse(code, { number: "D007" }, card(new Session()));
/** Who lays their card is asked for the slip that did not come out elsewhere. */
const pending = (session = new Session()) => {
  session.bookings = { ok: true, bookings: [], slipPending: { number: "D007", items: [itemIn("care")] } };
  return card(session);
};
/** And gets it here. */
const fetched = (code: "alreadyHolding" | "slipPending", begun = has(code)) => {
  const { id } = begun.do("reprintHeld").at("issuing");
  const result = {
    ticket: "t-7",
    number: "D007",
    queue: "care",
    ahead: 2,
    takenAt: 1_790_000_000_000,
    items: [itemIn("care")],
    reserved: code === "slipPending",
  };
  return begun.feed({ kind: "taken", id, answer: { ok: true, seq: 1, result } });
};
const noReader = (session: Session) =>
  session.feed({ kind: "reader", event: { kind: "state", state: "disconnected" } });
const noPrinter = (session: Session) =>
  session.feed({
    kind: "printer",
    status: { connection: "connected", paper: "out", cover: "closed", fault: "paperOut" },
  });
const withPaper = (session: Session) =>
  session.feed({
    kind: "printer",
    status: { connection: "connected", paper: "ok", cover: "closed", fault: null },
  });

const deskSlip = (session: Session, state: "printing" | "out") =>
  session.feed({ kind: "deskSlip", slip: { number: "A012", state } });

const cutOff = (session: Session) =>
  session
    .feed({ kind: "offline", offline: { kind: "ready", queues: ["marriage", "care"] } })
    .feed({ kind: "hall", link: "lost" });
const takenOffline = () => {
  const session = pick(cutOff(new Session()).do("startWithoutCard"), itemIn("marriage")).do("next");
  const { id } = session.do({ kind: "takeNumber", paper: true }).at("issuing");
  const given = {
    lease: "lease-1",
    queue: "marriage",
    running: 901,
    number: "A901",
    people: "",
    items: [itemIn("marriage")],
    takenAt: 1_790_000_000_000,
  };
  return session.feed({ kind: "takenOffline", id, ticket: "offline-1", given });
};

const typing = (what: "booking" | "organisation" | "phone", text?: string) => {
  const session = new Session().do({ kind: "identifyBy", what });
  return text === undefined ? session : session.do({ kind: "enter", text });
};
const slot = {
  booking: "booking-1",
  from: Date.parse("2026-11-24T09:30:00+08:00"),
  to: Date.parse("2026-11-24T10:00:00+08:00"),
  items: [itemIn("marriage"), itemIn("marriage", 3)],
};
const found = (why: AnyRefusal | null, items = slot.items) =>
  typing("booking", "HF-20261124-0042").find({ ok: true, bookings: [{ ...slot, items, why }] });
const byPhone = (why: AnyRefusal | null) => {
  const session = new Session();
  session.bookings = { ok: true, bookings: [{ ...slot, why }] };
  return session.do({ kind: "identifyBy", what: "phone" }, { kind: "enter", text: "13900001234" });
};
const because = (code: AnyRefusal["code"], params: AnyRefusal["params"] = {}) => found({ code, params });
const secondCard = (session: Session) =>
  session
    .feed({ kind: "reader", event: { kind: "lifted" } })
    .feed({ kind: "reader", event: { kind: "card", card: silva } });

/** How to come to every screen there is, by the machine itself. */
const ways: Record<string, () => Session> = {
  starting: () => new Session().feed({ kind: "hall", link: "starting" }),
  hallLost: () => new Session().feed({ kind: "hall", link: "lost" }),
  hallLostNoKiosk: () =>
    new Session()
      .feed({ kind: "offer", offer: { ...sampleOffer, elsewhere: null } })
      .feed({ kind: "hall", link: "lost" }),
  idle: () => new Session(),
  idleLongNames: () =>
    new Session().feed({
      kind: "offer",
      offer: {
        ...sampleOffer,
        queues: sampleOffer.queues.map((queue) => ({
          ...queue,
          name: { zh: "养老殡葬地名与社会救助", en: "Elderly care, funerals and place names" },
        })),
      },
    }),
  idleClosed: () =>
    new Session().feed({
      kind: "offer",
      offer: { ...sampleOffer, opens: { day: "2026-11-25", from: "09:00" } },
    }),
  idleOffline: () => cutOff(new Session()),
  chooseOffline: () => cutOff(new Session()).do("startWithoutCard"),
  confirmOffline: () => pick(cutOff(new Session()).do("startWithoutCard"), itemIn("marriage")).do("next"),
  doneOffline: () => printed(takenOffline(), { outcome: "printed" }),
  doneOfflinePaperless: () => printed(takenOffline(), failed).do("goPaperless"),
  outByEngineer: () => new Session().feed({ kind: "takenOut", reason: "maintenance" }),
  outByLedger: () => new Session().feed({ kind: "ledger", fails: true }),
  outNothingWorks: () => noPrinter(cutOff(new Session())),
  offlineSpent: () =>
    new Session()
      .feed({ kind: "offline", offline: { kind: "none", why: "spent" } })
      .feed({ kind: "hall", link: "lost" }),
  refusedOfflineSpent: () => refuse("noOfflineNumbers"),
  idleWithoutReader: () => noPrinter(noReader(new Session())),
  idleNobodyPrints: () =>
    noPrinter(new Session().feed({ kind: "offer", offer: { ...sampleOffer, elsewhere: null } })),
  idleCardLeft: () => card(new Session()).do("cancel"),
  idleDeskSlipPrinting: () => deskSlip(new Session(), "printing"),
  idleDeskSlipOut: () => deskSlip(new Session(), "out"),
  chooseCardUnused: () => card(new Session().do("startWithoutCard")),
  chooseDeskSlip: () => deskSlip(card(new Session()), "out"),
  reading: () => new Session().feed({ kind: "reader", event: { kind: "state", state: "reading" } }),
  cardProblem: () => unreadable("readFailed"),
  cardRemovedTooEarly: () => unreadable("removedWhileReading"),
  cardWrong: () => unreadable("wrongCard"),
  cardBadNumber: () =>
    new Session().feed({
      kind: "reader",
      event: { kind: "card", card: { ...zhang, number: `${zhang.number.slice(0, 17)}1` } },
    }),
  typingBooking: () => typing("booking"),
  typingBookingNoCode: () => new Session().feed({ kind: "scan", code: "https://example.invalid/a b" }),
  typingBookingCardUnread: () =>
    typing("booking").feed({ kind: "reader", event: { kind: "unreadable", reason: "removedWhileReading" } }),
  typingOrganisationWrong: () => typing("organisation", "91350100M000100Y44"),
  typingOrganisationCardRead: () => card(typing("organisation")),
  typingPhone: () => typing("phone"),
  typingBookingOffline: () => cutOff(typing("booking")),
  typingPhoneOffline: () => cutOff(typing("phone")),
  representativeCard: () => typing("organisation", creditCode),
  representativeCardWrong: () =>
    typing("organisation", creditCode).feed({
      kind: "reader",
      event: { kind: "unreadable", reason: "wrongCard" },
    }),
  principalCard: () => card(new Session()).do("forAnother"),
  representativeCardNoReader: () => noReader(typing("organisation", creditCode)),
  principalCardNoReader: () => noReader(card(new Session()).do("forAnother")),
  typingBookingNoReader: () => noReader(typing("booking")),
  chooseNoReader: () => noReader(card(new Session())),
  principalCardSame: () => card(card(new Session()).do("forAnother")),
  chooseAgent: () => secondCard(card(new Session()).do("forAnother")),
  chooseOrganisation: () => secondCard(typing("organisation", creditCode)),
  chooseOrganisationAlone: () => typing("organisation", creditCode).do("withoutTheirCard"),
  chooseWithoutCard: () => new Session().do("startWithoutCard"),
  confirmAgent: () => pick(secondCard(card(new Session()).do("forAnother")), itemIn("marriage")).do("next"),
  confirmWithoutCard: () => pick(new Session().do("startWithoutCard"), itemIn("marriage")).do("next"),
  lookingUp: () => typing("booking", "HF-20261124-0042"),
  checkIn: () => found(null),
  checkInPhone: () => byPhone(null),
  bookingEarlyPhone: () => byPhone({ code: "bookingTooEarly", params: { from: "09:00" } }),
  checkInSix: () => found(null, society),
  bookingEarly: () => because("bookingTooEarly", { from: "09:00" }),
  bookingLate: () => because("bookingTooLate"),
  bookingOtherDay: () => because("bookingOtherDay", { day: "2026-11-27" }),
  bookingCancelled: () => because("bookingCancelled"),
  bookingUsed: () => because("bookingUsed", { number: "A012" }),
  bookingOtherHall: () =>
    because("bookingOtherHall", {
      hall: "合肥市蜀山区政务服务中心民政办事大厅",
      hallEn: "the Civil Affairs Hall, Government Service Centre of Shushan District, Hefei",
    }),
  bookingUnknown: () =>
    typing("booking", "HF-20261124-0042").find({
      ok: false,
      refusal: { code: "unknownBooking", params: {} },
    }),
  bookingNoneByCard: () => card(typing("booking")),
  bookingOffline: () =>
    cutOff(new Session()).do({ kind: "identifyBy", what: "booking" }, { kind: "enter", text: "HF-0042" }),
  slipPending: () => pending(),
  slipPendingNoPrinter: () => noPrinter(pending()),
  slipPendingNoKiosk: () =>
    noPrinter(pending(new Session().feed({ kind: "offer", offer: { ...sampleOffer, elsewhere: null } }))),
  choose: () => pick(card(new Session()), itemIn("care")),
  chooseOld: () => new Session().feed({ kind: "reader", event: { kind: "card", card: oldZhang } }),
  chooseSix: () => pick(new Session().do("startWithoutCard"), ...society),
  chooseTwoQueues: () =>
    pick(new Session().do("startWithoutCard"), itemIn("care"), itemIn("relief"), itemIn("care", 2)),
  chooseThirdQueue: () =>
    pick(new Session().do("startWithoutCard"), itemIn("care"), itemIn("relief"), itemIn("funeral")),
  question: () => pick(card(new Session()), itemIn("marriage", 4)),
  questionMatters: () => pick(new Session().do("startWithoutCard"), itemIn("children", 1)),
  questionFurther: () =>
    pick(new Session().do("startWithoutCard"), itemIn("marriage", 3)).do({ kind: "answer", answer: "lost" }),
  confirmCase: () =>
    pick(card(new Session()), itemIn("marriage", 3))
      .do({ kind: "answer", answer: "lost" }, { kind: "answer", answer: "agent" })
      .do("next"),
  confirmTwoNumbers: () =>
    pick(card(new Session()), itemIn("care"), itemIn("relief"), itemIn("care", 2)).do("next"),
  confirmGuidePrinting: () => guide(null),
  confirmGuidePrinted: () => guide({ outcome: "printed" }),
  confirmGuideFailed: () => guide({ outcome: "failed", cause: "cutter" }),
  confirmGuideUnknown: () => guide({ outcome: "unknown", cause: "noProof" }),
  doneNext: () => {
    const session = pick(new Session().do("startWithoutCard"), itemIn("care"), itemIn("relief"));
    return printed(session.do("next", { kind: "takeNumber", paper: true }).give(), { outcome: "printed" });
  },
  chooseHint: () => pick(new Session().do("startWithoutCard"), itemIn("care"), itemIn("relief")),
  chooseNotNow: () =>
    card(
      new Session().feed({
        kind: "offer",
        offer: {
          ...sampleOffer,
          queues: sampleOffer.queues.map((queue, at) => ({ ...queue, state: at === 0 ? "closed" : "full" })),
        },
      }),
    ),
  chooseExpired: () =>
    new Session().feed({
      kind: "reader",
      event: { kind: "card", card: { ...zhang, validTo: "2020-01-01" } },
    }),
  away: () => card(new Session()).pass(68_000),
  confirm: () => pick(card(new Session()), itemIn("marriage")).do("next"),
  confirmSix: () => pick(card(new Session()), ...society).do("next"),
  confirmWithoutPrinter: () => noPrinter(pick(card(new Session()), itemIn("funeral", 1)).do("next")),
  issuing: () =>
    pick(new Session().do("startWithoutCard"), itemIn("care")).do("next", {
      kind: "takeNumber",
      paper: true,
    }),
  printing: () => new Session().toPrinting(),
  printingSlow: () => new Session().toPrinting().pass(5_000),
  handed: () => printed(new Session().toPrinting(), { outcome: "unknown", cause: "noProof" }),
  printTrouble: () => printed(new Session().toPrinting(), failed),
  printTroubleNoPaper: () => noPrinter(printed(new Session().toPrinting(), failed)),
  printTroubleMended: () => withPaper(noPrinter(printed(new Session().toPrinting(), failed))),
  printTroubleNotInHand: () =>
    printed(new Session().toPrinting(), { outcome: "unknown", cause: "noProof" }).do({
      kind: "gotSlip",
      yes: false,
    }),
  printTroubleElsewhere: () =>
    noPrinter(printed(fetched("slipPending"), { outcome: "failed", cause: "cutter" })),
  printTroubleOffline: () => printed(takenOffline(), { outcome: "failed", cause: "overheated" }),
  printingAgain: () => printed(new Session().toPrinting(), failed).do("retryPrint"),
  printTroubleAgain: () => printed(printed(new Session().toPrinting(), failed).do("retryPrint"), failed),
  done: () => printed(new Session().toPrinting(), { outcome: "printed" }),
  keptWithoutSlip: () =>
    printed(fetched("alreadyHolding"), { outcome: "failed", cause: "cutter" }).do("cancel"),
  givenBack: () => printed(new Session().toPrinting(), failed).do("cancel"),
  doneReprint: () => printed(fetched("alreadyHolding"), { outcome: "printed" }),
  donePendingPaperless: () => fetched("slipPending", noPrinter(has("slipPending"))),
  doneCheckedIn: () => {
    const session = found(null).do({ kind: "takeNumber", paper: true });
    const held = { items: slot.items };
    const result = { ticket: "t-7", number: "D007", queue: "marriage", ahead: 2, takenAt: 1, held };
    session.feed({ kind: "taken", id: session.at("issuing").id, answer: { ok: true, seq: 1, result } });
    return printed(session, { outcome: "printed" });
  },
  doneCardLies: () => {
    const session = pick(card(new Session()), itemIn("care")).do("next", { kind: "takeNumber", paper: true });
    return printed(session.give(), { outcome: "printed" });
  },
  donePaperlessCode: () =>
    printed(new Session().toPrinting([itemIn("care")], phoneLink), failed).do("goPaperless"),
  donePaperless: () => printed(new Session().toPrinting(), failed).do("goPaperless"),
  refusedQueueFull: () => refuse("queueFull"),
  refusedHallClosed: () => refuse("hallClosed", { day: "2026-11-25", from: "09:00" }),
  refusedHolding: () => refuse("alreadyHolding", { number: "D007" }),
  refusedHoldingReprint: () => has("alreadyHolding"),
  refusedHoldingElsewhere: () => noPrinter(has("alreadyHolding")),
  refusedHoldingNoKiosk: () =>
    noPrinter(has("alreadyHolding")).feed({ kind: "offer", offer: { ...sampleOffer, elsewhere: null } }),
  refusedPending: () => has("slipPending"),
  refusedPendingNoPrinter: () => noPrinter(has("slipPending")),
  refusedHoldsNothing: () => {
    const session = has("alreadyHolding").do("reprintHeld");
    const refusal = { code: "holdsNothing", params: {} } as const;
    return session.feed({ kind: "taken", id: session.at("issuing").id, answer: { ok: false, refusal } });
  },
  refusedUnreachable: () => refuse("unreachable"),
};

/** How a call for staff comes to each of its states, on a page that stays as it is. */
const helpWays: Record<HelpShown, (session: Session) => Session> = {
  none: (session) => session,
  asking: (session) => session.do("askHelp"),
  asked: (session) => helpIs(session, "asked"),
  answered: (session) => helpIs(session, "answered"),
  closed: (session) => helpIs(helpIs(session.do("askHelp"), "answered"), null),
  failed: (session) => {
    const { id } = session.do("askHelp").of("askHelp")[0]!;
    const answer = { ok: false, refusal: { code: "unreachable", params: {} } } as const;
    return session.feed({ kind: "helpAnswer", id, answer });
  },
  unreachable: (session) => cutOff(session),
};
const helpIs = (session: Session, state: "asked" | "answered" | null) =>
  session.feed({ kind: "helpView", open: state && { help: "help-1", state }, seq: 2 });

export const galleryNames = [...Object.keys(ways), ...Object.keys(engineerWays)];
export const helpNames = Object.keys(helpWays) as HelpShown[];

/** A session on one of these screens. */
export const gallerySession = (name: string): Session => ways[name]?.() ?? new Session();

/** The page's view of one of these screens, as the core would send it, with what became of a call for staff. */
export function galleryView(
  name: string,
  language: Language,
  pxPerMm: number,
  help: HelpShown = "none",
  surface: Partial<Surface> = {},
): KioskState {
  const session = help === "none" ? gallerySession(name) : helpWays[help](gallerySession(name));
  // 长辈版 is as far in its countdown after twice the silence.
  const now = session.now + (surface.elder ? session.now - session.state.touched : 0);
  // Not by an intent: a hand would end the countdown.
  session.state = { ...session.state, language, surface: { ...ordinarySurface, ...surface } };
  const view = viewOf(session.state, now, pxPerMm);
  const engineer = engineerWays[name];
  return engineer ? { ...view, screen: engineer } : view;
}
