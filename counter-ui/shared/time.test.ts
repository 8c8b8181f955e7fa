import { describe, expect, it } from "vitest";
import type { Translate } from "./i18n.ts";
import { refusalText } from "./refusal-text.ts";
import { clockText, minutesText, stopwatch } from "./time.ts";

const t = ((key: string, words: object) => `${key} ${JSON.stringify(words ?? {})}`) as unknown as Translate;

describe("C-7 durations", () => {
  it.each([
    [-5, "00:00"],
    [0, "00:00"],
    [59_999, "00:59"],
    [205_000, "03:25"],
    [3_600_000, "1:00:00"],
    [36_729_000, "10:12:09"],
  ])("%i ms is %s", (ms, text) => {
    expect(stopwatch(ms)).toBe(text);
  });

  it("are whole minutes where people wait", () => {
    expect(minutesText(t, 59_999)).toContain("underAMinute");
    expect(minutesText(t, 179_999)).toBe('minutes {"n":2}');
  });

  it("tell the hall's time, whatever the machine's zone", () => {
    expect(clockText(Date.UTC(2026, 10, 24, 16, 5, 9))).toBe("00:05");
    expect(clockText(Date.UTC(2026, 10, 24, 1, 5, 9), true)).toBe("09:05:09");
  });
});

describe("C-6 a refusal in words", () => {
  it("names the window and the state instead of their ids", () => {
    const text = refusalText(t, { code: "windowTaken", params: { window: "w2" } }, () => "2号窗口");
    expect(text).toContain('"window":"2号窗口"');
    const state = refusalText(t, { code: "wrongState", params: { number: "A001", state: "serving" } });
    expect(state).toContain("ticketState.serving");
  });

  it("survives a code that a newer hall has invented", () => {
    expect(refusalText(t, { code: "fromTheFuture" as "internal", params: {} })).toContain("fromTheFuture");
  });
});
