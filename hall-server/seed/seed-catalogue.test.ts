import { readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { readHolidays } from "../contract/holidays.ts";
import { readCatalogueRows } from "../contract/catalogue-import.ts";
import { fileOf, readHallConfig } from "../contract/config-wire.ts";
import { HallConfigFile } from "../contract/hall-config.ts";
import { findConfigProblems } from "../domain/config/problems.ts";
import { demoHall, demoPins } from "./demo-hall.ts";
import { BadCatalogue, readCatalogue, seedCatalogue } from "./seed-catalogue.ts";

type Fields = Record<string, unknown>;
interface SourceFile {
  meta: { count: number; warning: string };
  materials: { code: string; name: string; exempt: string; exemptSource: string | null }[];
  items: Fields[];
}
type EnglishFile = Record<"items" | "materials" | "exemptSources", Record<string, string>>;

const load = (file: string): unknown =>
  JSON.parse(readFileSync(new URL(file, import.meta.url), "utf8")) as unknown;
const source = load("./catalogue.json") as SourceFile;
const english = load("./english.json") as EnglishFile;

/** Han characters, and the punctuation and full-width forms that come with them. */
const chinese = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u;
const hall = demoHall();

describe("the seed catalogue", () => {
  const { items } = seedCatalogue();

  it("has all 58 items, and says that its codes are synthetic", () => {
    expect(items).toHaveLength(58);
    expect(new Set(items.map(({ id }) => id)).size).toBe(58);
    expect(source.meta.count).toBe(58);
    expect(source.meta.warning).toContain("编码全部为合成值");
  });

  it("names every item, material and source in English, and nothing else", () => {
    const sources = source.materials.map(({ exemptSource }) => exemptSource);
    expect(new Set(Object.keys(english.items))).toEqual(new Set(items.map(({ id }) => id)));
    expect(new Set(Object.keys(english.materials))).toEqual(
      new Set(source.materials.map(({ code }) => code)),
    );
    expect(new Set(Object.keys(english.exemptSources))).toEqual(
      new Set(sources.filter((text) => text !== null)),
    );
  });

  it("has no Chinese in its English, and Chinese in its Chinese", () => {
    const names = items.flatMap(({ name, materials }) => [
      name,
      ...materials.flatMap((material) => [material.name, material.exemptSource ?? []].flat()),
    ]);
    for (const { zh, en } of names) {
      expect(en).not.toMatch(chinese);
      expect(zh).toMatch(/\p{Script=Han}/u);
    }
    for (const text of Object.values(english).flatMap((table) => Object.values(table)))
      expect(text).not.toMatch(chinese);
  });

  it("gives items English names that are distinct and fit a button", () => {
    const names = items.map(({ name }) => name.en);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => name.length > 48)).toEqual([
      "Marriage (foreign, HK, Macao, Taiwan, overseas Chinese)",
    ]);
  });

  it("K-112 tells the matters of organisations from those that people come for themselves", () => {
    const own = items.filter(({ forOrganisations }) => forOrganisations).map(({ name }) => name.zh);
    expect(own).toHaveLength(25);
    expect(own).toContain("养老机构备案");
    expect(own).not.toContain("标准地名(门牌地址)证明");
  });

  it("carries an item's figures and exemptions over", () => {
    const marriage = items.find(({ id }) => id === "MZ-001");
    expect(marriage).toEqual({
      id: "MZ-001",
      name: { zh: "内地居民结婚登记", en: "Marriage registration (mainland residents)" },
      taskCode: "11340103MB0000035Q4000711901000",
      highFrequency: true,
      promisedDays: 0,
      fee: false,
      serviceMinutes: 20,
      materials: [
        {
          code: "M001",
          name: { zh: "居民身份证", en: "Resident identity card" },
          exempt: "onlineVerify",
          exemptSource: {
            zh: "公安人口库核验；随身带好（窗口核验，不收复印件）",
            en: "Population database; have it with you, no copy taken",
          },
          required: true,
        },
        expect.objectContaining({ code: "M004", exempt: "none", exemptSource: null }),
        expect.objectContaining({ code: "M005", exempt: "none", exemptSource: null }),
      ],
      specialProcedures: [],
      words: expect.objectContaining({ zh: expect.arrayContaining(["领证"]) as unknown }) as unknown,
      question: expect.objectContaining({ answers: expect.any(Array) as unknown }) as unknown,
    });
    expect(items.find(({ id }) => id === "MZ-044")).toMatchObject({ promisedDays: 25, serviceMinutes: 25 });
  });

  it("repeats in each item what its table of materials says", () => {
    const table = new Map(source.materials.map((row) => [row.code, row]));
    for (const { materials } of items)
      for (const { code, name, exempt, exemptSource } of materials)
        expect(table.get(code)).toMatchObject({
          name: name.zh,
          exempt,
          exemptSource: exemptSource?.zh ?? null,
        });
  });
});

describe("how the seed's matters are found", () => {
  const { items, themes, lifeEvents } = seedCatalogue();
  const known = new Set(items.map(({ id }) => id));

  it("K-42 gives every matter everyday words in both languages, and every common one a time of life", () => {
    for (const { id, words } of items)
      expect([id, words?.zh.length, words?.en.length]).toEqual([id, expect.any(Number), expect.any(Number)]);
    const inLife = new Set(lifeEvents.flatMap((topic) => topic.items));
    const missing = items.filter(({ id, highFrequency }) => highFrequency && !inLife.has(id));
    // What only organisations do once a year is nobody's time of life.
    expect(missing.map(({ id }) => id)).toEqual(["MZ-016", "MZ-026"]);
  });

  it("K-43 has the office's ten themes and leads nowhere but to matters of its own", () => {
    expect(themes).toHaveLength(10);
    for (const topic of [...themes, ...lifeEvents])
      expect(topic.items.filter((item) => !known.has(item))).toEqual([]);
    const { problems } = readCatalogueRows({ items, themes, lifeEvents }, fileOf(hall));
    expect(problems).toEqual([]);
  });
});

describe("a broken catalogue", () => {
  /** The catalogue with one field of MZ-007 changed, named by a dotted path. */
  const changed = (path: string, value: unknown): SourceFile => {
    const copy = structuredClone(source);
    const keys = path.split(".");
    const parent = keys
      .slice(0, -1)
      .reduce((at, key) => at[key] as Fields, copy.items.find(({ id }) => id === "MZ-007") as Fields);
    parent[keys.at(-1) as string] = value;
    return copy;
  };
  const problemsOf = (catalogue: unknown, words: unknown = english): readonly string[] => {
    try {
      readCatalogue(catalogue, words);
    } catch (error) {
      if (error instanceof BadCatalogue) return error.problems;
      throw error;
    }
    return [];
  };

  it.each([
    ["a missing name", "name", undefined],
    ["an empty name", "name", " "],
    ["a wrong type", "avgServiceMinutes", "8"],
    ["a limit below zero", "promisedLimit.value", -1],
    ["a limit in other days", "promisedLimit.unit", "自然日"],
    ["a short code", "taskCode", "1134"],
    ["no materials", "materials", undefined],
    ["a wrong exemption", "materials.0.exempt", "no"],
    ["an exemption without a source", "materials.0.exemptSource", null],
  ])("is refused for %s, with item and field", (_, path, value) => {
    const problems = problemsOf(changed(path, value));
    expect(problems).toHaveLength(1);
    expect(problems[0]?.startsWith(`MZ-007: ${path}: `)).toBe(true);
  });

  it.each([
    ["an id that another item has", "id", "MZ-008", "MZ-008: id: occurs twice"],
    [
      "an item without an id",
      "id",
      undefined,
      "items.6: id: Invalid input: expected string, received undefined",
    ],
    ["an unknown material", "materials.0.code", "M999", "MZ-007: materials.0.name: no English for M999"],
  ])("is refused for %s", (_, path, value, problem) => {
    expect(problemsOf(changed(path, value))).toEqual([problem]);
  });

  it("is refused for a word that has no English", () => {
    const words = structuredClone(english);
    delete words.items["MZ-007"];
    delete words.exemptSources["社保卡库"];
    const problems = problemsOf(source, words);
    expect(problems).toContain("MZ-007: name: no English");
    expect(problems.filter((problem) => problem.endsWith("no English for 社保卡库"))).not.toEqual([]);
  });

  it("tells all its faults at once", () => {
    const copy = changed("name", undefined);
    copy.items.splice(0, 1, { ...copy.items[0], fee: 1 });
    expect(() => readCatalogue(copy, english)).toThrow(/MZ-001: fee: .*; MZ-007: name: /);
  });

  it.each([null, [], {}, { meta: { version: "1" }, items: [] }])("is refused when it is %j", (catalogue) => {
    expect(() => readCatalogue(catalogue, english)).toThrow(BadCatalogue);
  });
});

test("A-13 the made-up sample of a year's holidays is one that can be imported", () => {
  const hours = [{ from: "09:00", to: "17:00" }];
  const calendar = { week: [hours, hours, hours, hours, hours, [], []], days: [] };
  const { days, problems } = readHolidays(load("./holidays-synthetic.json"), calendar);
  expect(problems).toEqual([]);
  expect(days.filter(({ open }) => open.length > 0)).toHaveLength(2);
});

describe("the demo hall", () => {
  it("strikes the procedure without a legal basis, and keeps the item", () => {
    expect(hall.catalogue.rejected).toEqual([
      { item: "MZ-019", procedure: "专家评审", reason: "noLegalBasis" },
    ]);
    expect(hall.catalogue.items).toHaveLength(58);
    expect(hall.catalogue.items.find(({ id }) => id === "MZ-019")).toMatchObject({
      name: { en: "Foundation: registration" },
      specialProcedures: [],
    });
  });

  it("H-13 is named after its region by the region's code; a code without a name is told", () => {
    expect(hall.hall.name).toEqual({
      zh: "庐阳区政务服务中心民政专区",
      en: "Civil Affairs, Luyang District Government Service Centre",
    });
    const { rejected: _, ...catalogue } = hall.catalogue;
    const name = { zh: "{region}为民服务中心", en: "{region} Service Centre" };
    const read = (regionCode: string) =>
      readHallConfig({ ...hall, catalogue, hall: { ...hall.hall, name, regionCode } });
    expect(read("341023")).toMatchObject({ config: { hall: { name: { zh: "黟县为民服务中心" } } } });
    expect(read("999999")).toMatchObject({ ok: false, problems: [{ at: "hall.regionCode" }] });
  });

  it("H-8 refuses a window in a zone, and a screen for a zone or window, that is not there", () => {
    const windows = hall.windows.map((window) => ({ ...window, zone: "north" }));
    expect(findConfigProblems({ ...hall, windows: windows.slice(0, 1), screens: [] })).toEqual([
      { at: "windows.w1.zone", problem: "unknownZone", detail: "north" },
    ]);
    const screens = [
      { ...hall.screens[0]!, id: "x1", shows: { kind: "zone" as const, zone: "north" } },
      { ...hall.screens[0]!, id: "x2", shows: { kind: "window" as const, window: "w99" } },
    ];
    expect(findConfigProblems({ ...hall, screens })).toEqual([
      { at: "screens.x1.shows", problem: "unknownZone", detail: "north" },
      { at: "screens.x2.shows", problem: "unknownWindow", detail: "w99" },
    ]);
  });

  it("has no problem, and passes the gate for configuration files", () => {
    expect(findConfigProblems(hall)).toEqual([]);
    const { rejected: _, ...catalogue } = hall.catalogue;
    expect(HallConfigFile.parse({ ...hall, catalogue })).toEqual({ ...hall, catalogue });
  });

  it("is the same each time, so that a restart configures nothing", () => {
    expect(JSON.stringify(demoHall())).toBe(JSON.stringify(hall));
  });

  it.each(hall.catalogue.items.map(({ id }) => id))("queues %s once and serves it somewhere", (id) => {
    expect(hall.queues.filter(({ items }) => items.includes(id))).toHaveLength(1);
    expect(hall.windows.some(({ items }) => items.includes(id))).toBe(true);
  });

  it("has two windows that serve everything and two that specialise", () => {
    expect(hall.queues.map(({ items }) => items.length)).toEqual([10, 18, 15, 15]);
    const queuesAt = hall.windows.map(
      ({ items }) => hall.queues.filter((queue) => queue.items.every((id) => items.includes(id))).length,
    );
    expect(queuesAt).toEqual([4, 4, 1, 2, 1, 2, 2, 2]);
    expect(hall.windows.filter(({ items }) => items.length === 58)).toHaveLength(2);
  });

  it("gives every member of staff a PIN of their own, and nobody else", () => {
    expect(Object.keys(demoPins).toSorted()).toEqual(hall.staff.map(({ id }) => id).toSorted());
    const pins = Object.values(demoPins);
    expect(new Set(pins).size).toBe(pins.length);
    for (const pin of pins) expect(pin).toMatch(/^\d{4}$/);
  });
});
