import type { Simulation } from "../../device/device-kind.ts";
import { SimulatedScanner } from "./simulated-scanner.ts";

/** A serial scanner to show codes to from a keyboard. */
export function simulateScanner(): Simulation {
  const scanner = new SimulatedScanner({ mode: "serial", suffix: "\r" });
  return {
    attach: (port) => scanner.attach(port),
    // It hears nothing, and shows nothing.
    onNews: () => {},
    commands: [
      {
        says: "scan …",
        does: { zh: "出示一个码：scan 后面写内容", en: "shows a code: what follows scan" },
        run: (code) => void scanner.scan(code),
      },
      {
        says: "booking",
        does: { zh: "出示手机上的预约码", en: "shows a phone with a booking" },
        run: () => void scanner.scan("AH-340100-7F3K9QX2"),
      },
      {
        says: "chinese",
        does: { zh: "出示 GB 18030 编码的中文码", en: "shows a Chinese code in GB 18030" },
        run: () => void scanner.scan(Buffer.from("d4a4d4bc41303132", "hex")),
      },
      {
        says: "half",
        does: { zh: "码只来了一半", en: "only half of a code comes" },
        run: () => void scanner.scan("AH-340100-7F3K9QX2", { cutTo: 9 }),
      },
      {
        says: "long",
        does: { zh: "出示过长的码", en: "shows a code that is too long" },
        run: () => void scanner.scan("8".repeat(2_000)),
      },
      {
        says: "garbage",
        does: { zh: "送来乱码，如波特率不对", en: "sends garbage, as a wrong speed would" },
        run: () => void scanner.scan(Buffer.of(0xff, 0xfe, 0x80, 0xc1)),
      },
    ],
  };
}
