import { expect, test } from "vitest";
import type { CheckEngineerAck } from "../../../hall-server/contract/wire.ts";
import { inMemory, Ledger } from "../offline/ledger.ts";
import { Door } from "./door.ts";

const world = () => {
  const ledger = new Ledger(inMemory);
  const it = {
    ledger,
    there: true,
    isFull: false,
    answer: { ok: true, staff: "E01" } as CheckEngineerAck,
    now: 1_790_000_000_000,
    asked: 0,
  };
  const door = () =>
    new Door({
      ledger,
      disk: {
        keep: (name, value) => {
          if (it.isFull) return false;
          ledger.keep(name, value);
          return true;
        },
      },
      isHallThere: () => it.there,
      askHall: () => {
        it.asked += 1;
        return Promise.resolve(it.answer);
      },
      wall: () => it.now,
    });
  return { it, door };
};
const refuse = (code: "signInFailed" | "notAllowed" | "unreachable"): CheckEngineerAck => ({
  ok: false,
  refusal: { code, params: {} },
});
const right = { staff: "e01", pin: "314159" };

test("K-70 whom the hall let in is known here while it is away, for a month, and by nothing that could be read", async () => {
  const { it, door } = world();
  expect(await door().check(right)).toEqual({ ok: true, staff: "E01", kept: false });
  const kept = JSON.stringify([it.ledger.kept("engineers", (await import("./verifiers.ts")).Verifiers)]);
  expect(kept).toContain("$argon2id$v=19$m=19456,t=2,p=1$");
  expect(kept).not.toContain("314159");
  it.there = false;
  expect(await door().check(right)).toEqual({ ok: true, staff: "E01", kept: true });
  expect(await door().check({ ...right, pin: "271828" })).toMatchObject({
    trouble: { code: "wrong", left: 4 },
  });
  expect(await door().check({ ...right, staff: "e02" })).toMatchObject({ trouble: { code: "unknownHere" } });
  it.now += 31 * 24 * 3_600_000;
  expect(await door().check(right)).toMatchObject({ trouble: { code: "unknownHere" } });
  it.ledger.close();
});

test("K-70 who is no engineer any more is forgotten; a hall that does not answer is away", async () => {
  const { it, door } = world();
  await door().check(right);
  it.answer = refuse("unreachable");
  expect(await door().check(right)).toMatchObject({ ok: true, kept: true });
  it.answer = refuse("notAllowed");
  expect(await door().check(right)).toMatchObject({ trouble: { code: "notEngineer" } });
  it.there = false;
  expect(await door().check(right)).toMatchObject({ trouble: { code: "unknownHere" } });
  it.ledger.close();
});

test("K-70 the fifth wrong PIN locks this kiosk, for the right one and after a restart too, and asks the hall nothing", async () => {
  const { it, door } = world();
  it.answer = refuse("signInFailed");
  for (let n = 0; n < 5; n++) await door().check({ staff: `e0${n}`, pin: "000000" });
  it.answer = { ok: true, staff: "E01" };
  const { asked } = it;
  expect(await door().check(right)).toEqual({ ok: false, trouble: { code: "locked", seconds: 60 } });
  expect(it.asked).toBe(asked);
  it.now += 60_000;
  expect(await door().check(right)).toMatchObject({ ok: true });
  // All tries are there again.
  it.answer = refuse("signInFailed");
  expect(await door().check(right)).toMatchObject({ trouble: { code: "wrong", left: 4 } });
  it.ledger.close();
});

test("K-70 a disk that is full locks nobody out who may come in, and lets nobody guess for nothing", async () => {
  const { it, door } = world();
  it.isFull = true;
  const one = door();
  expect(await one.check(right)).toEqual({ ok: true, staff: "E01", kept: false });
  it.there = false;
  expect(await one.check(right)).toEqual({ ok: true, staff: "E01", kept: true });
  for (let n = 0; n < 5; n++) await one.check({ ...right, pin: "271828" });
  expect(await one.check(right)).toEqual({ ok: false, trouble: { code: "locked", seconds: 60 } });
  it.ledger.close();
});
