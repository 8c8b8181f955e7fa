import { defineKind } from "../device/device-kind.ts";
import type { Trial } from "../device/device-kind.ts";
import type { DeviceClock } from "../port/clock.ts";
import { Scanner, scannerSettingsSchema } from "./scanner.ts";
import { simulateScanner } from "./simulator/play.ts";

const { input, maxLength, repeatMs } = scannerSettingsSchema.shape;

/** How long a technician has to show it a code. */
const SHOW_WITHIN_MS = 20_000;

/** Scanners on a serial line or with HID POS reports in a device profile. One that types needs no driver: `wedge.ts`. */
export const scannerKind = defineKind({
  name: "scanner",
  title: { zh: "扫码器", en: "Scanner" },
  settings: {
    input: input
      .prefault({ kind: "serial" })
      .describe(
        "怎样送码：串口（后缀、AIM 标识）或 HID POS 报文 How codes come: serial (suffix, AIM identifier) or HID POS reports",
      ),
    maxLength: maxLength.describe("码的最大长度 The longest code that is passed on, in characters"),
    repeatMs: repeatMs.describe(
      "同一个码在这段时间内只算一次（毫秒） The same code within this time is one showing, in milliseconds",
    ),
  },
  refuses: ({ url, input: { kind } }) =>
    url.startsWith("hid:") === (kind === "hidPos")
      ? null
      : {
          field: "input",
          says: {
            zh: "hid: 地址要配 hidPos，其他地址配 serial",
            en: "a hid: url goes with hidPos, any other with serial",
          },
        },
  create: async (settings, { id, open, onPlugged, clock }) =>
    new Scanner({
      open,
      clock,
      ...(onPlugged && { onPlugged }),
      settings: {
        name: id,
        input: settings.input,
        maxLength: settings.maxLength,
        repeatMs: settings.repeatMs,
      },
    }),
  trial: { asks: { zh: "请扫一个码", en: "Show it a code" }, hands: true, run: tryScanner },
  simulate: simulateScanner,
});

/** Waits for one code. What it says is not told: it may name a person. */
function tryScanner(scanner: Scanner, clock: DeviceClock): Promise<Trial> {
  return new Promise((resolve) => {
    const end = (trial: Trial): void => {
      for (const stop of stops) stop();
      resolve(trial);
    };
    const stops = [
      scanner.onScan(() => end({ good: true, code: "scanned" })),
      scanner.onRefusal((code) => end({ good: false, code })),
      clock.setTimeout(() => end({ good: false, code: "nothingScanned" }), SHOW_WITHIN_MS),
    ];
  });
}
