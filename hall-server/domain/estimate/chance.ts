/** Chance as an argument: the same seed gives the same numbers. */
export interface Chance {
  /** From 0 up to, not including, 1. */
  uniform(): number;
  /** Of mean 1. */
  exponential(): number;
  /** Of mean 0 and deviation 1. */
  normal(): number;
  /** One of them, each as likely. */
  pick<T>(from: ArrayLike<T>): T;
}

/** Mulberry32: small, fast, and even enough for drawing waits. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    uniform,
    exponential: () => -Math.log(1 - uniform()),
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    pick: (from) => from[Math.floor(uniform() * from.length)]!,
  };
}

/** A value of sorted samples at a share of them, between two where it falls between; NaN of none. */
export function quantileOf(sorted: ArrayLike<number>, share: number): number {
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? Number.NaN;
  // Two that are the same may both be infinite, whose difference is no number.
  return above === below ? below : below + (above - below) * (at - Math.floor(at));
}

export const medianOf = (values: readonly number[]): number =>
  quantileOf(
    [...values].sort((a, b) => a - b),
    0.5,
  );
