import type { ScreensView } from "../../../hall-server/contract/views.ts";

export type ScreenSettings = ScreensView["screens"][number];

/** One screen as it hangs: its size, and the smallest letters that its readers can read from where they stand. */
export interface Frame {
  width: number;
  height: number;
  pxPerMm: number;
  /** Of numbers and windows, in pixels: a hundredth of the distance. */
  number: number;
  /** Of all else: a hundred-and-fiftieth. */
  rest: number;
  isPortrait: boolean;
  turned: ScreenSettings["turned"];
}

/** The long side of a 55-inch panel. */
const usualLongSideMm = 1_218;

/** A screen that is near shows more than it must: letters as small as this part of its short side look lost. */
const smallest = { number: 0.055, rest: 0.03 };
/** One that hangs too far away for its size shows what it can: larger letters would leave no room for a single call. */
const largest = { number: 0.125, rest: 0.085 };

/** What follows from how large a panel is and how far away its readers stand. Pixels are the page's own. */
export function frameOf(
  { distance, widthMm, turned }: Pick<ScreenSettings, "distance" | "widthMm" | "turned">,
  page: { width: number; height: number },
): Frame {
  const [width, height] = turned ? [page.height, page.width] : [page.width, page.height];
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  const pxPerMm = widthMm === undefined ? long / usualLongSideMm : width / widthMm;
  const readable = (part: number, least: number, most: number) =>
    Math.ceil(Math.min(Math.max(((distance * 1000) / part) * pxPerMm, short * least), width * most));
  return {
    width,
    height,
    pxPerMm,
    number: readable(100, smallest.number, largest.number),
    rest: readable(150, smallest.rest, largest.rest),
    isPortrait: height > width,
    turned,
  };
}
