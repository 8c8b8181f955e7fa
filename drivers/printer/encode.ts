import iconv from "iconv-lite";
import thermal from "node-thermal-printer";
import QRCode from "qrcode";
import type { Logo } from "./logo.ts";
import { printable, rasterLine, rasterRule } from "./raster.ts";
import type { Slip, SlipLine, SlipText } from "./slip.ts";
import {
  atMargins,
  clean,
  dotsBetweenLines,
  fold,
  graphemes,
  inPrinterFont,
  paperSizes,
} from "./text-layout.ts";

/**
 * A slip as ESC/POS bytes. node-thermal-printer writes the commands; it is given no transport, and no text either:
 * its own widths count UTF-16 units and its Chinese character set is GBK, so folding is done here and text enters as
 * bytes. Code page 936 is what the printer's font is assumed to have; a line with any other character is drawn.
 */

/** A slip that cannot be encoded (told apart by `name` and `code`): a mistake of the layout's author, not of the printer. */
class SlipError extends Error {
  readonly code: "qrNotAscii" | "qrTooLong" | "badSize" | "jobIdNotAscii";
  constructor(code: SlipError["code"], message: string) {
    super(message);
    this.name = "SlipError";
    this.code = code;
  }
}

/** Something that came out otherwise than the layout says, for the log. */
export interface SlipProblem {
  kind: "missingGlyph";
  /** The character printed as 〓, because neither the printer nor this machine has it. */
  character: string;
}

/** What one printer has beside black ink and its paper. */
export interface PrinterExtras {
  /** It prints red too, and switches by `ESC r`. One that does not know the command would print it as text. */
  red?: boolean | undefined;
  logo?: Logo | null | undefined;
}

/** The bytes of one slip, up to and with its cut and the request for the proof that it was printed. */
export interface EncodedSlip {
  bytes: Uint8Array;
  problems: SlipProblem[];
}

/**
 * `GS r 1`, transmit the paper sensor's status. It waits in the printer's buffer behind the slip and its cut, so its
 * answer proves that all before it has been processed. Chosen over the process id of `GS ( H`, whose answer could be
 * told apart better, because ticket printers that lack that one print its parameters as text.
 */
export const proofRequest: Uint8Array = Uint8Array.of(0x1d, 0x72, 0x01);

const linePitch = (size: number): number => 24 * size + dotsBetweenLines;

type Encoder = InstanceType<typeof thermal.ThermalPrinter>;

interface Work {
  encoder: Encoder;
  paper: (typeof paperSizes)[58 | 80];
  extras: PrinterExtras;
  problems: SlipProblem[];
}

/** `ESC r n`. */
const colorCodes = { black: 0, red: 1 };

function newEncoder(): Encoder {
  const transport = {
    execute: (): never => {
      throw new Error("the encoder has no transport");
    },
    isPrinterConnected: () => false,
  };
  const encoder = new thermal.ThermalPrinter({
    type: thermal.PrinterTypes.EPSON,
    // Its types know only the URL of a transport; an object is accepted, and ours refuses to send.
    interface: transport as unknown as string,
    characterSet: thermal.CharacterSet.PC437_USA,
    breakLine: thermal.BreakLine.NONE,
  });
  encoder.setBuffer(Buffer.alloc(0));
  return encoder;
}

function setAlign(encoder: Encoder, align: NonNullable<SlipText["align"]>): void {
  if (align === "center") encoder.alignCenter();
  else if (align === "right") encoder.alignRight();
  else encoder.alignLeft();
}

type FoldedStyle = Required<Pick<SlipText, "align" | "bold" | "size">>;

function encodeFolded(work: Work, text: string, style: FoldedStyle): void {
  const { encoder, paper } = work;
  const { align, bold, size } = style;
  const pitch = linePitch(size);
  if (!graphemes(text).every(inPrinterFont)) {
    setAlign(encoder, "left");
    encoder.add(Buffer.from(rasterLine(text, { dots: paper.dots, align, bold, size, pitch })));
    return;
  }
  setAlign(encoder, align);
  encoder.bold(bold);
  encoder.setTextSize(size - 1, size - 1);
  encoder.setLineSpacing(pitch);
  encoder.add(iconv.encode(text, "cp936"));
  encoder.newLine();
}

function toPrintable(work: Work, text: string): string {
  const result = printable(clean(text), inPrinterFont);
  for (const character of result.missing) work.problems.push({ kind: "missingGlyph", character });
  return result.text;
}

function encodeText(work: Work, line: SlipText): void {
  const size = line.size ?? 1;
  if (!Number.isInteger(size) || size < 1 || size > 8)
    throw new SlipError("badSize", `a text's size is a whole number from 1 to 8, not ${size}`);
  const style = { align: line.align ?? "left", bold: line.bold ?? false, size };
  for (const paragraph of line.text.split(/\r\n|\r|\n/u))
    for (const folded of fold(toPrintable(work, paragraph), Math.floor(work.paper.columns / size)))
      encodeFolded(work, folded, style);
}

function encodeQr(work: Work, content: string, wanted: number): void {
  // The command's length field is filled from the count of characters, so one character must be one byte.
  if (!/^[\x20-\x7e]+$/u.test(content))
    throw new SlipError("qrNotAscii", "a QR code's content must be ASCII");
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > 8)
    throw new SlipError("badSize", `a QR code's size is a whole number from 1 to 8, not ${wanted}`);
  let modules: number;
  try {
    // The quiet zone of four modules on each side belongs to the symbol. It is as large with any mask: one is given,
    // because to find the best means to try all eight.
    modules = QRCode.create(content, { errorCorrectionLevel: "M", maskPattern: 0 }).modules.size + 8;
  } catch {
    throw new SlipError("qrTooLong", "a QR code's content is too long");
  }
  const fitting = Math.floor(work.paper.dots / modules);
  if (fitting < 2) throw new SlipError("qrTooLong", "a QR code's content is too long for this paper");
  const cellSize = Math.min(wanted, fitting);
  const quietZone = Buffer.of(0x1b, 0x4a, 4 * cellSize);
  work.encoder.alignCenter();
  work.encoder.add(quietZone);
  work.encoder.printQR(content, { cellSize, correction: "M", model: 2 });
  work.encoder.add(quietZone);
}

function encodeLine(work: Work, line: SlipLine): void {
  const isRed = "color" in line && line.color === "red" && work.extras.red === true;
  if (isRed) work.encoder.add(Buffer.of(0x1b, 0x72, colorCodes.red));
  encodeKind(work, line);
  if (isRed) work.encoder.add(Buffer.of(0x1b, 0x72, colorCodes.black));
}

function encodeKind(work: Work, line: SlipLine): void {
  const { encoder, paper, extras } = work;
  switch (line.kind) {
    case "text":
      return encodeText(work, line);
    case "columns": {
      const [left, right] = [line.left, line.right].map((text) => toPrintable(work, text));
      for (const text of atMargins(left ?? "", right ?? "", paper.columns))
        encodeFolded(work, text, { align: "left", bold: false, size: 1 });
      return;
    }
    case "rule":
      encoder.alignLeft();
      encoder.add(Buffer.from(rasterRule(paper.dots)));
      return;
    case "feed": {
      const lines = Math.max(0, Math.min(20, Math.trunc(line.lines)));
      encoder.setTextSize(0, 0);
      encoder.setLineSpacing(linePitch(1));
      for (let fed = 0; fed < lines; fed += 1) encoder.newLine();
      return;
    }
    case "qr":
      return encodeQr(work, line.content, line.size ?? 6);
    case "logo":
      if (!extras.logo) return;
      encoder.alignCenter();
      encoder.add(Buffer.from(extras.logo.bytes));
      return;
  }
}

/** Encodes a slip for 58 or 80 mm paper. Throws a SlipError for a slip that no printer could print. */
export function encodeSlip(slip: Slip, width: 58 | 80, extras: PrinterExtras = {}): EncodedSlip {
  if (!/^[\x21-\x7e]{1,64}$/u.test(slip.jobId))
    throw new SlipError("jobIdNotAscii", "a job id is 1 to 64 printable ASCII characters");
  const work: Work = { encoder: newEncoder(), paper: paperSizes[width], extras, problems: [] };
  const { encoder } = work;
  encoder.add(Buffer.of(0x1b, 0x40)); // ESC @: whatever an earlier slip left behind
  encoder.add(Buffer.of(0x1b, 0x74, 0)); // ESC t 0: the half-width characters are plain ASCII
  encoder.add(Buffer.of(0x1b, 0x52, 0)); // ESC R 0: $ stays $ (the Chinese set makes it ¥)
  encoder.add(Buffer.of(0x1c, 0x26)); // FS &: bytes above 7F are pairs of Hanzi
  // The encoder copies all that it holds for every command, so it holds no more than a line.
  const lines = slip.lines.map((line) => {
    encodeLine(work, line);
    return taken(encoder);
  });
  encoder.setTextSize(0, 0);
  encoder.bold(false);
  encoder.setLineSpacing(24);
  encoder.setTypeFontB();
  encoder.alignCenter();
  for (const part of fold(slip.jobId, work.paper.smallColumns)) {
    encoder.add(Buffer.from(part, "ascii"));
    encoder.newLine();
  }
  encoder.setTypeFontA();
  // Feeds the foot past the cutter, and leaves a bridge of paper so that the slip waits for a hand.
  encoder.partialCut({ verticalTabAmount: 1 });
  return { bytes: Buffer.concat([...lines, taken(encoder), proofRequest]), problems: work.problems };
}

/** What the encoder holds, which it then holds no more. */
function taken(encoder: Encoder): Buffer {
  const bytes = encoder.getBuffer();
  encoder.setBuffer(Buffer.alloc(0));
  return bytes;
}
