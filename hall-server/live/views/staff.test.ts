import { expect, test } from "vitest";
import { hallOf, take } from "../../domain/hall/hall-of.ts";
import { smallHall } from "../../domain/hall/small-hall.ts";
import { counterView } from "./staff.ts";

test("K-132 a counter is told what its visitor's case asks for besides, and of no other case", () => {
  const text = (word: string) => ({ zh: word, en: word });
  const papers = {
    code: "X1",
    name: text("papers"),
    exempt: "none",
    exemptSource: null,
    required: true,
  } as const;
  const question = {
    asks: text("who"),
    answers: [
      { id: "self", says: text("self"), leads: "case", materials: [] },
      { id: "agent", says: text("agent"), leads: "case", materials: [papers] },
    ],
  } as const;
  const items = smallHall.catalogue.items.map((item) => (item.id === "marry" ? { ...item, question } : item));
  const visitorOf = (answer: string) => {
    const hall = hallOf({ ...smallHall, catalogue: { ...smallHall.catalogue, items } });
    hall.arriveWith({ ...take(["marry"]), cases: { marry: answer } });
    hall.at("w1", "openWindow");
    hall.at("w1", "callNext");
    return counterView(hall.state(), "w1", hall.now()).visitor?.items;
  };
  const { code: _, ...seen } = papers;
  expect(visitorOf("agent")).toMatchObject([{ says: [{ en: "agent" }], materials: [seen] }]);
  expect(visitorOf("self")).toMatchObject([{ says: [{ en: "self" }], materials: [] }]);
});
