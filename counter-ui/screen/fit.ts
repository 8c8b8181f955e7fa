import type { CSSProperties } from "react";

/** Han characters are as wide as they are high; letters and figures are a little over half of that. */
const widthOf = (sign: string) => (/[\u2e80-\uffef]/.test(sign) ? 1 : 0.6);

/** A text's width in its own font's size, for the style sheet to choose a size that fits. */
export function fitting(text: string): CSSProperties {
  const units = Array.from(text, widthOf).reduce((sum, width) => sum + width, 0);
  return { "--units": Math.max(1, units) } as CSSProperties;
}

/** As few rows as two columns need: early in the day the room belongs to the newest call. */
export function inRows(count: number): CSSProperties {
  return { "--rows": Math.max(1, Math.ceil(count / 2)) } as CSSProperties;
}
