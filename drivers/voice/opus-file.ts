import { OpusDecoder } from "opus-decoder";
import { OggError, readOgg } from "./ogg-pages.ts";
import type { Pcm } from "./pcm.ts";

const rate = 48_000;

/**
 * The sound of an Ogg Opus file of one channel (RFC 7845), at 48 kHz, without what the encoder put before and after it.
 * Throws an `OggError` that says what is wrong with the file.
 */
export async function readOpus(bytes: Uint8Array): Promise<Pcm> {
  const { packets, end } = readOgg(bytes);
  const [head, tags, ...frames] = packets;
  if (!head || !tags || head.length < 19 || Buffer.from(head.subarray(0, 8)).toString() !== "OpusHead")
    throw new OggError("not Opus");
  if (head[9] !== 1) throw new OggError(`${head[9]} channels: one is wanted`);
  const preSkip = new DataView(head.buffer, head.byteOffset).getUint16(10, true);
  const decoder = new OpusDecoder({
    channels: 1,
    streamCount: 1,
    coupledStreamCount: 0,
    channelMappingTable: [0],
    preSkip,
  });
  await decoder.ready;
  try {
    const { channelData, errors } = decoder.decodeFrames(frames);
    const samples = channelData[0];
    if (!samples || errors.length > 0) throw new OggError(errors[0]?.message ?? "empty");
    return { rate, samples: samples.slice(0, Math.max(0, end - preSkip)) };
  } finally {
    decoder.free();
  }
}
