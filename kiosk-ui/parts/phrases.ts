/** As many Chinese characters as a heading of 长辈版 has room for on the narrowest display. */
const lineOfHeading = 11;
/** And as many as the line of help under it has. */
export const lineOfLead = 14;

/**
 * The class of a text that breaks between its phrases only: it has several, and each finds room in a line of so many
 * characters. Any other breaks where it must, in lines of like length.
 */
export function breaking(text: string, most = lineOfHeading): "by-phrase" | undefined {
  const phrases = text.split(/(?<=[，。；：？！、])/u);
  return phrases.length > 1 && phrases.every((phrase) => lengthInHan(phrase) <= most)
    ? "by-phrase"
    : undefined;
}

/** A text's length in Chinese characters: letters, digits and spaces beside them are half as wide. */
export const lengthInHan = (text: string): number =>
  text.replaceAll(/[ -~]/g, "").length + (text.match(/[ -~]/g)?.length ?? 0) / 2;
