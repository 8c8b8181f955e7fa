import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ClipSet, clipSource, shippedClips } from "./clip-set.ts";
import { shippedWords } from "./making/words.ts";
import { decibels, peakOf, rmsOf } from "./pcm.ts";

const quiet = new AbortController().signal;

describe("V-12 the shipped set", () => {
  it("has every word, each heard: of a sane length, as loud as the others, not clipped", async () => {
    const set = await ClipSet.open(shippedClips);
    const { clips } = set.manifest;
    const names = clips.map(({ language, name }) => `${language} ${name}`);
    expect(names).toEqual([
      "sounds chime",
      ...shippedWords().map(({ language, name }) => `${language} ${name}`),
    ]);
    for (const { file, language, name, samples, peakDb, rmsDb } of clips) {
      const sound = (await set.sound(language, name))!;
      expect(sound.samples.length, file).toBe(samples);
      const seconds = samples / 48_000;
      // A syllable takes a quarter of a second at least; nothing takes longer than an evacuation.
      expect(seconds, `${file} ${name}`).toBeGreaterThan(0.2);
      expect(seconds, `${file} ${name}`).toBeLessThan(language === "zh-CN" ? 0.5 + 0.4 * name.length : 3);
      expect(decibels(rmsOf(sound)), `${file} ${name}`).toBeCloseTo(rmsDb, 0);
      expect(rmsDb, `${file} ${name}`).toBeGreaterThan(-24);
      expect(rmsDb, `${file} ${name}`).toBeLessThan(-16);
      expect(peakOf(sound), `${file} ${name}`).toBeLessThan(0.95);
      expect(decibels(peakOf(sound)), `${file} ${name}`).toBeCloseTo(peakDb, 0);
    }
  });

  it("is small enough for a wall's first minute, and says its terms", async () => {
    const { manifest } = await ClipSet.open(shippedClips);
    const bytes = manifest.clips.reduce((sum, { file }) => sum + statSync(join(shippedClips, file)).size, 0);
    expect(bytes).toBeLessThan(1_500_000);
    expect(manifest.engine).toMatch(/^espeak-ng \d/);
    expect(readFileSync(join(shippedClips, manifest.licence.replace("see ", "")), "utf8")).toContain(
      "espeak-ng",
    );
  });

  it("has no two sounds that are one: every digit is another", async () => {
    const { manifest } = await ClipSet.open(shippedClips);
    const digits = manifest.clips.filter(({ name }) => /^[零一二三四五六七八九十幺A-Z]$/.test(name));
    for (const language of ["zh-CN", "en"]) {
      const sums = digits.filter((clip) => clip.language === language).map(({ sha256 }) => sha256);
      expect(new Set(sums).size).toBe(sums.length);
    }
  });
});

describe("V-12 a set that is not as its manifest says", () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "yimen-clips-"));
    cpSync(shippedClips, directory, { recursive: true });
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it("is refused, with the file's name", async () => {
    writeFileSync(join(directory, "zh-CN-003.ogg"), readFileSync(join(directory, "zh-CN-004.ogg")));
    await expect(ClipSet.open(directory)).rejects.toThrow("zh-CN-003.ogg: is not the file");
    rmSync(join(directory, "zh-CN-002.ogg"));
    await expect(ClipSet.open(directory)).rejects.toThrow("zh-CN-002.ogg: can't be read");
    expect(await clipSource(directory).check()).toBe("clipsMissing");
  });

  it("names no file outside of its directory", async () => {
    const manifest = readFileSync(join(directory, "manifest.json"), "utf8");
    writeFileSync(join(directory, "manifest.json"), manifest.replace("zh-CN-001.ogg", "../../etc/passwd"));
    await expect(ClipSet.open(directory)).rejects.toThrow("clips.1.file");
    writeFileSync(join(directory, "manifest.json"), "{");
    await expect(ClipSet.open(directory)).rejects.toThrow("manifest.json");
  });
});

describe("V-10 clips on a server", () => {
  it("are joined to the sample, with a pause between groups", async () => {
    const source = clipSource(shippedClips);
    expect(await source.check()).toBeNull();
    const { manifest } = await ClipSet.open(shippedClips);
    const lengthOf = (name: string) =>
      manifest.clips.find((clip) => clip.language === "zh-CN" && clip.name === name)!.samples;
    const clips = [["请"], ["A", "零", "零", "三", "号"], ["到"], ["五", "号窗口"]];
    const rendered = await source.render({ language: "zh-CN", text: "", clips, whole: true }, quiet);
    const words = clips.flat().reduce((sum, name) => sum + lengthOf(name), 0);
    expect(rendered.ok && rendered.pcm.samples.length).toBe(words + 3 * 48 * manifest.pauseMs);
  });

  it("don't make up a word", async () => {
    const source = clipSource(shippedClips);
    await source.check();
    const said = { language: "zh-CN", text: "", clips: [["请", "黄山"]], whole: true } as const;
    expect(await source.render(said, quiet)).toEqual({ ok: false, problem: "noClip" });
    expect(await source.render({ ...said, clips: [] }, quiet)).toEqual({ ok: false, problem: "noClip" });
  });
});
