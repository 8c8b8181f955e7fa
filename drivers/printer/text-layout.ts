import iconv from "iconv-lite";

/**
 * Text measured in a ticket printer's columns: a printable ASCII character takes one (12 dots in Font A), anything
 * else two (24 dots), because that is how the printer's own GBK font moves. Everything works on grapheme clusters,
 * so that a surrogate pair or a letter with its accent is never cut in two.
 */

/** Dots across and Font A columns of the two paper widths. */
export const paperSizes = {
  58: { dots: 384, columns: 32, smallColumns: 42 },
  80: { dots: 576, columns: 48, smallColumns: 64 },
} as const;

/** Blank rows below a line of text; the next line begins under them. */
export const dotsBetweenLines = 8;

/** What stands for a character that nothing here can print: the printers' mark for a missing sort. */
export const missingMark = "〓";

const segmenter = new Intl.Segmenter("zh", { granularity: "grapheme" });

/** Characters that never join their neighbours: ASCII, Hanzi, their punctuation, full-width forms. */
const alone = /^[\x20-\x7e\u3001-\u3020\u4e00-\u9fff\uff01-\uff60]*$/u;

/** The clusters a reader would count as characters. */
export function graphemes(text: string): string[] {
  // Nearly all of a slip is such text, and the segmenter makes an object for each character.
  if (alone.test(text)) return Array.from(text);
  return Array.from(segmenter.segment(text), (part) => part.segment);
}

const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}]/gu;

/**
 * Text as it may go to a printer. Control characters go (ESC, GS, DLE and NUL are commands: what a citizen or a
 * booking wrote must never become one), as do invisible format characters; tabs become spaces, halves of surrogate
 * pairs the missing mark. Line feeds must have been split off before.
 */
export function clean(text: string): string {
  return text
    .replaceAll("\t", " ")
    .toWellFormed()
    .replaceAll("\u{FFFD}", missingMark)
    .normalize("NFC")
    .replace(invisible, "")
    .replace(/[\p{Zs}]/gu, (space) => (space === "\u{3000}" ? space : " "));
}

const isAscii = (cluster: string): boolean => cluster.length === 1 && cluster >= " " && cluster <= "~";

const known = new Map<string, boolean>();

/**
 * Whether a printer's built-in font can be assumed to have it: ASCII and code page 936. GB 18030's later two-byte
 * additions (䶮, ḿ) and all four-byte ones (𠮷) are missing from most of the fonts in the field.
 */
export function inPrinterFont(cluster: string): boolean {
  if (isAscii(cluster)) return true;
  let isIn = known.get(cluster);
  if (isIn === undefined) {
    const bytes = iconv.encode(cluster, "cp936");
    isIn = bytes.length === 2 && iconv.decode(bytes, "cp936") === cluster;
    // Bounded: what is asked here comes from outside.
    if (known.size > 30_000) known.clear();
    known.set(cluster, isIn);
  }
  return isIn;
}

/** Columns of one cluster at single size. */
export function clusterColumns(cluster: string): number {
  return isAscii(cluster) ? 1 : 2;
}

/** Columns of cleaned text at single size. */
export function textColumns(text: string): number {
  return graphemes(text).reduce((sum, cluster) => sum + clusterColumns(cluster), 0);
}

const notAtStart = new Set("，。、；：！？）》」』】〉”’…—％,.;:!?)]}%");
const notAtEnd = new Set("（《「『【〈“‘([{");

function mayBreakBetween(before: string, after: string): boolean {
  if (before === " ") return after !== " ";
  if (notAtStart.has(after) || notAtEnd.has(before)) return false;
  return clusterColumns(before) === 2 || clusterColumns(after) === 2;
}

/**
 * Folds one cleaned line to `columns`. Hanzi break anywhere except before closing and after opening punctuation, Latin
 * words at spaces; what has no such place is cut between clusters. The blanks at a fold are dropped.
 */
export function fold(text: string, columns: number): string[] {
  const clusters = graphemes(text);
  const lines: string[] = [];
  let start = 0;
  let width = 0;
  let chance = -1;
  for (let at = 0; at < clusters.length; at += 1) {
    const cluster = clusters[at] ?? "";
    if (at > start && mayBreakBetween(clusters[at - 1] ?? "", cluster)) chance = at;
    width += clusterColumns(cluster);
    // A blank may hang over the edge: it is dropped if the line ends there.
    if (width <= columns || cluster === " ") continue;
    const end = chance > start ? chance : Math.max(at, start + 1);
    lines.push(clusters.slice(start, end).join("").trimEnd());
    start = end;
    chance = -1;
    // Back to the first cluster of the new line: its width is counted anew.
    at = start - 1;
    width = 0;
  }
  lines.push(clusters.slice(start).join("").trimEnd());
  return lines;
}

/** Two texts at the two margins; when they do not fit one line, the right one moves to lines of its own. */
export function atMargins(left: string, right: string, columns: number): string[] {
  const room = columns - textColumns(left) - textColumns(right);
  if (room >= 1 || left === "" || right === "") {
    if (room >= 0) return [left + " ".repeat(room) + right];
  }
  const flushRight = (line: string): string => " ".repeat(Math.max(0, columns - textColumns(line))) + line;
  return [...(left === "" ? [] : fold(left, columns)), ...fold(right, columns).map(flushRight)];
}
