import type { Ack, AnyRefusal, WireCommand } from "../../hall-server/contract/commands.ts";

/** How one device is, as the hall is told. */
export type DeviceReport = WireCommand & { type: "reportDevice" };

export interface DeviceReportsOptions {
  send: (report: DeviceReport, id: string) => Promise<Ack<"reportDevice">>;
  newId: () => string;
  /** A report that the hall did not take. */
  onRefused: (report: DeviceReport, refusal: AnyRefusal) => void;
}

/** What may be otherwise when it is asked again. */
const passing: readonly AnyRefusal["code"][] = ["unreachable", "outcomeUnknown", "shuttingDown", "tooFast"];

/**
 * What the hall should know of the devices here: each change once, and after the hall was away the present once more.
 * Of what changed meanwhile only the last is told: a plug that was loose all night is not the hall's to read about.
 */
export class DeviceReports {
  readonly #options: DeviceReportsOptions;
  readonly #now = new Map<string, DeviceReport>();
  /** What the hall was told last, while it has been there. */
  readonly #told = new Map<string, DeviceReport>();
  #isOpen = false;
  #isTelling = false;

  constructor(options: DeviceReportsOptions) {
    this.#options = options;
  }

  /** A device is otherwise than it was. */
  changed(report: DeviceReport): void {
    this.#now.set(`${report.kind}/${report.device}`, report);
    void this.tell();
  }

  /** There is no such device any more: nothing more is told of it. */
  gone({ kind, device }: Pick<DeviceReport, "kind" | "device">): void {
    this.#now.delete(`${kind}/${device}`);
    this.#told.delete(`${kind}/${device}`);
  }

  /** The hall is there, or not any more. */
  linked(isOpen: boolean): void {
    if (isOpen && !this.#isOpen) this.#told.clear();
    this.#isOpen = isOpen;
    void this.tell();
  }

  /** Tells what is not told yet, one after another; called again now and then, it also makes up for what failed. */
  async tell(): Promise<void> {
    if (this.#isTelling) return;
    this.#isTelling = true;
    for (let next = this.#next(); next !== null; next = this.#next()) {
      const [device, report] = next;
      const answer = await this.#options.send(report, this.#options.newId());
      if (!answer.ok && passing.includes(answer.refusal.code)) break;
      if (!answer.ok) this.#options.onRefused(report, answer.refusal);
      this.#told.set(device, report);
    }
    this.#isTelling = false;
  }

  #next(): [string, DeviceReport] | null {
    if (!this.#isOpen) return null;
    return [...this.#now].find(([device, report]) => this.#told.get(device) !== report) ?? null;
  }
}
