import type { Slip } from "../../../drivers/printer/slip.ts";

/** A slip that can't be taken for a number: what a printer must be able to do, and nothing of anybody. */
export function testSlip({ jobId, kiosk, at }: { jobId: string; kiosk: string; at: string }): Slip {
  return {
    jobId,
    lines: [
      { kind: "text", text: "测试小票 TEST SLIP", align: "center", bold: true, size: 2 },
      { kind: "text", text: "不是号码 Not a number", align: "center" },
      { kind: "rule" },
      { kind: "columns", left: kiosk, right: at },
      { kind: "text", text: "一二三四五六七八九十 䶮𠮷", align: "center" },
      { kind: "text", text: "ABCDEFGHIJ 0123456789", align: "center" },
      { kind: "text", text: "大号 8", align: "center", bold: true, size: 6 },
      { kind: "rule" },
      { kind: "qr", content: `TEST ${kiosk}`, size: 5 },
      { kind: "feed", lines: 1 },
    ],
  };
}
