import type { DeviceCause, DeviceKind, DevicePlace, DeviceStatus } from "../domain/devices/device.ts";
import type { WireCommand } from "./commands.ts";
import { factShape, longestFact, mostFacts } from "./timing.ts";

/** A driver's health, as far as the hall wants to know it: `Device` and `DeviceHealth` of the drivers fit it. */
export interface DriverHealth {
  status:
    | { state: "starting" | "ready" }
    | { state: "degraded" | "failed" | "absent" | "givenUp"; problem: string };
  identity: Readonly<Record<string, string>>;
  counters: Readonly<Record<string, number>>;
}

/** The drivers' words for what is the matter, in the hall's. Whatever is not named here is a `fault`. */
const causes: Readonly<Record<string, DeviceCause>> = {
  paperNearEnd: "paperLow",
  paperOut: "paperOut",
  coverOpen: "coverOpen",
  cutter: "cutter",
  overheated: "overheated",
  absent: "absent",
  unplugged: "absent",
  speakerAbsent: "absent",
  busy: "busy",
  speakerBusy: "busy",
  forbidden: "noPermission",
  silent: "silent",
  padOffline: "silent",
  stripOffline: "silent",
  noise: "badLine",
  garbage: "badLine",
  garbled: "badLine",
  padClash: "badLine",
  writeFailed: "badLine",
  lineError: "badLine",
  io: "badLine",
};

const knownCause = (problem: string): DeviceCause =>
  Object.hasOwn(causes, problem) ? (causes[problem] ?? "fault") : "fault";

/** What to tell the hall of a device; null while its driver does not know anything yet. */
export function deviceReport(
  which: { place: DevicePlace; device: string; kind: DeviceKind },
  { status, identity, counters }: DriverHealth,
): (WireCommand & { type: "reportDevice" }) | null {
  if (status.state === "starting") return null;
  const code = "problem" in status ? status.problem : null;
  return {
    type: "reportDevice",
    ...which,
    status: statusOf(status),
    snapshot: {
      code: code !== null && factShape.test(code) ? code : null,
      identity: Object.fromEntries(
        Object.entries(identity)
          .slice(0, mostFacts)
          .map(([name, value]) => [name, value.replace(/[^\x20-\x7e]/g, "?").slice(0, longestFact)]),
      ),
      counters: Object.fromEntries(Object.entries(counters).slice(0, mostFacts)),
    },
  };
}

function statusOf(status: DriverHealth["status"]): DeviceStatus {
  if (!("problem" in status)) return { state: "ready" };
  const state = status.state === "degraded" ? "degraded" : "down";
  return { state, cause: knownCause(status.problem) };
}
