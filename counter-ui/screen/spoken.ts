import type { Bilingual, Language } from "../shared/i18n.ts";

/** How a loudspeaker says 1: most halls say 一, railway and police halls 幺. */
export type SpokenOne = "一" | "幺";

const zhDigits = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
const enDigits = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
const enTeens = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(" ");
const enTens = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");

/** What is said for one call, once. Digits of a number singly; a window as people name it. */
export function spokenCall(
  call: { number: string; windowName: Bilingual },
  language: Language,
  one: SpokenOne = "一",
): string {
  if (language === "en")
    return `${spellEn(call.number)}, ${call.windowName.en.toLowerCase().replace(/\d+/g, countEn)}`;
  return `请 ${spellZh(call.number, one)}号 到 ${call.windowName.zh.replace(/\d+/g, (digits) => countZh(digits, one))}`;
}

const spellZh = (number: string, one: SpokenOne) =>
  number.replace(/\d/g, (digit) => (digit === "1" ? one : zhDigits[Number(digit)]!));

/** `A003` is said letter by letter, digit by digit. */
const spellEn = (number: string) =>
  Array.from(number, (sign) => (/\d/.test(sign) ? enDigits[Number(sign)]! : sign)).join(" ");

/** Up to 99 as a count (十二号窗口), longer room-like numbers digit by digit (一零三号窗口). */
function countZh(digits: string, one: SpokenOne): string {
  if (!isCount(digits)) return spellZh(digits, one);
  const n = Number(digits);
  const [ten, unit] = [Math.floor(n / 10), n % 10];
  const tens = ten === 0 ? "" : ten === 1 ? "十" : `${zhDigits[ten]!}十`;
  return tens + (unit > 0 || n === 0 ? zhDigits[unit]! : "");
}

function countEn(digits: string): string {
  if (!isCount(digits)) return spellEn(digits);
  const n = Number(digits);
  if (n < 10) return enDigits[n]!;
  if (n < 20) return enTeens[n - 10]!;
  const tens = enTens[Math.floor(n / 10) - 2]!;
  return n % 10 === 0 ? tens : `${tens}-${enDigits[n % 10]!}`;
}

/** A leading zero makes it a label. */
const isCount = (digits: string) => digits.length === 1 || (digits.length === 2 && !digits.startsWith("0"));
