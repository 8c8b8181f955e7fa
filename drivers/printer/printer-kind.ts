import { resolve } from "node:path";
import { z } from "zod";
import { defineKind } from "../device/device-kind.ts";
import { loadLogo, type Logo, LogoError } from "./logo.ts";
import { simulatePrinter } from "./simulator/play.ts";
import { testSlip } from "./test-slip.ts";
import { TicketPrinter } from "./ticket-printer.ts";

/** ESC/POS ticket printers in a device profile. */
export const ticketPrinterKind = defineKind({
  name: "ticketPrinter",
  title: { zh: "小票打印机", en: "Ticket printer" },
  settings: {
    widthMm: z.literal([58, 80]).default(80).describe("纸宽（毫米） Paper width in millimetres"),
    red: z
      .boolean()
      .default(false)
      .describe(
        "能打红色（ESC r） Prints red too; leave it off for any other printer: it would print the command",
      ),
    logo: z
      .string()
      .min(1)
      .optional()
      .describe("票头图案，PNG 或 BMP 文件，相对本文件 A PNG or BMP file for slips, relative to this file"),
  },
  // Where printers listen for raw bytes.
  openOptions: { tcpPort: 9100 },
  create: async ({ widthMm, red, logo }, { open, onPlugged, clock, directory, onTrouble }) =>
    new TicketPrinter({
      open,
      clock,
      ...(onPlugged && { onPlugged }),
      width: widthMm,
      red,
      logo: logo === undefined ? null : await logoOrNone(resolve(directory, logo), widthMm, onTrouble),
      onProblem: (job, { kind, character }) => onTrouble(kind, { job, character }),
    }),
  trial: {
    asks: { zh: "打印一张测试票？", en: "Print a test slip?" },
    run: async (printer) => {
      const result = await printer.print(testSlip());
      if (result.outcome === "printed") return { good: true, code: "printed" };
      return { good: false, code: result.cause };
    },
  },
  simulate: simulatePrinter,
});

/** A number matters, an emblem does not: without it slips are printed all the same. */
async function logoOrNone(
  path: string,
  width: 58 | 80,
  onTrouble: (code: string, detail: Record<string, string>) => void,
): Promise<Logo | null> {
  try {
    return await loadLogo(path, width);
  } catch (error) {
    if (!(error instanceof LogoError)) throw error;
    onTrouble("logoUnusable", { why: error.message });
    return null;
  }
}
