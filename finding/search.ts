type Language = "zh" | "en";

/** What finds something: its name first, then everyday words. Sounds are those of each character, as in `hun yin`. */
export interface Terms {
  zh: readonly { text: string; sounds: string }[];
  en: readonly string[];
}

export interface Findable {
  terms: Terms;
  /** What many come for. */
  highFrequency?: boolean;
}

/**
 * Finds matters by what somebody types: Chinese, pinyin in full or by initials or half of each, and English; by name or by
 * everyday words. The best come first: what was typed exactly, then what begins with it, then what has it in its middle, then
 * its pieces in another order, then sentences around a word (「我要领结婚证」). Within each, what is spelt out comes before mere
 * initials, names before everyday words, and what many come for before the rest.
 */
export function search<T extends Findable>(
  items: readonly T[],
  typed: string,
  language: Language,
): readonly T[] {
  if (!/[\p{Script=Han}a-z0-9]/iu.test(typed)) return items;
  const own = ranked(items, typed, language);
  // Pinyin on the English page and English on the Chinese one, but only where the page's own language has nothing.
  return own.length > 0 ? own : ranked(items, typed, language === "zh" ? "en" : "zh");
}

function ranked<T extends Findable>(items: readonly T[], typed: string, language: Language): readonly T[] {
  const rankOf = language === "zh" ? chineseRank : englishRank;
  return items
    .map((item, at) => ({ item, at, rank: rankOf(item, typed) }))
    .filter(({ rank }) => rank !== null)
    .toSorted(
      (a, b) =>
        a.rank! - b.rank! ||
        Number(b.item.highFrequency ?? false) - Number(a.item.highFrequency ?? false) ||
        a.at - b.at,
    )
    .map(({ item }) => item);
}

/** How well something fits; less is better. */
const kinds = { exact: 0, prefix: 1, inside: 2, anyOrder: 3, around: 4 } as const;
type Kind = keyof typeof kinds;
type Fit = { kind: Kind; byInitials: boolean };
const rankOfFit = ({ kind, byInitials }: Fit, isName: boolean) =>
  kinds[kind] * 4 + (byInitials ? 2 : 0) + (isName ? 0 : 1);

const least = (ranks: readonly (number | null)[]): number | null => {
  const known = ranks.filter((rank) => rank !== null);
  return known.length === 0 ? null : Math.min(...known);
};

// ---- Chinese, and pinyin

/** A character with its sound. */
interface Unit {
  char: string;
  sound: string;
}

const unitsOf = ({ text, sounds }: Terms["zh"][number]): readonly Unit[] => {
  const each = sounds.split(" ");
  return Array.from(text, (char, i) => ({ char, sound: each[i] ?? "" }));
};

/** Between spaces stand words that must all be found; or a hand that spells put a space between sounds. */
function chineseRank({ terms }: Findable, typed: string): number | null {
  const text = typed.toLowerCase();
  const parts = text.split(/\s+/).map(onlyWords).filter(Boolean);
  if (parts.length === 0) return null;
  const units = terms.zh.map(unitsOf);
  const rankOf = (part: string) =>
    least(
      units.map((term, at) => {
        const fit = fitOf(term, part);
        return fit && rankOfFit(fit, at === 0);
      }),
    );
  const ranks = parts.map(rankOf);
  const apart = ranks.every((rank) => rank !== null) ? Math.max(...ranks) : null;
  return parts.length === 1 ? apart : least([apart, rankOf(parts.join(""))]);
}

const onlyWords = (text: string) => text.replaceAll(/[^\p{Script=Han}a-z0-9]/gu, "");

function fitOf(units: readonly Unit[], typed: string): Fit | null {
  for (let from = 0; from < units.length; from++) {
    const run = wholeRun(units, from, typed);
    if (run)
      return { kind: from > 0 ? "inside" : run.isWhole ? "exact" : "prefix", byInitials: run.byInitials };
  }
  if (inPieces(units, typed, 0, new Set(), mostPieces)) return { kind: "anyOrder", byInitials: false };
  return isAround(units, typed) ? { kind: "around", byInitials: false } : null;
}

/** Where spelling has come to in a term and in what was typed. */
interface Reached {
  unit: number;
  typed: number;
  /** A sound was cut short, other than the last one, which may still be being typed. */
  byInitials: boolean;
  isWhole: boolean;
}

/** What the next unit may stand for: its character, or as much of its sound as is there, or less of it. */
function nextOf(units: readonly Unit[], { unit, typed: at, ...before }: Reached, typed: string): Reached[] {
  const { char, sound } = units[unit] ?? { char: "", sound: "" };
  if (char === "" || at >= typed.length) return [];
  const byInitials = before.byInitials || !before.isWhole;
  if (typed.startsWith(char, at))
    return [{ unit: unit + 1, typed: at + char.length, byInitials, isWhole: true }];
  let shared = 0;
  while (shared < sound.length && sound[shared] === typed[at + shared]) shared++;
  return Array.from({ length: shared }, (_, less) => ({
    unit: unit + 1,
    typed: at + shared - less,
    byInitials,
    isWhole: shared - less === sound.length,
  }));
}

/** All that was typed as one run from here; the one that is spelt out most. */
function wholeRun(units: readonly Unit[], from: number, typed: string) {
  const walk = (here: Reached): Reached | null => {
    if (here.typed === typed.length) return here;
    let best: Reached | null = null;
    for (const next of nextOf(units, here, typed)) {
      const end = walk(next);
      if (end && !end.byInitials) return end;
      best ??= end;
    }
    return best;
  };
  const end = walk({ unit: from, typed: 0, byInitials: false, isWhole: true });
  return end && { byInitials: end.byInitials, isWhole: end.unit === units.length && end.isWhole };
}

const mostPieces = 3;
/** Less than a word says nothing about order. */
const leastOfPiece = 2;

/** What was typed, cut into pieces that the term has somewhere, each once. */
function inPieces(
  units: readonly Unit[],
  typed: string,
  at: number,
  used: ReadonlySet<number>,
  left: number,
): boolean {
  if (at === typed.length) return true;
  if (left === 0) return false;
  return units.some((_, from) => {
    const walk = (here: Reached): boolean =>
      (here.unit - from >= leastOfPiece &&
        inPieces(units, typed, here.typed, new Set([...used, ...range(from, here.unit)]), left - 1)) ||
      (!used.has(here.unit) && nextOf(units, here, typed).some(walk));
    return walk({ unit: from, typed: at, byInitials: false, isWhole: true });
  });
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

/** A sentence around the term, in characters or spelt out. */
function isAround(units: readonly Unit[], typed: string): boolean {
  if (units.length < leastOfPiece) return false;
  const [chars, sounds] = [units.map(({ char }) => char), units.map(({ sound }) => sound)];
  return typed.includes(chars.join("")) || typed.includes(sounds.join(""));
}

// ---- English

const fillers = new Set("a an the of for to i my me want need get how do with and or in on is".split(" "));

const wordsOf = (text: string) => text.toLowerCase().match(/[a-z0-9]+/g) ?? [];

/** Every word that was typed begins a word of the matter's, or is one with an ending. */
function englishRank({ terms }: Findable, typed: string): number | null {
  const all = wordsOf(typed);
  const telling = all.filter((word) => !fillers.has(word));
  const wanted = telling.length > 0 ? telling : all;
  if (wanted.length === 0) return null;
  const ownWords = terms.en.map(wordsOf);
  const within = ownWords.map((words, at) => {
    const kind = englishKind(words, all, wanted);
    return kind && rankOfFit({ kind, byInitials: false }, at === 0);
  });
  const anywhere = wanted.every((word) => ownWords.flat().some((own) => isLike(own, word)))
    ? rankOfFit({ kind: "anyOrder", byInitials: false }, false)
    : null;
  return least([...within, anywhere]);
}

function englishKind(
  words: readonly string[],
  all: readonly string[],
  wanted: readonly string[],
): Kind | null {
  const [own, phrase] = [words.join(" "), all.join(" ")];
  if (own === phrase) return "exact";
  if (own.startsWith(phrase)) return "prefix";
  return wanted.every((word) => words.some((each) => each.startsWith(word))) ? "inside" : null;
}

/** Endings are forgiven: whoever looks for `adopting` finds what is called `adopt`. */
const leastStem = 4;
const isLike = (own: string, word: string) =>
  own.startsWith(word) || (own.length >= leastStem && word.startsWith(own));
