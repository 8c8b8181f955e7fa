import { expect, test } from "vitest";
import { caseOf, type Question } from "../catalogue.ts";
import { hallOf, mondayMorning, take } from "../hall/hall-of.ts";
import { kiosk, smallHall } from "../hall/small-hall.ts";
import { restore } from "../hall/restore.ts";
import { rowsOf } from "../hall/rows-of.ts";
import { comparable } from "../hall/play.ts";

const says = (id: string) => ({ id, says: { zh: id, en: id } });
const question: Question = {
  asks: { zh: "?", en: "?" },
  answers: [
    { ...says("new"), leads: "case", materials: [] },
    {
      ...says("lost"),
      leads: "question",
      question: { asks: { zh: "?", en: "?" }, answers: [{ ...says("agent"), leads: "case", materials: [] }] },
    },
  ],
};
const withCases = {
  ...smallHall,
  catalogue: {
    ...smallHall.catalogue,
    items: smallHall.catalogue.items.map((item) => (item.id === "marry" ? { ...item, question } : item)),
  },
};

test("K-46 answers are said as far as they lead to an end", () => {
  const said = (path: string) => caseOf({ question }, path)?.says.map(({ en }) => en) ?? null;
  expect(said("new")).toEqual(["new"]);
  expect(said("lost/agent")).toEqual(["lost", "agent"]);
  for (const path of ["", "lost", "new/agent", "lost/agent/more", "toString"]) expect(said(path)).toBeNull();
  expect(caseOf({}, "new")).toBeNull();
});

test("K-46 a number keeps the case of its matters, wherever it goes and over a start", () => {
  const hall = hallOf(withCases);
  const ticket = hall.arriveWith({ ...take(["marry"]), cases: { marry: "lost/agent" } });
  hall.at("w1", "openWindow");
  hall.at("w1", "callNext");
  hall.at("w1", "startServing");
  expect(hall.ticket(ticket)).toMatchObject({ state: "serving", cases: { marry: "lost/agent" } });
  expect(comparable(restore(rowsOf(hall.state())))).toEqual(comparable(hall.state()));
  expect(hall.ticket(hall.arrive("marry"))).not.toHaveProperty("cases");
});

test("K-46 a case that the guide has not, or of another matter, is refused by the matter's name", () => {
  const hall = hallOf(withCases);
  for (const [item, path] of [
    ["marry", "lost"],
    ["divorce", "new"],
    ["toString", "new"],
  ] as const)
    expect(hall.run({ ...take(["marry"]), cases: { [item]: path } }, kiosk)).toMatchObject({
      refused: "unknownCase",
      item,
    });
});

test("K-46 an offline number is in a hand: it keeps the cases that are known, and is taken in without the others", () => {
  const [first, ...others] = withCases.queues;
  const hall = hallOf({
    ...withCases,
    queues: [{ ...first!, offline: { from: 101, to: 110, perKiosk: 4 } }, ...others],
  });
  const { lease } = hall.run({ type: "leaseNumbers", held: null }, kiosk) as unknown as {
    lease: { id: string };
  };
  const given = (running: number, path: string) => {
    const number = { lease: lease.id, queue: first!.id, running, items: ["marry"], people: [] };
    const cases = { marry: path };
    const taken = hall.run({ type: "takeOffline", ...number, cases, takenAt: mondayMorning }, kiosk);
    return hall.ticket((taken as unknown as { ticket: string }).ticket).cases;
  };
  expect(given(101, "new")).toEqual({ marry: "new" });
  expect(given(102, "gone")).toEqual({});
});
