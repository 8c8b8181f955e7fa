import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createCanvas } from "@napi-rs/canvas";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encodeSlip } from "./encode.ts";
import { parseSlip } from "./interpreter/parse.ts";
import { loadLogo } from "./logo.ts";
import type { Slip } from "./slip.ts";

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "logo-"));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function png(name: string, width: number, height: number, fill: string): string {
  const context = createCanvas(width, height).getContext("2d");
  context.fillStyle = fill;
  context.fillRect(0, 0, width, height);
  const path = join(dir, name);
  writeFileSync(path, context.canvas.toBuffer("image/png"));
  return path;
}

/** A black-and-white BMP of 8×2 dots: the upper row black. */
function bmp(name: string): string {
  const file = Buffer.alloc(62 + 8);
  file.write("BM", 0, "latin1");
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(62, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(8, 18);
  file.writeInt32LE(2, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(1, 28);
  file.writeUInt32LE(8, 34);
  file.writeUInt32LE(0xffffff, 58);
  file[62] = 0xff;
  const path = join(dir, name);
  writeFileSync(path, file);
  return path;
}

const withLogo: Slip = { jobId: "j1", lines: [{ kind: "logo" }, { kind: "text", text: "A012" }] };

const images = (bytes: Uint8Array, dots: 384 | 576) =>
  parseSlip(bytes, dots).filter((row) => row.kind === "image");

describe("D-60 a logo", () => {
  it("is shrunk to its paper, never enlarged, and printed in the middle in bands", async () => {
    const large = png("large.png", 1200, 300, "#000");
    const logo = await loadLogo(large, 58);
    expect(logo).toMatchObject({ width: 384, height: 96 });
    expect(await loadLogo(large, 80)).toMatchObject({ width: 576, height: 144 });
    expect(await loadLogo(png("small.png", 40, 20, "#000"), 80)).toMatchObject({ width: 40, height: 20 });
    const tall = await loadLogo(png("tall.png", 300, 900, "#000"), 80);
    expect(tall).toMatchObject({ width: 80, height: 240 });
    const bands = images(encodeSlip(withLogo, 80, { logo: tall }).bytes, 576);
    expect(bands.map((band) => [band.height, band.align])).toEqual([
      [96, "center"],
      [96, "center"],
      [48, "center"],
    ]);
  });

  it("keeps black black, white white, and makes a grey as dense as it is dark", async () => {
    const density = async (fill: string): Promise<number> => {
      const { bytes } = await loadLogo(png("fill.png", 160, 80, fill), 80);
      let dots = 0;
      for (const byte of bytes.subarray(8)) for (let bit = byte; bit > 0; bit >>= 1) dots += bit & 1;
      return dots / (160 * 80);
    };
    expect(await density("#000")).toBe(1);
    expect(await density("#fff")).toBe(0);
    expect(await density("rgba(0, 0, 0, 0)")).toBe(0);
    expect(await density("#808080")).toBeCloseTo(0.5, 1);
    expect(await density("#404040")).toBeCloseTo(0.75, 1);
  });

  it("may be a bitmap, and holds no DLE", async () => {
    const logo = await loadLogo(bmp("a.bmp"), 58);
    // Rows of a bitmap stand from bottom to top: the last one is black.
    expect([...logo.bytes]).toEqual([0x1d, 0x76, 0x30, 0, 1, 0, 2, 0, 0xff, 0x00]);
    for (const grey of ["#eee", "#ddd", "#999", "#222"])
      expect((await loadLogo(png("g.png", 200, 100, grey), 80)).bytes.includes(0x10)).toBe(false);
  });

  it.each([
    ["absent", () => join(dir, "nothing.png")],
    ["absent", () => dir],
    [
      "notAPicture",
      () => {
        writeFileSync(join(dir, "a.jpg"), Buffer.from([0xff, 0xd8, 0xff, 0xe0]));
        return join(dir, "a.jpg");
      },
    ],
    [
      "notAPicture",
      () => {
        const whole = createCanvas(64, 64).toBuffer("image/png");
        writeFileSync(join(dir, "cut.png"), whole.subarray(0, 30));
        return join(dir, "cut.png");
      },
    ],
    ["tooLarge", () => png("wide.png", 4097, 1, "#000")],
    [
      "tooLarge",
      () => {
        writeFileSync(join(dir, "big.png"), Buffer.alloc(4 * 1024 * 1024 + 1));
        return join(dir, "big.png");
      },
    ],
  ])("that can't be used is refused as %s, with its path", async (code, make) => {
    const path = make();
    await expect(loadLogo(path, 80)).rejects.toMatchObject({ name: "LogoError", code });
    await expect(loadLogo(path, 80)).rejects.toThrow(path);
  });

  it.skipIf(process.getuid?.() === 0)("that may not be read is refused as forbidden", async () => {
    const path = png("secret.png", 8, 8, "#000");
    chmodSync(path, 0o000);
    await expect(loadLogo(path, 80)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("that is missing leaves the slip as it is", () => {
    const { bytes } = encodeSlip(withLogo, 80);
    expect(images(bytes, 576)).toEqual([]);
    expect(bytes).toEqual(encodeSlip({ jobId: "j1", lines: [{ kind: "text", text: "A012" }] }, 80).bytes);
  });
});

describe("D-60 red", () => {
  const line: Slip = {
    jobId: "j1",
    lines: [
      { kind: "text", text: "优先", color: "red" },
      { kind: "text", text: "䶮", color: "red" },
      { kind: "columns", left: "a", right: "b", color: "red" },
      { kind: "text", text: "黑" },
    ],
  };

  it("is what the line says on a printer that has it", () => {
    const rows = parseSlip(encodeSlip(line, 80, { red: true }).bytes, 576);
    const colors = rows.flatMap((row) => {
      if (row.kind === "line") return row.runs.map((run) => run.red);
      return row.kind === "image" ? [row.red] : [];
    });
    // The last is the job's id.
    expect(colors).toEqual([true, true, true, false, false]);
  });

  it("is black on any other, which is never sent a command that it would print as text", () => {
    const plain: Slip = {
      jobId: "j1",
      lines: [
        { kind: "text", text: "优先" },
        { kind: "text", text: "䶮" },
        { kind: "columns", left: "a", right: "b" },
        { kind: "text", text: "黑" },
      ],
    };
    expect(encodeSlip(line, 80).bytes).toEqual(encodeSlip(plain, 80).bytes);
  });
});
