import type { Bilingual } from "../hall/config.ts";

/** A notice: one of the hall's phrases, or a manager's own words. */
export type NoticeText =
  | { phrase: NoticePhrase; value?: number | undefined }
  | { words: { zh: string; en?: string | undefined } };

interface Phrase extends Bilingual {
  /** The number that stands for `{n}`, and its bounds. */
  value?: { from: number; to: number };
  /** How the English says one of it. */
  one?: string;
}

const phrases = {
  closingSoon: {
    zh: "离下班还有{n}分钟，请抓紧办理。",
    en: "The hall closes in {n} minutes.",
    one: "The hall closes in one minute.",
    value: { from: 1, to: 120 },
  },
  numbersStop: {
    zh: "再过{n}分钟停止取号，已取号的会办完。",
    en: "No more numbers are given in {n} minutes. Everyone with a number will be served.",
    one: "No more numbers are given in one minute. Everyone with a number will be served.",
    value: { from: 1, to: 120 },
  },
  lunchBreak: {
    zh: "午休期间值班窗口照常办理，请稍候。",
    en: "Over lunch the duty windows stay open. Please wait.",
  },
  longWait: {
    zh: "现在办事的人较多，可以改日预约，或到导办台咨询。",
    en: "It is busy now. You may book another day, or ask at the guide desk.",
  },
  systemSlow: {
    zh: "系统运行缓慢，办理时间会长一些，请谅解。",
    en: "Our systems are slow at the moment. Service takes longer; we are sorry.",
  },
  systemDown: {
    zh: "系统故障正在抢修，请留意叫号，需要帮助请到导办台。",
    en: "A system is down and being repaired. Watch for your number, or ask at the guide desk.",
  },
  lostProperty: {
    zh: "有人拾到物品，请失主到导办台认领。",
    en: "Something was found. If it is yours, please come to the guide desk.",
  },
  ownerOfCar: {
    zh: "请挡住通道的车主尽快挪车。",
    en: "If your car blocks the way, please move it.",
  },
  keepQuiet: {
    zh: "请保持安静，留意叫号。",
    en: "Please keep quiet and listen for your number.",
  },
  drill: {
    zh: "现在进行消防演练，请听从工作人员指引。",
    en: "This is a fire drill. Please follow our staff.",
  },
  evacuate: {
    zh: "请立即从最近的出口离开，不要乘电梯，听从工作人员指引。",
    en: "Please leave by the nearest exit at once. Do not use the lifts. Follow our staff.",
  },
} as const satisfies Record<string, Phrase>;
export type NoticePhrase = keyof typeof phrases;

/** Every phrase that a notice may be, with the number that it needs, if any. */
export const noticePhrases: Readonly<Record<NoticePhrase, Phrase>> = phrases;
export const noticePhraseNames = Object.keys(phrases) as [NoticePhrase, ...NoticePhrase[]];

/** What a phrase says. */
export function phraseText(phrase: NoticePhrase, value: number | undefined): Bilingual {
  const { zh, en, one }: Phrase = noticePhrases[phrase];
  const filled = (text: string) => text.replace("{n}", String(value));
  return { zh: filled(zh), en: value === 1 && one ? one : filled(en) };
}

/** Digits that look like somebody's: an identity number, or a phone's. */
export function personalNumberIn(text: string): "idNumber" | "phone" | null {
  // However they are written: full-width, or with something between the groups.
  const plain = text.normalize("NFKC").replace(/[\s\p{Cf}\p{Pd}_.·,、()]/gu, "");
  if (/\d{17}[\dXx]|\d{15}/.test(plain)) return "idNumber";
  return /(?<!\d)1[3-9]\d{9}(?!\d)/.test(plain) ? "phone" : null;
}
