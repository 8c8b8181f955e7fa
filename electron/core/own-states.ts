/** What a kiosk tells the hall of itself beside its devices: kept in the manager's list for as long as it is so. */
import type { StatsFs } from "node:fs";
import { statfs } from "node:fs/promises";
import type { Logger } from "pino";
import { diskLevel, diskLookMs } from "../../hall-server/contract/disk-room.ts";
import type { DeviceReport, DeviceReports } from "./device-reports.ts";
import { outCode, outOfServiceBy } from "./session/service.ts";
import type { Surroundings } from "./session/session-state.ts";

/** What is the matter, in the hall's words; `code` says more of why. */
export interface Trouble {
  status: DeviceReport["status"];
  code: string;
}

export interface OwnStateOptions {
  kiosk: string;
  kind: "service" | "clock" | "disk";
  reports: Pick<DeviceReports, "changed" | "gone">;
  /** Sends a pulse: what it does not name any more, the hall forgets. */
  beat: () => void;
}

/** One thing of a kiosk's that may be in trouble. */
export class OwnState {
  readonly #options: OwnStateOptions;
  #trouble: Trouble | null = null;

  constructor(options: OwnStateOptions) {
    this.#options = options;
  }

  /** Null: all is well. */
  say(trouble: Trouble | null): void {
    if (trouble?.code === this.#trouble?.code) return;
    this.#trouble = trouble;
    const { kind, reports, beat } = this.#options;
    const [report] = this.shown();
    if (report) return reports.changed(report);
    reports.gone({ kind, device: kind });
    beat();
  }

  /** What the pulse names, and the hall's list shows; none while all is well. */
  shown(): DeviceReport[] {
    const { kiosk, kind } = this.#options;
    if (!this.#trouble) return [];
    const { status, code } = this.#trouble;
    const snapshot = { code, identity: {}, counters: {} };
    return [
      { type: "reportDevice", place: { at: "kiosk", id: kiosk }, kind, device: kind, status, snapshot },
    ];
  }
}

export const ownStates = (common: Omit<OwnStateOptions, "kind">) => ({
  service: new OwnState({ ...common, kind: "service" }),
  clock: new OwnState({ ...common, kind: "clock" }),
  room: new OwnState({ ...common, kind: "disk" }),
});

/** As long as a long weekend, so that somebody looks why; no longer, since a kiosk that has been well since is well. */
const crashesShownMs = 3 * 24 * 3_600_000;

/**
 * Why this kiosk serves nobody: its manager knows, and no other kiosk sends anybody here. One that serves although its
 * page crashed again and again, so long ago, is in the list for a while: an engineer should look why.
 */
export function serviceTrouble(surroundings: Surroundings, crashedAgoMs: number): Trouble | null {
  const out = outOfServiceBy(surroundings);
  if (out) return { status: { state: "down", cause: "outOfService" }, code: outCode(out) };
  return crashedAgoMs < crashesShownMs
    ? { status: { state: "degraded", cause: "pageCrashes" }, code: "pageCrashes" }
    : null;
}

/** Fault 13: numbers rank by the hall's time, but logs, slips of a start without the hall and an engineer go by this one. */
const mostDriftMs = 5_000;

/** This machine's clock is too far from the hall's, which is `offsetMs` ahead; nothing is said while that is not known. */
export function clockTrouble(offsetMs: number | null): Trouble | null {
  if (offsetMs === null || Math.abs(offsetMs) <= mostDriftMs) return null;
  return { status: { state: "degraded", cause: "clockOff" }, code: offsetMs > 0 ? "slow" : "fast" };
}

/** The disk fills up on which this kiosk keeps what must not be forgotten. */
export function roomTrouble(stats: Pick<StatsFs, "blocks" | "bavail">): Trouble | null {
  const level = diskLevel({ free: stats.bavail, all: stats.blocks });
  return level === null ? null : { status: { state: "degraded", cause: "diskFilling" }, code: level };
}

/** Looks at the disk now and then, until its timer is cleared. */
export function watchRoom(directory: string, room: OwnState, log: Pick<Logger, "warn">): NodeJS.Timeout {
  const look = async () => {
    try {
      room.say(roomTrouble(await statfs(directory)));
    } catch (error) {
      log.warn({ error: String(error) }, "the disk can't be looked at");
    }
  };
  return setInterval(() => void look(), diskLookMs);
}
