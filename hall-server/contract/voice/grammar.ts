import { segment } from "./segment.ts";
import type { Language, Utterance, Vocabulary } from "./utterance.ts";

/** How a loudspeaker says 1 in a number: most halls say 一, railway and police halls 幺. */
export type SpokenOne = "一" | "幺";

/** All that is ever said of a call: never a name or a matter, which is why there is no field for them. */
export interface SpokenCall {
  number: string;
  windowName: { zh: string; en: string };
  /** Which call of this number it is, where a hall wants it said; absent: said as the first. */
  turn?: "first" | "again" | "last";
}

export interface CallGrammar {
  language: Language;
  one?: SpokenOne;
  vocabulary: Vocabulary;
}

/**
 * What is said for one call, once: 「请 A零零三号 到 五号窗口」, in English "Number A, zero zero three, please go to window
 * five". Digits of a number are said singly, a window as people count it. Total: any text makes an utterance.
 *
 * Where the vocabulary has not all words of the window's name, the clips say what they have and 请看屏幕. A number is
 * said whole by clips or not at all: half a number calls somebody else.
 */
export function spokenCall(call: SpokenCall, { language, one = "一", vocabulary }: CallGrammar): Utterance {
  const phrases = language === "en" ? phrasesEn(call) : phrasesZh(call, one);
  const window = phrases.window || words[language].unnamed;
  const { lead, screen } = words[language];
  const text = phrases.text(window);
  const fixed = phrases.fixed.map((phrase) => segment(phrase, language, vocabulary));
  const place = segment(window, language, vocabulary);
  const closing = segment(screen, language, vocabulary);
  const toWindow = segment(lead, language, vocabulary);
  const whole = place.left.length === 0;
  const needed = [...fixed, toWindow, ...(whole ? [] : [closing])];
  if (needed.some(({ left }) => left.length > 0)) return { language, text, clips: [], whole: false };
  const groups = [...fixed, toWindow, place, ...(whole ? [] : [closing])].map(({ clips }) => clips);
  return { language, text, clips: groups.filter((clips) => clips.length > 0), whole };
}

/** Any other announcement, said whole by clips or left to engines that speak texts. Spaces and commas are pauses. */
export function spokenText(text: string, language: Language, vocabulary: Vocabulary): Utterance {
  const parts = text
    .split(language === "en" ? /[,.;!?]+/ : /[\s,.;!?，。；！？、]+/)
    .filter((part) => part.trim());
  const cut = parts.map((part) => segment(part, language, vocabulary));
  const whole = cut.length > 0 && cut.every(({ left }) => left.length === 0);
  return { language, text, clips: whole ? cut.map(({ clips }) => clips) : [], whole };
}

interface Phrases {
  /** Before the words that lead to the window. */
  fixed: string[];
  window: string;
  text: (window: string) => string;
}

const words = {
  "zh-CN": { lead: "到", screen: "请看屏幕", unnamed: "窗口" },
  en: { lead: "please go to", screen: "please look at the screen", unnamed: "the window" },
} as const;

const turnsZh = { first: "", again: "再次呼叫", last: "最后一次呼叫" } as const;
const turnsEn = { first: "", again: "calling again", last: "last call" } as const;

function phrasesZh({ number, windowName, turn = "first" }: SpokenCall, one: SpokenOne): Phrases {
  const said = `${spellZh(lettersApart(plain(number).toUpperCase()), one)}号`;
  const fixed = [turnsZh[turn], "请", said].filter((phrase) => phrase !== "");
  const text = (window: string) => [...fixed, words["zh-CN"].lead, window].join(" ");
  return { fixed, window: windowZh(windowName.zh, one), text };
}

function phrasesEn({ number, windowName, turn = "first" }: SpokenCall): Phrases {
  const signs = Array.from(plain(number).toUpperCase());
  const letters = signs.filter((sign) => !/\d/.test(sign)).join(" ");
  const digits = signs.filter((sign) => /\d/.test(sign)).map((digit) => enDigits[Number(digit)]!);
  // The comma after the letter keeps an engine from reading A as the article.
  const fixed = [turnsEn[turn], `number ${letters}`, digits.join(" ")].filter((phrase) => phrase !== "");
  const text = (window: string) => capital(`${fixed.join(", ")}, ${words.en.lead} ${window}`);
  return { fixed, window: windowEn(windowName.en), text };
}

const zhDigits = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
const enDigits = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
const enTeens = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(" ");
const enTens = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");

/** Full-width signs as plain ones; of the rest only letters and digits are said. */
const plain = (number: string) => number.normalize("NFKC").replace(/[^A-Za-z0-9]/g, "");

/** `BC` is two letters, not a word. */
const lettersApart = (text: string) => text.replace(/(?<=[A-Z])(?=[A-Z])/g, " ");

const spellZh = (number: string, one: SpokenOne) =>
  number.replace(/\d/g, (digit) => (digit === "1" ? one : zhDigits[Number(digit)]!));

/** 12号窗口 is 十二号窗口; 综合窗口3 is 综合窗口三号. Signs that nobody says are left out. */
function windowZh(name: string, one: SpokenOne): string {
  const said = name
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^\p{Script=Han}A-Z0-9]+/gu, " ")
    .trim();
  const counted = /\p{Script=Han}\s?\d+$/u.test(said) ? `${said}号` : said;
  return lettersApart(counted.replace(/\d+/g, (digits) => countZh(digits, one)));
}

/** Words in capitals (VIP, B) are spelled, others said. */
function windowEn(name: string): string {
  return (name.normalize("NFKC").match(/[A-Za-z]+(?:'[a-z]+)?|\d+/g) ?? [])
    .map((word) => {
      if (/^\d/.test(word)) return countEn(word);
      return /^[A-Z]+$/.test(word) ? Array.from(word).join(" ") : word.toLowerCase();
    })
    .join(" ");
}

/** Up to 99 as a count (十二号窗口), longer room-like numbers digit by digit (一零三号窗口). */
function countZh(digits: string, one: SpokenOne): string {
  if (!isCount(digits)) return spellZh(digits, one);
  const n = Number(digits);
  const [ten, unit] = [Math.floor(n / 10), n % 10];
  const tens = ten === 0 ? "" : ten === 1 ? "十" : `${zhDigits[ten]!}十`;
  return tens + (unit > 0 || n === 0 ? zhDigits[unit]! : "");
}

function countEn(digits: string): string {
  if (!isCount(digits)) return Array.from(digits, (digit) => enDigits[Number(digit)]!).join(" ");
  const n = Number(digits);
  if (n < 10) return enDigits[n]!;
  if (n < 20) return enTeens[n - 10]!;
  const tens = enTens[Math.floor(n / 10) - 2]!;
  return n % 10 === 0 ? tens : `${tens} ${enDigits[n % 10]!}`;
}

/** A leading zero makes it a label. */
const isCount = (digits: string) => digits.length === 1 || (digits.length === 2 && !digits.startsWith("0"));

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
