import { afterEach, beforeEach, expect, test } from "vitest";
import { ask, type Wire, WiredHall } from "../testing/wired-hall.ts";

let wired: WiredHall;

beforeEach(async () => {
  wired = await WiredHall.open();
});
afterEach(() => wired.close());

const asClerk = () => wired.staff("c01");

const sit = (socket: Wire, where: object) => ask(socket, "sit", where);

const seat = { window: "w1", screen: "screen-of-the-desk", takeOver: false };
const other = { window: "w2", screen: "screen-at-the-side", takeOver: false };

test("C-8 a clerk's seat is refused to a second screen, taken over, and free once its line has ended", async () => {
  const [first, second] = [await asClerk(), await asClerk()];
  expect(await sit(first, seat)).toEqual({ ok: true });
  const taken = { code: "seatTaken", params: { window: "w1" } };
  expect(await sit(second, other)).toEqual({ ok: false, refusal: taken });
  const unseated = new Promise((resolve) => first.once("unseated", resolve));
  expect(await sit(second, { ...other, takeOver: true })).toEqual({ ok: true });
  expect(await unseated).toEqual({ window: "w2" });
  second.close();
  await expect.poll(() => sit(first, seat)).toEqual({ ok: true });
});

test("C-8 only a clerk sits, at a window that there is, and says where in the contract's words", async () => {
  expect(await sit(await wired.kiosk(), seat)).toMatchObject({ refusal: { code: "notAllowed" } });
  const clerk = await asClerk();
  expect(await sit(clerk, { window: "w1" })).toMatchObject({ refusal: { code: "malformed" } });
  expect(await sit(clerk, { ...seat, window: "w99" })).toMatchObject({ refusal: { code: "unknownWindow" } });
});
