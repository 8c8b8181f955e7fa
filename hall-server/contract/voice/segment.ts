import type { Language, Vocabulary } from "./utterance.ts";

export interface Segmented {
  clips: string[];
  /** Parts that no clip says. */
  left: string[];
}

/**
 * Cuts a phrase into recorded words: as little as possible left over, then as few joins as possible, since every join
 * is heard. Chinese is cut between characters, English between words; spaces and case of words don't count.
 */
export function segment(phrase: string, language: Language, vocabulary: Vocabulary): Segmented {
  const units = unitsOf(phrase, language);
  const joint = language === "en" ? " " : "";
  // best[n]: the cheapest way to say the first n units.
  const best: Way[] = [{ cost: 0, from: 0, clip: null }];
  for (let end = 1; end <= units.length; end++) {
    let way: Way = { cost: best[end - 1]!.cost + leftOver, from: end - 1, clip: null };
    for (let from = Math.max(0, end - longestClip); from < end; from++) {
      const clip = units.slice(from, end).join(joint);
      const cost = best[from]!.cost + 1;
      if (cost < way.cost && vocabulary?.has(clip)) way = { cost, from, clip };
    }
    best.push(way);
  }
  return walkBack(best, units);
}

interface Way {
  cost: number;
  from: number;
  clip: string | null;
}

/** Dearer than any number of joins. */
const leftOver = 10_000;
/** In units: the longest recorded phrase that is looked for. */
const longestClip = 20;

function walkBack(best: readonly Way[], units: readonly string[]): Segmented {
  const clips: string[] = [];
  const left: string[] = [];
  for (let end = units.length; end > 0; end = best[end]!.from) {
    const { clip, from } = best[end]!;
    if (clip === null) left.unshift(units[from]!);
    else clips.unshift(clip);
  }
  return { clips, left };
}

/** A lone capital is the letter's name, so it keeps its case. */
function unitsOf(phrase: string, language: Language): string[] {
  if (language !== "en") return Array.from(phrase.replace(/\s/g, ""));
  return phrase
    .split(/[\s,]+/)
    .filter((word) => word !== "")
    .map((word) => (/^[A-Z]$/.test(word) ? word : word.toLowerCase()));
}
