import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { readOpus } from "./opus-file.ts";
import { joined, type Pcm, silence } from "./pcm.ts";
import type { Rendered, VoiceSource } from "./rendered-voice.ts";
import type { Said } from "./said.ts";

/** `manifest.json` beside a set of recorded words. */
export const ClipManifest = z.strictObject({
  version: z.literal(1),
  /** What spoke them, and under which terms they may be used. */
  engine: z.string(),
  licence: z.string(),
  /** Between two groups of words. */
  pauseMs: z.number().int().nonnegative().max(2_000),
  clips: z
    .array(
      z.strictObject({
        file: z.string().regex(/^[\w-]+\.ogg$/),
        /** As the words of a call name it. */
        name: z.string().min(1),
        language: z.enum(["zh-CN", "en", "sounds"]),
        /** What was given to the engine. */
        text: z.string(),
        sampleRate: z.literal(48_000),
        /** At the sample rate: how long it sounds, to the sample. */
        samples: z.number().int().positive(),
        peakDb: z.number(),
        rmsDb: z.number(),
        bytes: z.number().int().positive(),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .min(1),
});
export type ClipManifest = z.infer<typeof ClipManifest>;
export type ClipEntry = ClipManifest["clips"][number];

/** A set of recorded words that can't be used; says which file and why. */
export class ClipSetError extends Error {
  override name = "ClipSetError";
}

/** The set that is shipped. */
export const shippedClips = join(import.meta.dirname, "clips");

/** Recorded words from a directory. Every file is checked against the manifest: half a word is worse than none. */
export class ClipSet {
  readonly manifest: ClipManifest;
  readonly #files: ReadonlyMap<string, { entry: ClipEntry; bytes: Uint8Array }>;
  readonly #sounds = new Map<string, Promise<Pcm>>();

  private constructor(
    manifest: ClipManifest,
    files: ReadonlyMap<string, { entry: ClipEntry; bytes: Uint8Array }>,
  ) {
    this.manifest = manifest;
    this.#files = files;
  }

  static async open(directory: string): Promise<ClipSet> {
    const manifest = await readManifest(directory);
    const files = new Map<string, { entry: ClipEntry; bytes: Uint8Array }>();
    for (const entry of manifest.clips) {
      const key = keyOf(entry.language, entry.name);
      if (files.has(key)) throw new ClipSetError(`${entry.file}: ${key} is there twice`);
      files.set(key, { entry, bytes: await readClip(directory, entry) });
    }
    return new ClipSet(manifest, files);
  }

  bytes({ language, name }: ClipEntry): Uint8Array {
    return this.#files.get(keyOf(language, name))!.bytes;
  }

  /** Null when it is not in the set. */
  async sound(language: ClipEntry["language"], name: string): Promise<Pcm | null> {
    const key = keyOf(language, name);
    const file = this.#files.get(key);
    if (!file) return null;
    const sound = this.#sounds.get(key) ?? readOpus(file.bytes);
    this.#sounds.set(key, sound);
    return sound;
  }
}

const keyOf = (language: string, name: string) => `${language} ${name}`;

async function readManifest(directory: string): Promise<ClipManifest> {
  const file = join(directory, "manifest.json");
  let raw: unknown;
  try {
    raw = JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    throw new ClipSetError(`${file}: ${error instanceof Error ? error.message : "unreadable"}`);
  }
  const parsed = ClipManifest.safeParse(raw);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  throw new ClipSetError(`${file}: ${path.join(".")}: ${message}`);
}

async function readClip(directory: string, { file, sha256 }: ClipEntry): Promise<Uint8Array> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(join(directory, file));
  } catch {
    throw new ClipSetError(`${join(directory, file)}: can't be read`);
  }
  if (createHash("sha256").update(bytes).digest("hex") !== sha256)
    throw new ClipSetError(`${join(directory, file)}: is not the file that the manifest names`);
  return bytes;
}

/** The voice that plays recorded words, joined to the sample. */
export function clipSource(directory: string): VoiceSource {
  let opened: ClipSet | null = null;
  return {
    name: "clips",
    source: "clips",
    identity: () => (opened ? { model: opened.manifest.engine } : {}),
    async check() {
      try {
        opened = await ClipSet.open(directory);
        return null;
      } catch (error) {
        if (error instanceof ClipSetError) return "clipsMissing";
        throw error;
      }
    },
    render: (said) =>
      opened ? renderClips(opened, said) : Promise.resolve({ ok: false, problem: "clipsMissing" }),
  };
}

async function renderClips(set: ClipSet, { clips, language }: Said): Promise<Rendered> {
  const parts: Pcm[] = [];
  for (const [n, group] of clips.entries()) {
    if (n > 0) parts.push(silence(48_000, set.manifest.pauseMs / 1000));
    for (const name of group) {
      const sound = (await set.sound(language, name)) ?? (await set.sound("sounds", name));
      if (!sound) return { ok: false, problem: "noClip" };
      parts.push(sound);
    }
  }
  return parts.length === 0 ? { ok: false, problem: "noClip" } : { ok: true, pcm: joined(parts) };
}
