import { type Pcm, silence } from "../pcm.ts";

const rate = 48_000;
const notes = [
  { hertz: 880, at: 0 },
  { hertz: 659.26, at: 0.36 },
];
const seconds = 1.25;

/** Two falling tones of a soft bell: heard over a hall's murmur before the words begin. */
export function chime(): Pcm {
  const { samples } = silence(rate, seconds);
  for (const { hertz, at } of notes)
    for (let n = Math.round(at * rate); n < samples.length; n++) {
      const t = n / rate - at;
      // A struck bar: its overtones fade first.
      const tone =
        Math.sin(2 * Math.PI * hertz * t) * Math.exp(-4.5 * t) +
        0.25 * Math.sin(2 * Math.PI * 3 * hertz * t) * Math.exp(-12 * t) +
        0.1 * Math.sin(2 * Math.PI * 5.4 * hertz * t) * Math.exp(-25 * t);
      samples[n]! += tone * Math.min(1, t / 0.004) * 0.4;
    }
  return { rate, samples };
}
