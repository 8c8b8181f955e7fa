import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { TypingHand } from "./typing-hand.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Types these keys with these pauses before each, and gives what counted. */
function typed(...keys: [key: string, pauseMs: number][]): string {
  let heard = "";
  let now = 0;
  const hand = new TypingHand<string>((key) => (heard += key));
  for (const [key, pause] of keys) {
    now += pause;
    vi.advanceTimersByTime(pause);
    hand.key(key, now);
  }
  vi.advanceTimersByTime(1_000);
  return heard;
}

test("K-54 a hand's keys count, each within a twentieth of a second", () => {
  expect(typed(["1", 0], ["2", 90], ["#", 200])).toBe("12#");
  let heard = "";
  new TypingHand<string>((key) => (heard += key)).key("5", 0);
  vi.advanceTimersByTime(50);
  expect(heard).toBe("5");
});

test("K-54 what a scanner types presses nothing, and the next hand's key counts again", () => {
  const code = Array.from("HF202611230001").map((key): [string, number] => [key, 8]);
  expect(typed(...code, ["7", 300])).toBe("7");
});
