import { readFile, stat } from "node:fs/promises";
import { createCanvas, loadImage } from "@napi-rs/canvas";
import { packRaster } from "./raster.ts";
import { paperSizes } from "./text-layout.ts";

/**
 * A hall's emblem for its slips. It is read, shrunk to the paper and dithered once, when the printer starts; a slip
 * then only copies its bytes. Whoever starts a printer with a logo that can't be used says so and prints without it: a
 * number matters, an emblem does not.
 */

/** A picture ready for one width of paper. */
export interface Logo {
  /** `GS v 0` images, one under the other. */
  bytes: Uint8Array;
  /** Dots. */
  width: number;
  height: number;
}

export type LogoErrorCode = "absent" | "forbidden" | "notAPicture" | "tooLarge";

/** Why a file is no logo; the message names the file and says what to do. */
export class LogoError extends Error {
  readonly code: LogoErrorCode;
  constructor(code: LogoErrorCode, message: string) {
    super(message);
    this.name = "LogoError";
    this.code = code;
  }
}

const longestFile = 4 * 1024 * 1024;
/** Pixels on a side: read from the file's head, before anything is unpacked. */
const longestSide = 4096;
/** Dots: 30 mm. More is paper and waiting for nothing. */
const tallest = 240;
/** Dots of one image command: printers with little memory take a tall picture in bands. */
const bandHeight = 96;

/** Reads a PNG or BMP file for 58 or 80 mm paper. Rejects with a LogoError. */
export async function loadLogo(path: string, width: 58 | 80): Promise<Logo> {
  const file = await readBounded(path);
  const size = pictureSize(file);
  if (size === null || size.width < 1 || size.height < 1)
    throw new LogoError("notAPicture", `${path} is not a PNG or BMP picture; save it as PNG`);
  if (size.width > longestSide || size.height > longestSide)
    throw new LogoError(
      "tooLarge",
      `${path} has ${size.width}×${size.height} pixels; make it ${longestSide} at most on each side`,
    );
  const image = await loadImage(file).catch(() => {
    throw new LogoError("notAPicture", `${path} is damaged; save it again as PNG`);
  });
  const scale = Math.min(1, paperSizes[width].dots / image.width, tallest / image.height);
  const inked = {
    width: Math.round(image.width * scale) || 1,
    height: Math.round(image.height * scale) || 1,
  };
  const dots = Math.ceil(inked.width / 8) * 8;
  const context = createCanvas(dots, inked.height).getContext("2d");
  // What is transparent is paper.
  context.fillStyle = "#fff";
  context.fillRect(0, 0, dots, inked.height);
  context.drawImage(image, Math.floor((dots - inked.width) / 2), 0, inked.width, inked.height);
  const isBlack = dither(context.getImageData(0, 0, dots, inked.height).data, dots, inked.height);
  const bands: Uint8Array[] = [];
  for (let top = 0; top < inked.height; top += bandHeight) {
    const height = Math.min(bandHeight, inked.height - top);
    bands.push(packRaster(dots, height, (dot) => isBlack[top * dots + dot] === 1));
  }
  return { bytes: Uint8Array.from(Buffer.concat(bands)), width: dots, height: inked.height };
}

async function readBounded(path: string): Promise<Buffer> {
  try {
    const { size } = await stat(path);
    if (size > longestFile)
      throw new LogoError("tooLarge", `${path} has ${size} bytes; make it ${longestFile} at most`);
    return await readFile(path);
  } catch (error) {
    if (error instanceof LogoError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EACCES" || code === "EPERM")
      throw new LogoError("forbidden", `${path} may not be read by this user; change its permissions`);
    throw new LogoError("absent", `${path} can't be read (${code ?? "unknown"}); check the path`);
  }
}

/** Width and height as a PNG's or a BMP's head has them; null for any other file. */
function pictureSize(file: Buffer): { width: number; height: number } | null {
  if (file.length >= 24 && file.subarray(0, 8).equals(Buffer.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10)))
    return { width: file.readUInt32BE(16), height: file.readUInt32BE(20) };
  if (file.length >= 26 && file.toString("latin1", 0, 2) === "BM")
    return { width: file.readInt32LE(18), height: Math.abs(file.readInt32LE(22)) };
  return null;
}

/** Floyd and Steinberg's error diffusion: greys become a density of dots, lines stay lines. */
function dither(rgba: Uint8ClampedArray, width: number, height: number): Uint8Array {
  const grey = Float32Array.from({ length: width * height }, (_, at) => {
    const [red, green, blue] = rgba.subarray(at * 4, at * 4 + 3);
    return 0.299 * (red ?? 255) + 0.587 * (green ?? 255) + 0.114 * (blue ?? 255);
  });
  const black = new Uint8Array(width * height);
  const spread = (x: number, y: number, error: number): void => {
    if (x < 0 || x >= width || y >= height) return;
    grey[y * width + x] = (grey[y * width + x] ?? 0) + error;
  };
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const at = y * width + x;
      const wanted = grey[at] ?? 255;
      black[at] = wanted < 128 ? 1 : 0;
      const error = wanted - (wanted < 128 ? 0 : 255);
      spread(x + 1, y, (error * 7) / 16);
      spread(x - 1, y + 1, (error * 3) / 16);
      spread(x, y + 1, (error * 5) / 16);
      spread(x + 1, y + 1, error / 16);
    }
  return black;
}
