import { expect, test } from "vitest";
import { search } from "../finding/search.ts";
import { askedOf } from "../electron/core/session/cases.ts";
import { materialsOf, OfferMaker } from "../electron/core/session/offer.ts";
import { silva, zhang } from "../electron/core/testing/sample-cards.ts";
import { sampleKiosk } from "../electron/core/testing/sample-hall.ts";
import { Session } from "../electron/core/testing/session.ts";
import { emptyHall } from "../hall-server/domain/hall/state.ts";
import { catalogueView } from "../hall-server/live/views/kiosk.ts";
import { demoHall } from "../hall-server/seed/demo-hall.ts";

/** The demo's hall as its kiosk offers it. */
const config = demoHall();
const offer = new OfferMaker("k1").make(
  {
    ...sampleKiosk,
    queues: config.queues.map(({ id, name, items }) => ({
      ...sampleKiosk.queues[0]!,
      queue: id,
      name,
      items: [...items],
    })),
  },
  catalogueView({ ...emptyHall, config }),
);
const frequent = offer.items.filter(({ highFrequency }) => highFrequency);
const isFrequent = (id: string) => frequent.some((item) => item.id === id);

const zhangForSilva = (session: Session) =>
  session
    .do("forAnother")
    .feed({ kind: "reader", event: { kind: "lifted" } })
    .feed({ kind: "reader", event: { kind: "card", card: silva } });

interface Way {
  answers: readonly string[];
  touches: number;
  items: readonly string[];
}

/** Every way from a card to a number that begins with this matter, with each case that it has. */
function waysFrom(item: string, answers: readonly string[] = []): Way[] {
  const session = new Session().feed({ kind: "offer", offer });
  session.feed({ kind: "reader", event: { kind: "card", card: zhang } });
  session.do({ kind: "toggleItem", item }, ...answers.map((answer) => ({ kind: "answer", answer }) as const));
  const { step } = session.state;
  if (step.at === "question") {
    const asked = askedOf(step.who, offer.guide.get(step.item), step.path);
    return asked!.answers.flatMap(({ id }) => waysFrom(item, [...answers, id]));
  }
  const nexts = step.at === "choose" ? 1 : 0;
  if (nexts > 0) session.do("next");
  const { items } = session.at("confirm");
  session.do({ kind: "takeNumber", paper: true }).at("issuing");
  return [{ answers, touches: 1 + answers.length + nexts + 1, items }];
}

test("K-1 each frequent matter, in each of its cases, is three touches from the card", () => {
  expect(frequent).toHaveLength(20);
  const ways = frequent.flatMap(({ id }) => waysFrom(id).map((way) => ({ id, ...way })));
  expect(ways.length).toBeGreaterThan(frequent.length);
  // Who turns out to want a rare matter is asked that one's question too.
  const tooLong = ways.filter(({ touches, items }) => touches > 3 && items.some(isFrequent));
  expect(tooLong).toEqual([]);
});

test("K-132 two cards, and nobody is asked whether somebody comes for another: each such matter is two touches, with the agent's papers", () => {
  const agents = offer.items.filter(({ id }) =>
    offer.guide.get(id)?.question?.answers.some(({ only }) => only === "agent"),
  );
  expect(agents.length).toBeGreaterThan(3);
  for (const { id } of agents) {
    const session = new Session().feed({ kind: "offer", offer });
    zhangForSilva(session.feed({ kind: "reader", event: { kind: "card", card: zhang } }));
    session.do({ kind: "toggleItem", item: id });
    const { step } = session.state;
    // How it came about that they need it, perhaps; who they are here for, never.
    const asked = step.at === "question" ? askedOf(step.who, offer.guide.get(id), step.path)!.answers : [];
    expect(asked.map(({ only }) => only)).not.toContain("self");
    session.do(...asked.slice(0, 1).map((answer) => ({ kind: "answer", answer: answer.id }) as const));
    session.at("confirm");
    const papers = materialsOf(offer, [id], session.state.plan.cases);
    expect(papers.find(({ name }) => name.zh === "委托书及受托人身份证")).toMatchObject({ bring: true });
  }
});

test("K-132 papers that only an agent needs are asked of nobody who comes in person", () => {
  for (const { id, question } of offer.guide.values()) {
    const own = (question?.answers ?? []).filter(({ only }) => only === "self");
    for (const answer of own) {
      const papers = materialsOf(offer, [id], { [id]: answer.id }).map(({ name }) => name.zh);
      expect(papers).not.toContain("委托书及受托人身份证");
    }
  }
});

test("K-133 what the hall makes itself is not to be brought, and a card that is only looked at is to be carried", () => {
  const all = offer.items.flatMap(({ id }) => materialsOf(offer, [id]));
  const form = all.find(({ name }) => name.zh === "申请表(一表申请自动生成)");
  expect(form).toMatchObject({
    bring: false,
    exempt: "dataShare",
    source: { zh: "大厅自动生成，到窗口核对签字" },
  });
  const card = all.find(({ name }) => name.zh === "居民身份证");
  expect(card).toMatchObject({ bring: false, exempt: "onlineVerify" });
  expect(card && "source" in card && card.source?.zh).toContain("随身带好（窗口核验，不收复印件）");
});

/** What a page shows before it has to be turned: topics and matters on the wide display, and what a search finds where least fits. */
const shownAtOnce = { topics: 12, matters: 9, found: 3 };

/** Touches that choose something in a list: one, and one for each turn of its page. */
const within = (list: readonly string[], wanted: string, most: number) =>
  list.includes(wanted) ? 1 + Math.floor(list.indexOf(wanted) / most) : Infinity;

/** The shortest way to a matter among those shown first, by theme, time of life or line, each beginning with its button. */
function touchesWithoutTyping(id: string): number {
  const lines = offer.queues.map((line) => ({
    id: line.id,
    items: offer.items.filter(({ queue }) => queue === line.id).map((item) => item.id),
  }));
  const byTopic = [offer.themes, offer.lifeEvents, lines].flatMap((topics) =>
    topics.map(
      (topic) =>
        1 +
        within(
          topics.map((each) => each.id),
          topic.id,
          shownAtOnce.topics,
        ) +
        within(topic.items, id, shownAtOnce.matters),
    ),
  );
  return Math.min(
    within(
      frequent.map((item) => item.id),
      id,
      shownAtOnce.matters,
    ),
    ...byTopic,
  );
}

test("K-8 every matter is within three touches after the card, also for whoever types nothing", () => {
  const far = offer.items.filter(({ id }) => touchesWithoutTyping(id) > 3).map(({ name }) => name.zh);
  expect(far).toEqual([]);
});

test("K-8 whoever types its initials opens the search, and touches it: two, wherever the matter stands", () => {
  for (const { id, terms } of offer.items) {
    const initials = terms.zh[0]!.sounds.split(" ")
      .map((sound) => sound[0])
      .join("");
    const found = search(offer.items, initials, "zh").map((item) => item.id);
    expect(1 + within(found, id, shownAtOnce.found)).toBe(2);
  }
});
