import { describe, expect, it } from "vitest";
import { EngineChain, silentEngine, type Spoke, type VoiceEngine } from "./engine.ts";
import { Speaker, type ToSay } from "./speaker.ts";
import type { Utterance } from "./utterance.ts";

/** Time that moves when the test says so. */
class Time {
  #now = 0;
  #timers = new Set<{ at: number; fn: () => void }>();
  now = () => this.#now;
  setTimeout = (fn: () => void, ms: number) => {
    const timer = { at: this.#now + ms, fn };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  };
  get pending() {
    return this.#timers.size;
  }
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      await settle();
      const due = [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.#timers.delete(due);
      this.#now = Math.max(this.#now, due.at);
      due.fn();
    }
    this.#now = end;
  }
  /** Timers find out only afterwards, as after a machine's sleep. */
  async sleep(ms: number): Promise<void> {
    this.#now += ms;
    await this.pass(0);
  }
}
const settle = async () => {
  for (let n = 0; n < 20; n++) await Promise.resolve();
};

interface TestEngine extends VoiceEngine {
  said: string[];
  outcome: Spoke | "hangs" | "throws";
  volume: number;
  end: ((spoke: Spoke) => void) | null;
}

/** An engine that says what it is told for 3 s, or fails as the test wants. */
function engineOf(time: Time, name: string, source: "clips" | "text" = "text"): TestEngine {
  const engine: TestEngine = {
    name,
    source,
    said: [],
    outcome: { ok: true },
    volume: 1,
    cancel: () => engine.end?.({ ok: false, problem: "cancelled" }),
    end: null,
    setVolume: (volume: number) => void (engine.volume = volume),
    speak: ({ text }: Utterance) => {
      engine.said.push(text);
      const { outcome } = engine;
      if (outcome === "throws") return Promise.reject(new Error("no device"));
      if (outcome !== "hangs" && !outcome.ok) return Promise.resolve(outcome);
      return new Promise<Spoke>((resolve) => {
        engine.end = resolve;
        if (outcome !== "hangs") time.setTimeout(() => resolve(outcome), 3_000);
      });
    },
  };
  return engine;
}

const utterance = (text: string, whole = true): Utterance => ({
  language: "zh-CN",
  text,
  clips: [["x"]],
  whole,
});
const toSay = (key: string, change: Partial<ToSay> = {}): ToSay => ({
  key,
  place: "w1",
  priority: "call",
  ageMs: 0,
  livesMs: 30_000,
  times: 2,
  utterances: () => [utterance(key)],
  ...change,
});

function rig(chime: () => Promise<void> = () => Promise.resolve()) {
  const time = new Time();
  const engine = engineOf(time, "one");
  const told: string[] = [];
  const speaker = new Speaker({
    chain: new EngineChain({ engines: [engine], clock: time }),
    clock: time,
    chime: () => {
      told.push("chime");
      return chime();
    },
    onSaid: ({ text }) => told.push(text),
    onDropped: (key, why) => told.push(`${key} ${why}`),
  });
  return { time, engine, told, speaker };
}

describe("V-4 the loop of one loudspeaker", () => {
  it("chimes once before each call, and says it twice", async () => {
    const { time, told, speaker } = rig();
    speaker.hear(toSay("A"));
    speaker.hear(toSay("B"));
    await time.pass(5_999);
    expect(told).toEqual(["chime", "A", "A"]);
    await time.pass(6_001);
    expect(told).toEqual(["chime", "A", "A", "chime", "B", "B"]);
  });

  it("says a call in each of its languages, each time", async () => {
    const { time, told, speaker } = rig();
    speaker.hear(toSay("A", { utterances: () => [utterance("zh"), utterance("en")] }));
    await time.pass(12_000);
    expect(told).toEqual(["chime", "zh", "en", "zh", "en"]);
  });

  it("does not wait for a chime for ever", async () => {
    const { time, told, speaker } = rig(() => new Promise(() => undefined));
    speaker.hear(toSay("A"));
    await time.pass(4_000);
    expect(told).toEqual(["chime", "A"]);
  });

  it("cuts off for an emergency, and goes on after it", async () => {
    const { time, told, speaker } = rig();
    speaker.hear(toSay("A"));
    await time.pass(1_000);
    speaker.hear(toSay("fire", { priority: "emergency", times: 1 }));
    await time.pass(9_000);
    expect(told).toEqual(["chime", "A", "chime", "fire", "chime", "A", "A"]);
  });

  it("is silent once stopped, and leaves no timer", async () => {
    const { time, told, speaker } = rig();
    speaker.hear(toSay("A"));
    speaker.hear(toSay("B"));
    await time.pass(1_000);
    speaker.stop();
    speaker.hear(toSay("C"));
    await time.pass(3_000);
    expect(told).toEqual(["chime", "A"]);
    expect(time.pending).toBe(0);
  });

  it("goes on after a voice that throws", async () => {
    const { time, engine, told, speaker } = rig();
    engine.outcome = "throws";
    speaker.hear(toSay("A", { times: 1 }));
    speaker.hear(toSay("B", { times: 1 }));
    await time.pass(0);
    expect(told).toEqual(["chime", "A", "chime", "B"]);
  });
});

describe("V-7 after ten hours of sleep (fault 28)", () => {
  it("neither what was being said nor what waited is heard; what is called then is", async () => {
    const { time, told, speaker } = rig();
    speaker.hear(toSay("A"));
    speaker.hear(toSay("B"));
    await time.pass(1_000);
    await time.sleep(36_000_000);
    expect(told.slice(2).toSorted()).toEqual(["A old", "B old"]);
    speaker.hear(toSay("C"));
    await time.pass(6_000);
    expect(told.slice(-3)).toEqual(["chime", "C", "C"]);
  });
});

describe("V-6 an opening burst (fault 30)", () => {
  it("forty calls in two seconds: the newest are heard, the rest told as dropped, silence within a minute", async () => {
    const { time, told, speaker } = rig();
    for (let n = 0; n < 40; n++) {
      speaker.hear(toSay(`call ${n}`));
      await time.pass(50);
    }
    await time.pass(60_000);
    const dropped = told.filter((each) => / (full|old)$/.test(each));
    const said = new Set(told.filter((each) => /^call \d+$/.test(each)));
    expect(said.size + dropped.length).toBe(40);
    expect(said).toContain("call 0");
    expect(said).toContain("call 34");
    const before = told.length;
    await time.pass(60_000);
    expect(told.length).toBe(before);
  });
});

describe("V-9 several engines as one", () => {
  function chainOf(...sources: ("clips" | "text")[]) {
    const time = new Time();
    const engines = sources.map((source, n) => engineOf(time, `${source}${n}`, source));
    const health: string[] = [];
    const chain = new EngineChain({
      engines,
      clock: time,
      onHealth: (engine, problem) => health.push(`${engine} ${problem ?? "well"}`),
    });
    const speak = async (said = utterance("A")) => {
      const speaking = chain.speak(said);
      await time.pass(25_000);
      return speaking;
    };
    return { time, engines, chain, health, speak };
  }

  it("falls through to the next, tells of it once, and passes the broken one over for a minute", async () => {
    const { time, engines, health, speak } = chainOf("clips", "text");
    engines[0]!.outcome = { ok: false, problem: "clipsMissing" };
    expect(await speak()).toEqual({ by: "text1", problem: null });
    await speak();
    expect(engines[0]!.said).toHaveLength(1);
    expect(health).toEqual(["clips0 clipsMissing"]);
    engines[0]!.outcome = { ok: true };
    await time.pass(60_000);
    expect(await speak()).toEqual({ by: "clips0", problem: null });
    expect(health).toEqual(["clips0 clipsMissing", "clips0 well"]);
  });

  it("does not wait for an engine that hangs or throws", async () => {
    const { engines, health, speak } = chainOf("text", "text", "text");
    engines[0]!.outcome = "hangs";
    engines[1]!.outcome = "throws";
    expect(await speak()).toEqual({ by: "text2", problem: null });
    expect(health).toEqual(["text0 timeout", "text1 failed"]);
  });

  it("holds it against no engine that a word is not recorded, or that the browser still wants a gesture", async () => {
    const { engines, health, speak } = chainOf("clips", "text");
    engines[0]!.outcome = { ok: false, problem: "noClip" };
    engines[1]!.outcome = { ok: false, problem: "asleep" };
    expect(await speak()).toEqual({ by: null, problem: "asleep" });
    engines[0]!.outcome = { ok: true };
    expect(await speak()).toEqual({ by: "clips0", problem: null });
    expect(health).toEqual([]);
  });

  it("has a text engine say what clips can say only in part, and the clips if there is no other", async () => {
    const { engines, speak } = chainOf("clips", "text");
    expect(await speak(utterance("A", false))).toEqual({ by: "text1", problem: null });
    engines[1]!.outcome = { ok: false, problem: "noVoice" };
    expect(await speak(utterance("A", false))).toEqual({ by: "clips0", problem: null });
  });

  it("takes a timer that is hours late for sleep, not for a broken engine", async () => {
    const { time, engines, chain, health } = chainOf("text", "text");
    engines[0]!.outcome = "hangs";
    const speaking = chain.speak(utterance("A"));
    await time.sleep(36_000_000);
    expect(await speaking).toEqual({ by: null, problem: "cancelled" });
    expect(health).toEqual([]);
  });

  it("tries even an engine that rests before it stays silent, and the silent one always can", async () => {
    const { engines, speak, time } = chainOf("text");
    engines[0]!.outcome = { ok: false, problem: "noVoice" };
    expect(await speak()).toEqual({ by: null, problem: "noVoice" });
    await speak();
    expect(engines[0]!.said).toHaveLength(2);
    const silent = new EngineChain({ engines: [silentEngine], clock: time });
    expect(await silent.speak(utterance("A"))).toEqual({ by: "silent", problem: null });
  });

  it("passes the volume on within its bounds", () => {
    const { chain, engines } = chainOf("text");
    chain.setVolume(7);
    expect(engines[0]!.volume).toBe(1);
    chain.setVolume(0.4);
    expect(engines[0]!.volume).toBe(0.4);
  });
});
