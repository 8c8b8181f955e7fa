import type { Slip } from "./slip.ts";

/** A slip on which a technician sees what the printer can: widths, Hanzi, a drawn character, red, a QR code. */
export function testSlip(): Slip {
  return {
    jobId: "test",
    lines: [
      { kind: "logo" },
      { kind: "text", text: "测试票 TEST SLIP", align: "center", bold: true, size: 2 },
      { kind: "text", text: "不是号票 Not a number", align: "center", color: "red" },
      { kind: "rule" },
      { kind: "columns", left: "左边 left", right: "右边 right" },
      { kind: "text", text: "1234567890".repeat(5) },
      { kind: "text", text: "字库 汉字 ABC abc 0123 ￥$" },
      { kind: "text", text: "造字 䶮 㵘 𠮷" },
      { kind: "text", text: "A012", align: "center", bold: true, size: 6 },
      { kind: "qr", content: "YIMEN-TEST-SLIP" },
    ],
  };
}
