import type { Pcm } from "./pcm.ts";

/** A WAV file that can't be read; says what is wrong. */
export class WaveError extends Error {
  override name = "WaveError";
}

const text = (bytes: Uint8Array, at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));

/**
 * The sound of a WAV file: 16-bit or floating point, channels mixed to one. A length that is too large is taken for
 * "until the end", as programs write it that don't know yet how long they will speak.
 */
export function readWave(bytes: Uint8Array): Pcm {
  if (bytes.length < 12 || text(bytes, 0) !== "RIFF" || text(bytes, 8) !== "WAVE")
    throw new WaveError("not a WAV file");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let format: Format | null = null;
  for (let at = 12; at + 8 <= bytes.length;) {
    const [kind, length] = [text(bytes, at), view.getUint32(at + 4, true)];
    const body = at + 8;
    if (kind === "fmt ") format = readFormat(view, body, length);
    if (kind === "data") {
      if (!format) throw new WaveError("data before its format");
      return readSamples(view, body, Math.min(length, bytes.length - body), format);
    }
    at = body + length + (length % 2);
  }
  throw new WaveError("no data");
}

interface Format {
  isFloat: boolean;
  channels: number;
  rate: number;
  bytesEach: number;
}

const extensible = 0xfffe;

function readFormat(view: DataView, at: number, length: number): Format {
  if (length < 16 || at + length > view.byteLength) throw new WaveError("format cut off");
  const tag = view.getUint16(at, true);
  const kind = tag === extensible && length >= 26 ? view.getUint16(at + 24, true) : tag;
  const [channels, rate, bits] = [
    view.getUint16(at + 2, true),
    view.getUint32(at + 4, true),
    view.getUint16(at + 14, true),
  ];
  const isFloat = kind === 3 && bits === 32;
  if (!isFloat && !(kind === 1 && bits === 16))
    throw new WaveError(`format ${kind} with ${bits} bits: save it as 16-bit PCM`);
  if (channels < 1 || rate < 8_000 || rate > 192_000) throw new WaveError("no such channels or rate");
  return { isFloat, channels, rate, bytesEach: bits / 8 };
}

function readSamples(
  view: DataView,
  at: number,
  length: number,
  { isFloat, channels, rate, bytesEach }: Format,
): Pcm {
  const frames = Math.floor(length / (channels * bytesEach));
  const sampleAt = (n: number) =>
    isFloat ? view.getFloat32(at + n * 4, true) : view.getInt16(at + n * 2, true) / 32_768;
  const samples = Float32Array.from({ length: frames }, (_, frame) => {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) sum += sampleAt(frame * channels + channel);
    return sum / channels;
  });
  return { rate, samples };
}

/** Signed 16-bit little-endian samples, as players take them. Beyond full scale is clipped. */
export function toInt16({ samples }: Pcm): Uint8Array {
  const bytes = new Uint8Array(samples.length * 2);
  const view = new DataView(bytes.buffer);
  for (const [n, sample] of samples.entries())
    view.setInt16(n * 2, Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_767))), true);
  return bytes;
}

/** A WAV file of 16-bit samples. */
export function writeWave(pcm: Pcm): Uint8Array {
  const data = toInt16(pcm);
  const bytes = new Uint8Array(44 + data.length);
  const view = new DataView(bytes.buffer);
  const put = (at: number, word: string) => bytes.set(new TextEncoder().encode(word), at);
  put(0, "RIFF");
  view.setUint32(4, 36 + data.length, true);
  put(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, pcm.rate, true);
  view.setUint32(28, pcm.rate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  put(36, "data");
  view.setUint32(40, data.length, true);
  bytes.set(data, 44);
  return bytes;
}
