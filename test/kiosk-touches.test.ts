import { expect, test } from "vitest";
import { answersAt } from "../electron/core/cases.ts";
import { OfferMaker } from "../electron/core/offer.ts";
import { zhang } from "../electron/core/testing/sample-cards.ts";
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
    const asked = answersAt(offer.guide.get(step.item), step.path);
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
