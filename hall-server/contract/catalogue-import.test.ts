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
