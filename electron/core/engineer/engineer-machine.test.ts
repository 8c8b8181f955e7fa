import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { EngineerAsk, EngineerTest } from "../../engineer-bridge.ts";
import { afterWrongPin, type DoorLock, lockedFor, openLock } from "./door-lock.ts";
import {
  doorQuietMs,
  type EngineerEffect,
  type EngineerInput,
  type EngineerState,
  insideCountdown,
  insideQuietMs,
  outside,
  stepEngineer,
  testPatienceMs,
} from "./engineer-machine.ts";
import { mask } from "./masking.ts";
import { usbStick } from "./usb-stick.ts";

class Visit {
  state: EngineerState = outside;
  now = 1_000;
  effects: EngineerEffect[] = [];
  fitted: readonly EngineerTest[] = ["ticketPrinter", "cardReader", "scanner", "speaker"];
  #ids = 0;

  feed(input: EngineerInput): this {
    const turn = stepEngineer(this.state, input, {
      now: this.now,
      newId: () => `id-${++this.#ids}`,
      isFitted: (test) => this.fitted.includes(test),
    });
    this.state = turn.state;
    this.effects.push(...turn.effects);
    return this;
  }

  ask(...asks: EngineerAsk[]): this {
    for (const ask of asks) this.feed({ kind: "ask", ask });
    return this;
  }

  answer(result: (EngineerInput & { kind: "checked" })["result"]): this {
    const check = this.effects.filter((each) => each.kind === "check").at(-1)!;
    return this.feed({ kind: "checked", id: check.id, result });
  }

  enter(): this {
    return this.ask({ do: "knock" }, { do: "signIn", staff: "e01", pin: "314159" }).answer({
      ok: true,
      staff: "e01",
      kept: false,
    });
  }

  pass(ms: number): this {
    this.now += ms;
    return this.feed({ kind: "tick" });
  }

  get acts() {
    return this.effects.flatMap((each) => (each.kind === "note" ? [each.act] : []));
  }
}

describe("K-70 the door", () => {
  test("opens for the right PIN only, which is in no state", () => {
    const visit = new Visit().ask({ do: "knock" }, { do: "signIn", staff: "e01", pin: "314159" });
    expect(visit.state).toMatchObject({ at: "door", checking: "id-1" });
    expect(JSON.stringify(visit.state)).not.toContain("314159");
    // A second press while the first is being checked asks nothing.
    visit.ask({ do: "signIn", staff: "e01", pin: "000000" });
    expect(visit.effects).toHaveLength(1);
    visit.answer({ ok: false, trouble: { code: "wrong", left: 4 } });
    expect(visit.state).toMatchObject({ at: "door", checking: null, trouble: { left: 4 } });
    visit.ask({ do: "signIn", staff: "e01", pin: "314159" });
    // An answer to the question before is nobody's.
    visit.feed({ kind: "checked", id: "id-1", result: { ok: true, staff: "e01", kept: false } });
    expect(visit.state.at).toBe("door");
    visit.answer({ ok: true, staff: "e01", kept: true });
    expect(visit.state).toMatchObject({ at: "inside", staff: "e01", kept: true });
    expect(visit.acts).toEqual([{ kind: "entered", proof: "kept" }]);
  });

  test("closes by itself, and says when somebody was locked out", () => {
    expect(new Visit().ask({ do: "knock" }).pass(doorQuietMs).state).toEqual(outside);
    const locked = new Visit().ask({ do: "knock" }, { do: "signIn", staff: "e01", pin: "1111" });
    locked.answer({ ok: false, trouble: { code: "locked", seconds: 60 } });
    expect(locked.acts).toEqual([{ kind: "lockedOut" }]);
  });

  test("five wrong PINs lock for a minute, each further one for twice as long, up to a quarter of an hour", () => {
    let lock: DoorLock = openLock;
    const seconds: number[] = [];
    for (let n = 0; n < 10; n++) {
      lock = afterWrongPin(lock, 0);
      seconds.push(lockedFor(lock, 0));
    }
    expect(seconds).toEqual([0, 0, 0, 0, 60, 120, 240, 480, 900, 900]);
    expect(lockedFor(lock, 899_000)).toBe(1);
    expect(lockedFor(lock, 900_000)).toBe(0);
    // A clock that was set back a year locks nobody for a year.
    expect(lockedFor(lock, -31_536_000_000)).toBe(900);
  });
});

describe("K-71 inside", () => {
  test("a test ends by its own device, or by time, and is noted", () => {
    const visit = new Visit().enter().ask({ do: "test", test: "cardReader" });
    visit.feed({ kind: "tested", test: "scanner", passed: true, code: "length", count: 9 });
    expect(visit.state).toMatchObject({ run: { at: "running", test: "cardReader" } });
    visit.feed({ kind: "tested", test: "cardReader", passed: true, code: "resident", count: null });
    expect(visit.state).toMatchObject({ run: { at: "ended", passed: true, code: "resident" } });
    visit.ask({ do: "test", test: "scanner" }).pass(testPatienceMs.scanner);
    expect(visit.state).toMatchObject({ run: { at: "ended", passed: false, code: "nothing" } });
    expect(visit.acts.slice(1)).toEqual([
      { kind: "tested", test: "cardReader", passed: true },
      { kind: "tested", test: "scanner", passed: false },
    ]);
  });

  test("K-134 what this kiosk has not is said at once, and noted", () => {
    const visit = new Visit().enter();
    visit.fitted = ["ticketPrinter", "cardReader", "speaker"];
    visit.ask({ do: "test", test: "scanner" });
    expect(visit.state).toMatchObject({
      run: { at: "ended", test: "scanner", passed: false, code: "notFitted" },
    });
    expect(visit.acts.at(-1)).toEqual({ kind: "tested", test: "scanner", passed: false });
  });

  test("a slip counts for the test that printed it, and can't be stopped on its way", () => {
    const visit = new Visit().enter().ask({ do: "test", test: "ticketPrinter" }, { do: "stopTest" });
    expect(visit.state).toMatchObject({ run: { at: "running" } });
    visit.feed({
      kind: "tested",
      test: "ticketPrinter",
      id: "another",
      passed: true,
      code: "printed",
      count: null,
    });
    expect(visit.state).toMatchObject({ run: { at: "running" } });
  });

  test("what is done to the service is done and noted, and a quiet engineer is out after a countdown", () => {
    const visit = new Visit().enter().ask({ do: "takeOut", reason: "supplies" }, { do: "return" });
    expect(visit.effects.filter(({ kind }) => kind === "service")).toEqual([
      { kind: "service", out: "supplies" },
      { kind: "service", out: null },
    ]);
    expect(insideCountdown(visit.state, visit.now)).toBeNull();
    expect(insideCountdown(visit.state, visit.now + insideQuietMs - 12_000)).toBe(12);
    visit.pass(insideQuietMs);
    expect(visit.state).toEqual(outside);
    expect(visit.acts.at(-1)).toEqual({ kind: "left", why: "quiet" });
  });
});

const asks: EngineerAsk[] = [
  { do: "knock" },
  { do: "signIn", staff: "e01", pin: "2718" },
  { do: "leave" },
  { do: "test", test: "cardReader" },
  { do: "test", test: "ticketPrinter" },
  { do: "test", test: "speaker" },
  { do: "stopTest" },
  { do: "heard", yes: true },
  { do: "bundle", to: "disk" },
  { do: "takeOut", reason: "fault" },
  { do: "return" },
];
const happening = fc.oneof(
  fc.constantFrom(...asks).map((ask): EngineerInput => ({ kind: "ask", ask })),
  fc.constantFrom<EngineerInput>(
    { kind: "touch" },
    { kind: "tick" },
    { kind: "pageGone" },
    { kind: "checked", id: "id-1", result: { ok: true, staff: "e01", kept: false } },
    { kind: "checked", id: "id-2", result: { ok: false, trouble: { code: "wrong", left: 1 } } },
    { kind: "tested", test: "cardReader", passed: true, code: "J", count: null },
  ),
);

test("K-71 whoever came in is noted, and so is that they left; nothing is done from outside; alone it ends by itself", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(happening, fc.nat(90_000)), { maxLength: 40 }), (happenings) => {
      const visit = new Visit();
      for (const [input, ms] of happenings) {
        const before = visit.state.at;
        const done = visit.effects.length;
        visit.now += ms;
        visit.feed(input);
        const acted = visit.effects.slice(done).filter(({ kind }) => kind !== "check" && kind !== "note");
        expect([before, acted.length > 0]).not.toEqual([before === "inside" ? "" : before, true]);
      }
      for (let n = 0; n < 8; n++) visit.pass(testPatienceMs.ticketPrinter);
      expect(visit.state).toEqual(outside);
      const story = visit.acts.filter(({ kind }) => kind === "entered" || kind === "left");
      expect(story.map(({ kind }) => kind)).toEqual(story.map((_, n) => (n % 2 === 0 ? "entered" : "left")));
      expect(story.length % 2).toBe(0);
    }),
    { numRuns: 500 },
  );
});

test("K-72 what looks like somebody is masked, and what an engineer needs is not", () => {
  const secret = [
    "34010319900307232X",
    "340103900307232",
    "91340100MA2N0ABC1X",
    "13856001234",
    "http://127.0.0.1:9/?token=abcDEF_-123",
    "https://hall.example/n/Ab3dEf6hIj9k",
    '{"name":"张雅文","address":"测试路一号"}',
  ];
  const masked = mask(secret.join(" | "));
  for (const part of ["34010319900307232X", "340103900307232", "91340100MA2N0ABC1X", "13856001234"])
    expect(masked).not.toContain(part);
  for (const part of ["abcDEF_-123", "Ab3dEf6hIj9k", "张雅文", "测试路一号"])
    expect(masked).not.toContain(part);
  const plain =
    '{"level":30,"time":1795393800000,"pid":4711,"printer":{"fault":"paperOut"},"ticket":"t-0190a1b2c3d4e5f60718293a4b5c6d7e"}';
  expect(mask(plain)).toBe(plain);
});

test("K-72 a stick is where the system has mounted one that can be written to", () => {
  const mounts = [
    "/dev/sda2 / ext4 rw,relatime 0 0",
    "/dev/sdb1 /media/kiosk/CD iso9660 ro 0 0",
    "/dev/sdc1 /media/kiosk/MY\\040STICK vfat rw,nosuid 0 0",
    "/dev/sdd1 /srv/stick vfat rw 0 0",
  ].join("\n");
  expect(usbStick(null, mounts)).toBe("/media/kiosk/MY STICK");
  expect(usbStick("/srv/stick", mounts)).toBe("/srv/stick");
  expect(usbStick("/srv/other", mounts)).toBeNull();
  expect(usbStick(null, "")).toBeNull();
});
