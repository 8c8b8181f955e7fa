import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inMemory, Ledger } from "../../electron/core/offline/ledger.ts";
import { judge, type Verdict } from "./judge.ts";
import type { Faults } from "./virtual-kiosk.ts";
import { VirtualWorld } from "./virtual-world.ts";

type Happening = { name: string; run: (world: VirtualWorld) => Promise<void> | void };

const item = fc.constantFrom("marry", "divorce", "adopt", "adopt", "pension");
const outcome = fc.constantFrom("printed", "printed", "printed", "failed", "unknown", "paperless");
const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 14,
    arbitrary: fc.tuple(item, outcome).map(([what, how]) => ({
      name: `citizen ${what} ${how}`,
      run: (world: VirtualWorld) => world.citizen(what, how),
    })),
  },
  { weight: 6, arbitrary: fc.constant({ name: "cut", run: (world: VirtualWorld) => world.cut() }) },
  { weight: 2, arbitrary: fc.constant({ name: "mend", run: (world: VirtualWorld) => world.mend() }) },
  { weight: 2, arbitrary: fc.constant({ name: "crash", run: (world: VirtualWorld) => world.crash() }) },
  {
    weight: 4,
    arbitrary: fc.tuple(fc.nat(9), fc.boolean()).map(([steps, after]) => ({
      name: `power cut ${after ? "after" : "before"} step ${steps}`,
      run: (world: VirtualWorld) => world.fuse(steps, after),
    })),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom("request" as const, "answer" as const), fc.nat(4))
      .map(([what, after]) => ({
        name: `the hall dies with the ${what} of command ${after}`,
        run: (world: VirtualWorld) => {
          world.mend();
          world.loseNext(what, after);
        },
      })),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom(500, 4_000, 12_000, 130_000).map((ms) => ({
      name: `pass ${ms}`,
      run: (world: VirtualWorld) => world.pass(ms),
    })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(15 * 3_600_000)
      .map((ms) => ({ name: "a night", run: (world: VirtualWorld) => world.pass(ms) })),
  },
  {
    weight: 1,
    arbitrary: fc.integer({ min: -7_200_000, max: 7_200_000 }).map((skew) => ({
      name: `reboot, the clock wrong by ${skew}`,
      run: (world: VirtualWorld) => world.reboot(skew),
    })),
  },
  {
    weight: 1,
    arbitrary: fc.integer({ min: -7_200_000, max: 7_200_000 }).map((skew) => ({
      name: `the wall clock jumps by ${skew}`,
      run: (world: VirtualWorld) => world.setWall(skew),
    })),
  },
  {
    weight: 2,
    arbitrary: item.map((what) => ({
      name: `elsewhere ${what}`,
      run: (world: VirtualWorld) => world.elsewhere(what),
    })),
  },
);
const shown = happening.map((it) => Object.assign(it, { [fc.toStringMethod]: () => it.name }));

const noFindings = { duplicated: [], lost: [], rankErrors: [] };

/** Plays a day of cuts and crashes, lets everything be told, and judges. */
async function play(happenings: readonly Happening[], faults: Faults = {}): Promise<VirtualWorld> {
  const world = new VirtualWorld(faults);
  await world.settle();
  for (const { run } of happenings) {
    await run(world);
    await world.settle();
  }
  await world.calm();
  return world;
}

const days = fc.array(shown, { minLength: 6, maxLength: 28 });
const seed = 20_261_129;

describe("K-15 whatever is cut, crashes or tells the wrong time, no number is twice, none is lost, each has its rank", () => {
  test("with the kiosk as it is", async () => {
    let issued = 0;
    await fc.assert(
      fc.asyncProperty(days, async (happenings) => {
        const world = await play(happenings);
        issued += world.slips.filter(({ offline }) => offline).length;
        expect(judge(world)).toEqual(noFindings);
      }),
      { numRuns: 400, seed },
    );
    expect(issued).toBeGreaterThan(400);
  });

  const broken: Record<string, { faults: () => Faults; found: keyof Verdict }> = {
    "a number that is not durable before its slip": {
      faults: () => ({ ledger: forgetful() }),
      found: "duplicated",
    },
    "another id each time that the hall is told": { faults: newIds, found: "lost" },
    "a rank by the moment of return": {
      faults: () => ({
        send: (command, id) => ({
          id,
          command:
            command.type === "takeOffline" ? { ...command, takenAt: Number.MAX_SAFE_INTEGER } : command,
        }),
      }),
      found: "rankErrors",
    },
    "what the hall does not answer is let go": { faults: () => ({ ledger: careless }), found: "lost" },
  };
  for (const [what, { faults, found }] of Object.entries(broken))
    test(`and it would be found: ${what}`, async () => {
      for (const happenings of fc.sample(days, { numRuns: 400, seed }))
        if (judge(await play(happenings, faults()))[found].length > 0) return;
      expect.unreachable(`nothing was ${found}`);
    });
});

function newIds(): Faults {
  let n = 0;
  return { send: (command, id) => ({ command, id: `${id}-${++n}` }) };
}

/** Writes a number only with the word on its slip: what the power cut takes was already printed. */
function forgetful() {
  let memory = new Ledger(inMemory);
  let life = 0;
  return (disk: Ledger): Ledger => {
    // Another life of the kiosk: the memory of the one before is gone.
    if (life++ > 0) memory = new Ledger(inMemory);
    return patched(disk, forgetting(disk, memory));
  };
}

const forgetting = (disk: Ledger, memory: Ledger): Partial<Ledger> => ({
  reserve: (...args) => memory.reserve(...args),
  used: (day, queue) => new Set([...disk.used(day, queue), ...memory.used(day, queue)]),
  report: (id, about, message) => {
    const unwritten = memory.next();
    if (unwritten?.id === about && unwritten.message.type === "takeOffline") {
      disk.reserve(about, about, "2026-11-23", unwritten.message);
      memory.told(about, null);
    }
    disk.report(id, about, message);
  },
});

/** Thinks everything told that it has once tried to tell. */
function careless(disk: Ledger): Ledger {
  return patched(disk, {
    next: () => {
      const entry = disk.next();
      if (entry) disk.told(entry.id, "somewhere");
      return entry;
    },
  });
}

function patched(disk: Ledger, change: Partial<Ledger>): Ledger {
  return new Proxy(disk, {
    get: (target, name) => {
      const own = Reflect.get(change, name) as unknown;
      if (typeof own === "function") return own;
      const value = Reflect.get(target, name, target) as unknown;
      return typeof value === "function" ? (value as (...args: unknown[]) => unknown).bind(target) : value;
    },
  });
}
