import { expect, test } from "vitest";
import { smallHall } from "../domain/hall/small-hall.ts";
import { readCatalogueRows } from "./catalogue-import.ts";
import { fileOf } from "./config-wire.ts";

const config = fileOf(smallHall);
const item = { ...config.catalogue.items[0]!, id: "new", name: { zh: "新事项", en: "New matter" } };

test("A-16 a catalogue's rows join a draft, with their queues and windows", () => {
  const file = {
    version: "2027",
    items: [
      { ...item, queue: "b", windows: ["w1", "w3"] },
      { ...item, id: "marry" },
    ],
  };
  const { config: next, problems, taken } = readCatalogueRows(file, config);
  expect(problems).toEqual([]);
  expect(taken).toBe(2);
  expect(next.catalogue.version).toBe("2027");
  expect(next.catalogue.items).toHaveLength(config.catalogue.items.length + 1);
  expect(next.catalogue.items.find(({ id }) => id === "marry")?.name.zh).toBe("新事项");
  expect(next.queues.filter(({ items }) => items.includes("new")).map(({ id }) => id)).toEqual(["b"]);
  expect(next.windows.filter(({ items }) => items.includes("new")).map(({ id }) => id)).toEqual(["w1", "w3"]);
  // Where a row says nothing, what was there stays.
  expect(next.queues.find(({ id }) => id === "a")?.items).toEqual(["marry", "divorce"]);
});

test("A-16 every wrong row is named with its column, and the right ones are there for who wants only them", () => {
  const { name: _, ...nameless } = item;
  const read = readCatalogueRows(
    [
      item,
      nameless,
      { ...item, id: "other", queue: "x" },
      { ...item, windows: ["w9"] },
      { ...item, id: "z", fee: 1 },
    ],
    config,
  );
  expect(read.problems.map(({ row, column, problem }) => [row, column, problem])).toEqual([
    [2, "name", "badCell"],
    [3, "queue", "unknownQueue"],
    [4, "id", "duplicateId"],
    [4, "windows", "unknownWindow"],
    [5, "fee", "badCell"],
  ]);
  expect(read.taken).toBe(1);
  expect(read.config.catalogue.items.at(-1)?.id).toBe("new");
});

test.each([null, [], {}, "x", { items: [] }])("A-16 a catalogue is a list: %j", (raw) => {
  expect(readCatalogueRows(raw, config)).toMatchObject({
    taken: 0,
    config,
    problems: [{ problem: "notAList" }],
  });
});

const says = (id: string, text: string) => ({ id, says: { zh: text, en: "answer" } });
const asks = { zh: "哪一种？", en: "Which?" };
const question = {
  asks,
  answers: [
    { ...says("a", "这一种"), leads: "case", materials: [] },
    {
      ...says("b", "那一种"),
      leads: "question",
      question: {
        asks,
        answers: [
          { ...says("c", "还是这种"), leads: "matters", items: ["marry"] },
          { ...says("d", "都不是"), leads: "matters", items: ["gone", "new"] },
        ],
      },
    },
  ],
};
const topic = { id: "t", name: { zh: "一件事", en: "Theme" }, items: ["new", "marry"] };

test("A-16 everyday words, questions, themes and times of life come with a catalogue", () => {
  const words = { zh: ["领证"], en: ["wedding"] };
  const file = { items: [{ ...item, words, question }], themes: [topic], lifeEvents: [topic] };
  const { config: next, problems } = readCatalogueRows(file, config);
  // An answer to what is nowhere is named with its row; what is in the same file is somewhere.
  expect(problems).toEqual([{ row: 1, column: "question", problem: "unknownItem", detail: "gone" }]);
  expect(next.catalogue).toMatchObject({ themes: [topic], lifeEvents: [topic] });
  expect(next.catalogue.items.find(({ id }) => id === "new")).toMatchObject({ words, question });
  // A file that says nothing of them leaves them as they are.
  const later = readCatalogueRows([{ ...item, fee: true }], next).config.catalogue;
  expect(later.items.find(({ id }) => id === "new")).toMatchObject({ fee: true, words, question });
  expect(later.themes).toEqual([topic]);
});

test("A-16 themes that lead nowhere or are none, words of the other language, answers twice: named", () => {
  const wrong = {
    items: [
      { ...item, words: { zh: ["wedding"], en: [] } },
      { ...item, id: "n2", question: { asks, answers: [question.answers[0], question.answers[0]] } },
      { ...item, id: "n3", question: { asks, answers: [question.answers[0]] } },
    ],
    themes: [{ ...topic, items: ["marry", "gone"] }],
    lifeEvents: [{ ...topic, items: [] }],
  };
  const { config: next, problems } = readCatalogueRows(wrong, config);
  expect(problems.map(({ row, column, problem }) => [row, column, problem])).toEqual([
    [1, "words.zh.0", "badCell"],
    [2, "question.answers", "badCell"],
    [3, "question.answers", "badCell"],
    [0, "themes.0.items", "unknownItem"],
    [0, "lifeEvents.0.items", "badTopic"],
  ]);
  expect(next.catalogue.themes).toBeUndefined();
});
