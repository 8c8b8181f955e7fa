import type { Logger } from "pino";
import type { Profile } from "../../drivers/profile/read-profile.ts";
import { newCommandId } from "../../hall-server/contract/command-id.ts";
import { kioskPulseMs } from "../../hall-server/contract/timing.ts";
import { BridgeServer } from "./bridge-server.ts";
import { coreHands } from "./core-hands.ts";
import { HallLink } from "./hall-link.ts";
import { OfferMaker } from "./offer.ts";
import { OfflineDesk } from "./offline/desk.ts";
import { openLedger } from "./offline/ledger.ts";
import { type MachineClocks, systemClocks } from "./offline/hall-clock.ts";
import { deviceReports, startOwnDevices } from "./own-devices.ts";
import { startPageServer } from "./page-server.ts";
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
  const loop: SessionLoop = new SessionLoop({
    now,
    newId: () => newCommandId(),
    pxPerMm: options.pxPerMm,
    hands: coreHands(() => ({ devices, hall, desk, loop }), log),
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
