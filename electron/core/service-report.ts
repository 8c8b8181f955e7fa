import type { DeviceReport, DeviceReports } from "./device-reports.ts";
import { type OutOfService, outCode, outOfServiceBy } from "./service.ts";
import type { Surroundings } from "./session-state.ts";

/** Tells the hall when this kiosk serves nobody, so that its manager knows, and no other kiosk sends anybody here. */
export class ServiceReport {
  readonly #kiosk: string;
  readonly #reports: Pick<DeviceReports, "changed" | "gone">;
  readonly #beat: () => void;
  readonly #crashed: boolean;
  #out: OutOfService | null = null;

  /** `beat` sends a pulse: what it does not name any more, the hall forgets. */
  constructor(
    kiosk: string,
    reports: Pick<DeviceReports, "changed" | "gone">,
    beat: () => void,
    crashed = false,
  ) {
    this.#kiosk = kiosk;
    this.#reports = reports;
    this.#beat = beat;
    this.#crashed = crashed;
    for (const report of this.shown()) reports.changed(report);
  }

  look(surroundings: Surroundings): void {
    const out = outOfServiceBy(surroundings);
    const before = this.#out && outCode(this.#out);
    if ((out && outCode(out)) === before) return;
    this.#out = out;
    const [report] = this.shown();
    if (report) return this.#reports.changed(report);
    this.#reports.gone({ kind: "service", device: "service" });
    this.#beat();
  }

  /** What the pulse names, and the hall's list shows; none while all is well. */
  shown(): DeviceReport[] {
    if (this.#out) return [this.#report({ state: "down", cause: "outOfService" }, outCode(this.#out))];
    // It serves, and an engineer should look why: until it is started the next time.
    return this.#crashed ? [this.#report({ state: "degraded", cause: "fault" }, "pageCrashes")] : [];
  }

  #report(status: DeviceReport["status"], code: string): DeviceReport {
    return {
      type: "reportDevice",
      place: { at: "kiosk", id: this.#kiosk },
      kind: "service",
      device: "service",
      status,
      snapshot: { code, identity: {}, counters: {} },
    };
  }
}
