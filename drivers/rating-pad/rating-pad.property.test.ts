import fc from "fast-check";
import { expect, test } from "vitest";
import { openPipe } from "../port/pipe.ts";
import { VirtualClock } from "../port/virtual-clock.ts";
import { parsePadProfile } from "./pad-profile.ts";
import { RatingPad } from "./rating-pad.ts";
import { ratingLevels } from "./rating.ts";
import type { RatingLevel } from "./rating.ts";
import { numberedPad, plainPad } from "./simulator/profiles.ts";
import { SimulatedPad } from "./simulator/simulated-pad.ts";
import type { PadTrouble } from "./simulator/simulated-pad.ts";

/** Damage that the frame's one check byte can see. */
const damage = fc.tuple(fc.nat(10), fc.integer({ min: 1, max: 255 })).map((flip) => ({ corrupt: [flip] }));

/** What a pad may do to anything that it says; `lateMs` at most. */
const trouble = (lateMs: number): fc.Arbitrary<PadTrouble | undefined> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constant({ silent: true }) },
    { weight: 2, arbitrary: fc.nat(lateMs).map((late) => ({ lateMs: late })) },
    { weight: 2, arbitrary: fc.constant({ twice: true }) },
    { weight: 1, arbitrary: fc.nat(6).map((cutTo) => ({ cutTo })) },
    { weight: 1, arbitrary: damage as fc.Arbitrary<PadTrouble> },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 12 }).map((noiseBefore) => ({ noiseBefore })) },
  );

const troubles = (lateMs: number) => fc.array(trouble(lateMs), { maxLength: 12 });

/** One visitor after another: for how long they may answer, and when they press their key, if at all. */
const visitors = fc.array(
  fc.record({
    timeoutMs: fc.integer({ min: 500, max: 6_000 }),
    presses: fc.array(fc.integer({ min: 0, max: 6_000 }), { maxLength: 2 }),
    staysMs: fc.integer({ min: 2_500, max: 6_000 }),
  }),
  { minLength: 2, maxLength: 6 },
);

interface Scene {
  protocol: "numbered" | "plain";
  keyTroubles: (PadTrouble | undefined)[];
  ackTroubles: (PadTrouble | undefined)[];
  people: { timeoutMs: number; presses: number[]; staysMs: number }[];
}

/** Plays a day: neighbouring visitors press different keys, so that a key that counts for another is seen. */
async function play({ protocol, people, ...scene }: Scene) {
  // Copies: a counterexample must show what the line did, not what was left of it.
  const keyTroubles = [...scene.keyTroubles];
  const ackTroubles = [...scene.ackTroubles];
  const clock = new VirtualClock();
  const device = new SimulatedPad({
    protocol,
    clock,
    misbehave: (what) => (what === "key" ? keyTroubles : ackTroubles).shift(),
  });
  const profile = parsePadProfile(protocol === "numbered" ? numberedPad : plainPad);
  const pad = new RatingPad({
    clock,
    profile,
    chance: () => 0.2,
    open: async () => {
      const pipe = openPipe();
      device.attach(pipe.device);
      return pipe.driver;
    },
  });
  const keys = [...profile.levels.keys()];
  const wrong: string[] = [];
  let rated = 0;
  pad.start();
  await clock.advance(1_500);
  for (const [index, { timeoutMs, presses, staysMs }] of people.entries()) {
    const key = keys[index % keys.length] ?? 0;
    const moments = presses.filter((at) => at <= staysMs).toSorted((a, b) => a - b);
    void pad.requestRating(`visitor ${index}`, timeoutMs).then((outcome) => {
      if (outcome.outcome !== "rated") return;
      rated += 1;
      const right: RatingLevel | undefined = moments.length > 0 ? profile.levels.get(key) : undefined;
      if (outcome.level !== right) wrong.push(`visitor ${index}: ${outcome.level}, pressed ${right}`);
    });
    let now = 0;
    for (const at of moments) {
      await clock.advance(at - now);
      now = at;
      device.press(key);
    }
    await clock.advance(staysMs - now);
  }
  await pad.stop();
  await clock.advance(60_000);
  return { wrong, rated, timersLeft: clock.pending };
}

test("D-45 whatever the line does, a visitor's rating is a key that they pressed (keys numbered)", async () => {
  let rated = 0;
  await fc.assert(
    fc.asyncProperty(troubles(8_000), troubles(8_000), visitors, async (keyTroubles, ackTroubles, people) => {
      const scene = await play({ protocol: "numbered", keyTroubles, ackTroubles, people });
      rated += scene.rated;
      expect(scene.wrong).toEqual([]);
      expect(scene.timersLeft).toBe(0);
    }),
    { numRuns: 300 },
  );
  // The property bites only where keys count at all.
  expect(rated).toBeGreaterThan(50);
});

test("D-45 the same of a pad that numbers nothing, while it is late by less than its quiet time", async () => {
  let rated = 0;
  await fc.assert(
    fc.asyncProperty(troubles(400), visitors, async (keyTroubles, people) => {
      const scene = await play({ protocol: "plain", keyTroubles, ackTroubles: [], people });
      rated += scene.rated;
      expect(scene.wrong).toEqual([]);
      expect(scene.timersLeft).toBe(0);
    }),
    { numRuns: 300 },
  );
  expect(rated).toBeGreaterThan(50);
});

test("D-54 ten thousand ratings leave no timer, no listener and no growing queue", async () => {
  const clock = new VirtualClock();
  const device = new SimulatedPad({ protocol: "numbered", clock });
  let listeners = 0;
  const pad = new RatingPad({
    clock,
    profile: parsePadProfile(numberedPad),
    chance: () => 0,
    open: async () => {
      const { driver, device: side } = openPipe();
      device.attach(side);
      return {
        ...driver,
        onBytes: (listener) => {
          listeners += 1;
          const stop = driver.onBytes(listener);
          return () => {
            listeners -= 1;
            stop();
          };
        },
      };
    },
  });
  pad.start();
  await clock.advance(2_000);
  let most = 0;
  const counts = new Map<string, number>();
  for (let visitor = 0; visitor < 10_000; visitor++) {
    const outcome = pad.requestRating(`${visitor}`, 30_000);
    await clock.advance(1);
    device.press(1 + (visitor % 5));
    await clock.advance(1);
    const ended = await outcome;
    const level = ended.outcome === "rated" ? ended.level : ended.outcome;
    counts.set(level, (counts.get(level) ?? 0) + 1);
    most = Math.max(most, clock.pending);
  }
  expect(Object.fromEntries(counts)).toEqual(Object.fromEntries(ratingLevels.map((level) => [level, 2_000])));
  // The heartbeat, and nothing that grows.
  expect(most).toBeLessThanOrEqual(3);
  expect(listeners).toBe(1);
  await pad.stop();
  expect([clock.pending, listeners]).toEqual([0, 0]);
});
