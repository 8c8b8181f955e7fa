import { expect, test } from "vitest";
import { hallOf } from "../../domain/hall/hall-of.ts";
import { manager, smallHall } from "../../domain/hall/small-hall.ts";
import { boardView } from "./board.ts";
import { nothingRecent } from "./recent.ts";

const none = { day: null, from: null };
const week = Array.from({ length: 7 }, () => [{ from: "09:00", to: "12:00" }]);
const board = (hall: ReturnType<typeof hallOf>) => boardView(hall.state(), nothingRecent, null, hall.now());
const noNumbers = (hall: ReturnType<typeof hallOf>) => board(hall).queues.map(({ noNumbers: why }) => why);

test("PH-9 a board says of a line that it gives no numbers now: closed, full, or out of hours, and from when", () => {
  const hall = hallOf();
  expect(noNumbers(hall)).toEqual([null, null, null]);
  hall.run({ type: "switchQueue", queue: "a", closed: true }, manager);
  for (let n = 0; n < 6; n++) hall.arrive("adopt");
  expect(noNumbers(hall)).toEqual([{ why: "queueClosed", ...none }, { why: "queueFull", ...none }, null]);
  // It is half past eight.
  const closed = hallOf({ ...smallHall, calendar: { week, days: [], takeEarlyMinutes: 0 } });
  const hallClosed = { why: "hallClosed", day: null, from: "09:00" };
  expect(noNumbers(closed)).toEqual([hallClosed, hallClosed, hallClosed]);
  closed.wait(5 * 3_600_000);
  expect(noNumbers(closed)[0]).toEqual({ ...hallClosed, day: "2026-11-24" });
  const [first, ...rest] = smallHall.queues;
  const cutOff = hallOf({ ...smallHall, queues: [{ ...first!, cutOff: "08:00" }, ...rest] });
  expect(noNumbers(cutOff)).toEqual([{ why: "cutOffPassed", ...none }, null, null]);
});
