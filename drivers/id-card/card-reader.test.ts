import { describe, expect, test } from "vitest";
import { openPipe } from "../port/pipe.ts";
import { VirtualClock } from "../port/virtual-clock.ts";
import { FIRST_RETRY_MS, LONGEST_RETRY_MS } from "../device/device-life.ts";
import { CardReader } from "./card-reader.ts";
import { rig, state } from "./reader-rig.ts";
import { citizen } from "./simulator/citizens.ts";
import { SimulatedReader } from "./simulator/simulated-reader.ts";
import { codes } from "./simulator/wire.ts";

const zhang = citizen("zhang-ceshi").card;
const wang = citizen("wang-yan").card;

describe("D-5 a card", () => {
  test.each(["hidden", "shown"] as const)(
    "is read once, and its lifting noticed (%s while lying)",
    async (lyingCard) => {
      const { clock, device, reader, take } = rig({ lyingCard });
      reader.start();
      await clock.advance(1_000);
      expect(take()).toEqual([state("ready")]);
      device.lay(zhang);
      await clock.advance(20_000);
      expect(take()).toEqual([state("reading"), { kind: "card", card: zhang }, state("ready")]);
      device.lift();
      await clock.advance(1_000);
      expect(take()).toEqual([{ kind: "lifted" }]);
      device.lay(wang);
      await clock.advance(1_000);
      expect(take()).toEqual([state("reading"), { kind: "card", card: wang }, state("ready")]);
      await reader.stop();
      expect(clock.pending).toBe(0);
    },
  );

  test("counts as lifted at once when the reader can tell nothing of a lying card, and is not read again", async () => {
    const { clock, device, reader, take } = rig({ lyingCard: "mute" });
    reader.start();
    device.lay(zhang);
    await clock.advance(20_000);
    expect(take().slice(1)).toEqual([
      state("reading"),
      { kind: "card", card: zhang },
      state("ready"),
      { kind: "lifted" },
    ]);
    await reader.stop();
  });

  test("swapped for another gives the other", async () => {
    const { clock, device, reader, take } = rig();
    reader.start();
    device.lay(zhang);
    await clock.advance(2_000);
    device.lay(wang);
    await clock.advance(2_000);
    expect(take().filter((event) => event.kind !== "state")).toEqual([
      { kind: "card", card: zhang },
      { kind: "lifted" },
      { kind: "card", card: wang },
    ]);
    await reader.stop();
  });

  test("taken away in the middle is said to be, and the next one is read", async () => {
    const { clock, device, reader, take } = rig();
    reader.start();
    device.lay(zhang, { removeMidRead: true });
    await clock.advance(3_000);
    expect(take().slice(1)).toEqual([
      state("reading"),
      { kind: "unreadable", reason: "removedWhileReading" },
      state("ready"),
    ]);
    device.lay(wang);
    await clock.advance(3_000);
    expect(take()).toContainEqual({ kind: "card", card: wang });
    await reader.stop();
  });

  test("that cannot be read is said to be once, until it is lifted", async () => {
    const { clock, device, reader, take } = rig();
    reader.start();
    device.lay("unreadable");
    await clock.advance(20_000);
    expect(take().slice(1)).toEqual([
      state("reading"),
      { kind: "unreadable", reason: "readFailed" },
      state("ready"),
    ]);
    device.lift();
    await clock.advance(1_000);
    expect(take()).toEqual([{ kind: "lifted" }]);
    await reader.stop();
  });

  test.each([
    [codes.select, { status: 0x31 }, "authFailed"],
    [codes.read, { status: 0x40 }, "wrongCard"],
    [codes.read, { status: 0x66 }, "readerFault"],
    [codes.read, { badChecksum: true }, "checksum"],
    [codes.select, { silent: true }, "noAnswer"],
    [codes.read, { cutTo: 700 }, "noAnswer"],
  ] as const)("whose exchange %i goes wrong with %o is unreadable: %s", async (code, wrong, reason) => {
    const { clock, device, reader, take } = rig({
      lyingCard: "shown",
      misbehave: (asked) => (asked === code ? wrong : undefined),
    });
    reader.start();
    device.lay(zhang);
    await clock.advance(20_000);
    expect(take().filter((event) => event.kind !== "state")).toEqual([{ kind: "unreadable", reason }]);
    await reader.stop();
  });

  test("whose number was changed on its way is a bad block of that field", async () => {
    const number = 7 + 3 + 4 + 122;
    const { clock, device, reader, take } = rig({
      lyingCard: "shown",
      misbehave: (code) =>
        code === codes.read
          ? {
              corrupt: [
                [number, 1],
                [number + 2, 1],
              ],
            }
          : undefined,
    });
    reader.start();
    device.lay(zhang);
    await clock.advance(20_000);
    expect(take().filter((event) => event.kind === "unreadable")).toEqual([
      { kind: "unreadable", reason: "badBlock", field: "number" },
    ]);
    await reader.stop();
  });

  test("is read at the second attempt when the first was damaged", async () => {
    let reads = 0;
    const { clock, device, reader, take } = rig({
      lyingCard: "shown",
      misbehave: (code) => (code === codes.read && ++reads === 1 ? { badChecksum: true } : undefined),
    });
    reader.start();
    device.lay(zhang);
    await clock.advance(20_000);
    expect(take().slice(1)).toEqual([state("reading"), { kind: "card", card: zhang }, state("ready")]);
    await reader.stop();
  });
});

describe("D-4 a reply of another time", () => {
  test("does not give the former citizen for the present one", async () => {
    let reads = 0;
    const { clock, device, reader, take } = rig({
      misbehave: (code) => (code === codes.read && ++reads === 1 ? { lateMs: 3_200 } : undefined),
    });
    reader.start();
    device.lay(zhang);
    await clock.advance(1_000);
    device.lay(wang);
    await clock.advance(20_000);
    expect(take().filter((event) => event.kind === "card")).toEqual([{ kind: "card", card: wang }]);
    await reader.stop();
  });

  test("next to the true one makes both worthless", async () => {
    const { clock, device, reader, line, take } = rig({ lyingCard: "shown" });
    const stale: Uint8Array[] = [];
    reader.start();
    await clock.advance(100);
    line.pipe?.driver.onBytes((bytes) => bytes.length === 1295 && stale.push(Uint8Array.from(bytes)));
    device.lay(zhang);
    await clock.advance(2_000);
    device.lift();
    await clock.advance(2_000);
    take();
    // From now on a copy of the former reply comes before each one of that length.
    const port = line.pipe?.device;
    if (!port) throw new Error("no line");
    const spoiling = new SimulatedReader({
      clock,
      lyingCard: "shown",
      misbehave: (code) => (code === codes.read && stale[0] ? { noiseBefore: stale[0] } : undefined),
    });
    device.attach(openPipe().device);
    spoiling.attach(port);
    spoiling.lay(wang);
    await clock.advance(20_000);
    expect(take().filter((event) => event.kind !== "state")).toEqual([
      { kind: "unreadable", reason: "mixedReplies" },
    ]);
    await reader.stop();
  });
});

describe("D-6 a reader", () => {
  test("is waited for with growing pauses", async () => {
    const { clock, reader, line, opened, take } = rig();
    line.plugged = false;
    reader.start();
    await clock.advance(60_000);
    const pauses = opened.slice(1).map((at, i) => at - (opened[i] ?? 0));
    expect(pauses[0]).toBe(FIRST_RETRY_MS);
    expect(Math.max(...pauses)).toBe(LONGEST_RETRY_MS);
    line.plugged = true;
    await clock.advance(LONGEST_RETRY_MS);
    expect(take()).toEqual([state("ready")]);
    await reader.stop();
    expect(take()).toEqual([state("disconnected")]);
    expect(clock.pending).toBe(0);
  });

  test("unplugged and plugged in again goes on", async () => {
    const { clock, device, reader, line, take } = rig();
    reader.start();
    await clock.advance(1_000);
    line.plugged = false;
    line.pipe?.unplug();
    await clock.advance(1_000);
    expect(take()).toEqual([state("ready"), state("disconnected")]);
    line.plugged = true;
    device.lay(zhang);
    await clock.advance(10_000);
    expect(take()).toEqual([state("ready"), state("reading"), { kind: "card", card: zhang }, state("ready")]);
    await reader.stop();
  });

  test("unplugged while it reads says that the card was lost", async () => {
    const { clock, device, reader, line, take } = rig({
      misbehave: (code) => (code === codes.read ? { silent: true } : undefined),
    });
    reader.start();
    device.lay(zhang);
    await clock.advance(1_000);
    line.plugged = false;
    line.pipe?.unplug();
    await clock.advance(100);
    expect(take().slice(1)).toEqual([
      state("reading"),
      { kind: "unreadable", reason: "readerLost" },
      state("disconnected"),
    ]);
    await reader.stop();
  });

  test("that never answers is reset, then opened again", async () => {
    const asked: number[] = [];
    const { clock, reader, opened, take } = rig({
      misbehave: (code) => {
        asked.push(code);
        return { silent: true };
      },
    });
    reader.start();
    await clock.advance(8_000);
    expect(asked.slice(0, 3)).toEqual([codes.status, codes.reset, codes.status]);
    expect(opened.length).toBeGreaterThan(1);
    expect(take()).toEqual([]);
    await reader.stop();
    expect(clock.pending).toBe(0);
  });

  test("that stops finding is asked again, reset, and recovers without reopening", async () => {
    let deaf = false;
    const { clock, device, reader, opened, take } = rig({
      misbehave: (code) => {
        if (code === codes.reset) deaf = false;
        return deaf && code === codes.find ? { silent: true } : undefined;
      },
    });
    reader.start();
    await clock.advance(1_000);
    deaf = true;
    await clock.advance(5_000);
    device.lay(zhang);
    await clock.advance(2_000);
    expect(deaf).toBe(false);
    expect(opened).toHaveLength(1);
    expect(take()).toContainEqual({ kind: "card", card: zhang });
    await reader.stop();
  });

  test("stopped in the middle of a card leaves nothing behind, and starts again", async () => {
    const { clock, device, reader, take } = rig({
      misbehave: (code) => (code === codes.read ? { lateMs: 1_000 } : undefined),
    });
    reader.start();
    device.lay(zhang);
    await clock.advance(500);
    await reader.stop();
    await reader.stop();
    expect(take().at(-1)).toEqual(state("disconnected"));
    await clock.advance(5_000);
    expect(take()).toEqual([]);
    expect(clock.pending).toBe(0);
    reader.start();
    reader.start();
    await clock.advance(5_000);
    expect(take()).toContainEqual({ kind: "card", card: zhang });
    await reader.stop();
  });

  test("stopped while it is being opened closes what opens late", async () => {
    const clock = new VirtualClock();
    const pipe = openPipe();
    const late = Promise.withResolvers<void>();
    let opens = 0;
    const reader = new CardReader({
      clock,
      open: async () => {
        opens += 1;
        await late.promise;
        return pipe.driver;
      },
    });
    reader.start();
    await reader.stop();
    expect(opens).toBe(0);
    reader.start();
    await clock.advance(0);
    expect(opens).toBe(1);
    const stopped = reader.stop();
    late.resolve();
    await stopped;
    expect(await pipe.driver.closed).toEqual({ kind: "byUs" });
    expect(clock.pending).toBe(0);
  });

  test("may be stopped from inside its own event", async () => {
    const { clock, device, reader, take } = rig();
    let stopped: Promise<void> | undefined;
    reader.onEvent((event) => {
      if (event.kind === "card") stopped = reader.stop();
    });
    reader.start();
    device.lay(zhang);
    await clock.advance(5_000);
    await stopped;
    expect(take().at(-1)).toEqual(state("disconnected"));
    expect(clock.pending).toBe(0);
  });
});
