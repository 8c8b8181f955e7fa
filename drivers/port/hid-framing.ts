/**
 * How a stream of bytes lies in the reports of a HID device. Makers of readers wrap differently and publish nothing:
 * what is here is generic, and no reader has been seen to use it [?]. A maker's own way is one more of these, given to
 * `openPort` as `hidFramings`.
 */
export interface HidFraming {
  /** What the reports hold that carry these bytes; each is filled up with zeros to `size`. */
  encode(bytes: Uint8Array, size: number): Uint8Array[];
  /** The bytes that a report carries. */
  decode(report: Uint8Array): Uint8Array;
}

/** Reports are the bytes themselves, with zeros behind the last. Whoever reads them has to know where they end. */
const raw: HidFraming = {
  encode: (bytes, size) => chunks(bytes, size),
  decode: (report) => report,
};

/** The first byte of each report counts the bytes behind it that matter [?]. */
const length: HidFraming = {
  encode: (bytes, size) =>
    chunks(bytes, Math.min(size - 1, 255)).map((chunk) => Uint8Array.of(chunk.length, ...chunk)),
  decode: (report) => {
    const count = report[0] ?? 0;
    // A report that contradicts itself goes on as it is: whoever reads it counts it as noise.
    return count < report.length ? report.subarray(1, 1 + count) : report;
  },
};

/** By the name that a URL gives: `hid:0425:8159?framing=length`. */
export const hidFramings: Readonly<Record<string, HidFraming>> = { raw, length };

function chunks(bytes: Uint8Array, size: number): Uint8Array[] {
  const all: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += size) all.push(bytes.subarray(at, at + size));
  return all;
}
