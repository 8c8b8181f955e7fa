/** How a text stands on a strip. What a strip can't do is left out. */
export type Effect = "static" | "typed" | "left" | "right" | "up" | "down";
export type Color = "red" | "green" | "yellow";
export type Align = "left" | "center";

export interface LedStyle {
  effect: Effect;
  /** 0 is the fastest, 24 the slowest. */
  speed: number;
  /** How long it stands before the effect begins anew. */
  stayMs: number;
  align: Align;
  /** A text that moves may have several lines too. */
  lines: "one" | "many";
  /** Null: as the strip is set up. */
  color: Color | null;
  /** Pixels of a character; null: as the strip is set up. */
  font: 16 | 24 | 32 | null;
}

export const defaultStyle: LedStyle = {
  effect: "static",
  speed: 4,
  stayMs: 2_500,
  align: "left",
  lines: "many",
  color: null,
  font: null,
};
