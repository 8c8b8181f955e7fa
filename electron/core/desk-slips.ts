import type { Logger } from "pino";
import { spokenRange } from "../../hall-server/contract/wait-range.ts";
import type { PrintAnswer, SlipJob } from "../../hall-server/contract/wire.ts";
import type { DeskSlip } from "../bridge.ts";
import type { Reach } from "./core-hands.ts";
import { chinaTime } from "./session/offer.ts";
import { layoutSlip } from "./slip-layout.ts";
import { givenNumber } from "./view.ts";

interface DeskSlipsOptions {
  reach: () => Reach;
  /** Whether nobody stands here, neither a citizen nor an engineer. */
  isFree: () => boolean;
  log: Logger;
}

/**
 * Slips that the guide desk sends here. One comes out only while nobody stands here: whoever is served takes what the printer
 * gives. It is no session's, so what becomes of it is the desk's to tell the hall; the page says whose it is, by its number.
 */
export class DeskSlips {
  readonly #options: DeskSlipsOptions;
  #isPrinting = false;

  constructor(options: DeskSlipsOptions) {
    this.#options = options;
  }

  async print(job: SlipJob): Promise<PrintAnswer> {
    const { isFree, log } = this.#options;
    if (this.#isPrinting || !isFree()) return "busy";
    this.#isPrinting = true;
    const show = (slip: DeskSlip | null) => this.#options.reach().loop.feed({ kind: "deskSlip", slip });
    show({ number: job.number, state: "printing" });
    try {
      const { outcome } = await this.#put(job);
      // Of one that nobody knows of, paper may lie there.
      show(outcome === "failed" ? null : { number: job.number, state: "out" });
      log.info({ outcome }, "a slip for the guide desk");
      return outcome;
    } finally {
      this.#isPrinting = false;
    }
  }

  async #put({ job, takenAt, link, reprint, language, wait, ...number }: SlipJob) {
    const { devices, loop, desk, failures } = this.#options.reach();
    const { surroundings } = loop;
    const { offer } = surroundings;
    const layOut = () =>
      layoutSlip({
        jobId: job,
        hall: offer?.hall ?? { zh: "", en: "" },
        prints: offer?.slip ?? { matters: true, ahead: true, wait: true, notice: null },
        given: givenNumber({ surroundings }, { ...number, wait: wait && spokenRange(wait), offline: false }),
        takenAt,
        link,
        timeZone: offer?.timeZone ?? chinaTime,
        language,
        reprint,
      });
    const print = async () => devices.print(layOut());
    const result = await print().catch(() => ({ outcome: "failed", cause: "error" }) as const);
    failures.note(result, { at: desk.now(), reprint });
    return result;
  }
}
