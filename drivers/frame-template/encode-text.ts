import iconv from "iconv-lite";

export const textEncodings = ["ascii", "gbk", "gb18030", "utf-8"] as const;
export type TextEncoding = (typeof textEncodings)[number];

/** Code page 936 is what fonts called GBK have; the library's own "gbk" adds later characters that they lack. */
const tables: Record<TextEncoding, string> = {
  ascii: "ascii",
  gbk: "cp936",
  gb18030: "gb18030",
  "utf-8": "utf-8",
};

/** What stands for a character that a device's font lacks: the mark for a missing sort, or `?` where even that is. */
const missing: Record<TextEncoding, string> = { ascii: "?", gbk: "〓", gb18030: "〓", "utf-8": "〓" };

/** Text as a small device gets it. */
export interface EncodedText {
  bytes: Uint8Array;
  /** Characters that became the missing mark, each once, in their order: somebody has to know. */
  replaced: string[];
  /** Whether the end was left out for want of room. */
  cut: boolean;
}

const segmenter = new Intl.Segmenter("zh", { granularity: "grapheme" });
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u{FE00}-\u{FE0F}]/gu;

/**
 * Encodes text for a device. Control and invisible characters go: data never becomes a command. A character that the
 * encoding lacks is replaced where everybody sees it. What does not fit into `room` bytes is left out, never in the
 * middle of a character.
 */
export function encodeText(
  text: string,
  encoding: TextEncoding,
  room = Number.POSITIVE_INFINITY,
): EncodedText {
  const clean = text
    .replaceAll(/[\t\r\n]/g, " ")
    .toWellFormed()
    .normalize("NFC")
    .replace(invisible, "");
  const parts: Uint8Array[] = [];
  const replaced = new Set<string>();
  let length = 0;
  for (const { segment } of segmenter.segment(clean)) {
    const known = encodeCharacter(segment, encoding);
    if (!known) replaced.add(segment);
    const bytes = known ?? iconv.encode(missing[encoding], tables[encoding]);
    if (length + bytes.length > room)
      return { bytes: Buffer.concat(parts), replaced: [...replaced], cut: true };
    parts.push(bytes);
    length += bytes.length;
  }
  return { bytes: Buffer.concat(parts), replaced: [...replaced], cut: false };
}

/** Null when the encoding has no such character. Single bytes above 7F are of no Chinese font. */
function encodeCharacter(character: string, encoding: TextEncoding): Uint8Array | null {
  if (character === "\u{FFFD}") return null;
  const bytes = iconv.encode(character, tables[encoding]);
  const isDoubtful = encoding === "gbk" && bytes.length === 1 && (bytes[0] ?? 0) > 0x7f;
  return !isDoubtful && iconv.decode(bytes, tables[encoding]) === character ? bytes : null;
}
