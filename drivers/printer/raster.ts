import { createCanvas } from "@napi-rs/canvas";
import { clusterColumns, dotsBetweenLines, graphemes, missingMark } from "./text-layout.ts";

/**
 * Lines drawn as dots, for characters that the printer's own font may lack, and for rules. `GS v 0` is understood by
 * every ESC/POS printer that can print a logo.
 */

const fontFamilies = [
  "Noto Sans Mono CJK SC",
  "Noto Sans CJK SC",
  "Source Han Sans SC",
  "Microsoft YaHei",
  "SimSun",
  "SimSun-ExtB",
  "PingFang SC",
  "WenQuanYi Zen Hei",
  "sans-serif",
]
  .map((family) => (family === "sans-serif" ? family : `"${family}"`))
  .join(", ");

const probeSize = 32;

function picture(cluster: string): Buffer {
  const canvas = createCanvas(probeSize, probeSize);
  const context = canvas.getContext("2d");
  context.font = `24px ${fontFamilies}`;
  context.fillText(cluster, 2, 25);
  return Buffer.from(context.getImageData(0, 0, probeSize, probeSize).data.buffer);
}

// A private-use character no font has: what it draws is the box that stands for "no glyph".
let tofu: Buffer | undefined;
const drawable = new Map<string, boolean>();

/** Whether some installed font has a glyph for it; the box drawn for a missing one is recognised by its picture. */
function hasGlyph(cluster: string): boolean {
  let known = drawable.get(cluster);
  if (known === undefined) {
    tofu ??= picture("\u{10FFFD}");
    const drawn = picture(cluster);
    known = !drawn.equals(tofu) && drawn.some((byte) => byte !== 0);
    // Bounded: what is asked here comes from outside.
    if (drawable.size > 4096) drawable.clear();
    drawable.set(cluster, known);
  }
  return known;
}

/** Dots, row by row, as one `GS v 0` command. `width` is a multiple of 8. */
export function packRaster(width: number, height: number, isBlack: (dot: number) => boolean): Uint8Array {
  const bytes = blankRaster(width, height);
  for (let dot = 0; dot < width * height; dot += 1)
    if (isBlack(dot)) bytes[headerBytes + (dot >> 3)]! |= 0x80 >> (dot & 7);
  return withoutRealTimeCommands(bytes);
}

const headerBytes = 8;

function blankRaster(width: number, height: number): Uint8Array {
  const rowBytes = width / 8;
  const bytes = new Uint8Array(headerBytes + rowBytes * height);
  bytes.set([0x1d, 0x76, 0x30, 0, rowBytes & 0xff, rowBytes >> 8, height & 0xff, height >> 8]);
  return bytes;
}

/**
 * A printer acts on `DLE EOT/ENQ/DC4` even inside an image, and its answer would be taken for one to a question of
 * ours. One more black dot takes the DLE away.
 */
function withoutRealTimeCommands(bytes: Uint8Array): Uint8Array {
  for (let at = headerBytes; at < bytes.length; at += 1) if (bytes[at] === 0x10) bytes[at] = 0x18;
  return bytes;
}

/** How a drawn line looks. */
export interface RasterStyle {
  /** Dots across the paper. */
  dots: number;
  align: "left" | "center" | "right";
  bold: boolean;
  size: number;
  /** Dots from this line to the next, as the text lines around it have. */
  pitch: number;
}

/** A character's dots in the cell that it has as text, row by row: 1 is black. */
interface Glyph {
  width: number;
  dots: Uint8Array;
}

/** Whatever a hall prints often is drawn once: a drawing costs a hundred times what its dots do. */
const glyphs = new Map<string, Glyph>();
const mostGlyphBytes = 4_000_000;
let glyphBytes = 0;

function glyphOf(cluster: string, { bold, size, pitch }: RasterStyle): Glyph {
  const key = `${bold ? "bold" : ""} ${size} ${pitch} ${cluster}`;
  let glyph = glyphs.get(key);
  if (glyph === undefined) {
    glyph = draw(cluster, clusterColumns(cluster) * 12 * size, pitch, `${bold ? "bold " : ""}${24 * size}px`);
    // Bounded: what is asked here comes from outside.
    if (glyphBytes > mostGlyphBytes) {
      glyphs.clear();
      glyphBytes = 0;
    }
    glyphs.set(key, glyph);
    glyphBytes += glyph.dots.length;
  }
  return glyph;
}

function draw(cluster: string, width: number, height: number, font: string): Glyph {
  const context = createCanvas(width, height).getContext("2d");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, width, height);
  context.fillStyle = "#000";
  context.font = `${font} ${fontFamilies}`;
  const baseline = Math.round((height - dotsBetweenLines) * (21 / 24));
  // One that is wider than its cell is made narrower: its neighbours keep theirs.
  const indent = Math.max(0, (width - context.measureText(cluster).width) / 2);
  context.fillText(cluster, indent, baseline, width);
  const { data } = context.getImageData(0, 0, width, height);
  return {
    width,
    dots: Uint8Array.from({ length: width * height }, (_, dot) => Number(data[dot * 4]! < 140)),
  };
}

/** One folded line drawn in the cells it would have as text. */
export function rasterLine(text: string, style: RasterStyle): Uint8Array {
  const line = graphemes(text).map((cluster) => glyphOf(cluster, style));
  const width = line.reduce((sum, glyph) => sum + glyph.width, 0);
  const indent = { left: 0, center: Math.floor((style.dots - width) / 2), right: style.dots - width };
  const raster = blankRaster(style.dots, style.pitch);
  let x = Math.max(0, indent[style.align]);
  for (const glyph of line) {
    stamp(raster, style.dots / 8, glyph, x);
    x += glyph.width;
  }
  return withoutRealTimeCommands(raster);
}

function stamp(raster: Uint8Array, rowBytes: number, { width, dots }: Glyph, x: number): void {
  const most = Math.min(width, rowBytes * 8 - x);
  for (let row = 0; row * width < dots.length; row += 1)
    for (let column = 0; column < most; column += 1) {
      if (dots[row * width + column] !== 1) continue;
      const at = x + column;
      raster[headerBytes + row * rowBytes + (at >> 3)]! |= 0x80 >> (at & 7);
    }
}

const rules = new Map<number, Uint8Array>();

/** A dashed line across the paper. */
export function rasterRule(dots: number): Uint8Array {
  let rule = rules.get(dots);
  if (rule === undefined) {
    const isBlack = (dot: number): boolean => (dot % dots) % 12 < 8 && Math.floor(dot / dots) >> 1 === 6;
    rule = packRaster(dots, 26, isBlack);
    rules.set(dots, rule);
  }
  return rule;
}

/** What of a text nothing can print: neither the printer's font nor an installed one. */
export function printable(
  text: string,
  inPrinterFont: (cluster: string) => boolean,
): { text: string; missing: string[] } {
  const missing: string[] = [];
  const kept = graphemes(text).map((cluster) => {
    if (inPrinterFont(cluster) || hasGlyph(cluster)) return cluster;
    missing.push(cluster);
    return missingMark;
  });
  return { text: kept.join(""), missing };
}
