/** Sound as samples: one channel, 1 is full scale. */
export interface Pcm {
  /** Samples a second. */
  rate: number;
  samples: Float32Array;
}

export const secondsOf = ({ rate, samples }: Pcm): number => samples.length / rate;

export const decibels = (level: number): number => 20 * Math.log10(level);

export const peakOf = ({ samples }: Pcm): number =>
  samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);

/** Root mean square of the whole. */
export function rmsOf({ samples }: Pcm): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return samples.length === 0 ? 0 : Math.sqrt(sum / samples.length);
}

export const gained = ({ rate, samples }: Pcm, gain: number): Pcm => ({
  rate,
  samples: samples.map((sample) => sample * gain),
});

export const silence = (rate: number, seconds: number): Pcm => ({
  rate,
  samples: new Float32Array(Math.round(rate * seconds)),
});

/** One after another, without a gap. All of one rate. */
export function joined(parts: readonly Pcm[]): Pcm {
  const rate = parts[0]?.rate ?? 48_000;
  const samples = new Float32Array(parts.reduce((length, part) => length + part.samples.length, 0));
  let at = 0;
  for (const part of parts) {
    if (part.rate !== rate) throw new RangeError(`can't join ${part.rate} Hz to ${rate} Hz`);
    samples.set(part.samples, at);
    at += part.samples.length;
  }
  return { rate, samples };
}

/** Quieter than this against the loudest is silence: about −42 dB. */
const silentBelow = 0.008;
const leadSeconds = 0.008;
const tailSeconds = 0.03;

/** Without the silence around it, but for a breath of it that keeps soft beginnings and endings. */
export function trimmed({ rate, samples }: Pcm): Pcm {
  const floor = peakOf({ rate, samples }) * silentBelow;
  const first = samples.findIndex((sample) => Math.abs(sample) > floor);
  if (first < 0) return { rate, samples: new Float32Array(0) };
  const last = samples.findLastIndex((sample) => Math.abs(sample) > floor);
  const from = Math.max(0, first - Math.round(leadSeconds * rate));
  return { rate, samples: samples.slice(from, last + 1 + Math.round(tailSeconds * rate)) };
}

/** Begins and ends at nothing, so that joins don't click. */
export function faded({ rate, samples }: Pcm, inSeconds = 0.004, outSeconds = 0.012): Pcm {
  const [rise, fall] = [Math.round(rate * inSeconds), Math.round(rate * outSeconds)];
  const gainAt = (n: number) => Math.min(1, n / rise, (samples.length - 1 - n) / fall);
  return { rate, samples: samples.map((sample, n) => sample * Math.max(0, gainAt(n))) };
}

/**
 * As loud as every other recording: brought to one RMS, but never so far that a peak leaves `ceiling`. Words are too
 * short for the gated loudness of broadcasting (EBU R 128), and trimmed they have no silence to gate.
 */
export function levelled(pcm: Pcm, rms = 0.12, ceiling = 0.8): Pcm {
  const [loudness, peak] = [rmsOf(pcm), peakOf(pcm)];
  return peak === 0 ? pcm : gained(pcm, Math.min(rms / loudness, ceiling / peak));
}
