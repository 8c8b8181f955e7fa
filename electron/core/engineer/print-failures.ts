import { z } from "zod";
import type { PrintOutcome } from "../../../drivers/printer/slip.ts";
import type { PrintFailure } from "../../engineer-bridge.ts";
import type { DiskWatch } from "../offline/disk-watch.ts";
import type { Ledger } from "../offline/ledger.ts";

const Kept = z.array(
  z.object({
    at: z.number(),
    outcome: z.enum(["failed", "unknown"]),
    cause: z.string(),
    reprint: z.boolean(),
  }),
);
const mostKept = 20;

/** Why slips did not come out, the newest first; kept over restarts, since whoever repairs a printer comes later. */
export class PrintFailures {
  readonly #disk: Pick<DiskWatch, "keep">;
  #failures: readonly PrintFailure[];

  constructor(ledger: Pick<Ledger, "kept">, disk: Pick<DiskWatch, "keep">) {
    this.#disk = disk;
    this.#failures = ledger.kept("printFailures", Kept) ?? [];
  }

  note(result: PrintOutcome, { at, reprint }: { at: number; reprint: boolean }): void {
    if (result.outcome === "printed") return;
    const { outcome, cause } = result;
    this.#failures = [{ at, outcome, cause, reprint }, ...this.#failures].slice(0, mostKept);
    this.#disk.keep("printFailures", this.#failures);
  }

  list(): readonly PrintFailure[] {
    return this.#failures;
  }
}
