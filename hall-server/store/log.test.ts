import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { apply } from "../domain/hall/apply.ts";
import { findBrokenInvariants } from "../domain/hall/invariants.ts";
import { emptyHall } from "../domain/hall/state.ts";
import { type EventRow, readRow, verifyChain } from "./log.ts";
import { upcast } from "./upcast.ts";

/** A log as the first version wrote it, with every event there was. Never made anew: old halls hold such logs. */
const v1 = readFileSync(new URL("./fixtures/log-v1.jsonl", import.meta.url), "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => {
    const row = JSON.parse(line) as EventRow & { hash: string };
    return { ...row, hash: Buffer.from(row.hash as string, "base64") } as EventRow;
  });

describe("L-1 a log of version 1 can be read for ever", () => {
  test("its chain is intact", () => {
    expect(verifyChain(v1).fault).toBeNull();
    expect(new Set(v1.map(({ v }) => v))).toEqual(new Set([1]));
  });

  test("replaying it gives the hall as it was on each evening", () => {
    const days: Record<string, Record<string, string>> = {};
    let state = emptyHall;
    for (const { event, at } of v1.map(readRow)) {
      state = apply(state, event, at);
      expect(findBrokenInvariants(state)).toEqual([]);
      if (state.day)
        days[state.day] = Object.fromEntries(
          [...state.tickets.values()].map((ticket) => [ticket.number, ticket.state]),
        );
    }
    expect(days).toEqual({
      "2026-11-23": { A001: "finished", A002: "cancelled", C001: "waiting", A007: "finished" },
      "2026-11-24": { A001: "reserved" },
    });
    expect(state.windows).toMatchObject({ w1: { state: "closed" }, w2: { state: "open", clerk: "c2" } });
    expect(state.queues["a"]).toMatchObject({ issued: 1, given: 1, reserved: 1 });
  });
});

describe("L-2 old events are read through pure upcasters, version by version", () => {
  const steps = {
    ticketCalled: [
      (payload: object) => ({ ...payload, clerk: "unknown" }),
      (payload: object) => ({ ...payload, why: { rule: "longestWait", waited: 0, passedOver: 0 } }),
    ],
  };
  test.each([
    [
      1,
      {
        type: "ticketCalled",
        ticket: "t",
        clerk: "unknown",
        why: { rule: "longestWait", waited: 0, passedOver: 0 },
      },
    ],
    [2, { type: "ticketCalled", ticket: "t", why: { rule: "longestWait", waited: 0, passedOver: 0 } }],
    [3, { type: "ticketCalled", ticket: "t" }],
  ])("from version %i", (v, expected) => {
    expect(upcast({ type: "ticketCalled", v, payload: { ticket: "t" } }, steps)).toEqual(expected);
  });
});
