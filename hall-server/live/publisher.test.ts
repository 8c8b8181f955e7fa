import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { BoardView } from "../contract/views.ts";
import type { ViewMessage } from "../contract/wire.ts";
import { hallOf } from "../domain/hall/hall-of.ts";
import { smallHall } from "../domain/hall/small-hall.ts";
import { Publisher } from "./publisher.ts";
import type { Rooms } from "./rooms.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("S-11 PH-9 the hall opens and closes while nothing happens: walls are told, and what the phones' edge is told is otherwise", () => {
  const opens = [{ from: "09:00", to: "12:00" }];
  const calendar = { week: Array.from({ length: 7 }, () => opens), days: [], takeEarlyMinutes: 0 };
  // It is half past eight.
  const hall = hallOf({ ...smallHall, calendar });
  const sent: ViewMessage[] = [];
  const rooms: Pick<Rooms, "isEmpty" | "broadcast"> = {
    isEmpty: (room) => room !== "board",
    broadcast: (_room, _event, make) => void sent.push(make() as ViewMessage),
  };
  const publisher = new Publisher(
    { state: hall.state(), seq: 1, onCommitted: () => () => {} },
    rooms as Rooms,
    hall.now,
    [],
    { current: null, onChange: () => {} },
    () => {},
  );
  const board = () => publisher.snapshot({ view: "board" }).data as BoardView;
  const why = ({ queues }: BoardView) => queues[0]!.noNumbers?.why ?? null;
  vi.advanceTimersByTime(10_000);
  const before = sent.length;
  expect(why(board())).toBe("hallClosed");
  expect(board()).toBe(board());
  for (const now of [null, "hallClosed"]) {
    hall.wait(2 * 3_600_000);
    vi.advanceTimersByTime(10_000);
    expect(why(board())).toBe(now);
  }
  expect(sent.slice(before).map(({ data }) => why(data as BoardView))).toEqual([null, "hallClosed"]);
  publisher.stop();
});
