/** The kiosk's devices as the core has them: what they say goes to the session, to the log and to the hall. */
import type { Logger } from "pino";
import type { Profile } from "../../drivers/profile/read-profile.ts";
import { newCommandId } from "../../hall-server/contract/command-id.ts";
import { deviceReport } from "../../hall-server/contract/device-report.ts";
import { DeviceReports } from "./device-reports.ts";
import { type Devices, startDevices } from "./devices.ts";
import type { EngineerDesk } from "./engineer/engineer-desk.ts";
import type { HallLink } from "./hall-link.ts";
import type { SessionLoop } from "./session-loop.ts";

/** What the hall is told of the devices, through the link that there is by then. */
export const deviceReports = (log: Logger, hall: () => HallLink) =>
  new DeviceReports({
    send: (report, id) => hall().send(report, id),
    newId: () => newCommandId(),
    onRefused: ({ device }, { code }) => log.warn({ device, code }, "the hall refused a device's state"),
  });

/** The devices, whose word goes to the session, to the log and to the hall. */
export function startOwnDevices(
  { profile, kiosk, log }: { profile: Profile; kiosk: string; log: Logger },
  loop: SessionLoop,
  reports: DeviceReports,
  engineer: Pick<EngineerDesk, "isHere" | "onReader" | "onScan">,
): Promise<Devices> {
  loop.feed({ kind: "scanner", isThere: profile.devices.some((each) => each.kind === "scanner") });
  return startDevices({
    profile,
    onReader: (event) => {
      // What a card says stays out of the log: of it, only that it was there.
      log.info({ reader: event.kind === "state" ? event.state : event.kind }, "reader");
      // While an engineer is here a card is for the test, and nobody's: only whether there is a reader is told.
      if (engineer.isHere) engineer.onReader(event);
      if (!engineer.isHere || (event.kind === "state" && event.state !== "reading"))
        loop.feed({ kind: "reader", event });
    },
    onPrinter: (status) => {
      log.info({ printer: status }, "printer");
      loop.feed({ kind: "printer", status });
    },
    onLatePrint: (jobId) => {
      log.warn({ jobId }, "a slip came out late");
      loop.feed({ kind: "latePrint", jobId });
    },
    onScan: (code) => {
      // A code may name somebody: of it, only that it was there.
      log.info({ length: code.length }, "a code was scanned");
      if (engineer.isHere) engineer.onScan(code.length);
      else loop.feed({ kind: "scan", code });
    },
    onState: ({ device, kind, health }) => {
      log.info({ device, kind, status: health.status }, "device");
      const report = deviceReport({ place: { at: "kiosk", id: kiosk }, device, kind }, health);
      if (report) reports.changed(report);
    },
    onTrouble: (message, detail) => log.warn(detail, message),
  });
}
