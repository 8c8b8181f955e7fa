import { describe, expect, it } from "vitest";
import type { CounterView } from "../../hall-server/contract/views.ts";
import { ArmedCommands, isUndecided } from "./armed.ts";
import { readKey } from "./keys.ts";
import { verbsOf } from "./verbs.ts";

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
    expect(readKey(press("Space"), "page")).toBe("callNext");
    expect(readKey(press("KeyR"), "button")).toBe("recall");
    expect(readKey(press("KeyR"), "typing")).toBeNull();
  });

  it("leaves Space to the button that has the focus", () => {
    expect(readKey(press("Space"), "button")).toBeNull();
  });

  it("does nothing while it is held", () => {
    expect(readKey(press("Space", { repeat: true }), "page")).toBe("swallow");
    expect(readKey(press("Enter", { repeat: true }), "button")).toBe("swallow");
  });

  it("leaves the browser's own keys alone", () => {
    expect(readKey(press("KeyR", { ctrlKey: true }), "page")).toBeNull();
    for (const code of ["F5", "F11", "F12", "Tab", "Escape"]) expect(readKey(press(code), "page")).toBeNull();
  });

  it("is not heard while an input method is at work", () => {
    expect(readKey(press("KeyS", { isComposing: true }), "page")).toBeNull();
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
    ...change,
  });
  const enabled = (change: Partial<CounterView>, isMine = true) =>
    Object.entries(verbsOf(view(change), isMine, 1000))
      .filter(([, can]) => can)
      .map(([verb]) => verb)
      .sort();
  const visitor = {
    ticket: "t",
    number: "A001",
    queue: "q1",
    class: "ordinary" as const,
    items: [],
    since: 0,
    takenAt: 0,
    waitingSince: 0,
    times: 1,
    recallFrom: 0,
  };

  it("follow its state and its visitor's", () => {
    expect(enabled({ state: "closed", clerk: null })).toEqual(["open"]);
    expect(enabled({})).toEqual(["close", "pause"]);
    expect(enabled({ waitingCount: 3 })).toEqual(["callNext", "close", "pause"]);
    expect(enabled({ visitor: { ...visitor, state: "called" } })).toEqual([
      "absent",
      "callNext",
      "finish",
      "pause",
      "recall",
      "start",
    ]);
    expect(enabled({ visitor: { ...visitor, state: "serving" } })).toEqual(["callNext", "finish", "pause"]);
    expect(enabled({ state: "paused", waitingCount: 3 })).toEqual(["close", "open"]);
  });

  it("call again only after a pause, and not for ever", () => {
    const called = { ...visitor, state: "called" as const };
    expect(enabled({ visitor: { ...called, recallFrom: 1001 } })).not.toContain("recall");
    expect(enabled({ visitor: { ...called, recallFrom: null } })).not.toContain("recall");
  });

  it("are none at another clerk's window", () => {
    expect(enabled({ waitingCount: 3 }, false)).toEqual([]);
  });
});
