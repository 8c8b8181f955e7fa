import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CounterView } from "../../hall-server/contract/views.ts";
import { ArmedCommands, isUndecided } from "../shared/acting/armed.ts";
import { assignKey, isUsableKey, keyActions, keyCap, readKeys, usualKeys } from "./keys/key-map.ts";
import { readKey } from "./keys/use-keys.ts";
import type { Translate } from "../shared/i18n.ts";
import { nextWhy } from "./lists/next-why.ts";
import { materialsOf } from "./visitor/materials.ts";
import { verbsOf } from "./verbs/verbs.ts";

const press = (code: string, change: object = {}) => ({
  code,
  repeat: false,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  isComposing: false,
  ...change,
});

describe("C-1 an armed command", () => {
  const ids = () => {
    let n = 0;
    return new ArmedCommands(() => `id-${++n}`);
  };

  it("keeps its id however often it is pressed, until the hall has answered", () => {
    const armed = ids();
    expect([armed.idFor("a"), armed.idFor("a"), armed.idFor("a")]).toEqual(["id-1", "id-1", "id-1"]);
    armed.answered("a");
    expect(armed.idFor("a")).toBe("id-2");
  });

  it("is another one when the page shows something else", () => {
    const armed = ids();
    expect(armed.idFor("call|A001")).not.toBe(armed.idFor("call|A002"));
  });

  it("stays armed when it is unknown whether it happened", () => {
    expect(isUndecided("unreachable")).toBe(true);
    expect(isUndecided("nobodyWaiting")).toBe(false);
  });
});

describe("C-2 a key", () => {
  it("acts anywhere but in a field", () => {
    expect(readKey(usualKeys, press("Space"), "page")).toBe("callNext");
    expect(readKey(usualKeys, press("KeyR"), "button")).toBe("recall");
    expect(readKey(usualKeys, press("KeyR"), "typing")).toBeNull();
  });

  it("leaves Space to the button that has the focus", () => {
    expect(readKey(usualKeys, press("Space"), "button")).toBeNull();
  });

  it("does nothing while it is held", () => {
    expect(readKey(usualKeys, press("Space", { repeat: true }), "page")).toBe("swallow");
    expect(readKey(usualKeys, press("Enter", { repeat: true }), "button")).toBe("swallow");
  });

  it("leaves the browser's own keys alone", () => {
    expect(readKey(usualKeys, press("KeyR", { ctrlKey: true }), "page")).toBeNull();
    for (const code of ["F5", "F11", "F12", "Tab", "Escape"])
      expect(readKey(usualKeys, press(code), "page")).toBeNull();
  });

  it("is not heard while an input method is at work", () => {
    expect(readKey(usualKeys, press("KeyS", { isComposing: true }), "page")).toBeNull();
  });
});

describe("C-9 the keys of a browser", () => {
  it("give an action another key, and refuse one that is taken or the browser's own", () => {
    const given = assignKey(usualKeys, "recall", "F9");
    expect(given).toEqual({ ok: true, keys: { ...usualKeys, recall: "F9" } });
    expect(assignKey(usualKeys, "recall", "KeyS")).toEqual({ ok: false, problem: "taken", by: "start" });
    expect(assignKey(usualKeys, "recall", "KeyR")).toMatchObject({ ok: true });
    for (const code of ["F5", "F11", "F12", "Escape", "Tab", "Enter", "ControlLeft", ""])
      expect(assignKey(usualKeys, "recall", code)).toEqual({ ok: false, problem: "unusable" });
  });

  it("stay unambiguous and usable, whatever is pressed", () => {
    const codes = fc.oneof(
      fc.constantFrom(...Object.values(usualKeys), "F5", "F9", "Digit5", "Numpad0", "F13"),
      fc.string(),
    );
    const presses = fc.array(fc.tuple(fc.constantFrom(...keyActions), codes), { maxLength: 60 });
    fc.assert(
      fc.property(presses, (all) => {
        const keys = all.reduce((map, [action, code]) => {
          const assigned = assignKey(map, action, code);
          return assigned.ok ? assigned.keys : map;
        }, usualKeys);
        expect(new Set(Object.values(keys)).size).toBe(keyActions.length);
        expect(Object.values(keys).every(isUsableKey)).toBe(true);
        expect(readKeys(JSON.stringify(keys))).toEqual(keys);
      }),
    );
  });

  it("are the usual ones where what was kept is broken, ambiguous or older", () => {
    for (const kept of [null, "", "[", "5", "null", '{"recall":"KeyS"}', '{"recall":"F5"}', '{"recall":7}'])
      expect(readKeys(kept)).toEqual(usualKeys);
    expect(readKeys('{"recall":"F9","gone":"F8"}')).toEqual({ ...usualKeys, recall: "F9" });
  });

  it("are named as they stand on the keyboard", () => {
    const names = ["Space", "KeyR", "Digit5", "Numpad5", "NumpadAdd", "F9"].map((code) =>
      keyCap(code, "空格"),
    );
    expect(names).toEqual(["空格", "R", "5", "Num 5", "Num +", "F9"]);
  });
});

describe("C-3 the verbs of a window", () => {
  const view = (change: Partial<CounterView>): CounterView => ({
    window: "w1",
    name: { zh: "", en: "" },
    timeZone: "Asia/Shanghai",
    state: "open",
    clerk: "c01",
    since: 0,
    pauseReason: null,
    until: null,
    visitor: null,
    next: null,
    waiting: [],
    waitingCount: 0,
    missed: [],
    held: [],
    undo: null,
    windows: [],
    queues: [],
    finishedToday: 0,
    service: { messages: [], emergency: null, rating: null },
    ...change,
  });
  const enabled = (change: Partial<CounterView>, isMine = true) =>
    Object.entries(verbsOf(view(change), isMine, 1000))
      // Help may always be called for at one's own window: said once, below.
      .filter(([verb, can]) => can && verb !== "emergency")
      .map(([verb]) => verb)
      .sort();
  const visitor = {
    ticket: "t",
    number: "A001",
    queue: "q1",
    class: "ordinary" as const,
    items: [],
    since: -5_000,
    takenAt: 0,
    waitingSince: 0,
    slot: null,
    times: 1,
    recallFrom: 0,
  };

  it("follow its state and its visitor's", () => {
    expect(enabled({ state: "closed", clerk: null })).toEqual(["open"]);
    expect(enabled({})).toEqual(["close", "pause"]);
    expect(enabled({ waitingCount: 3 })).toEqual(["callNext", "close", "pause"]);
    const present = ["addItem", "callNext", "finish", "hold", "pause", "transfer"];
    const called = ["absent", "cancel", "recall", "start"];
    expect(enabled({ visitor: { ...visitor, state: "called" } })).toEqual([...present, ...called].sort());
    expect(enabled({ visitor: { ...visitor, state: "serving" } })).toEqual(present);
    expect(enabled({ state: "paused", waitingCount: 3 })).toEqual(["close", "open"]);
  });

  it("call again only after a pause, and not for ever", () => {
    const called = { ...visitor, state: "called" as const };
    expect(enabled({ visitor: { ...called, recallFrom: 1001 } })).not.toContain("recall");
    expect(enabled({ visitor: { ...called, recallFrom: null } })).not.toContain("recall");
  });

  it("call for help silently from every window at work, never from a closed one", () => {
    const mayCall = (change: Partial<CounterView>, isMine = true) =>
      verbsOf(view(change), isMine, 1000).emergency;
    expect([
      mayCall({}),
      mayCall({ state: "paused" }),
      mayCall({ visitor: { ...visitor, state: "serving" } }),
    ]).toEqual([true, true, true]);
    expect([mayCall({ state: "closed", clerk: null }), mayCall({}, false)]).toEqual([false, false]);
  });

  it("C-17 end nobody's visit before they can have come, unless it was started or called again", () => {
    const ends = (change: object) => {
      const can = verbsOf(
        view({ waitingCount: 3, visitor: { ...visitor, state: "called", ...change } }),
        true,
        1000,
      );
      return [can.callNext, can.finish];
    };
    expect(ends({ since: 300 })).toEqual([false, false]);
    expect(ends({ since: -1_999 })).toEqual([false, false]);
    expect(ends({ since: -2_000 })).toEqual([true, true]);
    expect(ends({ since: 300, state: "serving" })).toEqual([true, true]);
    expect(ends({ since: 300, times: 2 })).toEqual([true, true]);
    expect(verbsOf(view({ visitor: { ...visitor, state: "called", since: 300 } }), true, 1000).absent).toBe(
      true,
    );
  });

  it("are none at another clerk's window", () => {
    expect(enabled({ waitingCount: 3 }, false)).toEqual([]);
  });

  const waits = (kind: "ordinary" | "booking") => ({
    waitingCount: 1,
    waiting: [{ ...visitor, state: undefined, class: kind, wanted: false }],
  });

  it("reach the waiting, the missed and the held; a booked place stays", () => {
    expect(enabled(waits("ordinary"))).toEqual([
      "callNext",
      "callThis",
      "cancel",
      "close",
      "pause",
      "priority",
    ]);
    expect(enabled(waits("booking"))).not.toContain("priority");
    const missed = { ticket: "t", number: "A001", since: 0, times: 1, mayRequeue: true };
    expect(enabled({ missed: [missed] })).toContain("requeue");
    expect(enabled({ missed: [{ ...missed, mayRequeue: false }] })).not.toContain("requeue");
    const held = { ticket: "t", number: "A001", kind: "papers" as const, since: 0, here: true };
    expect(enabled({ held: [held] })).toContain("resume");
  });

  it("split only what has several matters", () => {
    const items = ["a", "b"].map((id) => ({ id, name: { zh: id, en: id }, says: [], materials: [] }));
    expect(enabled({ visitor: { ...visitor, state: "serving", items } })).toContain("split");
  });

  it("take something back as long as it may be", () => {
    const undo = { verb: "finish" as const, number: "A001", until: 1001 };
    expect(enabled({ undo })).toContain("undo");
    expect(enabled({ undo: { ...undo, until: 1000 } })).not.toContain("undo");
  });
});

describe("C-10 why the next is the next", () => {
  const t = ((key: string, words: object) => `${key} ${JSON.stringify(words)}`) as unknown as Translate;
  const next = {
    ticket: "t",
    number: "A001",
    rule: "booking" as const,
    overtakes: 0,
    passedOver: 0,
    overtaken: 0,
    waitingSince: 0,
    slot: Date.UTC(2026, 10, 25, 2, 0),
  };

  it("says the slot in the hall's time, the wait, and whom it is put before", () => {
    expect(nextWhy(t, next, 60_000)).toContain('"slot":"10:00"');
    expect(nextWhy(t, { ...next, overtakes: 2 }, 0)).toMatch(/^counter\.whyOvertakes .*"n":2/);
    expect(nextWhy(t, { ...next, passedOver: 3 }, 0)).toMatch(/^counter\.whyPassedOver .*"n":3/);
    expect(nextWhy(t, { ...next, rule: "bound", overtaken: 3 }, 0)).toMatch(/^counter\.why\.bound .*"n":3/);
  });
});

describe("C-11 what a visitor should carry", () => {
  const name = (zh: string) => ({ zh, en: zh });
  const material = (zh: string, exempt: "none" | "dataShare", required = true) => ({
    name: name(zh),
    exempt,
    exemptSource: exempt === "none" ? null : name("民政部"),
    required,
  });
  const item = (id: string, materials: ReturnType<typeof material>[]) => ({
    id,
    name: name(id),
    words: { zh: [], en: [] },
    question: null,
    queue: "q",
    highFrequency: false,
    promisedDays: 0,
    fee: false,
    materials,
  });

  it("is each thing once, to bring before exempt, and what any matter asks for", () => {
    const items = [
      item("a", [material("户口簿", "dataShare"), material("照片", "none", false)]),
      item("b", [material("照片", "none"), material("离婚证", "dataShare"), material("户口簿", "none")]),
    ];
    const of = (id: string, ...materials: ReturnType<typeof material>[]) => ({ id, materials });
    const carried = materialsOf({ version: "1", themes: [], lifeEvents: [], items }, [
      of("a", material("委托书", "none")),
      of("b"),
      of("unknown"),
    ]);
    expect(carried).toEqual([
      { bring: true, name: name("户口簿"), required: true },
      { bring: true, name: name("照片"), required: true },
      // K-132: of the case that was answered.
      { bring: true, name: name("委托书"), required: true },
      { bring: false, name: name("离婚证"), exempt: "dataShare", source: name("民政部") },
    ]);
  });
});
