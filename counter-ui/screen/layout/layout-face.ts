import type { Frame } from "./frame.ts";
import { restLine } from "./layout.ts";

/** How a window's screen is divided: its name, its number or state, and what it is for if there is room for that too. */
export function layoutFace(
  { number, rest }: Pick<Frame, "number" | "rest">,
  { width, height }: { width: number; height: number },
  windowUnits: number,
): { window: number; stateHeight: number; hasBusiness: boolean } {
  const gaps = rest * 0.8;
  const businessLeast = 2 * restLine * rest;
  // A name and a number at their least sizes, with the space around them.
  const callsLeast = number * 1.2 + number * 1.6;
  const hasBusiness = height - gaps - businessLeast >= callsLeast;
  const room = height - gaps - (hasBusiness ? Math.max(businessLeast, height * 0.26) : 0);
  const calls = Math.max(Math.min(callsLeast, height - gaps), room);
  const byWidth = (width * 0.92) / windowUnits;
  const window = Math.floor(Math.min(byWidth, Math.max(number, calls * 0.28)));
  return { window, stateHeight: Math.floor(calls - window * 1.2), hasBusiness };
}
