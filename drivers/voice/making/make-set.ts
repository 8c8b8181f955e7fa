import { createHash } from "node:crypto";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { systemClock } from "../../port/clock.ts";
import { type ClipEntry, ClipManifest } from "../clip-set.ts";
import { readOpus } from "../opus-file.ts";
import { decibels, faded, levelled, type Pcm, peakOf, rmsOf, trimmed } from "../pcm.ts";
import { runProgram } from "../program.ts";
import { writeWave } from "../wave-file.ts";
import { chime } from "./chime.ts";
import type { ClipMaker } from "./makers.ts";
import type { Word } from "./words.ts";

const pauseMs = 90;

/** Makes a set of clips in a directory, in place of the one that was there. Needs `opusenc` (Debian: opus-tools). */
export async function makeSet(
  directory: string,
  maker: ClipMaker,
  words: readonly Word[],
  onMade: (entry: ClipEntry) => void,
): Promise<ClipManifest> {
  await mkdir(directory, { recursive: true });
  const old = (await readdir(directory)).filter((file) => file.endsWith(".ogg"));
  await Promise.all(old.map((file) => rm(join(directory, file))));
  const clips: ClipEntry[] = [];
  const add = async (entry: ClipEntry) => {
    clips.push(entry);
    onMade(entry);
  };
  // Its long tail is part of it, so it is not trimmed; louder than words.
  const bell = levelled(faded(chime(), 0.002, 0.2), 0.14, 0.8);
  await add(await writeClip(directory, "sounds-001.ogg", { name: "chime", language: "sounds" }, bell));
  const counts = { "zh-CN": 0, en: 0 };
  for (const word of words) {
    const number = String(++counts[word.language]).padStart(3, "0");
    const sound = levelled(faded(trimmed(await maker.make(word))));
    if (sound.samples.length === 0) throw new Error(`${word.language} ${word.name}: silent`);
    await add(await writeClip(directory, `${word.language}-${number}.ogg`, word, sound));
  }
  const manifest = ClipManifest.parse({
    version: 1,
    engine: maker.engine,
    licence: maker.licence,
    pauseMs,
    clips,
  });
  await writeFile(join(directory, "manifest.json"), manifestText(manifest));
  return manifest;
}

async function writeClip(
  directory: string,
  file: string,
  { name, language }: Pick<ClipEntry, "name" | "language">,
  pcm: Pcm,
): Promise<ClipEntry> {
  const bytes = await encode(pcm);
  await writeFile(join(directory, file), bytes);
  // Measured as it will be heard, after the encoder.
  const heard = await readOpus(bytes);
  return {
    file,
    name,
    language,
    text: name,
    sampleRate: 48_000,
    samples: heard.samples.length,
    peakDb: tenth(decibels(peakOf(heard))),
    rmsDb: tenth(decibels(rmsOf(heard))),
    bytes: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
  };
}

/** Without padding, comments or chance, so that the same sound is the same file. */
const encoder = ["--quiet", "--bitrate", "24", "--comp", "10", "--framesize", "20", "--serial", "1"];
const bare = ["--padding", "0", "--discard-comments", "-", "-"];

async function encode(pcm: Pcm): Promise<Uint8Array> {
  const ran = await runProgram(
    { file: "opusenc", args: [...encoder, ...bare] },
    { clock: systemClock, input: writeWave(pcm), timeoutMs: 60_000 },
  );
  if (ran.ok) return ran.output;
  throw new Error(ran.problem === "missing" ? "opusenc is missing: apt-get install opus-tools" : ran.said);
}

/** One clip a line: a changed word is one changed line. */
function manifestText({ clips, ...rest }: ClipManifest): string {
  const head = JSON.stringify(rest, null, 2).replace(/\n}$/, "");
  return `${head},\n  "clips": [\n${clips.map((clip) => `    ${JSON.stringify(clip)}`).join(",\n")}\n  ]\n}\n`;
}

const tenth = (value: number) => Math.round(value * 10) / 10;
