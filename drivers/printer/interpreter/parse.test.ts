import { describe, expect, it } from "vitest";
import { parseSlip } from "./parse.ts";
import { renderSlip } from "./render.ts";
import { slipText } from "./to-text.ts";

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Buffer.concat(
    parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : Buffer.from(part))),
  );

describe("D-18 the interpreter", () => {
  it.each([
    ["unknownCommand", [0x1b, 0x7f]],
    ["unknownCommand", [0x1d, 0x5a, 1]],
    ["unknownCommand", [0x1c, 0x70]],
    ["unknownCommand", [0x07]],
    ["badParameter", [0x1b, 0x61, 9]],
    ["badParameter", [0x1b, 0x74, 18]],
    ["badParameter", [0x1d, 0x56, 7]],
    ["badParameter", [0x1d, 0x76, 0x30, 0, 73, 0, 1, 0]],
    ["badParameter", [0x1d, 0x28, 0x6b, 3, 0, 48, 67, 3]],
    ["truncated", [0x1d, 0x76, 0x30, 0, 2, 0, 2, 0, 1]],
    ["truncated", [0x1b]],
    ["badText", [0x95, 0x34, 0xb2, 0x35]],
    ["badText", [0xff, 0xff]],
  ])("refuses, as %s, %j", (code, wrong) => {
    expect(() => parseSlip(Uint8Array.from(wrong), 576)).toThrow(
      expect.objectContaining({ name: "InterpretError", code }),
    );
  });

  it("starts a new line where a printer would", () => {
    expect(slipText(bytes("x".repeat(50), "\n"), 576)).toBe(`${"x".repeat(48)}\nxx`);
    expect(slipText(bytes([0x1d, 0x21, 0x11], "x".repeat(20), "\n"), 384)).toBe(`${"x".repeat(16)}\nxxxx`);
  });

  it("keeps sizes, weight, font and alignment", () => {
    const rows = parseSlip(
      bytes([0x1b, 0x61, 2, 0x1b, 0x45, 1, 0x1d, 0x21, 0x12, 0x1b, 0x4d, 1], "ab\n"),
      576,
    );
    expect(rows).toEqual([
      {
        kind: "line",
        align: "right",
        pitch: 30,
        runs: [{ text: "ab", bold: true, across: 2, down: 3, font: "B", red: false }],
      },
    ]);
  });

  it("draws black dots on paper, as high as the rows are", () => {
    const slip = renderSlip(bytes("A\n", [0x1d, 0x76, 0x30, 0, 1, 0, 2, 0, 0xff, 0x81, 0x1b, 0x4a, 10]), 384);
    expect(slip).toMatchObject({ width: 384, height: 28 + 30 + 2 + 10 + 28 });
    expect([...slip.png.subarray(1, 4)]).toEqual([...Buffer.from("PNG")]);
  });
});
