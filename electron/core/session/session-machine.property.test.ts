import fc from "fast-check";
import { expect, test } from "vitest";
import type { IdCard } from "../../../drivers/id-card/card.ts";
import type { AnyRefusal } from "../../../hall-server/contract/commands.ts";
import type { KioskIntent } from "../../bridge.ts";
import type { Input } from "./session-state.ts";
import { ordinarySurface } from "./surface.ts";
import { sampleOffer, Session } from "../testing/session.ts";
import { creditCode, smith, zhang } from "../testing/sample-cards.ts";
import { viewOf } from "../view.ts";

/** What may happen next; `own` is filled in with what the session is waiting for. */
type Happening =
  | Input
  | { own: "taken"; ok: boolean }
  | { own: "printResult"; outcome: "printed" | "failed" | "unknown" }
  | { own: "found"; why: AnyRefusal | null | "nothing" | "slip" }
  | { own: "latePrint"; nth: number }
  | { own: "pass"; ms: number };

const phone = "13800138000";
const bookingCode = "HF-20261123-0001";
const firstItem = sampleOffer.items[0]!.id;
const someItem = fc.constantFrom(...sampleOffer.items.slice(0, 14).map(({ id }) => id));
const intent: fc.Arbitrary<KioskIntent> = fc.oneof(
  { weight: 4, arbitrary: someItem.map((item) => ({ kind: "toggleItem" as const, item })) },
  { weight: 3, arbitrary: fc.boolean().map((paper) => ({ kind: "takeNumber" as const, paper })) },
  fc.boolean().map((yes) => ({ kind: "gotSlip" as const, yes })),
  {
    weight: 3,
    arbitrary: fc
      .constantFrom("booking" as const, "organisation" as const, "phone" as const)
      .map((what) => ({ kind: "identifyBy" as const, what })),
  },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom(creditCode, phone, bookingCode, "12")
      .map((text) => ({ kind: "enter" as const, text })),
  },
  fc
    .constantFrom("zh" as const, "en" as const)
    .map((language) => ({ kind: "setLanguage" as const, language })),
  fc.oneof(
    fc.boolean().map((on) => ({ kind: "setElder" as const, on })),
    fc.boolean().map((on) => ({ kind: "setVoice" as const, on })),
    fc
      .constantFrom("ordinary" as const, "high" as const)
      .map((contrast) => ({ kind: "setContrast" as const, contrast })),
    fc.constantFrom("low" as const, "left" as const).map((reach) => ({ kind: "setReach" as const, reach })),
  ),
  {
    weight: 6,
    arbitrary: fc
      .constantFrom(
        ...([
          "startWithoutCard",
          "next",
          "next",
          "back",
          "cancel",
          "retry",
          "retryPrint",
          "goPaperless",
        ] as const),
        ...(["another", "finish", "touch", "askHelp"] as const),
        ...(["forAnother", "withoutTheirCard", "ordinaryNumber", "otherMatter", "reprintHeld"] as const),
      )
      .map((kind) => ({ kind })),
  },
);
const codes = fc.constantFrom(creditCode, bookingCode, "x", "皖事通 {}");
const card = fc.constantFrom<IdCard>(zhang, smith, { ...zhang, validTo: "2020-01-01" });
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 8, arbitrary: intent.map((it) => ({ kind: "intent" as const, intent: it })) },
  {
    weight: 3,
    arbitrary: card.map((it) => ({ kind: "reader" as const, event: { kind: "card" as const, card: it } })),
  },
  fc.constantFrom<Input>(
    { kind: "reader", event: { kind: "state", state: "reading" } },
    { kind: "reader", event: { kind: "state", state: "disconnected" } },
    { kind: "reader", event: { kind: "unreadable", reason: "readFailed" } },
    { kind: "reader", event: { kind: "lifted" } },
    { kind: "hall", link: "lost" },
    { kind: "hall", link: "fresh" },
    { kind: "hall", link: "fresh" },
  ),
  codes.map((code) => ({ kind: "scan" as const, code })),
  { weight: 4, arbitrary: fc.boolean().map((ok) => ({ own: "taken" as const, ok })) },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom(null, "nothing" as const, "slip" as const, {
        code: "bookingTooEarly" as const,
        params: { from: "09:00" },
      })
      .map((why) => ({ own: "found" as const, why })),
  },
  {
    weight: 4,
    arbitrary: fc
      .constantFrom("printed" as const, "failed" as const, "unknown" as const)
      .map((outcome) => ({ own: "printResult" as const, outcome })),
  },
  fc.nat(3).map((nth) => ({ own: "latePrint" as const, nth })),
  fc.integer({ min: 0, max: 40_000 }).map((ms) => ({ own: "pass" as const, ms })),
);

function happen(session: Session, it: Happening): void {
  if (!("own" in it)) return void session.feed(it);
  const { step: here } = session.state;
  if (it.own === "pass") session.pass(it.ms);
  else if (it.own === "found") {
    const { why } = it;
    const slot = { booking: "booking-1", from: 1_790_000_000_000, to: 1_790_001_800_000, items: [firstItem] };
    if (here.at !== "lookingUp") return;
    if (why === "slip")
      session.find({ ok: true, bookings: [], slipPending: { number: "A007", items: [firstItem] } });
    else session.find({ ok: true, bookings: why === "nothing" ? [] : [{ ...slot, why }] });
  } else if (it.own === "latePrint") {
    const jobs = session.of("print").map(({ jobId }) => jobId);
    if (jobs.length > 0) session.feed({ kind: "latePrint", jobId: jobs[it.nth % jobs.length]! });
  } else if (it.own === "taken") {
    if (here.at !== "issuing") return;
    if (it.ok) session.give();
    else
      session.feed({
        kind: "taken",
        id: here.id,
        answer: { ok: false, refusal: { code: "internal", params: {} } },
      });
  } else if ("jobId" in here) {
    const result =
      it.outcome === "printed"
        ? { outcome: it.outcome }
        : it.outcome === "failed"
          ? { outcome: it.outcome, cause: "cutter" as const }
          : { outcome: it.outcome, cause: "lineLost" as const };
    session.feed({ kind: "printResult", jobId: here.jobId, result });
  }
}

/** The way to a number, which chance alone would seldom find. */
const walk: fc.Arbitrary<Happening[]> = fc
  .tuple(someItem, fc.boolean(), fc.boolean())
  .map(([item, paper, ok]) => [
    ...[{ kind: "startWithoutCard" as const }, { kind: "toggleItem" as const, item }].map(byHand),
    ...[{ kind: "next" as const }, { kind: "takeNumber" as const, paper }].map(byHand),
    { own: "taken" as const, ok },
  ]);
/** The way to a slip that did not come out elsewhere. */
const fetching: fc.Arbitrary<Happening[]> = card.map((it) => [
  { kind: "reader", event: { kind: "card", card: it } },
  { own: "found", why: "slip" },
  byHand({ kind: "reprintHeld" }),
  { own: "taken", ok: true },
]);
const byHand = (it: KioskIntent): Happening => ({ kind: "intent", intent: it });
const anySequence = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: happening.map((it) => [it]) },
      { weight: 1, arbitrary: walk },
      { weight: 1, arbitrary: fetching },
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.flat());
const secrets = [zhang, smith]
  .flatMap((it) => [it.number, it.name])
  .concat(zhang.address, smith.englishName, creditCode, phone, bookingCode);
/** A session whose citizens' bookings are found when the sequence says so. */
const fresh = () => {
  const session = new Session();
  session.bookings = null;
  return session;
};
const runs = { numRuns: 400 };
/** How long the longest way home takes. */
const patienceOf = ({ state }: Session) => (state.surface.elder ? 480_000 : 240_000);

test("K-4 K-52 left alone it is idle again within four minutes, in 长辈版 within eight, and nothing of a citizen is left", () => {
  fc.assert(
    fc.property(anySequence, (sequence) => {
      const session = fresh();
      for (const it of sequence) happen(session, it);
      session.pass(patienceOf(session));
      expect(session.state.step).toEqual({ at: "idle" });
      expect(session.state.language).toBe("zh");
      expect(session.state.surface).toEqual(ordinarySurface);
      const text = JSON.stringify(session.state);
      for (const secret of secrets) expect(text).not.toContain(secret);
    }),
    runs,
  );
});

test("K-6 whenever it is idle, nothing of a citizen is left; and never does the page learn more than a masked name", () => {
  fc.assert(
    fc.property(anySequence, (sequence) => {
      const session = fresh();
      for (const it of sequence) {
        happen(session, it);
        const seen = session.state.step.at === "idle" ? JSON.stringify(session.state) : "";
        const shown = JSON.stringify(viewOf(session.state, session.now, 4));
        for (const secret of secrets) expect(seen + shown).not.toContain(secret);
      }
    }),
    runs,
  );
});

test("K-1 one confirmation asks for one number, however often it is sent", () => {
  fc.assert(
    fc.property(anySequence, (sequence) => {
      const session = fresh();
      const made = new Set<string>();
      for (const it of sequence) {
        const before = session.of("takeTicket").length;
        happen(session, it);
        const sent = session.of("takeTicket").slice(before);
        for (const { id } of sent) expect(made.has(id)).toBe(true);
        const { step: here } = session.state;
        if (here.at === "confirm" || here.at === "checkIn") made.add(here.id);
      }
    }),
    runs,
  );
});

test("K-3 nothing is printed unless a number was just given or a hand asked for it, and a second slip is marked", () => {
  fc.assert(
    fc.property(anySequence, (sequence) => {
      const session = fresh();
      for (const it of sequence) {
        const before = session.of("print").length;
        const { step: here } = session.state;
        happen(session, it);
        for (const { reprint } of session.of("print").slice(before)) {
          const byHand = "kind" in it && it.kind === "intent" && it.intent.kind === "retryPrint";
          const wasOffered = here.at === "issuing" && here.reprint === true;
          expect(reprint).toBe(byHand || wasOffered);
          expect(byHand || ("own" in it && it.own === "taken")).toBe(true);
        }
      }
    }),
    runs,
  );
});

test("K-3 every number that was given is accounted for: the hall heard what became of it", () => {
  fc.assert(
    fc.property(anySequence, (sequence) => {
      const session = fresh();
      for (const it of sequence) happen(session, it);
      session.pass(patienceOf(session));
      const told = [...session.of("confirmPrint"), ...session.of("cancelTicket")].map(({ ticket }) => ticket);
      expect(session.given.filter((ticket) => !told.includes(ticket))).toEqual([]);
    }),
    runs,
  );
});

test("K-3 a slip that came out, whenever it did, is in line unless its number was given back", () => {
  fc.assert(
    fc.property(anySequence, fc.nat(3), (sequence, nth) => {
      const session = fresh();
      for (const it of sequence) happen(session, it);
      session.pass(patienceOf(session));
      const printed = session.of("print").filter(({ given }) => !given.held);
      fc.pre(printed.length > 0);
      const { jobId, given } = printed[nth % printed.length]!;
      session.feed({ kind: "latePrint", jobId });
      const isInLine = session
        .of("confirmPrint")
        .some(({ ticket, outcome }) => ticket === given.ticket && ["printed", "paperless"].includes(outcome));
      const isGivenBack = session.of("cancelTicket").some(({ ticket }) => ticket === given.ticket);
      expect(isInLine || isGivenBack).toBe(true);
    }),
    runs,
  );
});
