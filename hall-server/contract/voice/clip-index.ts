import type { Language } from "./utterance.ts";

/**
 * `GET /voice/index.json`: the recorded words that this hall speaks with. A language's recordings are fetched as one
 * file, since a wall that asks for two hundred small ones in the morning is not alone.
 */
export interface ClipIndex {
  /** Between two groups of an utterance. */
  pauseMs: number;
  packs: Record<Language | "sounds", ClipPack>;
}

export interface ClipPack {
  /** Named by its content, so that it can be kept for ever. */
  url: string;
  /** By name: where its Ogg Opus file lies in the pack, and how long it sounds. */
  clips: Record<string, ClipPlace>;
}

export interface ClipPlace {
  at: number;
  bytes: number;
  seconds: number;
}

/** The sound before each call, among `sounds`. */
export const chimeClip = "chime";

export interface Cue {
  clip: string;
  /** Seconds from the start of the utterance. */
  at: number;
}

/** When each clip of an utterance starts: words of a group join without a gap. Null when a recording is missing. */
export function cuesOf(
  groups: readonly (readonly string[])[],
  secondsOf: (clip: string) => number | undefined,
  pauseMs: number,
): { cues: Cue[]; seconds: number } | null {
  const cues: Cue[] = [];
  let at = 0;
  for (const [n, group] of groups.entries()) {
    if (n > 0) at += pauseMs / 1000;
    for (const clip of group) {
      const seconds = secondsOf(clip);
      if (seconds === undefined) return null;
      cues.push({ clip, at });
      at += seconds;
    }
  }
  return { cues, seconds: at };
}
