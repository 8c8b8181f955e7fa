import { createCanvas, type SKRSContext2D } from "@napi-rs/canvas";
import { clusterColumns, graphemes, missingMark } from "./text-layout.ts";

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

/** Packs a black-on-white drawing into `GS v 0`. `width` is a multiple of 8. */
function pack(context: SKRSContext2D, width: number, height: number): Uint8Array {
  const { data } = context.getImageData(0, 0, width, height);
  return packRaster(width, height, (dot) => (data[dot * 4] ?? 255) < 140);
}

/** Dots, row by row, as one `GS v 0` command. `width` is a multiple of 8. */
export function packRaster(width: number, height: number, isBlack: (dot: number) => boolean): Uint8Array {
  const rowBytes = width / 8;
  const header = [0x1d, 0x76, 0x30, 0, rowBytes & 0xff, rowBytes >> 8, height & 0xff, height >> 8];
  const bytes = new Uint8Array(header.length + rowBytes * height);
  bytes.set(header);
  for (let dot = 0; dot < width * height; dot += 1) {
    if (!isBlack(dot)) continue;
    const at = header.length + (dot >> 3);
    bytes[at] = (bytes[at] ?? 0) | (0x80 >> (dot & 7));
  }
  return withoutRealTimeCommands(bytes, header.length);
}

/**
 * A printer acts on `DLE EOT/ENQ/DC4` even inside an image, and its answer would be taken for one to a question of
 * ours. One more black dot takes the DLE away.
 */
function withoutRealTimeCommands(bytes: Uint8Array, from: number): Uint8Array {
  for (let at = from; at < bytes.length; at += 1) if (bytes[at] === 0x10) bytes[at] = 0x18;
  return bytes;
}

function blank(width: number, height: number): SKRSContext2D {
  const context = createCanvas(width, height).getContext("2d");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, width, height);
  context.fillStyle = "#000";
  return context;
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

/** One folded line drawn in the cells it would have as text. */
export function rasterLine(text: string, style: RasterStyle): Uint8Array {
  const cell = 12 * style.size;
  const clusters = graphemes(text);
  const width = clusters.reduce((sum, cluster) => sum + clusterColumns(cluster) * cell, 0);
  const indent = { left: 0, center: Math.floor((style.dots - width) / 2), right: style.dots - width };
  const context = blank(style.dots, style.pitch);
  context.font = `${style.bold ? "bold " : ""}${24 * style.size}px ${fontFamilies}`;
  let x = Math.max(0, indent[style.align]);
  for (const cluster of clusters) {
    const room = clusterColumns(cluster) * cell;
    context.fillText(
      cluster,
      x + Math.max(0, (room - context.measureText(cluster).width) / 2),
      21 * style.size,
    );
    x += room;
  }
  return pack(context, style.dots, style.pitch);
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
