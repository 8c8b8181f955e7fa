import type { Language } from "../../electron/bridge.ts";

/** As many Chinese characters as a heading of 长辈版 has room for on the narrowest display. */
const lineOfHeading = 11;

export const phrasesOf = (text: string): string[] => text.split(/(?<=[，。；：？！、][”’）]?)(?![”’）])/u);

/**
 * The class of a text that breaks between its phrases only: it has several, and each finds room in a line of so many
 * characters. Any other breaks where it must, in lines of like length.
 */
export function breaking(text: string): "by-phrase" | undefined {
  const phrases = phrasesOf(text);
  return phrases.length > 1 && phrases.every((phrase) => lengthInHan(phrase) <= lineOfHeading)
    ? "by-phrase"
    : undefined;
}

/** A text's length in Chinese characters: letters, digits and spaces beside them are half as wide. */
const lengthInHan = (text: string): number =>
  text.replaceAll(/[ -~]/g, "").length + (text.match(/[ -~]/g)?.length ?? 0) / 2;

/** In letters that are as wide as the language's own. */
export const lengthOf = (text: string, language: Language): number =>
  language === "zh" ? lengthInHan(text) : text.length;
