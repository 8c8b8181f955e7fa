import { afterEach, describe, expect, it } from "vitest";
import type { DeviceStatus } from "../device/device.ts";
import { systemClock } from "../port/clock.ts";
import { VirtualClock } from "../port/virtual-clock.ts";
import { clipSource, shippedClips } from "./clip-set.ts";
import { Espeak, toPassages } from "./espeak.ts";
import { Loudspeaker } from "./loudspeaker.ts";
import { BadSpeakerUrl, parseSpeakerUrl, programPlayer } from "./player.ts";
import { RenderedVoice, type VoiceSource } from "./rendered-voice.ts";
import type { Said } from "./said.ts";
import { makeStandIn, type StandIn } from "./stand-in.ts";

const call: Said = {
  language: "zh-CN",
  text: "请 A零零三号 到 五号窗口",
  clips: [["请"], ["A", "零", "零", "三", "号"], ["到"], ["五", "号窗口"]],
  whole: true,
};

const standIns: StandIn[] = [];
const standIn = (body: string) => {
  const made = makeStandIn(body);
  standIns.push(made);
  return made;
};
const voices: RenderedVoice[] = [];
afterEach(async () => {
  for (const voice of voices.splice(0)) await voice.stop();
  for (const each of standIns.splice(0)) each.dispose();
});

/** A voice over a player that is a real process; resolves once it knows whether it can speak. */
async function open(file: string, source: VoiceSource = clipSource(shippedClips)) {
  const player = programPlayer((rate) => ({ file, args: [String(rate)] }), systemClock);
  const voice = new RenderedVoice({ source, player, clock: systemClock });
  voices.push(voice);
  const known = Promise.withResolvers<DeviceStatus>();
  voice.onStatus(known.resolve);
  voice.start();
  await known.promise;
  return voice;
}

describe("V-10 a voice on a server", () => {
  it("plays a call as samples into a player's input, at its volume", async () => {
    const player = standIn("");
    const voice = await open(player.file);
    expect(voice.health().status).toEqual({ state: "ready" });
    expect(await voice.speak(call)).toEqual({ ok: true });
    voice.setVolume(0);
    await voice.speak(call);
    const [probe, loud, muted] = player.calls();
    expect(probe!.args).toEqual(["--version"]);
    expect(loud!.args).toEqual(["48000"]);
    // Between four and seven seconds of 16-bit sound.
    expect(loud!.input.length / 2 / 48_000).toBeGreaterThan(3.5);
    expect(loud!.input.length / 2 / 48_000).toBeLessThan(7);
    expect(loud!.input.some((byte) => byte !== 0)).toBe(true);
    expect(muted!.input.every((byte) => byte === 0)).toBe(true);
    expect(voice.health().counters).toEqual({ opens: 1, errors: 0, said: 2 });
  });

  it("without a player is absent, and says so when asked to speak", async () => {
    const voice = await open("/nowhere/aplay");
    expect(voice.health()).toMatchObject({
      status: { state: "absent", problem: "playerMissing" },
      lastError: { code: "playerMissing" },
    });
    expect(await voice.speak(call)).toEqual({ ok: false, problem: "playerMissing" });
  });

  it.each([
    ["aplay: main:830: audio open error: Device or resource busy", "speakerBusy"],
    ["aplay: main:830: audio open error: No such file or directory", "speakerAbsent"],
    ["Connection failure: Connection refused", "speakerAbsent"],
    ["Segmentation fault", "playerFailed"],
  ])("tells why a player failed: %s", async (words, problem) => {
    const player = standIn(
      `if (args[0] !== "--version") { console.error(${JSON.stringify(words)}); process.exit(1); }`,
    );
    const voice = await open(player.file);
    expect(await voice.speak(call)).toEqual({ ok: false, problem });
    expect(voice.health().status).toEqual({ state: "failed", problem });
  });

  it("is well again after a call that could be said", async () => {
    const player = standIn(`
      const { existsSync, writeFileSync } = require("node:fs");
      if (args[0] !== "--version" && !existsSync(__filename + ".tried")) {
        writeFileSync(__filename + ".tried", "");
        process.exit(1);
      }`);
    const voice = await open(player.file);
    const told: DeviceStatus["state"][] = [];
    voice.onStatus(({ state }) => told.push(state));
    await voice.speak(call);
    await voice.speak(call);
    expect(told).toEqual(["failed", "ready"]);
  });

  it("is cut off at once, says one thing at a time, and leaves no process when it stops", async () => {
    const player = standIn(`if (args[0] !== "--version") setInterval(() => {}, 1000);`);
    const voice = await open(player.file);
    const first = voice.speak(call);
    expect(await voice.speak(call)).toEqual({ ok: false, problem: "busy" });
    voice.cancel();
    expect(await first).toEqual({ ok: false, problem: "cancelled" });
    const second = voice.speak(call);
    await voice.stop();
    expect(await second).toEqual({ ok: false, problem: "cancelled" });
    expect(await voice.speak(call)).toEqual({ ok: false, problem: "stopped" });
    expect(voice.health().status).toEqual({ state: "ready" });
  });

  it("looks again for what was not there, and no more once stopped", async () => {
    const clock = new VirtualClock();
    let problem: string | null = "clipsMissing";
    const source: VoiceSource = {
      name: "clips",
      source: "clips",
      identity: () => ({}),
      check: () => Promise.resolve(problem),
      render: () => Promise.resolve({ ok: false, problem: "noClip" }),
    };
    const player = { check: () => Promise.resolve(null), play: () => Promise.resolve({ ok: true as const }) };
    const voice = new RenderedVoice({ source, player, clock });
    voice.start();
    await clock.advance(29_000);
    expect(voice.health().status).toEqual({ state: "absent", problem: "clipsMissing" });
    problem = null;
    await clock.advance(2_000);
    expect(voice.health().status).toEqual({ state: "ready" });
    await voice.speak(call);
    expect(voice.health().counters["errors"]).toBe(1);
    await voice.stop();
    expect(clock.pending).toBe(0);
  });
});

describe("D-95 a loudspeaker with several voices", () => {
  it("is as good as the best of them, and says when that is not the first", async () => {
    const clock = new VirtualClock();
    const problems: Record<string, string | null> = { clips: null, espeak: "espeakMissing" };
    const sourceOf = (name: "clips" | "espeak"): VoiceSource => ({
      name,
      source: "clips",
      identity: () => ({ model: name }),
      check: () => Promise.resolve(problems[name]!),
      render: () => Promise.resolve({ ok: false, problem: "noClip" }),
    });
    const player = { check: () => Promise.resolve(null), play: () => Promise.resolve({ ok: true as const }) };
    const [clips, espeak] = (["clips", "espeak"] as const).map(
      (name) => new RenderedVoice({ source: sourceOf(name), player, clock }),
    );
    const speaker = new Loudspeaker([clips!, espeak!]);
    const told: DeviceStatus[] = [];
    speaker.onStatus((status) => void told.push(status));
    speaker.start();
    await clock.advance(1);
    expect(told.at(-1)).toEqual({ state: "degraded", problem: "espeakMissing" });
    expect(speaker.health()).toMatchObject({
      identity: { model: "clips" },
      counters: { opens: 1, errors: 1 },
    });
    problems["espeak"] = null;
    await clock.advance(30_000);
    expect(told.at(-1)).toEqual({ state: "ready" });
    await speaker.stop();
    expect(clock.pending).toBe(0);
    // Nobody can speak: why is the first one's reason.
    Object.assign(problems, { clips: "clipsMissing", espeak: "espeakMissing" });
    speaker.start();
    await clock.advance(1);
    expect(speaker.health().status).toEqual({ state: "absent", problem: "clipsMissing" });
    await speaker.stop();
  });
});

describe("V-11 a loudspeaker's URL", () => {
  it("names the program and the device", () => {
    expect(parseSpeakerUrl("audio:aplay")(48_000)).toEqual({
      file: "aplay",
      args: ["-q", "-t", "raw", "-f", "S16_LE", "-r", "48000", "-c", "1"],
    });
    expect(parseSpeakerUrl("audio:aplay?device=plughw:CARD=Headset,DEV=0")(22_050).args.slice(-2)).toEqual([
      "-D",
      "plughw:CARD=Headset,DEV=0",
    ]);
    expect(parseSpeakerUrl("audio:paplay?device=alsa_output.usb-Generic")(48_000).args).toContain(
      "--device=alsa_output.usb-Generic",
    );
  });

  it.each([
    "audio:rm",
    "audio:/bin/sh",
    "tcp://aplay",
    "aplay",
    "audio:aplay?device=-Dhw",
    "audio:aplay?device=--help",
    "audio:aplay?device=hw;reboot",
    "audio:aplay?device=$(reboot)",
    "audio:aplay?device=a b",
    "audio:aplay?device=",
    "audio:aplay?volume=3",
    "audio:constructor",
  ])("is refused when it could mean anything else: %s", (url) => {
    expect(() => parseSpeakerUrl(url)).toThrow(BadSpeakerUrl);
  });
});

describe("V-11 espeak-ng", () => {
  it("is given pinyin with tones, and letters one by one", () => {
    expect(toPassages("请 BC零一幺号 到 十二号窗口", "zh-CN")).toEqual([
      { voice: "pinyin", text: "qing3" },
      { voice: "en", text: "B C" },
      { voice: "pinyin", text: "ling2 yi1 yao1 hao4 dao4 shi2 er4 hao4 chuang1 kou3" },
    ]);
    expect(toPassages("𠮷一一零 不动产", "zh-CN")).toEqual([
      { voice: "pinyin", text: "yi1 yi1 ling2 bu2 dong4 chan3" },
    ]);
    expect(toPassages("Number A, zero zero three", "en")).toEqual([
      { voice: "en", text: "Number A, zero zero three" },
    ]);
  });

  it("never gets its own notation, or an option, from a text", async () => {
    expect(toPassages("[[h@l'oU]] <break/> -f/etc/passwd", "en")[0]!.text).not.toMatch(/[[\]<>/-]/);
    expect(toPassages("请[[x]]", "zh-CN").map(({ text }) => text)).toEqual(["qing3", "X"]);
    expect(toPassages("……", "zh-CN")).toEqual([]);
    const program = standIn(`process.stdout.write("RIFF");`);
    const espeak = new Espeak({ clock: systemClock, program: program.file });
    expect(await espeak.render({ ...call, text: "-w/tmp/x" }, new AbortController().signal)).toEqual({
      ok: false,
      problem: "espeakFailed",
    });
    expect(program.calls()[0]).toMatchObject({ args: ["--stdin", "--stdout", "-v", "en-us", "-s", "150"] });
    expect(program.calls()[0]!.input.toString()).toBe("W");
  });

  it("speaks through a player like any other voice, and says when it is missing", async () => {
    const { file } = standIn(`
      if (args[0] === "--version") console.log("eSpeak NG text-to-speech: 1.51");
      else {
        const { readFileSync } = require("node:fs");
        const rate = Buffer.alloc(44 + 2000, 0x20);
        rate.write("RIFF", 0); rate.write("WAVEfmt ", 8); rate.writeUInt32LE(16, 16); rate.writeUInt16LE(1, 20);
        rate.writeUInt16LE(1, 22); rate.writeUInt32LE(22050, 24); rate.writeUInt16LE(16, 34);
        rate.write("data", 36); rate.writeUInt32LE(0x7ffff000, 40);
        process.stdout.write(rate);
      }`);
    const player = standIn("");
    const voice = await open(player.file, new Espeak({ clock: systemClock, program: file }));
    expect(voice.health().identity).toEqual({ model: "espeak-ng", firmware: "1.51" });
    expect(await voice.speak(call)).toEqual({ ok: true });
    expect(player.calls()[1]!.args).toEqual(["22050"]);
    const missing = await open(
      player.file,
      new Espeak({ clock: systemClock, program: "/nowhere/espeak-ng" }),
    );
    expect(missing.health().status).toEqual({ state: "absent", problem: "espeakMissing" });
  });
});
