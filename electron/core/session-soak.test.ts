import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import type { KioskState } from "../bridge.ts";
import { SessionLoop } from "./session-loop.ts";
import type { Effect } from "./session/session-state.ts";
import { zhang } from "./testing/sample-cards.ts";
import { itemIn, sampleOffer } from "./testing/session.ts";

/**
 * Sessions in a row, in virtual time: a card, a matter, a slip, now and then a jam or nobody who finishes. `SOAK=1` plays
 * 5,000 (some weeks of a busy kiosk); otherwise as many as show a session that leaves something behind.
 */
const isSoak = process.env.SOAK === "1";
const samples = 10;
const sessionsPerSample = isSoak ? 500 : 100;
/** What compiled code and caches take is taken by then. */
const sessionsBefore = isSoak ? 500 : 300;
/** One card that is kept is more than the first, one view of a page more than the second. */
const mostBytesPerSession = isSoak ? 100 : 1_500;

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

class Kiosk {
  now = 1_000;
  #ids = 0;
  #search = "";
  #taken: (Effect & { kind: "takeTicket" }) | null = null;
  #print: (Effect & { kind: "print" }) | null = null;
  shown: KioskState | null = null;
  readonly loop = new SessionLoop({
    now: () => this.now,
    newId: () => `id-${++this.#ids}`,
    pxPerMm: 4,
    publish: (view) => void (this.shown = view),
    onStep: () => {},
    hands: {
      takeTicket: (effect) => void (this.#taken = effect),
      reprintSlip: () => {},
      printGuide: () => {},
      print: (effect) => void (this.#print = effect),
      report: () => {},
      askHelp: () => {},
      findBookings: (effect) => void (this.#search = effect.id),
    },
  });

  constructor() {
    this.loop.feed({ kind: "offer", offer: sampleOffer });
    this.loop.feed({ kind: "hall", link: "fresh" });
    const status = { connection: "connected", paper: "ok", cover: "closed", fault: null } as const;
    this.loop.feed({ kind: "printer", status });
    this.loop.feed({ kind: "reader", event: { kind: "state", state: "ready" } });
  }

  serve(n: number): void {
    const { loop } = this;
    loop.feed({ kind: "reader", event: { kind: "card", card: { ...zhang, address: `测试路${n}号` } } });
    loop.feed({ kind: "bookingsFound", id: this.#search, answer: { ok: true, bookings: [] } });
    if (n % 7 === 0) loop.intent({ kind: "setLanguage", language: "en" });
    loop.intent({ kind: "toggleItem", item: itemIn("care") });
    loop.intent({ kind: "next" });
    if (n % 11 === 0) return this.#leave(200_000);
    loop.intent({ kind: "takeNumber", paper: true });
    const result = { ticket: `t-${n}`, number: "D013", queue: "care", ahead: 3, takenAt: 1_790_000_000_000 };
    loop.feed({ kind: "taken", id: this.#taken!.id, answer: { ok: true, seq: n, result } });
    const { jobId } = this.#print!;
    const failed = { outcome: "failed", cause: "paperOut" } as const;
    loop.feed({ kind: "printResult", jobId, result: n % 5 === 0 ? failed : { outcome: "printed" } });
    if (n % 5 === 0) loop.intent({ kind: "goPaperless" });
    loop.feed({ kind: "reader", event: { kind: "lifted" } });
    this.#leave(n % 3 === 0 ? 61_000 : 1_000);
  }

  #leave(ms: number): void {
    for (const end = this.now + ms; this.now < end; this.now += 5_000) this.loop.feed({ kind: "tick" });
    this.loop.intent({ kind: "finish" });
    this.loop.feed({ kind: "reader", event: { kind: "lifted" } });
    this.now += 200_000;
    this.loop.feed({ kind: "tick" });
  }
}

/** By least squares, of what was measured at equal steps. */
function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const above = values.reduce((sum, value, n) => sum + (n - middle) * (value - mean), 0);
  return above / values.reduce((sum, _, n) => sum + (n - middle) ** 2, 0);
}

function heapAfter(play: () => void): number {
  play();
  for (let n = 0; n < 4; n++) collect();
  return process.memoryUsage().heapUsed;
}

function bytesPerSession(serve: (n: number) => void): number {
  let n = 0;
  const play = (count: number) => {
    for (const end = n + count; n < end; n++) serve(n);
  };
  play(sessionsBefore);
  const heaps = Array.from({ length: samples }, () => heapAfter(() => play(sessionsPerSample)));
  return slope(heaps) / sessionsPerSample;
}

test("K-60 session after session leaves nothing in the core's memory", () => {
  const kiosk = new Kiosk();
  const grown = bytesPerSession((n) => kiosk.serve(n));
  if (isSoak) console.log(`core: ${grown.toFixed(1)} bytes a session, of ${samples * sessionsPerSample}`);
  expect(kiosk.shown?.screen.kind).toBe("idle");
  expect(kiosk.shown?.session).toBeGreaterThan(samples * sessionsPerSample);
  expect(grown).toBeLessThan(mostBytesPerSession);
});

test("K-60 and the measure would notice one that leaves something behind", () => {
  const kiosk = new Kiosk();
  const kept: unknown[] = [];
  const grown = bytesPerSession((n) => {
    kiosk.serve(n);
    kept.push({ ...zhang, view: structuredClone(kiosk.shown) });
  });
  expect(kept.length).toBeGreaterThan(0);
  expect(grown).toBeGreaterThan(mostBytesPerSession);
});
