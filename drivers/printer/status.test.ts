import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decodeAsb,
  decodePaperStatus,
  decodeRealTime,
  faultOf,
  joinAnswers,
  PrinterMessageReader,
  realTimeQuestions,
  realTimeRequest,
  statusOf,
} from "./status.ts";

const none = joinAnswers([]);

describe("D-13 DLE EOT", () => {
  it("asks with three bytes", () => {
    expect(realTimeQuestions.map((question) => [...realTimeRequest(question)])).toEqual([
      [16, 4, 1],
      [16, 4, 2],
      [16, 4, 3],
      [16, 4, 4],
    ]);
  });

  it.each([
    [1, 0x12, { offline: false }],
    [1, 0x1a, { offline: true }],
    [2, 0x12, { coverOpen: false, paperEnd: false, error: false }],
    [2, 0x16, { coverOpen: true, paperEnd: false, error: false }],
    [2, 0x32, { coverOpen: false, paperEnd: true, error: false }],
    [2, 0x52, { coverOpen: false, paperEnd: false, error: true }],
    [3, 0x1a, { cutter: true, fatal: false, overheated: false }],
    [3, 0x32, { cutter: false, fatal: true, overheated: false }],
    [3, 0x52, { cutter: false, fatal: false, overheated: true }],
    [4, 0x12, { nearEnd: false, paperEnd: false }],
    [4, 0x1e, { nearEnd: true, paperEnd: false }],
    [4, 0x7e, { nearEnd: true, paperEnd: true }],
  ] as const)("n=%i, %i", (question, byte, meaning) => {
    expect(decodeRealTime(question, byte)).toEqual(meaning);
  });

  it("takes exactly the bytes with its fixed bits", () => {
    for (let byte = 0; byte < 256; byte += 1) {
      const valid = byte % 4 === 2 && (byte & 16) !== 0 && byte < 128;
      for (const question of realTimeQuestions) expect(decodeRealTime(question, byte) !== null).toBe(valid);
    }
  });
});

describe("D-13 automatic status", () => {
  it.each([
    [[0x10, 0, 0, 0], {}],
    [[0x18, 0, 0, 0], { offline: true }],
    [[0x38, 0, 0, 0], { offline: true, coverOpen: true }],
    [[0x18, 0x08, 0, 0], { offline: true, cutter: true }],
    [[0x18, 0x20, 0, 0], { offline: true, fatal: true }],
    [[0x18, 0x40, 0, 0], { offline: true, overheated: true }],
    [[0x10, 0, 0x03, 0], { nearEnd: true }],
    [[0x18, 0, 0x0f, 0], { offline: true, nearEnd: true, paperEnd: true }],
  ])("%j", (bytes, meaning) => {
    expect(decodeAsb(Uint8Array.from(bytes))).toEqual({ ...none, ...meaning });
  });

  it.each([
    [[0x12, 0, 0, 0]],
    [[0x10, 0x90, 0, 0]],
    [[0x10, 0, 0x10, 0]],
    [[0x10, 0, 0, 0x80]],
    [[0x10, 0, 0]],
  ])("%j is none", (bytes) => {
    expect(decodeAsb(Uint8Array.from(bytes))).toBeNull();
  });
});

it("takes four bytes only for a paper sensor's answer", () => {
  const valid = Array.from({ length: 256 }, (_, byte) => byte).filter(
    (byte) => decodePaperStatus(byte) !== null,
  );
  expect(valid).toEqual([0x00, 0x03, 0x0c, 0x0f]);
});

describe("D-13 the first fault", () => {
  it.each([
    [{ coverOpen: true, paperEnd: true, offline: true }, "coverOpen"],
    [{ paperEnd: true, error: true, offline: true }, "paperOut"],
    [{ cutter: true, error: true, offline: true }, "cutter"],
    [{ overheated: true, offline: true }, "overheated"],
    [{ fatal: true }, "error"],
    [{ offline: true }, "offline"],
    [{ nearEnd: true }, null],
  ] as const)("%j: %s", (condition, fault) => {
    expect(faultOf({ ...none, ...condition })).toBe(fault);
  });

  it("is part of the status", () => {
    expect(statusOf({ ...none, nearEnd: true })).toEqual({
      connection: "connected",
      paper: "nearEnd",
      cover: "closed",
      fault: null,
    });
  });
});

describe("D-13 the message reader", () => {
  const read = (...chunks: number[][]): unknown[] => {
    const reader = new PrinterMessageReader();
    return chunks.flatMap((chunk) => reader.push(Uint8Array.from(chunk))).map((message) => message.kind);
  };

  it("tells the messages apart, however they are split", () => {
    expect(read([0x12], [0x10, 0], [0, 0, 0x00], [0x37], [0x25], [0, 0x16])).toEqual([
      "realTime",
      "asb",
      "paper",
      "cleared",
      "realTime",
    ]);
  });

  it("takes nothing out of a status that was cut off", () => {
    expect(read([0x10, 0x00, 0x12, 0x00])).toEqual(["noise", "realTime", "paper"]);
  });

  it("gives the same messages for the same bytes in any pieces, and holds at most three", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 1, max: 20 }), (bytes, step) => {
        const whole = new PrinterMessageReader().push(bytes);
        const reader = new PrinterMessageReader();
        const pieces = [];
        for (let at = 0; at < bytes.length; at += step)
          pieces.push(...reader.push(bytes.subarray(at, at + step)));
        const size = (messages: typeof whole): number =>
          messages.reduce((sum, message) => {
            if (message.kind === "noise") return sum + message.length;
            return sum + { realTime: 1, asb: 4, paper: 1, cleared: 3 }[message.kind];
          }, 0);
        expect(size(pieces)).toBe(size(whole));
        expect(bytes.length - size(whole)).toBeLessThanOrEqual(3);
        expect(pieces.filter((m) => m.kind !== "noise")).toEqual(whole.filter((m) => m.kind !== "noise"));
      }),
      { numRuns: 500 },
    );
  });

  it("finds no status in bytes that have the wrong fixed bits", () => {
    fc.assert(
      fc.property(
        fc.uint8Array().map((bytes) => bytes.map((byte) => byte | 0x80)),
        (bytes) => {
          expect(new PrinterMessageReader().push(bytes).every((message) => message.kind === "noise")).toBe(
            true,
          );
        },
      ),
    );
  });
});
