import { expect, test } from "vitest";
import { hallOf } from "../hall/hall-of.ts";
import type { HallConfig } from "../hall/config.ts";
import { busyHall, manager } from "../hall/small-hall.ts";
import { differences } from "./changes.ts";
import { previewConfig } from "./preview.ts";
import { findConfigProblems } from "./problems.ts";

const administered: HallConfig = {
  ...busyHall,
  staff: [...busyHall.staff, { id: "a1", name: { zh: "管理", en: "Admin" }, roles: ["admin"] }],
};
const [a, b, c] = administered.queues as [
  HallConfig["queues"][0],
  HallConfig["queues"][0],
  HallConfig["queues"][0],
];

test("A-7 differences are told by thing and field, wherever the thing stands in its list", () => {
  const before = {
    queues: [
      { id: "a", to: 9, items: ["x"] },
      { id: "b", to: 9 },
    ],
    name: { zh: "一", en: "1" },
  };
  const after = {
    queues: [
      { id: "c", to: 1 },
      { id: "a", to: 10, items: ["x", "y"] },
    ],
    name: { zh: "二", en: "1" },
  };
  expect(differences(before, before)).toEqual([]);
  expect(differences(before, after).map(({ at, kind }) => `${kind} ${at}`)).toEqual([
    "changed queues.a.to",
    "changed queues.a.items",
    "removed queues.b",
    "added queues.c",
    "changed name",
  ]);
  expect(differences({ zones: [] }, { zones: [{ id: "z" }] })).toEqual([
    { at: "zones.z", kind: "added", before: null, after: { id: "z" } },
  ]);
});

test("A-7 a preview says what changes now, what later, who would be stranded, and changes nothing", () => {
  const hall = hallOf(administered);
  hall.arrive("marry");
  const relief = hall.arrive("relief");
  hall.run({ type: "setWindowItems", window: "w3", items: ["pension"] }, manager);
  const before = hall.state();
  const name = { zh: "新名", en: "New name" };
  const config: HallConfig = {
    ...administered,
    queues: [{ ...a, name, prefix: "F" }, b, c],
    windows: administered.windows.map((window) => ({
      ...window,
      items: window.id === "w3" ? window.items : window.items.filter((item) => item !== "relief"),
    })),
  };
  const preview = previewConfig(before, config, null);
  expect(preview.changes.map(({ at }) => at)).toEqual([
    "queues.a.name",
    "windows.w1.items",
    "windows.w4.items",
  ]);
  expect(preview.later).toEqual([{ at: "queues.a.prefix", kind: "changed", before: "A", after: "F" }]);
  expect(preview.stranded).toEqual([hall.ticket(relief).number]);
  expect(preview.problems).toEqual([
    { at: "catalogue.items.relief", problem: "itemWithoutWindow", detail: "relief" },
  ]);
  expect(preview.keptLive).toEqual(["w3"]);
  expect(hall.state()).toBe(before);
  expect(previewConfig(before, config, "2026-11-24")).toMatchObject({ later: [], stranded: [], blocked: [] });
});

test("A-7 bookings that nobody would give a number for are counted", () => {
  const hall = hallOf(administered);
  const from = hall.now() + 60_000;
  hall.run(
    { type: "book", code: "code", day: "2026-11-23", from, to: from + 60_000, items: ["adopt"], people: [] },
    manager,
  );
  const config = { ...administered, queues: [a, c] };
  expect(previewConfig(hall.state(), config, "2026-11-24").bookings).toBe(1);
  expect(previewConfig(hall.state(), administered, "2026-11-24").bookings).toBe(0);
});

const changed = (change: Partial<HallConfig>) =>
  findConfigProblems({ ...administered, ...change }).map(({ at, problem }) => `${at} ${problem}`);
const screen = { id: "s", name: { zh: "屏", en: "s" }, distance: 8, speaks: false };
const calendar = (days: string[]) => ({
  week: [[{ from: "09:00", to: "17:00" }], [], [], [], [], [], []],
  days: days.map((day) => ({ day, name: { zh: "节", en: "Feast" }, open: [] })),
  takeEarlyMinutes: 0,
});

test.each<[string, Partial<HallConfig>, string[]]>([
  ["is whole", {}, []],
  [
    "a queue without matters",
    { queues: [a, b, c, { ...c, id: "d", prefix: "D", items: [] }] },
    ["queues.d.items queueWithoutItems"],
  ],
  ["a matter without a queue", { queues: [a, c] }, ["catalogue.items.adopt itemWithoutQueue"]],
  [
    "a matter without a window, a window without matters",
    {
      windows: [
        { ...administered.windows[1]!, items: ["marry", "divorce", "adopt", "pension"] },
        { ...administered.windows[2]!, items: [] },
      ],
    },
    ["windows.w3.items windowWithoutItems", "catalogue.items.relief itemWithoutWindow"],
  ],
  ["crossing ranges", { queues: [a, { ...b, from: 20 }, c] }, ["queues.a rangeOverlaps"]],
  [
    "crossing offline ranges",
    { queues: [a, b, { ...c, prefix: "A", from: 41, to: 105 }] },
    ["queues.a.offline rangeOverlaps"],
  ],
  [
    "more numbers than the range has",
    { queues: [a, b, { ...c, capacity: 99 }] },
    ["queues.c.capacity capacityBeyondRange"],
  ],
  [
    "a screen for a zone that is not there",
    { screens: [{ ...screen, shows: { kind: "zone", zone: "x" } }] },
    ["screens.s.shows unknownZone"],
  ],
  [
    "a date that does not exist, and one twice",
    { calendar: calendar(["2027-02-30", "2027-01-01", "2027-01-01"]) },
    ["calendar.days.2027-02-30 badDate", "calendar.days.2027-01-01 duplicateDay"],
  ],
  [
    "a calendar that never opens",
    { calendar: { ...calendar([]), week: [[], [], [], [], [], [], []] } },
    ["calendar.week neverOpen"],
  ],
])("A-8 a configuration is tried as a whole: %s", (_, change, problems) => {
  expect(changed(change)).toEqual(problems);
});
