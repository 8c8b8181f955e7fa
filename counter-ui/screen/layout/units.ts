/** Han characters are as wide as they are high; letters and figures are a little over half of that. */
const widthOf = (sign: string) => (/[\u2e80-\uffef]/.test(sign) ? 1 : 0.64);

/** A text's width in its own font's size. */
export const unitsOf = (text: string): number =>
  Array.from(text, widthOf).reduce((sum, width) => sum + width, 0);
