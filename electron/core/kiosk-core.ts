import type { Logger } from "pino";
import type { Profile } from "../../drivers/profile/read-profile.ts";
import { newCommandId } from "../../hall-server/contract/command-id.ts";
import { kioskPulseMs } from "../../hall-server/contract/timing.ts";
import { BridgeServer } from "./bridge-server.ts";
import { coreHands, type Reach } from "./core-hands.ts";
import { DeskSlips } from "./desk-slips.ts";
import type { Devices } from "./devices.ts";
import { EngineerDesk } from "./engineer/engineer-desk.ts";
import { PrintFailures } from "./engineer/print-failures.ts";
import { HallLink } from "./hall-link.ts";
import { chinaTime, OfferMaker } from "./session/offer.ts";
import { OfflineDesk } from "./offline/desk.ts";
import { DiskWatch } from "./offline/disk-watch.ts";
import { AbsentLedger, ledgerAtStart } from "./offline/absent-ledger.ts";
import type { Ledger } from "./offline/ledger.ts";
import { type MachineClocks, systemClocks } from "./offline/hall-clock.ts";
import { deviceReports, startOwnDevices } from "./own-devices.ts";
import { type PageServer, startPageServer } from "./page-server.ts";
import { clockTrouble, ownStates, serviceTrouble, watchRoom } from "./own-states.ts";
import { SessionLoop } from "./session-loop.ts";

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
  /** The device profile's file, for an engineer to see what has become of it. */
  profileFile?: string;
  /** Where sticks are mounted, if not where systems do. */
  usbDir?: string;
  /** The last lines of the log. */
  logLines?: () => readonly string[];
  /** Its window was restarted just now because its page crashed again and again. */
  pageCrashed?: boolean;
  /** Whether somebody is served, whenever that changes. */
  onIdle?: (isIdle: boolean) => void;
  /** Whether its page is there, whenever that may have changed; a page that does not answer is not. */
  onPage?: (isThere: boolean) => void;
  /** This kiosk started while its disk was full or broken, and now it is not: it is to be started anew. */
  onDiskBack?: () => void;
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
  const { log, now = () => performance.now(), clocks = systemClocks } = options;
  const crashedAt = options.pageCrashed ? now() : -Infinity;
  const server = await startPageServer(options.uiDir, options.port);
  const offers = new OfferMaker(options.kiosk);
  // Devices and hall speak through the loop, and the loop acts through them: neither does before all are there.
  const reach = (): Reach => ({ devices, hall, desk, loop, failures });
  const loop: SessionLoop = new SessionLoop({
    now,
    newId: () => newCommandId(),
    pxPerMm: options.pxPerMm,
    hands: coreHands(reach, log),
    publish: (view) => bridge.publish(view),
    cover: () => engineer.cover(),
    onSurroundings: (surroundings) => service.say(serviceTrouble(surroundings, now() - crashedAt)),
    onStep: (from, to) => log.info({ from, to }, "session"),
  });
  const bridge = openBridge(server, { ...options, now }, () => ({ loop, engineer }));
  const reports = deviceReports(log, () => hall);
  const { ledger, disk } = openDisk(options, clocks, loop);
  const failures = new PrintFailures(ledger, disk);
  const { service, clock, room } = ownStates({ kiosk: options.kiosk, reports, beat: () => beat() });
  const engineer = openEngineerDesk(options, { ledger, disk, clocks, now, failures }, reach);
  const isFree = () => loop.isIdle && !engineer.isHere;
  const deskSlips = new DeskSlips({ reach, isFree, log });
  const desk = new OfflineDesk({
    kiosk: options.kiosk,
    ledger,
    disk,
    clocks,
    newId: () => newCommandId(),
    send: (command, id) => hall.send(command, id),
    sealKey: () => hall.sealKey(),
    feed: (input) => loop.feed(input),
    onDevice: (report) => reports.changed(report),
    log,
  });
  const beat = () => {
    const devices = options.profile.devices.map(({ id, kind }) => ({ kind, device: id }));
    const others = [...desk.shown(), ...service.shown(), ...clock.shown(), ...room.shown()];
    hall.pulse({ devices: [...devices, ...others.map(({ kind, device }) => ({ kind, device }))] });
    void reports.tell();
  };
  const devices = await startOwnDevices(options, loop, reports, engineer);
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
    onHallTime: (at) => {
      desk.hallTime(at);
      clock.say(clockTrouble(desk.clockOffset()));
    },
    onPrintSlip: (job) => deskSlips.print(job),
  });
  // A kiosk that starts while the hall is away knows what it knew.
  const { remembered } = desk;
  if (remembered) loop.feed({ kind: "offer", offer: offers.make(remembered.kiosk, remembered.catalogue) });
  loop.feed({ kind: "takenOut", reason: engineer.takenOut });
  if (ledger instanceof AbsentLedger) disk.failed();
  const tellIdle = onChange(options.onIdle);
  const tick = () => {
    desk.tick();
    engineer.feed({ kind: "tick" });
    loop.feed({ kind: "tick" });
    tellIdle(isFree());
  };
  const beating = setInterval(beat, kioskPulseMs);
  const timers = [beating, setInterval(tick, tickEveryMs), watchRoom(options.dataDir, room, log)];
  return {
    url: server.url,
    close: async () => {
      for (const timer of timers) clearInterval(timer);
      hall.close();
      await bridge.close();
      await Promise.all([server.close(), devices.stop()]);
      desk.close();
    },
  };
}

function openDisk(
  { dataDir, log, onDiskBack }: KioskCoreOptions,
  clocks: MachineClocks,
  loop: SessionLoop,
): { ledger: Ledger; disk: DiskWatch } {
  const ledger = ledgerAtStart(dataDir, {
    onTrouble: (why) => log.error(why),
    onBack: () => onDiskBack?.(),
  });
  return { ledger, disk: new DiskWatch({ ledger, clocks, feed: (input) => loop.feed(input), log }) };
}

/** What an engineer finds at this kiosk. */
function openEngineerDesk(
  { kiosk, hallUrl, dataDir, profileFile, usbDir, logLines, log }: KioskCoreOptions,
  own: { ledger: Ledger; disk: DiskWatch; clocks: MachineClocks; now: () => number; failures: PrintFailures },
  reach: () => { devices: Devices; hall: HallLink; desk: OfflineDesk; loop: SessionLoop },
): EngineerDesk {
  return new EngineerDesk({
    kiosk,
    hallUrl,
    dataDir,
    profileFile: profileFile ?? null,
    usbDir: usbDir ?? null,
    ledger: own.ledger,
    disk: own.disk,
    now: own.now,
    wall: own.clocks.wall,
    timeZone: () => reach().desk.remembered?.kiosk.timeZone ?? chinaTime,
    newId: () => newCommandId(),
    reach,
    failures: own.failures,
    logLines: logLines ?? (() => []),
    isIdle: () => reach().loop.isIdle,
    link: () => reach().hall.link,
    catalogue: () => reach().desk.remembered?.catalogue.version ?? null,
    onService: (reason) => reach().loop.feed({ kind: "takenOut", reason }),
    onChange: () => reach().loop.refresh(),
    log,
  });
}

/** The page's way in: what is an engineer's goes there, the rest is a citizen's. */
function openBridge(
  { http, admits }: PageServer,
  { log, now, onPage }: Pick<KioskCoreOptions, "log" | "onPage"> & { now: () => number },
  reach: () => { loop: SessionLoop; engineer: EngineerDesk },
): BridgeServer {
  return new BridgeServer({
    http,
    admits,
    view: () => reach().loop.view(),
    onIntent: (intent) => {
      const { engineer, loop } = reach();
      if (!engineer.takes(intent)) loop.intent(intent);
    },
    onBadIntent: () => log.warn("the page sent something that is no intent"),
    onGone: () => {
      const { engineer, loop } = reach();
      engineer.feed({ kind: "pageGone" });
      loop.feed({ kind: "pageGone" });
    },
    ...(onPage && { onPage }),
    now,
  });
}

/** Tells of a value only when it is another than before. */
function onChange(tell: ((value: boolean) => void) | undefined): (value: boolean) => void {
  let last: boolean | null = null;
  return (value) => {
    if (value !== last) tell?.(value);
    last = value;
  };
}
