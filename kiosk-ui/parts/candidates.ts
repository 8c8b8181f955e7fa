import type { Findable } from "../../finding/search.ts";
import chinese from "simple-keyboard-layouts/build/layouts/chinese.js";

/** A word that may be meant, with the sound of each of its characters, as in `hun` or `lv`. */
export interface Word {
  text: string;
  sounds: readonly string[];
}

/** What a candidate puts in the place of the letters at the end. */
export interface Candidate {
  text: string;
  /** How many of the letters it stands for; the others go on being spelt. */
  spelt: number;
}

/** The library's types forget half of what it has. */
const { layoutCandidates } = chinese as unknown as { layoutCandidates: Record<string, string> };

/** The characters of every sound, commonest first. */
const characters: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(layoutCandidates).map(([sound, text]) => [sound, text.trim().split(" ")]),
);

/** No sound is spelt with more letters. */
const longestSound = 6;

/** The letters at the end of a text that are not yet characters. */
export const speltIn = (text: string): string => /[a-z]*$/.exec(text)![0];

/**
 * The Chinese that letters may mean: first the words whose sounds or initials begin with all of them, those that are spelt
 * out before longer ones; then the characters of the first sound.
 */
export function candidatesFor(spelt: string, words: readonly Word[]): readonly Candidate[] {
  if (spelt === "") return [];
  const fitting = words.filter(({ sounds }) => fits(spelt, sounds));
  const inOrder = fitting.toSorted((a, b) => rest(spelt, a) - rest(spelt, b));
  const sound = firstSound(spelt);
  const all = [
    ...inOrder.map(({ text }) => ({ text, spelt: spelt.length })),
    ...(characters.get(sound) ?? []).map((text) => ({ text, spelt: sound.length })),
  ];
  return all.filter(({ text }, at) => all.findIndex((each) => each.text === text) === at);
}

const fits = (spelt: string, sounds: readonly string[]) =>
  sounds.join("").startsWith(spelt) || initialsOf(sounds).startsWith(spelt);

const initialsOf = (sounds: readonly string[]) => sounds.map((sound) => sound[0]).join("");

/** How much is left to spell of a word. */
const rest = (spelt: string, { sounds }: Word) => {
  const whole = sounds.join("");
  return (whole.startsWith(spelt) ? whole : initialsOf(sounds)).length - spelt.length;
};

/** The longest sound that these letters begin with; none while it is only begun. */
function firstSound(spelt: string): string {
  for (let length = Math.min(longestSound, spelt.length); length > 0; length--)
    if (characters.has(spelt.slice(0, length))) return spelt.slice(0, length);
  return "";
}

/** The text with a candidate in the place of its letters. */
export function choose(text: string, { text: chosen, spelt }: Candidate): string {
  const letters = speltIn(text);
  return text.slice(0, text.length - letters.length) + chosen + letters.slice(spelt);
}

/** As many as stand beside each other in so much room, page after page. A page has one at least. */
export function pagesOf(
  candidates: readonly Candidate[],
  widthOf: (candidate: Candidate) => number,
  room: number,
): readonly (readonly Candidate[])[] {
  const pages: Candidate[][] = [];
  let left = 0;
  for (const candidate of candidates) {
    const width = widthOf(candidate);
    const page = pages.at(-1);
    if (page && width <= left) page.push(candidate);
    else {
      pages.push([candidate]);
      left = room;
    }
    left -= width;
  }
  return pages;
}

/** What pinyin on the keyboard may mean first: the words that find something, and the names that are short enough. */
export function candidateWords(items: readonly Findable[]): readonly Word[] {
  const words = new Map<string, Word>();
  for (const { terms } of items)
    for (const { text, sounds } of terms.zh)
      if (text.length <= longestCandidate && !words.has(text))
        words.set(text, { text, sounds: sounds.split(" ") });
  return [...words.values()];
}

const longestCandidate = 8;
