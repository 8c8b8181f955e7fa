/** Fault 15: somebody should come before a disk is full, and soon when it nearly is. */
const levels = [98, 90];

/** How often a disk is looked at, in milliseconds. */
export const diskLookMs = 60_000;

/**
 * The level that a disk has reached, in percent, such as `"90"`; null below all of them. `free` is what is left for
 * programs like this one, of `all`, both in one unit.
 */
export function diskLevel({ free, all }: { free: number; all: number }): string | null {
  // A file system that does not know its size is of no use here.
  if (all <= 0) return null;
  const reached = levels.find((level) => (1 - free / all) * 100 >= level);
  return reached === undefined ? null : String(reached);
}
