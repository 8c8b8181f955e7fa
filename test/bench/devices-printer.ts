import { encodeSlip } from "../../drivers/printer/encode.ts";
import { layoutSlip } from "../../electron/core/slip-layout.ts";
import type { Measured } from "./measure.ts";
import type { Recorder } from "./recorder.ts";
import { quantile } from "./statistics.ts";

/** Bits on a serial line for each byte: 8, and its start and stop. */
const bitsPerByte = 10;
const baud = 115_200;

/**
 * How long a kiosk's slip takes to become bytes (goal: 5 ms), one with a rare character and a QR code, beside the time
 * that the same bytes then take on a serial line.
 */
export function measureSlipBytes(recorder: Recorder, seconds: number): void {
  const { lines, jobId } = layoutSlip({
    jobId: "b7e5c9d2-52f0-4c6c-9d0f-3b8f6c0f7a11",
    hall: { zh: "江城区政务服务大厅", en: "Jiangcheng Public Service Hall" },
    prints: { matters: true, ahead: true, wait: true, notice: null },
    given: {
      number: "A012",
      queue: { zh: "婚姻登记", en: "Marriage registration" },
      items: [{ zh: "国内结婚登记（㵘江街道）", en: "Marriage of residents" }],
      ahead: 7,
      wait: null,
      offline: false,
    },
    takenAt: 1_790_000_000_000,
    timeZone: "Asia/Shanghai",
    link: null,
    language: "en",
    reprint: false,
  });
  const slip = {
    jobId,
    lines: [...lines, { kind: "qr" as const, content: "https://hall.example/t/A012-7f3k9" }],
  };
  const took: number[] = [];
  let bytes = 0;
  const begun = performance.now();
  const cpu = process.cpuUsage();
  while (performance.now() - begun < seconds * 1000) {
    const at = performance.now();
    bytes = encodeSlip(slip, 80).bytes.length;
    took.push(performance.now() - at);
  }
  const { user, system } = process.cpuUsage(cpu);
  const wireMs = (bytes * bitsPerByte * 1000) / baud;
  const wire: Measured = {
    perSecond: 1000 / wireMs,
    p50Ms: wireMs,
    p99Ms: wireMs,
    serverUs: 0,
    harnessUs: 0,
  };
  const ours: Measured = {
    perSecond: (took.length * 1000) / (performance.now() - begun),
    p50Ms: quantile(took, 0.5),
    p99Ms: quantile(took, 0.99),
    serverUs: 0,
    harnessUs: (user + system) / took.length,
  };
  recorder.add("slipBytes", 1, ours, `wire${baud}`, wire, "p99Ms");
}
