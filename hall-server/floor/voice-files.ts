import { createHash } from "node:crypto";
import { type ClipEntry, ClipSet, shippedClips } from "../../drivers/voice/clip-set.ts";
import type { ClipIndex, ClipPack } from "../contract/voice/clip-index.ts";

/** A file that the hall serves from memory. */
export interface ServedFile {
  type: string;
  body: Buffer;
  /** Named by its content: a browser may keep it for ever. */
  isForEver: boolean;
}

/**
 * The recorded words for browsers, by path: an index (`ClipIndex`) and one pack per language. Throws a `ClipSetError`
 * that names the file when the set is not as its manifest says.
 */
export async function openVoiceFiles(directory: string | null): Promise<ReadonlyMap<string, ServedFile>> {
  const set = await ClipSet.open(directory ?? shippedClips);
  const files = new Map<string, ServedFile>();
  const pack = (language: ClipEntry["language"]): ClipPack => {
    const { body, clips } = packOf(set, language);
    const url = `/voice/${language}-${createHash("sha256").update(body).digest("hex").slice(0, 16)}.bin`;
    files.set(url, { type: "application/octet-stream", body, isForEver: true });
    return { url, clips };
  };
  const index: ClipIndex = {
    pauseMs: set.manifest.pauseMs,
    packs: { "zh-CN": pack("zh-CN"), en: pack("en"), sounds: pack("sounds") },
  };
  const body = Buffer.from(JSON.stringify(index));
  files.set("/voice/index.json", { type: "application/json", body, isForEver: false });
  return files;
}

function packOf(set: ClipSet, language: ClipEntry["language"]): { body: Buffer; clips: ClipPack["clips"] } {
  const clips: ClipPack["clips"] = {};
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const entry of set.manifest.clips.filter((clip) => clip.language === language)) {
    const bytes = set.bytes(entry);
    clips[entry.name] = { at, bytes: bytes.length, seconds: entry.samples / entry.sampleRate };
    parts.push(bytes);
    at += bytes.length;
  }
  return { body: Buffer.concat(parts), clips };
}
