/** An Ogg file that can't be read; says what is wrong. */
export class OggError extends Error {
  override name = "OggError";
}

export interface Ogg {
  packets: Uint8Array[];
  /** The last page's position, in the codec's own units. */
  end: number;
}

const headerBytes = 27;

/** The packets of an Ogg file with one stream (RFC 3533); every page's check sum is checked. */
export function readOgg(bytes: Uint8Array): Ogg {
  const packets: Uint8Array[] = [];
  let open: Uint8Array[] = [];
  let [end, isLast] = [0, false];
  for (let at = 0; at < bytes.length;) {
    const page = readPage(bytes, at);
    for (const segment of page.segments) {
      open.push(segment);
      if (segment.length === fullSegment) continue;
      packets.push(Buffer.concat(open));
      open = [];
    }
    ({ end, isLast } = page);
    at += page.length;
  }
  if (!isLast || open.length > 0) throw new OggError("cut off");
  return { packets, end };
}

/** A packet goes on for as long as its segments are full. */
const fullSegment = 255;
const endOfStream = 4;

function readPage(bytes: Uint8Array, at: number) {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, bytes.length - at);
  if (view.byteLength < headerBytes || view.getUint32(0) !== 0x4f676753)
    throw new OggError("not an Ogg page");
  if (view.getUint8(4) !== 0) throw new OggError("unknown version");
  const count = view.getUint8(26);
  const body = headerBytes + count;
  if (view.byteLength < body) throw new OggError("cut off in a page");
  const lengths = Array.from({ length: count }, (_, n) => view.getUint8(headerBytes + n));
  const length = body + lengths.reduce((sum, each) => sum + each, 0);
  if (view.byteLength < length) throw new OggError("cut off in a page");
  const page = bytes.subarray(at, at + length);
  if (checkSum(page) !== view.getUint32(22, true)) throw new OggError("wrong check sum");
  let from = body;
  const segments = lengths.map((each) => {
    from += each;
    return page.subarray(from - each, from);
  });
  const isLast = (view.getUint8(5) & endOfStream) !== 0;
  return { segments, length, isLast, end: Number(view.getBigInt64(6, true)) };
}

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  let crc = n << 24;
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  return crc;
});

/** CRC-32 with the polynomial 04C11DB7, neither reflected nor inverted, its own field taken as zero. */
function checkSum(page: Uint8Array): number {
  let crc = 0;
  for (const [n, byte] of page.entries())
    crc = (crc << 8) ^ crcTable[(crc >>> 24) ^ (n >= 22 && n < 26 ? 0 : byte)]!;
  return crc >>> 0;
}
