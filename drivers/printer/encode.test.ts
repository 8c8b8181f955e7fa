import jsqrModule from "jsqr";
import { createCanvas, loadImage } from "@napi-rs/canvas";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeSlip } from "./encode.ts";
import { parseSlip } from "./interpreter/parse.ts";
import { renderSlip } from "./interpreter/render.ts";
import { slipText } from "./interpreter/to-text.ts";
import type { Slip, SlipLine } from "./slip.ts";

// A CommonJS module whose types and runtime disagree on where the function is.
const jsQR = jsqrModule as unknown as typeof jsqrModule.default;

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const slip = (...lines: SlipLine[]): Slip => ({ jobId: "j1", lines });
const head = "1b401b74001b52001c26";
const foot = "1d21001b45001b33181b4d011b61016a310a1b4d001b64041d56011b401d7201";

describe("D-11 golden bytes", () => {
  it.each<[string, SlipLine, string]>([
    [
      "text",
      { kind: "text", text: "号A", size: 2, bold: true, align: "center" },
      "1b61011b45011d21111b3338bac5410a",
    ],
    [
      "columns",
      { kind: "columns", left: "前", right: "7" },
      `1b61001b45001d21001b3320c7b0${"20".repeat(45)}370a`,
    ],
    ["feed", { kind: "feed", lines: 2 }, "1d21001b33200a0a"],
    [
      "qr",
      { kind: "qr", content: "A1", size: 5 },
      "1b61011b4a141d286b040031413200" +
        "1d286b03003143051d286b03003145311d286b0500315030" +
        "41311d286b03003151301b4a14",
    ],
  ])("%s", (_, line, bytes) => {
    expect(hex(encodeSlip(slip(line), 80).bytes)).toBe(head + bytes + foot);
  });

  it("draws a line with a character that printers lack", () => {
    const { bytes, problems } = encodeSlip(slip({ kind: "text", text: "王䶮" }), 80);
    expect(problems).toEqual([]);
    expect(hex(bytes).startsWith(`${head}1b61001d763000480020000000`)).toBe(true);
    const image = parseSlip(bytes, 576)[0];
    expect(image).toMatchObject({ kind: "image", rowBytes: 72, height: 32 });
    expect(image?.kind === "image" && image.bits.some((byte) => byte !== 0)).toBe(true);
  });
});

describe("D-12 what data says", () => {
  it("never becomes a command: any text at all gives a slip with the same commands", () => {
    const shape = (text: string): string[] =>
      parseSlip(encodeSlip(slip({ kind: "text", text }), 80).bytes, 576).map((row) => row.kind);
    const allowed = new Set(["line", "image", "feed"]);
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
        const kinds = shape(text);
        // The foot: the job id, the feed and the cut.
        expect(kinds.slice(-3)).toEqual(["line", "feed", "cut"]);
        expect(kinds.slice(0, -3).every((kind) => allowed.has(kind))).toBe(true);
      }),
      { numRuns: 200 },
    );
    expect(shape("\u001DV\u0000\u001B@\u0010\u0004\u0001")).toEqual(["line", "line", "feed", "cut"]);
  });

  it("holds no DLE: a printer would act on it even inside an image", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 40 }),
        fc.integer({ min: 1, max: 8 }),
        (text, size) => {
          const { bytes } = encodeSlip(slip({ kind: "text", text: `䶮${text}`, size }, { kind: "rule" }), 58);
          expect(bytes.includes(0x10)).toBe(false);
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each([
    ["qrNotAscii", slip({ kind: "qr", content: "号" })],
    ["qrNotAscii", slip({ kind: "qr", content: "A\u001B" })],
    ["qrNotAscii", slip({ kind: "qr", content: "" })],
    ["qrTooLong", slip({ kind: "qr", content: "x".repeat(3000) })],
    ["badSize", slip({ kind: "text", text: "a", size: 9 })],
    ["badSize", slip({ kind: "qr", content: "a", size: 0 })],
    ["jobIdNotAscii", { jobId: "号", lines: [] }],
    ["jobIdNotAscii", { jobId: "", lines: [] }],
  ])("is refused as %s", (code, wrong) => {
    expect(() => encodeSlip(wrong, 80)).toThrow(expect.objectContaining({ name: "SlipError", code }));
  });
});

describe("D-11 round trip", () => {
  it.each([58, 80] as const)("the words on %i mm paper are the words of the layout", (width) => {
    const { bytes } = encodeSlip(
      {
        jobId: "k03-000417",
        lines: [
          { kind: "text", text: "江城政务大厅", size: 2, align: "center" },
          { kind: "text", text: "第一行\n第二行", align: "right" },
          { kind: "columns", left: "等候", right: "7 人" },
          { kind: "text", text: "" },
          { kind: "qr", content: "HTTPS://X/A012" },
        ],
      },
      width,
    );
    const dots = width === 80 ? 576 : 384;
    const columns = width === 80 ? 48 : 32;
    expect(slipText(bytes, dots).split("\n")).toEqual([
      "江城政务大厅",
      "第一行",
      "第二行",
      `等候${" ".repeat(columns - 8)}7 人`,
      "[QR HTTPS://X/A012]",
      "k03-000417",
      "[cut]",
    ]);
  });

  it.each([58, 80] as const)("the QR code on %i mm paper can be read from the picture", async (width) => {
    const content = "https://hall.example.gov.cn/t/A012-7f3k9?lang=zh";
    const { bytes } = encodeSlip(
      {
        jobId: "j1",
        lines: [
          { kind: "text", text: "政务" },
          { kind: "qr", content, size: 4 },
        ],
      },
      width,
    );
    const image = await loadImage(Buffer.from(renderSlip(bytes, width === 80 ? 576 : 384).png));
    const context = createCanvas(image.width, image.height).getContext("2d");
    context.drawImage(image, 0, 0);
    const pixels = context.getImageData(0, 0, image.width, image.height);
    expect(jsQR(new Uint8ClampedArray(pixels.data), image.width, image.height)?.data).toBe(content);
  });

  it("a QR code too large for its paper gets smaller dots", () => {
    const { bytes } = encodeSlip(slip({ kind: "qr", content: "x".repeat(200), size: 8 }), 58);
    const symbol = parseSlip(bytes, 384).find((row) => row.kind === "qr");
    expect(symbol).toMatchObject({ module: 5 });
  });
});
