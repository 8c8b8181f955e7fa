import { describe, expect, test } from "vitest";
import { hallOf } from "../hall/hall-of.ts";
import type { QueueCommand } from "../hall/commands.ts";
import type { HallConfig, QueueConfig } from "../hall/config.ts";
import { busyHall, manager, system } from "../hall/small-hall.ts";
import type { Principal } from "../roles.ts";
import { publishedConfig } from "./apply.ts";

const admin: Principal = { kind: "staff", id: "a1", roles: ["admin"] };
const administered: HallConfig = {
  ...busyHall,
  staff: [...busyHall.staff, { id: "a1", name: { zh: "管理", en: "Admin" }, roles: ["admin"] }],
};

const eventsOf = (answer: object) => ("events" in answer ? answer.events : answer);

function hall(config = administered) {
  const played = hallOf(config);
  const publish = (
    change: Partial<HallConfig>,
    more: Partial<QueueCommand & { type: "publishConfig" }> = {},
  ) =>
    played.run(
      {
        type: "publishConfig",
        config: { ...publishedConfig(played.state()), ...change },
        note: "why",
        base: played.state().lastVersion,
        from: null,
        ...more,
      },
      admin,
    );
  const queues = (id: string, change: Partial<QueueConfig>) =>
    played.state().config.queues.map((queue) => (queue.id === id ? { ...queue, ...change } : queue));
  const roll = (day: string) => {
    played.wait(86_400_000);
    return eventsOf(played.run({ type: "rollDay", day }, system));
  };
  return { ...played, publish, queues, roll };
}

describe("A-1 a version is in force at once, or from a day on", () => {
  test("at once: every event after it is of it", () => {
    const played = hall();
    const name = { zh: "新名", en: "New name" };
    expect(played.publish({ queues: played.queues("a", { name }) })).toMatchObject({
      version: 2,
      from: null,
      events: ["hallConfigured"],
    });
    expect(played.state()).toMatchObject({ version: 2, lastVersion: 2, scheduled: null });
    expect(played.state().config.queues[0]?.name).toEqual(name);
  });

  test("from a day on: with the first business day that is not before it", () => {
    const played = hall();
    const change = { queues: played.queues("a", { prefix: "F" }) };
    expect(played.publish(change, { from: "2026-11-25" })).toMatchObject({
      version: 2,
      from: "2026-11-25",
      events: ["configScheduled"],
    });
    expect(played.roll("2026-11-24")).toEqual(["dayRolled"]);
    expect(played.state()).toMatchObject({ version: 1, lastVersion: 2 });
    // The hall was switched off on the day itself.
    expect(played.roll("2026-11-27")).toEqual(["dayRolled", "hallConfigured"]);
    expect(played.state()).toMatchObject({ version: 2, scheduled: null });
    expect(played.ticket(played.arrive("marry")).number).toBe("F001");
  });

  test("not on a day that has begun, and not on one that does not exist", () => {
    const played = hall();
    for (const from of ["2026-11-23", "2026-11-20", "2026-02-30"])
      expect(played.publish({}, { from })).toEqual({ refused: "dayIsOver", day: from });
  });

  test("withdrawn, it never comes; a later one takes its place", () => {
    const played = hall();
    played.publish({}, { from: "2026-11-24" });
    expect(eventsOf(played.publish({}, { from: "2026-11-25" }))).toEqual([
      "configWithdrawn",
      "configScheduled",
    ]);
    expect(played.run({ type: "withdrawConfig" }, admin)).toMatchObject({ events: ["configWithdrawn"] });
    expect(played.run({ type: "withdrawConfig" }, admin)).toMatchObject({ refused: "nothingScheduled" });
    expect(played.roll("2026-11-26")).toEqual(["dayRolled"]);
  });
});

describe("A-2 nobody publishes over what they have not seen, or what only an administrator may", () => {
  test("a draft of an older version", () => {
    const played = hall();
    expect(played.publish({}, { base: 1 })).toMatchObject({ version: 2 });
    expect(played.publish({}, { base: 1 })).toEqual({ refused: "configMoved", version: 2 });
  });

  test("a manager", () => {
    const { run } = hall();
    expect(
      run({ type: "publishConfig", config: administered, note: "", base: 1, from: null }, manager),
    ).toMatchObject({ refused: "notAllowed" });
    expect(run({ type: "withdrawConfig" }, manager)).toMatchObject({ refused: "notAllowed" });
  });

  test("nobody is left who could publish the next one", () => {
    expect(hall().publish({ staff: busyHall.staff })).toMatchObject({
      refused: "invalidConfig",
      problem: "noAdmin",
    });
  });
});

describe("A-3 numbering that is in use changes with the next business day", () => {
  test("the rest of the version is in force at once", () => {
    const played = hall();
    const first = played.arrive("marry");
    const name = { zh: "新名", en: "New name" };
    const answer = played.publish({ queues: played.queues("a", { name, prefix: "F" }) });
    expect(answer).toMatchObject({
      version: 2,
      from: "2026-11-24",
      events: ["hallConfigured", "configScheduled"],
    });
    expect(played.state().config.queues[0]).toMatchObject({ name, prefix: "A" });
    expect(played.ticket(first).number).toBe("A001");
    expect(played.ticket(played.arrive("marry")).number).toBe("A002");
    played.roll("2026-11-24");
    expect(played.state().version).toBe(2);
    expect(played.ticket(played.arrive("marry")).number).toBe("F001");
  });

  test("two queues change places", () => {
    const played = hall();
    played.arrive("marry");
    const [a, b] = administered.queues;
    const swapped = [
      { ...a!, from: b!.from, to: b!.to },
      { ...b!, from: a!.from, to: a!.to },
      administered.queues[2]!,
    ];
    expect(played.publish({ queues: swapped })).toMatchObject({ from: "2026-11-24" });
    expect(played.ticket(played.arrive("adopt")).number).toBe("A021");
    played.roll("2026-11-24");
    expect(played.ticket(played.arrive("adopt")).number).toBe("A001");
  });

  test("a new queue may not take what is in use until then", () => {
    const played = hall();
    played.arrive("marry");
    const moved = played.queues("a", { prefix: "F" });
    const queues = [...moved, { ...administered.queues[0]!, id: "new" }];
    expect(played.publish({ queues })).toMatchObject({ refused: "invalidConfig", problem: "numbersInUse" });
    expect(played.publish({ queues }, { from: "2026-11-24" })).toMatchObject({ version: 2 });
  });
});

describe("A-4 nobody is stranded unasked", () => {
  const without = (item: string) =>
    administered.windows.map((window) => ({
      ...window,
      items: window.id === "w3" ? ["adopt"] : window.items.filter((each) => each !== item),
    }));
  const gone = (item: string): Partial<HallConfig> => ({
    windows: without(item),
    queues: administered.queues.map((queue) => ({
      ...queue,
      items: queue.items.filter((each) => each !== item),
    })),
    catalogue: {
      ...administered.catalogue,
      items: administered.catalogue.items.filter(({ id }) => id !== item),
    },
  });

  test("a matter that somebody waits for", () => {
    const played = hall();
    played.arrive("relief");
    expect(played.publish(gone("relief"))).toEqual({ refused: "wouldStrand", count: 1 });
    expect(played.publish(gone("relief"), { evenIfStranded: true })).toMatchObject({ version: 2 });
  });

  test("a queue that somebody stands in, or has stood in today", () => {
    const played = hall();
    played.arrive("adopt");
    const [a, , c] = administered.queues;
    const queues = [{ ...a!, items: [...a!.items, "adopt"] }, c!];
    expect(played.publish({ queues })).toMatchObject({ refused: "invalidConfig", problem: "queueInUse" });
    expect(played.publish({ queues }, { from: "2026-11-24" })).toMatchObject({ version: 2 });
  });

  test("a window with a clerk", () => {
    const played = hall();
    played.at("w2", "openWindow");
    const windows = administered.windows.filter(({ id }) => id !== "w2");
    expect(played.publish({ windows })).toMatchObject({ problem: "windowInUse", at: "windows.w2" });
  });

  test("who is carried over into a day on which their queue would be gone puts the version off by a day", () => {
    const played = hall({ ...administered, rules: { ...administered.rules, atDaysEnd: "carryOver" } });
    const carried = played.arrive("adopt");
    const [a, , c] = administered.queues;
    played.publish({ queues: [{ ...a!, items: [...a!.items, "adopt"] }, c!] }, { from: "2026-11-24" });
    expect(played.roll("2026-11-24")).toEqual(["dayRolled", "configPostponed"]);
    expect(played.state()).toMatchObject({ version: 1, scheduled: { version: 2 } });
    played.run({ type: "cancelTicket", ticket: carried, reason: "citizenLeft" }, manager);
    expect(played.roll("2026-11-25")).toEqual(["dayRolled", "hallConfigured"]);
    expect(played.state().version).toBe(2);
  });
});

describe("A-5 what a manager has changed since stays, unless the version says otherwise", () => {
  const itemsOf = ({ state }: ReturnType<typeof hall>, id: string) =>
    state().config.windows.find((window) => window.id === id)?.items;

  test("a version about something else", () => {
    const played = hall();
    played.run({ type: "setWindowItems", window: "w2", items: ["pension"] }, manager);
    expect(publishedConfig(played.state())).toEqual(administered);
    played.publish({ zones: [{ id: "z", name: { zh: "东", en: "East" } }] });
    expect(itemsOf(played, "w2")).toEqual(["pension"]);
    expect(played.state().planned).toEqual({ w2: ["marry", "divorce"] });
  });

  test("a version about that window", () => {
    const played = hall();
    played.run({ type: "setWindowItems", window: "w2", items: ["pension"] }, manager);
    const windows = administered.windows.map((window) =>
      window.id === "w2" ? { ...window, items: ["relief"] } : window,
    );
    played.publish({ windows });
    expect(itemsOf(played, "w2")).toEqual(["relief"]);
    expect(played.state().planned).toEqual({});
  });
});

test("A-15 another catalogue has another version, so that whoever keeps one learns of it", () => {
  const played = hall();
  const { catalogue } = administered;
  played.publish({ zones: [] });
  expect(played.state().config.catalogue.version).toBe(catalogue.version);
  const items = catalogue.items.map((item) => ({ ...item, serviceMinutes: 12 }));
  played.publish({ catalogue: { ...catalogue, items } });
  expect(played.state().config.catalogue.version).toBe(`${catalogue.version}+3`);
  const themes = [{ id: "t", name: { zh: "一件事", en: "Theme" }, items: [items[0]!.id] }];
  const now = played.state().config.catalogue;
  played.publish({ catalogue: { ...now, themes } });
  expect(played.state().config.catalogue.version).toBe(`${catalogue.version}+4`);
});

test("A-6 a clerk takes nothing back that was done under another version", () => {
  const played = hall();
  played.arrive("marry");
  played.at("w1", "openWindow");
  played.at("w1", "callNext");
  played.publish({});
  expect(played.at("w1", "undo")).toMatchObject({ refused: "nothingToUndo" });
});
