import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { KioskIntent, Screen } from "../../bridge.ts";
import type { Input } from "./session-state.ts";
import { silva, zhang } from "../testing/sample-cards.ts";
import { itemIn, sampleOffer, Session } from "../testing/session.ts";
import { sampleCatalogue, sampleKiosk } from "../testing/sample-hall.ts";
import { OfferMaker } from "./offer.ts";
import { printingPatienceMs } from "./timeouts.ts";
import { viewOf } from "../view.ts";

const laid: Input = { kind: "reader", event: { kind: "card", card: zhang } };
const choose = (item: string): KioskIntent => ({ kind: "toggleItem", item });
const answer = (id: string): KioskIntent => ({ kind: "answer", answer: id });
const screenOf = ({ state, now }: Session) => viewOf(state, now, 4).screen;
const abroad = itemIn("marriage", 4);
const replacement = itemIn("marriage", 3);
const disabled = itemIn("children", 1);
const nameOf = (item: string) => sampleOffer.items.find(({ id }) => id === item)!.name;
const toBring = (session: Session) => {
  const screen = screenOf(session);
  if (screen.kind !== "confirm") throw new Error(`at ${screen.kind}`);
  return screen.materials.filter(({ bring }) => bring).map(({ name }) => name.zh);
};

describe("K-43 a matter that has cases", () => {
  test("is chosen by its answer, which decides what to bring", () => {
    const session = new Session().feed(laid).do(choose(abroad));
    expect(screenOf(session)).toMatchObject({ kind: "question", asks: { zh: "不是内地居民的一方是？" } });
    // Touched, answered: the third touch takes the number.
    session.do(answer("foreigner"));
    expect(session.at("confirm").items).toEqual([abroad]);
    expect(toBring(session)).toContain("护照或国际旅行证件");
    expect(screenOf(session)).toMatchObject({ matters: [{ says: [{ zh: "外国人" }] }] });
    // Taken off and chosen anew it is asked again, and the other case has other materials.
    session.do("back", choose(abroad), choose(abroad), answer("hk-macao"));
    expect(toBring(session)).toContain("港澳居民来往内地通行证");
    expect(toBring(session)).not.toContain("护照或国际旅行证件");
  });

  test("asks once more where an answer has cases itself; back leads to the question before", () => {
    const session = new Session().do("startWithoutCard", choose(replacement), answer("lost"));
    expect(session.at("question").path).toBe("lost");
    session.do("back");
    expect(session.at("question").path).toBe(null);
    session.do(answer("lost"), answer("agent"));
    expect(toBring(session)).toContain("委托书及受托人身份证");
    expect(screenOf(session)).toMatchObject({
      matters: [{ says: [{ zh: "丢失了" }, { zh: "委托别人来" }] }],
    });
  });

  test("K-132 what two cards have said already is not asked: the agent's case, and its papers, are theirs at once", () => {
    const agent = new Session().feed(laid).do("forAnother");
    agent.feed({ kind: "reader", event: { kind: "lifted" } });
    agent.feed({ kind: "reader", event: { kind: "card", card: silva } });
    agent.do(choose(replacement), answer("lost"));
    expect(agent.at("confirm").items).toEqual([replacement]);
    expect(agent.state.plan.cases).toEqual({ [replacement]: "lost/agent" });
    expect(toBring(agent)).toContain("委托书及受托人身份证");
    // Who laid one card may be here for another: they are asked.
    const one = new Session().feed(laid).do(choose(replacement), answer("lost"));
    expect(screenOf(one)).toMatchObject({ kind: "question", answers: [{ id: "self" }, { id: "agent" }] });
  });

  test("leads to another matter, or to several, or back to the choice", () => {
    const session = new Session().do("startWithoutCard", choose(abroad), answer("mainland"));
    expect(session.at("confirm").items).toEqual([itemIn("marriage")]);
    session.do("back", choose(itemIn("marriage")), choose(disabled), answer("both"));
    expect(session.at("confirm").items).toEqual([disabled, itemIn("children", 2)]);
    session.do("back");
    session.do(choose(abroad), "back");
    expect(session.at("choose").items).toEqual([disabled, itemIn("children", 2)]);
  });

  test("K-46 the case goes with the number that is asked for, and only that of its matters", () => {
    const session = new Session().do(
      "startWithoutCard",
      choose(replacement),
      answer("lost"),
      answer("agent"),
    );
    session.do({ kind: "takeNumber", paper: true });
    expect(session.of("takeTicket")).toMatchObject([
      { items: [replacement], cases: { [replacement]: "lost/agent" } },
    ]);
    const plain = new Session().do("startWithoutCard", choose(itemIn("care")), "next");
    plain.do({ kind: "takeNumber", paper: true });
    expect(plain.of("takeTicket")).toMatchObject([{ cases: {} }]);
  });

  test("an answer to what this hall has not is shown as such and chosen by nobody", () => {
    const session = new Session().do("startWithoutCard", choose(abroad));
    const screen = screenOf(session);
    const gone = screen.kind === "question" && screen.answers.find(({ id }) => id === "overseas");
    expect(gone).toMatchObject({ canBeHad: false });
    session.do(answer("overseas"), answer("nonsense"));
    expect(session.state.step.at).toBe("question");
  });
});

describe("K-44 matters of two queues", () => {
  const two = () =>
    new Session().feed(laid).do(choose(itemIn("care")), choose(itemIn("relief")), choose(itemIn("care", 2)));

  test("are two numbers, one after the other, for the same citizen without another touch of the card", () => {
    const session = two();
    expect(session.at("choose").hint).toBe(null);
    session.do("next");
    expect(session.at("confirm").items).toEqual([itemIn("care"), itemIn("care", 2)]);
    expect(screenOf(session)).toMatchObject({ later: [{ zh: "最低生活保障审核确认" }] });
    session.do({ kind: "takeNumber", paper: true }).give();
    session.feed({
      kind: "printResult",
      jobId: session.at("printing").jobId,
      result: { outcome: "printed" },
    });
    expect(screenOf(session)).toMatchObject({ kind: "done", next: { queue: { zh: "社会救助" } } });
    session.do("another");
    expect(session.at("confirm")).toMatchObject({ items: [itemIn("relief")], who: { kind: "card" } });
    session.do({ kind: "takeNumber", paper: false }).give();
    expect(screenOf(session)).toMatchObject({ kind: "done", next: null });
    const [first, second] = session.of("takeTicket");
    expect(second!.id).not.toBe(first!.id);
    session.do("another");
    expect(session.at("choose").items).toEqual([]);
  });

  const take: KioskIntent = { kind: "takeNumber", paper: true };
  const printed = (session: Session) => {
    const { jobId } = session.at("printing");
    return session.feed({ kind: "printResult", jobId, result: { outcome: "printed" } });
  };
  const refuse = (session: Session, code: "queueFull" | "alreadyHolding", params = {}) =>
    session.feed({
      kind: "taken",
      id: session.at("issuing").id,
      answer: { ok: false, refusal: { code, params } },
    });
  const holding = { number: "B003", queue: "relief" };
  /** The slip of a number that was taken for something else. */
  const fetched = (session: Session, number: string, queue: string) => {
    const { id } = session.do("reprintHeld").at("issuing");
    const own = { items: [itemIn(queue, 1)], reserved: false };
    const result = { ticket: "t-9", number, queue, ahead: 1, takenAt: 1_790_000_000_000, ...own };
    return printed(session.feed({ kind: "taken", id, answer: { ok: true, seq: 9, result } }));
  };

  test("the second one refused: the first stands, what was refused may be changed, and nothing is said to be still to take", () => {
    const session = printed(two().do("next", take).give()).do("another", take);
    refuse(session, "queueFull");
    expect(screenOf(session)).toMatchObject({ kind: "refused", code: "queueFull" });
    expect(session.do("back").at("choose").items).toEqual([itemIn("relief")]);
    expect(session.state.plan.later).toEqual([]);
    session.do("cancel");
    expect(session.state.step.at).toBe("idle");
    expect(session.of("cancelTicket")).toEqual([]);
    expect(session.of("confirmPrint")).toMatchObject([{ outcome: "printed" }]);
    expect(session.of("takeTicket").map(({ items }) => items)).toEqual([
      [itemIn("care"), itemIn("care", 2)],
      [itemIn("relief")],
    ]);
  });

  test("the second one held already: its slip once more is not said to be a number for what was chosen now", () => {
    const session = printed(two().do("next", take).give()).do("another", take);
    refuse(session, "alreadyHolding", holding);
    fetched(session, "B003", "relief");
    expect(screenOf(session)).toMatchObject({
      kind: "done",
      heldBefore: "again",
      next: null,
      given: { number: "B003", items: [nameOf(itemIn("relief", 1))] },
    });
  });

  test("the first one held already: its slip, and then the second", () => {
    const session = two().do("next", take);
    refuse(session, "alreadyHolding", { number: "D007", queue: "care" });
    fetched(session, "D007", "care");
    expect(screenOf(session)).toMatchObject({ heldBefore: "again", next: { queue: { zh: "社会救助" } } });
    expect(session.do("another").at("confirm").items).toEqual([itemIn("relief")]);
    printed(session.do(take).give());
    expect(screenOf(session)).toMatchObject({ kind: "done", heldBefore: null, next: null });
  });

  test("are told of, may be changed, and are never three", () => {
    const session = new Session().do("startWithoutCard", choose(itemIn("care")), choose(itemIn("relief")));
    expect(session.at("choose").hint).toBe("otherQueue");
    session.do(choose(itemIn("funeral")));
    expect(session.at("choose")).toMatchObject({
      items: [itemIn("care"), itemIn("relief")],
      hint: "tooManyQueues",
    });
    session.do("next", "back");
    expect(session.at("choose").items).toEqual([itemIn("care"), itemIn("relief")]);
  });

  test("leave time to read what the second one is for, and are forgotten with their citizen", () => {
    const session = two().do("next", { kind: "takeNumber", paper: true }).give();
    session.feed({
      kind: "printResult",
      jobId: session.at("printing").jobId,
      result: { outcome: "printed" },
    });
    session.pass(30_000);
    expect(session.state.step.at).toBe("done");
    session.pass(31_000);
    expect(session.state).toMatchObject({ step: { at: "idle" }, plan: { later: [], cases: {} } });
  });
});

describe("K-45 the guide on paper", () => {
  const atConfirm = () => new Session().feed(laid).do(choose(itemIn("marriage")), "next");

  test("is printed beside the number, says how it ended, and may be asked for again", () => {
    const session = atConfirm().do("printGuide", "printGuide");
    const [effect, ...more] = session.of("printGuide");
    expect(more).toEqual([]);
    expect(effect).toMatchObject({ items: [itemIn("marriage")], language: "zh" });
    expect(screenOf(session)).toMatchObject({ guide: "printing" });
    const { jobId } = effect!;
    session.feed({ kind: "guideResult", jobId: "another-job", result: { outcome: "printed" } });
    expect(screenOf(session)).toMatchObject({ guide: "printing" });
    session.feed({ kind: "guideResult", jobId, result: { outcome: "failed", cause: "cutter" } });
    expect(screenOf(session)).toMatchObject({ guide: "failed" });
    session.do("printGuide");
    expect(session.of("printGuide")).toHaveLength(2);
  });

  test("whose end nobody tells is of unknown fate", () => {
    const session = atConfirm().do("printGuide").pass(printingPatienceMs);
    expect(screenOf(session)).toMatchObject({ guide: "unknown" });
  });

  test("is not offered without the hall, without a printer, or while another guide is in force", () => {
    const without = (input: Input) => {
      const session = atConfirm().feed(input).do("printGuide");
      expect(session.of("printGuide")).toEqual([]);
      return screenOf(session);
    };
    expect(without({ kind: "offer", offer: { ...sampleOffer, isCurrent: false } })).toMatchObject({
      guide: "unavailable",
    });
    const status = { connection: "connected", paper: "out", cover: "closed", fault: "paperOut" } as const;
    expect(without({ kind: "printer", status })).toMatchObject({ guide: "unavailable" });
    without({ kind: "hall", link: "lost" });
  });

  const happening = fc.oneof(
    { weight: 3, arbitrary: fc.constant("guide" as const) },
    fc.constantFrom<Input>(
      ...[
        ...(["next", "back", "another", "retryPrint", "goPaperless", "cancel"] as const).map((kind) => ({
          kind,
        })),
        choose(itemIn("marriage")),
        { kind: "takeNumber", paper: true } as const,
        { kind: "takeNumber", paper: true } as const,
        { kind: "gotSlip", yes: true } as const,
        { kind: "gotSlip", yes: false } as const,
      ].map((intent) => ({ kind: "intent" as const, intent })),
      laid,
    ),
    fc.constantFrom("given" as const, "printed" as const, "unknown" as const, "failed" as const),
  );
  const slip = {
    printed: { outcome: "printed" },
    unknown: { outcome: "unknown", cause: "noProof" },
    failed: { outcome: "failed", cause: "cutter" },
  } as const;

  test("however guides end in between, the hall hears of numbers' slips exactly as without any guide", () => {
    const play = (sequence: readonly (Input | string)[], withGuides: boolean) => {
      const session = atConfirm();
      for (const it of sequence) {
        const { step } = session.state;
        if (it === "guide") {
          if (!withGuides) continue;
          session.do("printGuide");
          const { jobId } = session.of("printGuide").at(-1) ?? { jobId: "none" };
          for (const result of Object.values(slip)) session.feed({ kind: "guideResult", jobId, result });
          session.feed({ kind: "latePrint", jobId });
        } else if (it === "given") {
          if (step.at === "issuing") session.give();
        } else if (typeof it === "string") {
          if (step.at === "printing" || step.at === "handed")
            session.feed({ kind: "printResult", jobId: step.jobId, result: slip[it as keyof typeof slip] });
        } else session.feed(it);
      }
      const told = [...session.of("confirmPrint"), ...session.of("cancelTicket")];
      return [
        session.state.step.at,
        ...told.map((each) => [each.kind, each.ticket, "outcome" in each && each.outcome]),
      ];
    };
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 40 }), (sequence) => {
        expect(play(sequence, true)).toEqual(play(sequence, false));
      }),
      { numRuns: 300 },
    );
  });
});

test("K-140 the start page says from when a closed hall gives numbers, in its language, while none of its lines does", () => {
  type Reason = (typeof sampleKiosk)["queues"][number]["noNumbers"];
  const opensAfter = (reasons: (at: number) => Reason) => {
    const queues = sampleKiosk.queues.map((line, at) => ({ ...line, noNumbers: reasons(at) }));
    const offer = new OfferMaker("k1").make({ ...sampleKiosk, queues }, sampleCatalogue);
    return (session: Session) =>
      (screenOf(session.feed({ kind: "offer", offer })) as Screen & { kind: "idle" }).opens;
  };
  const closed = { why: "hallClosed", day: "2026-11-25", from: "09:00" } as const;
  const cutOff = { why: "cutOffPassed", day: null, from: null } as const;
  const all = opensAfter((at) => (at === 0 ? cutOff : closed));
  expect(all(new Session())).toEqual({ day: "11月25日", from: "09:00" });
  expect(all(new Session().do({ kind: "setLanguage", language: "en" }))).toEqual({
    day: "25\u00A0November",
    from: "09:00",
  });
  expect(opensAfter((at) => (at === 0 ? null : closed))(new Session())).toBeNull();
  expect(opensAfter(() => cutOff)(new Session())).toBeNull();
  // Cut off, nobody knows how the hall stands.
  const cut = new Session().feed({ kind: "offline", offline: { kind: "ready", queues: ["marriage"] } });
  expect(all(cut.feed({ kind: "hall", link: "lost" }))).toBeNull();
});

test("K-136 a matter whose line is full or closed can't be chosen, and comes back when its line does", () => {
  const offerOf = (care: Pick<(typeof sampleKiosk)["queues"][number], "full" | "closed">) => {
    const queues = sampleKiosk.queues.map((line) => (line.queue === "care" ? { ...line, ...care } : line));
    return new OfferMaker("k1").make({ ...sampleKiosk, queues }, sampleCatalogue);
  };
  const care = itemIn("care");
  for (const [line, state] of [
    [{ full: true, closed: false }, "full"],
    [{ full: false, closed: true }, "closed"],
  ] as const) {
    const session = new Session().feed({ kind: "offer", offer: offerOf(line) }).feed(laid);
    session.do(choose(care));
    expect(session.at("choose").items).toEqual([]);
    const { queues } = screenOf(session) as Screen & { kind: "choose" };
    expect(queues.find(({ id }) => id === "care")?.state).toBe(state);
    session.feed({ kind: "offer", offer: offerOf({ full: false, closed: false }) }).do(choose(care));
    expect(session.at("choose").items).toEqual([care]);
  }
});
