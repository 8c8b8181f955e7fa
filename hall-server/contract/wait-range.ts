/** A wait as it may be said to somebody: whole minutes, coarser the longer it is, never narrower than it is known. */
export interface SpokenRange {
  fromMin: number;
  toMin: number;
}

/** Rounds outwards, to 1, 5 or 10 minutes, so that nobody is told more than anybody knows. */
export function spokenRange({ p10S, p90S }: { p10S: number; p90S: number }): SpokenRange {
  const step = p90S <= 10 * 60 ? 1 : p90S <= 60 * 60 ? 5 : 10;
  const fromMin = Math.floor(p10S / 60 / step) * step;
  const toMin = Math.max(fromMin + step, Math.ceil(p90S / 60 / step) * step);
  return { fromMin, toMin };
}
