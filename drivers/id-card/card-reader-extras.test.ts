import { describe, expect, test } from "vitest";
import type { DeviceStatus } from "../device/device.ts";
import { GIVE_UP_AFTER_MS, LONGEST_RETRY_MS } from "../device/device-life.ts";
import type { CardReaderEvent } from "./card-reader.ts";
import type { Photo } from "./photo.ts";
import { rig } from "./reader-rig.ts";
import { failureName } from "./sam-v-commands.ts";
import { citizen } from "./simulator/citizens.ts";
import { codes } from "./simulator/wire.ts";

const zhang = citizen("zhang-ceshi").card;
const wang = citizen("wang-yan").card;

/** What was said of cards. */
const ofCards = (events: CardReaderEvent[]): CardReaderEvent[] =>
  events.filter((event) => event.kind !== "state");

describe("D-22 a reader's health", () => {
  test("names its security module, counts, and says nothing of citizens", async () => {
    const { clock, device, reader, line } = rig();
    reader.start();
    await clock.advance(1_000);
    device.lay(zhang);
    await clock.advance(2_000);
    await line.pipe?.device.write(Uint8Array.of(1, 2, 3));
    device.lay("unreadable");
    await clock.advance(4_000);
    expect(reader.health()).toEqual({
      status: { state: "ready" },
      // The layout has one source; the bytes are those of its example.
      identity: { sam: "05.03-20151028-0001234567-0987654321" },
      counters: { opens: 1, reads: 1, unreadable: 1, errors: 2, noise: 3 },
      lastError: { code: "readFailed", at: expect.any(Number) as number },
      lastHeard: expect.any(Number) as number,
    });
    expect(JSON.stringify(reader.health())).not.toContain(zhang.name);
    await reader.stop();
  });

  test.each([{ silent: true }, { status: 0x24 }] as const)(
    "a reader that won't say who it is (%o) reads all the same",
    async (wrong) => {
      const { clock, device, reader, take } = rig({
        misbehave: (code) => (code === codes.samId ? wrong : undefined),
      });
      reader.start();
      device.lay(zhang);
      await clock.advance(3_000);
      expect(ofCards(take())).toEqual([{ kind: "card", card: zhang }]);
      expect(reader.health().identity).toEqual({});
      await reader.stop();
    },
  );

  test.each([
    ["bytes come and never a reply: the speed or the wiring is wrong", "noise"],
    ["nothing comes", "silent"],
    ["the module is not authorised", "moduleUnauthorised"],
  ] as const)("%s: %s", async (_what, problem) => {
    const garbage = Uint8Array.of(0xf8, 0x00, 0xe6, 0x1c, 0xaa, 0x80);
    const wrong = {
      noise: { cutTo: 0, noiseBefore: garbage },
      silent: { silent: true },
      moduleUnauthorised: { status: 0x66 },
    }[problem];
    const { clock, device, reader, take } = rig({
      misbehave: (code) => (problem === "moduleUnauthorised" && code !== codes.find ? undefined : wrong),
    });
    const told: DeviceStatus[] = [];
    reader.onStatus((status) => told.push(status));
    reader.start();
    device.lay(zhang);
    await clock.advance(GIVE_UP_AFTER_MS + 10_000 + LONGEST_RETRY_MS);
    expect(told).toEqual([
      { state: "failed", problem },
      { state: "givenUp", problem },
    ]);
    expect(reader.health().lastError?.code).toBe(problem);
    expect(ofCards(take())).toEqual([]);
    await reader.stop();
    expect(clock.pending).toBe(0);
  });

  test("every status word of the table has a name of its own", () => {
    const words = [
      0x10, 0x11, 0x21, 0x23, 0x24, 0x31, 0x32, 0x33, 0x40, 0x41, 0x47, 0x60, 0x66, 0x80, 0x81, 0x91,
    ];
    const names = words.map((word) => failureName(word));
    expect(names).not.toContain(undefined);
    expect(new Set(names).size).toBe(words.length);
    expect([0x90, 0x9f, 0x00].map((word) => failureName(word))).toEqual([undefined, undefined, undefined]);
  });
});

describe("D-23 the address added to a card", () => {
  const address = "安徽省合肥市庐阳区测试路99号";
  const wanted = { addedAddress: true };

  test("is read with the card when it is wanted", async () => {
    const { clock, device, reader, take } = rig({}, wanted);
    reader.start();
    device.lay(zhang, { addedAddress: address });
    await clock.advance(2_000);
    device.lay(wang);
    await clock.advance(2_000);
    expect(ofCards(take())).toEqual([
      { kind: "card", card: zhang, addedAddress: address },
      { kind: "lifted" },
      { kind: "card", card: wang },
    ]);
    await reader.stop();
  });

  test("is not asked for otherwise", async () => {
    const { clock, device, reader, take } = rig({ lyingCard: "shown" });
    reader.start();
    device.lay(zhang, { addedAddress: address });
    await clock.advance(2_000);
    expect(ofCards(take())).toEqual([{ kind: "card", card: zhang }]);
    await reader.stop();
  });

  test.each([{ silent: true }, { status: 0x24 }, { lateMs: 700 }] as const)(
    "that can't be had (%o) costs the card nothing",
    async (wrong) => {
      const { clock, device, reader, take } = rig(
        { lyingCard: "shown", misbehave: (code) => (code === codes.address ? wrong : undefined) },
        wanted,
      );
      reader.start();
      device.lay(zhang, { addedAddress: address });
      await clock.advance(4_000);
      expect(ofCards(take())).toEqual([{ kind: "card", card: zhang }]);
      await reader.stop();
    },
  );

  test("of another card makes both worthless", async () => {
    const { clock, device, reader, line, take } = rig({ lyingCard: "shown" }, wanted);
    reader.start();
    await clock.advance(1_000);
    const stale: Uint8Array[] = [];
    line.pipe?.driver.onBytes((bytes) => {
      if (bytes.length === 81) stale.push(Uint8Array.from(bytes));
    });
    device.lay(zhang, { addedAddress: address });
    await clock.advance(2_000);
    // From now on a copy of that answer comes right behind each true one.
    line.pipe?.driver.onBytes((bytes) => {
      const old = stale[0];
      if (old && bytes.length === 81 && !Buffer.from(old).equals(bytes)) void line.pipe?.device.write(old);
    });
    take();
    device.lay(wang, { addedAddress: "测试路1号" });
    await clock.advance(10_000);
    expect(ofCards(take()).slice(1)).toEqual([{ kind: "unreadable", reason: "mixedReplies" }]);
    await reader.stop();
  });
});

describe("D-24 the photo of a card", () => {
  const picture: Photo = { mediaType: "image/bmp", bytes: Uint8Array.of(0x42, 0x4d) };

  test("goes to the decoder, when there is one, and comes after the card", async () => {
    const given: Uint8Array[] = [];
    const photoDecoder = {
      decode: async (photo: Uint8Array) => {
        given.push(photo);
        return picture;
      },
    };
    const { clock, device, reader, take } = rig({}, { photoDecoder });
    const photos: Photo[] = [];
    reader.onPhoto((photo) => {
      expect(ofCards(take())).toEqual([{ kind: "card", card: zhang }]);
      photos.push(photo);
    });
    reader.start();
    device.lay(zhang);
    await clock.advance(2_000);
    expect(photos).toEqual([picture]);
    expect(given.map((photo) => photo.length)).toEqual([1024]);
    await reader.stop();
  });

  test("decoded too late belongs to nobody; a decoder that fails is an error and no more", async () => {
    const slow = Promise.withResolvers<Photo>();
    let decodes = 0;
    const photoDecoder = {
      decode: () => (++decodes === 1 ? slow.promise : Promise.reject(new Error("no licence"))),
    };
    const { clock, device, reader, take } = rig({}, { photoDecoder });
    const photos: Photo[] = [];
    reader.onPhoto((photo) => photos.push(photo));
    reader.start();
    device.lay(zhang);
    await clock.advance(2_000);
    device.lay(wang);
    await clock.advance(2_000);
    slow.resolve(picture);
    await clock.advance(0);
    expect(photos).toEqual([]);
    expect(ofCards(take()).at(-1)).toEqual({ kind: "card", card: wang });
    expect(reader.health().lastError?.code).toBe("photoDecoder");
    await reader.stop();
  });
});
