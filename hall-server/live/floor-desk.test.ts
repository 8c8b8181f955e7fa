import { afterEach, beforeEach, expect, test } from "vitest";
import type { PadKey, ToFloor } from "../contract/floor.ts";
import type { Principal } from "../domain/roles.ts";
import { type OpenHall, openHall } from "../testing/open-hall.ts";
import { FloorDesk } from "./floor-desk.ts";

const clerk: Principal = { kind: "staff", id: "c1", roles: ["clerk"] };
const kiosk: Principal = { kind: "kiosk", id: "k1" };
const window = "w1";

let open: OpenHall;
let told: ToFloor[];
let desk: FloorDesk;
/** What the desk has asked of the hall and has no answer to yet. */
let answers: Promise<unknown>[];

beforeEach(async () => {
  open = await openHall();
  told = [];
  answers = [];
  let ids = 0;
  desk = new FloorDesk({
    state: () => open.hall.state,
    now: () => open.clock.now,
    execute: (request) => {
      const answer = open.hall.execute(request);
      answers.push(answer);
      return answer;
    },
    newId: () => String(++ids),
    tell: (message) => void told.push(message),
    onTrouble: () => {},
  });
  await open.send({ type: "openWindow", window }, clerk);
  for (let i = 0; i < 3; i++) {
    const taken = await open.send({ type: "takeTicket", items: ["marry"], people: [] }, kiosk);
    if (!taken.ok) throw new Error(taken.refusal.code);
    const { ticket } = taken.result as { ticket: string };
    await open.send({ type: "confirmPrint", ticket, outcome: "printed" }, kiosk);
  }
});
afterEach(async () => {
  desk.stop();
  await open.dispose();
});

const press = (...keys: PadKey[]) => keys.forEach((key) => desk.hear({ tell: "key", window, key }));

const refusals = () => told.flatMap((each) => (each.tell === "refused" ? each.code : []));
const story = () =>
  open.store
    .recent(1_000)
    .flatMap(({ event }) =>
      "window" in event && event.type.startsWith("ticket") ? event.type.slice("ticket".length) : [],
    );

/** Waits until so many of the keys have been done or refused. */
async function done(count: number): Promise<void> {
  await expect.poll(() => answers.length + refusals().length).toBe(count);
}

test("D-97 keys that come before the first was answered are judged by what became of it", async () => {
  press("next", "next", "finish");
  await done(3);
  expect(refusals()).toEqual(["justCalled", "justCalled"]);
  expect(story()).toEqual(["Called"]);
});

test.each([
  ["2,999 ms after the call", 2_999, [], ["justCalled"], ["Called"]],
  ["3 s after it", 3_000, [], [], ["Called", "Finished", "Called"]],
  ["once they have come", 1, ["start"], [], ["Called", "Finished", "Called"]],
] as const)("D-97 'next' ends a visit or not: %s", async (_, afterMs, between, refused, happened) => {
  press("next");
  await done(1);
  await answers[0];
  open.clock.now += afterMs;
  press(...between, "next");
  await done(2 + between.length);
  await Promise.all(answers);
  expect(refusals()).toEqual(refused);
  expect(story()).toEqual(happened);
});

test("D-97 a refusal stays on the pad: what happened before the key is told before it, and not again after", async () => {
  desk.hear({
    tell: "ready",
    devices: [{ place: { at: "window", id: window }, device: "pads", kind: "callPads" }],
  });
  press("next");
  await done(1);
  await answers[0];
  desk.changed();
  press("next");
  await done(2);
  await expect.poll(refusals).toEqual(["justCalled"]);
  const faces = told.map((each) => (each.tell === "windows" ? each.windows[0]?.visitor?.number : each.tell));
  expect(faces).toEqual([undefined, "A001", "refused"]);
});

test("D-97 what ends no visit rests for nothing: a number called by mistake is absent, or its window pauses", async () => {
  press("next", "skip", "pause");
  await done(3);
  await Promise.all(answers);
  expect(refusals()).toEqual([]);
  expect(story()).toEqual(["Called", "Missed"]);
});
