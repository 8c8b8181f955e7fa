import { z } from "zod";
import { startTestbench } from "./testbench.ts";

/**
 * The test bench by itself: `node drivers/testbench/main.ts`. TESTBENCH_PORT (8095; 0 takes a free one) and
 * TESTBENCH_PAPER (80 or 58 mm). Prints one line of JSON with its addresses once it is ready.
 */

const environment = z.object({
  TESTBENCH_PORT: z.coerce.number().int().min(0).max(65_535).default(8095),
  TESTBENCH_PAPER: z.enum(["58", "80"]).default("80"),
});

const settings = environment.safeParse(process.env);
if (!settings.success) {
  console.error(z.prettifyError(settings.error));
  process.exit(1);
}
try {
  const { TESTBENCH_PORT: port, TESTBENCH_PAPER: paper } = settings.data;
  const bench = await startTestbench({ port, paper: paper === "80" ? 80 : 58 });
  const { url, readerUrl, printerUrl, floor } = bench;
  console.log(JSON.stringify({ url, readerUrl, printerUrl, floor }));
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => {
      void bench.close().then(() => process.exit(0));
    });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
