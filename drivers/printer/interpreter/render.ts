import { type Canvas, createCanvas, type SKRSContext2D } from "@napi-rs/canvas";
import QRCode from "qrcode";
import { type Align, cellDots, InterpretError, parseSlip, type Row } from "./parse.ts";

/** Draws a slip's bytes as the thermal head would: black dots or none, on paper. */

const paper = [253, 252, 247] as const;
const ink = [29, 29, 33] as const;
const redInk = [186, 38, 32] as const;
const margin = 28;
/** Dots: two metres of paper. */
const longestSlip = 16_000;
const family =
  '"Noto Sans Mono CJK SC", "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", monospace';

/** A picture of a slip. */
export interface RenderedSlip {
  png: Uint8Array;
  width: number;
  height: number;
}

type LineRow = Extract<Row, { kind: "line" }>;
type QrRow = Extract<Row, { kind: "qr" }>;

function qrModules(row: QrRow): { size: number; get(row: number, column: number): number } {
  try {
    return QRCode.create(row.content, { errorCorrectionLevel: row.level }).modules;
  } catch {
    throw new InterpretError("badParameter", 0, `no QR code holds ${row.content.length} characters`);
  }
}

function lineHeight(row: LineRow): number {
  return Math.max(...row.runs.map((run) => (run.font === "A" ? 24 : 17) * run.down));
}

function rowHeight(row: Row): number {
  switch (row.kind) {
    case "line":
      return Math.max(row.pitch, lineHeight(row));
    case "image":
      return row.height;
    case "qr":
      return qrModules(row).size * row.module;
    case "feed":
      return row.dots;
    case "cut":
      return 0;
  }
}

function indent(align: Align, width: number, dots: number): number {
  if (align === "left") return 0;
  return Math.max(0, align === "center" ? Math.floor((dots - width) / 2) : dots - width);
}

function drawLine(context: SKRSContext2D, row: LineRow, top: number, dots: number): void {
  const cells = row.runs.flatMap((run) =>
    Array.from(run.text, (character) => ({
      run,
      character,
      width: cellDots(character, run.font) * run.across,
    })),
  );
  const width = cells.reduce((sum, cell) => sum + cell.width, 0);
  const height = lineHeight(row);
  let x = indent(row.align, width, dots);
  for (const { run, character, width: cell } of cells) {
    const em = run.font === "A" ? 24 : 18;
    context.save();
    context.translate(x, top + height);
    context.scale(run.across, run.down);
    context.font = `${run.bold ? "bold " : ""}${em}px ${family}`;
    context.fillStyle = run.red ? "#f00" : "#000";
    // A printer's two-byte glyphs are square; a font's narrow ones (– ’) stand in the middle of theirs.
    const slack = cell / run.across - context.measureText(character).width;
    context.fillText(character, Math.max(0, slack / 2), -em * 0.13);
    context.restore();
    x += cell;
  }
}

function drawImage(
  context: SKRSContext2D,
  row: Extract<Row, { kind: "image" }>,
  top: number,
  dots: number,
): void {
  const left = indent(row.align, row.rowBytes * 8, dots);
  context.fillStyle = row.red ? "#f00" : "#000";
  for (let y = 0; y < row.height; y += 1)
    for (let x = 0; x < row.rowBytes * 8; x += 1) {
      const byte = row.bits[y * row.rowBytes + (x >> 3)] ?? 0;
      if ((byte & (0x80 >> (x & 7))) !== 0) context.fillRect(left + x, top + y, 1, 1);
    }
}

function drawQr(context: SKRSContext2D, row: QrRow, top: number, dots: number): void {
  const modules = qrModules(row);
  context.fillStyle = "#000";
  const left = indent(row.align, modules.size * row.module, dots);
  for (let y = 0; y < modules.size; y += 1)
    for (let x = 0; x < modules.size; x += 1)
      if (modules.get(y, x) !== 0)
        context.fillRect(left + x * row.module, top + y * row.module, row.module, row.module);
}

function drawRow(context: SKRSContext2D, row: Row, top: number, dots: number): void {
  if (row.kind === "line") drawLine(context, row, top, dots);
  else if (row.kind === "image") drawImage(context, row, top, dots);
  else if (row.kind === "qr") drawQr(context, row, top, dots);
}

/** A thermal head has no greys. */
function burn(canvas: Canvas, context: SKRSContext2D): void {
  const image = context.getImageData(0, 0, canvas.width, canvas.height);
  for (let at = 0; at < image.data.length; at += 4) {
    // Green tells a dot from paper, red and black alike; red tells which of them it is.
    const isDot = (image.data[at + 1] ?? 255) < 128;
    const isRed = (image.data[at] ?? 255) >= 128;
    if (!isDot) image.data.set(paper, at);
    else image.data.set(isRed ? redInk : ink, at);
  }
  context.putImageData(image, 0, 0);
}

/** Draws slip bytes, 576 or 384 dots across. Throws an InterpretError for bytes that are no slip. */
export function renderSlip(bytes: Uint8Array, dots: 384 | 576): RenderedSlip {
  const rows = parseSlip(bytes, dots);
  const height = rows.reduce((sum, row) => sum + rowHeight(row), 2 * margin);
  if (height > longestSlip)
    throw new InterpretError("tooLong", bytes.length, `a slip of ${height} dots ends`);
  const canvas = createCanvas(dots, height);
  const context = canvas.getContext("2d");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, dots, height);
  context.fillStyle = "#000";
  let top = margin;
  for (const row of rows) {
    drawRow(context, row, top, dots);
    top += rowHeight(row);
  }
  burn(canvas, context);
  return { png: Uint8Array.from(canvas.toBuffer("image/png")), width: dots, height };
}
