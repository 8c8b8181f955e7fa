import { join } from "node:path";
import type { Logger } from "pino";
import { z } from "zod";
import type { CardReaderEvent } from "../../../drivers/id-card/card-reader.ts";
import type { KioskIntent, KioskState } from "../../bridge.ts";
import type {
  BundlePlace,
  EngineerFacts,
  EngineerScreen,
  EngineerTest,
  OutReason,
} from "../../engineer-bridge.ts";
import type { Devices } from "../devices.ts";
import type { HallLink } from "../hall-link.ts";
import type { OfflineDesk } from "../offline/desk.ts";
import type { DiskWatch } from "../offline/disk-watch.ts";
import type { Ledger } from "../offline/ledger.ts";
import { secondsLeft } from "../session/timeouts.ts";
import { Door } from "./door.ts";
import {
  type EngineerEffect,
  type EngineerInput,
  type EngineerState,
  insideCountdown,
  outside,
  stepEngineer,
  testPatienceMs,
} from "./engineer-machine.ts";
import { deviceFacts, profileFacts, versionFacts } from "./facts.ts";
import { tidyBundles, writeBundle } from "./log-bundle.ts";
import type { PrintFailures } from "./print-failures.ts";
import { testSlip } from "./test-slip.ts";
import { timeInHall } from "./time-in-hall.ts";
import { usbStick } from "./usb-stick.ts";

export interface EngineerDeskOptions {
  kiosk: string;
  hallUrl: string;
  dataDir: string;
  profileFile: string | null;
  usbDir: string | null;
  ledger: Ledger;
  disk: DiskWatch;
  now: () => number;
  wall: () => number;
  /** The hall's. */
  timeZone: () => string;
  newId: () => string;
  /** What is there once all has started. */
  reach: () => { devices: Devices; hall: HallLink; desk: OfflineDesk };
  failures: PrintFailures;
  logLines: () => readonly string[];
  /** Whether nobody is being served: nobody is pushed aside. */
  isIdle: () => boolean;
  link: () => EngineerFacts["network"]["link"];
  catalogue: () => string | null;
  /** The kiosk serves citizens, or does not. */
  onService: (out: OutReason | null) => void;
  /** What is shown may be otherwise. */
  onChange: () => void;
  log: Logger;
}

const TakenOut = z.enum(["maintenance", "fault", "supplies", "moving"]).nullable();
/** Facts are read anew so often while somebody looks at them: a profile's file and a health are not free. */
const factsLastMs = 1_000;

/** The engineer's side of a kiosk: it feeds the machine, does what it decides, and covers the citizens' page meanwhile. */
export class EngineerDesk {
  readonly #options: EngineerDeskOptions;
  readonly #door: Door;
  #state: EngineerState = outside;
  #out: OutReason | null;
  #facts: { at: number; facts: EngineerFacts } | null = null;

  constructor(options: EngineerDeskOptions) {
    this.#options = options;
    this.#out = options.ledger.kept("takenOut", TakenOut);
    this.#door = new Door({
      ledger: options.ledger,
      disk: options.disk,
      isHallThere: () => options.link() === "fresh",
      askHall: (who) => options.reach().hall.checkEngineer(who),
      wall: options.wall,
    });
  }

  /** Why an engineer has taken this kiosk out of service; outlives a restart. */
  get takenOut(): OutReason | null {
    return this.#out;
  }

  /** Whether somebody is at the door or inside: then no citizen is served, and no card or code is theirs. */
  get isHere(): boolean {
    return this.#state.at !== "outside";
  }

  /** Takes what is the engineer's, and while one is here all the rest but the page's language. */
  takes(intent: KioskIntent): boolean {
    if (intent.kind === "engineer") {
      if (intent.ask.do !== "knock" || this.#options.isIdle()) this.feed({ kind: "ask", ask: intent.ask });
      return true;
    }
    if (!this.isHere) return false;
    if (intent.kind === "cancel") this.feed({ kind: "ask", ask: { do: "leave" } });
    else this.feed({ kind: "touch" });
    return intent.kind !== "setLanguage";
  }

  /** Of a card, its kind; of one that can't be read, why. */
  onReader(event: CardReaderEvent): void {
    if (event.kind === "card")
      this.feed({ kind: "tested", test: "cardReader", passed: true, code: event.card.kind, count: null });
    if (event.kind === "unreadable")
      this.feed({ kind: "tested", test: "cardReader", passed: false, code: event.reason, count: null });
  }

  onScan(length: number): void {
    this.feed({ kind: "tested", test: "scanner", passed: true, code: "length", count: length });
  }

  feed(input: EngineerInput): void {
    const { now, newId, log } = this.#options;
    const before = this.#state;
    const { state, effects } = stepEngineer(before, input, {
      now: now(),
      newId,
      isFitted: (test) => this.#isFitted(test),
    });
    this.#state = state;
    if (state.at !== before.at) log.info({ from: before.at, to: state.at }, "engineer");
    for (const effect of effects) this.#do(effect);
    if (state !== before || (state.at !== "outside" && input.kind === "tick")) this.#options.onChange();
  }

  /** A page makes the sound by itself. */
  #isFitted(test: EngineerTest): boolean {
    const devices = this.#options.reach().devices.now();
    return test === "speaker" || devices.some(({ entry }) => entry.kind === test);
  }

  /** What stands over the citizens' page; null: nothing. */
  cover(): Pick<KioskState, "screen" | "countdown" | "takeCardBack" | "offersElder"> | null {
    const screen = this.#screen();
    if (screen === null) return null;
    const countdown = insideCountdown(this.#state, this.#options.now());
    return { screen, countdown, takeCardBack: false, offersElder: false };
  }

  #screen(): EngineerScreen | null {
    const state = this.#state;
    if (state.at === "outside") return null;
    if (state.at === "door")
      return { kind: "engineerDoor", checking: state.checking !== null, trouble: state.trouble };
    const { run, staff, kept, bundle } = state;
    const now = this.#options.now();
    return {
      kind: "engineer",
      staff,
      kept,
      run:
        run.at === "running"
          ? {
              at: "running",
              test: run.test,
              secondsLeft: secondsLeft(testPatienceMs[run.test], now - run.since),
            }
          : run,
      bundle,
      out: this.#out,
      facts: this.#factsNow(now),
    };
  }

  #factsNow(now: number): EngineerFacts {
    if (this.#facts && now - this.#facts.at < factsLastMs) return this.#facts.facts;
    const { hallUrl, profileFile, usbDir, failures, timeZone, link, catalogue, reach } = this.#options;
    const { devices, hall, desk } = reach();
    const { lease, untold, refused, clock } = desk.summary();
    const facts: EngineerFacts = {
      devices: deviceFacts(devices.now(), performance.now()),
      printFailures: failures.list(),
      timeZone: timeZone(),
      profile: profileFacts(profileFile),
      network: {
        hall: hallUrl,
        link: link(),
        latencyMs: hall.latencyMs,
        clockOffsetMs: clock,
        lease,
        untold,
        refused,
      },
      versions: versionFacts(catalogue()),
      usb: usbStick(usbDir),
    };
    this.#facts = { at: now, facts };
    return facts;
  }

  #do(effect: EngineerEffect): void {
    const { log, reach } = this.#options;
    switch (effect.kind) {
      case "check":
        return void this.#check(effect);
      case "print":
        return void this.#print(effect.id);
      case "bundle":
        return this.#bundle(effect.to);
      case "service":
        return this.#service(effect.out);
      case "note":
        log.info({ staff: effect.staff, act: effect.act.kind }, "engineer");
        return reach().desk.note({ staff: effect.staff, act: effect.act });
    }
  }

  async #check({ id, staff, pin }: EngineerEffect & { kind: "check" }): Promise<void> {
    const result = await this.#door.check({ staff, pin }).catch((error: unknown) => {
      this.#options.log.error({ error: String(error) }, "an engineer can't be checked");
      return { ok: false, trouble: { code: "unknownHere" } } as const;
    });
    this.feed({ kind: "checked", id, result });
  }

  async #print(id: string): Promise<void> {
    const { kiosk, wall, timeZone, reach } = this.#options;
    const at = timeInHall(wall(), timeZone());
    const result = await reach()
      .devices.print(testSlip({ jobId: id, kiosk, at }))
      .catch(() => ({ outcome: "failed", cause: "error" }) as const);
    const passed = result.outcome === "printed";
    const code = result.outcome === "printed" ? "printed" : result.cause;
    this.feed({ kind: "tested", test: "ticketPrinter", id, passed, code, count: null });
  }

  #bundle(to: BundlePlace): void {
    const { kiosk, dataDir, usbDir, wall, timeZone, logLines, log, now } = this.#options;
    const own = join(dataDir, "bundles");
    try {
      const directory = to === "disk" ? own : usbStick(usbDir);
      if (directory === null) throw new Error("noUsb");
      this.#facts = null;
      const { profile, ...facts } = this.#factsNow(now());
      const file = writeBundle(directory, {
        kiosk,
        at: timeInHall(wall(), timeZone()),
        texts: {
          "log.jsonl": logLines().join(""),
          "facts.json": JSON.stringify(facts, null, 2),
          "profile.json": JSON.stringify(profile, null, 2),
        },
      });
      if (to === "disk") tidyBundles(own);
      this.feed({ kind: "bundled", result: { file } });
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      log.warn({ code: code ?? message }, "a bundle can't be written");
      this.feed({ kind: "bundled", result: { failed: code ?? message } });
    }
  }

  #service(out: OutReason | null): void {
    this.#out = out;
    this.#options.disk.keep("takenOut", out);
    this.#options.onService(out);
  }
}
