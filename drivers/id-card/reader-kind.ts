import { z } from "zod";
import { defineKind } from "../device/device-kind.ts";
import { CardReader } from "./card-reader.ts";
import { simulateReader } from "./simulator/play.ts";

/** ID-card readers with a SAM_V module in a device profile. */
export const cardReaderKind = defineKind({
  name: "cardReader",
  title: { zh: "身份证阅读器", en: "ID-card reader" },
  settings: {
    pollMs: z
      .int()
      .min(50)
      .max(5000)
      .default(300)
      .describe("找卡间隔（毫秒） Pause between two looks for a card, in milliseconds"),
  },
  create: async ({ pollMs }, { open, onPlugged, clock }) =>
    new CardReader({ open, clock, pollMs, ...(onPlugged && { onPlugged }) }),
  simulate: simulateReader,
});
