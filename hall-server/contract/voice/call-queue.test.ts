import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  defaultLimits,
  emptyQueue,
  type Priority,
  type QueueEffect,
  type QueueEvent,
  type QueueState,
  type Request,
  stepQueue,
} from "./call-queue.ts";

type Effect = QueueEffect<string>;

/** A queue and everything it asked for, as short words: `say A`, `say A again`, `interrupt`, `drop A full`. */
class Rig {
  state: QueueState<string> = emptyQueue;
  told: string[] = [];
  now = 0;

  send(event: QueueEvent<string>): Effect[] {
    const { state, effects } = stepQueue(this.state, event, this.now);
    this.state = state;
    this.told.push(...effects.map(inShort));
    return effects;
  }

  hear(key: string, change: Partial<Request<string>> = {}): Effect[] {
    const request: Request<string> = {
      key,
      place: "w1",
      priority: "call",
      bornAt: this.now,
      livesMs: 30_000,
      times: 2,
      what: key,
      ...change,
    };
    return this.send({ type: "heard", request });
  }

  said = (afterMs = 0) => {
    this.now += afterMs;
    return this.send({ type: "said" });
  };

  sayAll() {
    while (this.state.speaking) this.said();
  }
}

function inShort(effect: Effect): string {
  if (effect.type === "interrupt") return "interrupt";
  const { what } = effect.request;
  if (effect.type === "dropped") return `drop ${what} ${effect.why}`;
  return effect.isFirst ? `say ${what}` : `say ${what} again`;
}

describe("V-4 one loudspeaker", () => {
  it("says each call twice, one after another, in the order of calling", () => {
    const rig = new Rig();
    rig.hear("A");
    rig.hear("B");
    rig.sayAll();
    expect(rig.told).toEqual(["say A", "say A again", "say B", "say B again"]);
  });

  it("says notices after every call", () => {
    const rig = new Rig();
    rig.hear("A");
    rig.hear("notice", { priority: "notice", times: 1 });
    rig.hear("B");
    rig.sayAll();
    expect(rig.told).toEqual(["say A", "say A again", "say B", "say B again", "say notice"]);
  });
});

describe("V-5 a number called again", () => {
  it("takes the place of its call that still waits", () => {
    const rig = new Rig();
    rig.hear("A");
    rig.hear("B");
    rig.hear("C");
    rig.hear("B", { what: "B again" });
    rig.sayAll();
    expect(rig.told.filter((told) => !told.endsWith(" again") || told === "say B again")).toEqual([
      "say A",
      "drop B replaced",
      "say B again",
      "say C",
    ]);
  });

  it("to another window goes to the end, and the old window is not said any more", () => {
    const rig = new Rig();
    rig.hear("A");
    rig.hear("B");
    rig.hear("B", { place: "w2", what: "B@w2" });
    rig.hear("C");
    rig.hear("A", { place: "w2", what: "A@w2" });
    rig.sayAll();
    expect(rig.told).toEqual([
      "say A",
      "drop B replaced",
      "say B@w2",
      "say B@w2 again",
      "say C",
      "say C again",
      "say A@w2",
      "say A@w2 again",
    ]);
  });

  it("while it is being said is said anew", () => {
    const rig = new Rig();
    rig.hear("A");
    rig.hear("A");
    rig.sayAll();
    expect(rig.told).toEqual(["say A", "say A again", "say A", "say A again"]);
  });
});

describe("V-6 a burst (fault 30)", () => {
  it("keeps at most six waiting and tells what it dropped: the oldest of the least urgent", () => {
    const rig = new Rig();
    rig.hear("speaking");
    rig.hear("notice", { priority: "notice" });
    for (let n = 1; n <= 8; n++) rig.hear(`call ${n}`);
    rig.hear("late notice", { priority: "notice" });
    expect(rig.told.slice(1)).toEqual([
      "drop notice full",
      "drop call 1 full",
      "drop call 2 full",
      "drop late notice full",
    ]);
    expect(rig.state.waiting.map(({ key }) => key)).toEqual([3, 4, 5, 6, 7, 8].map((n) => `call ${n}`));
  });
});

describe("V-7 what is too old to be true (fault 28)", () => {
  it("is not said on arrival, by its turn, or a second time", () => {
    const rig = new Rig();
    rig.hear("old", { bornAt: -30_000 });
    rig.hear("A");
    rig.hear("B", { bornAt: -20_000 });
    rig.said(5_000);
    rig.said(5_001);
    rig.hear("C", { bornAt: rig.now - 29_000 });
    rig.said(2_000);
    expect(rig.told).toEqual(["drop old old", "say A", "say A again", "drop B old", "say C"]);
  });

  it("is cut off and dropped when the machine wakes up ten hours later", () => {
    const rig = new Rig();
    rig.hear("A");
    rig.hear("B");
    rig.now += 36_000_000;
    rig.send({ type: "looked" });
    rig.said();
    expect(rig.told).toEqual(["say A", "drop B old", "interrupt", "drop A old"]);
    rig.hear("C");
    expect(rig.told.at(-1)).toBe("say C");
  });

  it("is let finish within its grace", () => {
    const rig = new Rig();
    rig.hear("A");
    rig.now += 30_000 + defaultLimits.graceMs - 1;
    expect(rig.send({ type: "looked" })).toEqual([]);
  });
});

describe("V-8 an emergency", () => {
  it("interrupts a call, which is said again after it with what was left of it", () => {
    const rig = new Rig();
    rig.hear("A");
    rig.said();
    rig.hear("B");
    rig.hear("fire", { priority: "emergency", times: 1 });
    rig.sayAll();
    expect(rig.told).toEqual([
      "say A",
      "say A again",
      "interrupt",
      "say fire",
      "say A",
      "say B",
      "say B again",
    ]);
  });

  it("waits for another emergency, and keeps its place in a burst", () => {
    const rig = new Rig();
    rig.hear("fire", { priority: "emergency" });
    rig.hear("flood", { priority: "emergency" });
    for (let n = 0; n < 10; n++) rig.hear(`call ${n}`);
    expect(rig.told).not.toContain("interrupt");
    expect(rig.state.waiting[0]?.key).toBe("flood");
  });
});

/** Any history of hearing, ending and time passing. */
const step = fc.oneof(
  fc.record({
    key: fc.constantFrom(...Array.from("ABCDEFGHIJ")),
    place: fc.constantFrom("w1", "w2"),
    priority: fc.constantFrom<Priority>("notice", "call", "call", "emergency"),
    ageMs: fc.integer({ min: 0, max: 35_000 }),
    times: fc.integer({ min: 1, max: 3 }),
  }),
  fc.constant("said" as const),
  fc.record({ passes: fc.integer({ min: 0, max: 60_000 }) }),
);

/** A rig that keeps account: what was heard and has not been said or dropped yet, and every rule that was broken. */
class Audited extends Rig {
  readonly open = new Set<string>();
  readonly broken: string[] = [];

  override send(event: QueueEvent<string>): Effect[] {
    const wasSpeaking = this.state.speaking !== null;
    if (event.type === "heard") this.open.add(event.request.what);
    const effects = super.send(event);
    for (const effect of effects) {
      if (effect.type === "interrupt") continue;
      const { request } = effect;
      const isOld = this.now - request.bornAt >= request.livesMs;
      this.open.delete(request.what);
      if (effect.type === "say" && isOld) this.broken.push(`stale: ${inShort(effect)}`);
      if (effect.type === "dropped" && (effect.why === "old") !== isOld && effect.why !== "replaced")
        this.broken.push(`dropped without reason: ${inShort(effect)}`);
      if (effect.type === "say" && wasSpeaking && event.type !== "said") this.broken.push("two at once");
    }
    const keys = this.state.waiting.map(({ key }) => key);
    if (keys.length > defaultLimits.backlog) this.broken.push("too many wait");
    if (new Set(keys).size < keys.length) this.broken.push("one key twice");
    return effects;
  }
}

function play(rig: Rig, steps: readonly (typeof step extends fc.Arbitrary<infer S> ? S : never)[]): void {
  for (const [n, each] of steps.entries()) {
    if (each === "said") rig.said();
    else if ("passes" in each) {
      rig.now += each.passes;
      rig.send({ type: "looked" });
    } else {
      const { ageMs, ...rest } = each;
      rig.hear(each.key, { ...rest, what: `#${n}`, bornAt: rig.now - ageMs });
    }
  }
}

describe("V-4 to V-8 over any history", () => {
  it("one thing at a time, nothing stale, nothing lost without a word, always an end", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const rig = new Audited();
        play(rig, steps);
        // Left to itself it ends, and then every request was said or dropped by name.
        for (let n = 0; rig.state.speaking && n < 100; n++) rig.said();
        expect(rig.broken).toEqual([]);
        expect(rig.state).toEqual({ waiting: [], speaking: null });
        expect([...rig.open]).toEqual([]);
      }),
    );
  });
});

describe("V-13 another loudspeaker takes over", () => {
  it("what is being said is cut off, and nothing that waited is said", () => {
    const rig = new Rig();
    rig.hear("A");
    rig.hear("B");
    rig.send({ type: "silenced" });
    rig.said();
    rig.hear("C");
    rig.sayAll();
    expect(rig.told).toEqual(["say A", "drop B elsewhere", "interrupt", "say C", "say C again"]);
    expect(rig.send({ type: "silenced" })).toEqual([]);
  });
});
