import type { Logger } from "pino";
import type { Profile } from "../../drivers/profile/read-profile.ts";
import { newCommandId } from "../../hall-server/contract/command-id.ts";
import { deviceReport } from "../../hall-server/contract/device-report.ts";
import { kioskPulseMs } from "../../hall-server/contract/timing.ts";
import { BridgeServer } from "./bridge-server.ts";
import { DeviceReports } from "./device-reports.ts";
import { type Devices, startDevices } from "./devices.ts";
import { HallLink } from "./hall-link.ts";
import { OfferMaker } from "./offer.ts";
import { OfflineDesk } from "./offline/desk.ts";
import { openLedger } from "./offline/ledger.ts";
import { type MachineClocks, systemClocks } from "./offline/hall-clock.ts";
import { startPageServer } from "./page-server.ts";
import { type Hands, SessionLoop } from "./session-loop.ts";
import type { Effect, SessionState } from "./session-state.ts";
import { layoutSlip } from "./slip-layout.ts";
import { givenNumber } from "./view.ts";

export interface KioskCoreOptions {
  hallUrl: string;
  kiosk: string;
  key: string;
  /** With one card reader and one ticket printer. */
  profile: Profile;
  /** Of the page; 0 takes a free one. */
  port: number;
  pxPerMm: number;
  /** A directory of this kiosk's own, for what it must not forget. */
  dataDir: string;
  /** The build of the pages. */
  uiDir: string;
  log: Logger;
  /** Monotonic milliseconds; tests bring their own. */
  now?: () => number;
  clocks?: MachineClocks;
}

export interface KioskCore {
  /** Where the page is, with the token of this boot. */
  url: string;
  close: () => Promise<void>;
}

const tickEveryMs = 250;

/** Starts a whole kiosk but for its window: devices, hall link, session, and the page's server. */
export async function startKioskCore(options: KioskCoreOptions): Promise<KioskCore> {
  const { log, now = () => performance.now() } = options;
  const server = await startPageServer(options.uiDir, options.port);
  const offers = new OfferMaker(options.kiosk);
  // Devices and hall speak through the loop, and the loop acts through them: neither does before all are there.
  const hands: Hands = {
    takeTicket: (effect) => void desk.take(effect, () => hall.takeTicket(effect)),
    print: (effect, state) => {
      desk.printing(effect.given.ticket);
      void printSlip(devices, effect, state, loop);
    },
    report: (report) => {
      log.info({ report: report.kind, ticket: report.ticket }, "telling the hall");
      desk.report(report);
    },
    askHelp: ({ id }) => void callStaff(hall, id, loop, log),
  };
  const loop: SessionLoop = new SessionLoop({
    now,
    newId: () => newCommandId(),
    pxPerMm: options.pxPerMm,
    hands,
    publish: (view) => bridge.publish(view),
    onStep: (from, to) => log.info({ from, to }, "session"),
  });
  const bridge = new BridgeServer({
    http: server.http,
    admits: server.admits,
    view: () => loop.view(),
    onIntent: (intent) => loop.intent(intent),
    onBadIntent: () => log.warn("the page sent something that is no intent"),
    now,
  });
  const reports = deviceReports(log, () => hall);
  const desk = new OfflineDesk({
    kiosk: options.kiosk,
    ledger: openLedger(options.dataDir, (why) => log.error(why)),
    clocks: options.clocks ?? systemClocks,
    newId: () => newCommandId(),
    send: (command, id) => hall.send(command, id),
    sealKey: () => hall.sealKey(),
    feed: (input) => loop.feed(input),
    onDevice: (report) => reports.changed(report),
    log,
  });
  const beat = () => {
    const own = options.profile.devices.map(({ id, kind }) => ({ kind, device: id }));
    hall.pulse({ devices: [...own, ...desk.shown().map(({ kind, device }) => ({ kind, device }))] });
    void reports.tell();
  };
  const devices = await startOwnDevices(options, loop, reports);
  const hall = new HallLink({
    url: options.hallUrl,
    kiosk: options.kiosk,
    key: options.key,
    now,
    onLink: (link) => {
      log.info({ link }, "hall");
      loop.feed({ kind: "hall", link });
      reports.linked(link === "fresh");
      desk.linked(link);
      if (link === "fresh") beat();
    },
    onViews: (kiosk, catalogue) => {
      desk.heard(kiosk, catalogue);
      loop.feed({ kind: "offer", offer: offers.make(kiosk, catalogue) });
    },
    onHelp: (open, seq) => loop.feed({ kind: "helpView", open, seq }),
    onHallTime: (at) => desk.hallTime(at),
  });
  // A kiosk that starts while the hall is away knows what it knew.
  const { remembered } = desk;
  if (remembered) loop.feed({ kind: "offer", offer: offers.make(remembered.kiosk, remembered.catalogue) });
  const beating = setInterval(beat, kioskPulseMs);
  const ticking = setInterval(() => {
    desk.tick();
    loop.feed({ kind: "tick" });
  }, tickEveryMs);
  return {
    url: server.url,
    close: async () => {
      clearInterval(ticking);
      clearInterval(beating);
      hall.close();
      await bridge.close();
      await Promise.all([server.close(), devices.stop()]);
      desk.close();
    },
  };
}

/** What the hall is told of the devices, through the link that there is by then. */
const deviceReports = (log: Logger, hall: () => HallLink) =>
  new DeviceReports({
    send: (report, id) => hall().send(report, id),
    newId: () => newCommandId(),
    onRefused: ({ device }, { code }) => log.warn({ device, code }, "the hall refused a device's state"),
  });

/** The devices, whose word goes to the session, to the log and to the hall. */
function startOwnDevices(
  { profile, kiosk, log }: KioskCoreOptions,
  loop: SessionLoop,
  reports: DeviceReports,
): Promise<Devices> {
  return startDevices({
    profile,
    onReader: (event) => {
      // What a card says stays out of the log: of it, only that it was there.
      log.info({ reader: event.kind === "state" ? event.state : event.kind }, "reader");
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
      loop.feed({ kind: "scan", code });
    },
    onState: ({ device, kind, health }) => {
      log.info({ device, kind, status: health.status }, "device");
      const report = deviceReport({ place: { at: "kiosk", id: kiosk }, device, kind }, health);
      if (report) reports.changed(report);
    },
    onTrouble: (message, detail) => log.warn(detail, message),
  });
}

async function callStaff(hall: HallLink, id: string, loop: SessionLoop, log: Logger) {
  const answer = await hall.askHelp(id);
  log.info({ answer: answer.ok ? "asked" : answer.refusal.code }, "calling staff");
  loop.feed({ kind: "helpAnswer", id, answer });
}

async function printSlip(
  devices: Devices,
  { jobId, given, language, reprint }: Effect & { kind: "print" },
  state: SessionState,
  loop: SessionLoop,
) {
  const { offer } = state.surroundings;
  const slip = layoutSlip({
    jobId,
    hall: offer?.hall ?? { zh: "", en: "" },
    prints: offer?.slip ?? { matters: true, ahead: true, wait: true, notice: null },
    given: givenNumber(state, given),
    takenAt: given.takenAt,
    link: given.link,
    timeZone: offer?.timeZone ?? "Asia/Shanghai",
    language,
    reprint,
  });
  // A slip that can't be laid out is our mistake, and for the citizen a slip that did not come.
  const result = await devices.print(slip).catch(() => ({ outcome: "failed", cause: "error" }) as const);
  loop.feed({ kind: "printResult", jobId, result });
}
