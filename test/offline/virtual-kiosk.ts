import { pino } from "pino";
import type { Ack, WireCommand } from "../../hall-server/contract/commands.ts";
import type { CatalogueView, KioskView } from "../../hall-server/contract/views.ts";
import { OfferMaker } from "../../electron/core/session/offer.ts";
import { OfflineDesk, type OfflineDeskOptions } from "../../electron/core/offline/desk.ts";
import { DiskWatch } from "../../electron/core/offline/disk-watch.ts";
import type { MachineClocks } from "../../electron/core/offline/hall-clock.ts";
import { inMemory, Ledger } from "../../electron/core/offline/ledger.ts";
import type { Input } from "../../electron/core/session/session-state.ts";
import { SessionLoop } from "../../electron/core/session-loop.ts";
import type { PrintOutcome } from "../../drivers/printer/slip.ts";

/** What a kiosk can be made to do wrong, for the tests to find. */
export interface Faults {
  /** Whatever stands between the kiosk and its disk. */
  ledger?: (disk: Ledger) => Ledger;
  /** Whatever stands between the kiosk and the hall. */
  send?: (command: WireCommand, id: string) => { command: WireCommand; id: string };
}

/** A slip that came out, as its citizen holds it. */
export interface PaperSlip {
  number: string;
  /** As the kiosk knows the number. */
  ticket: string;
  offline: boolean;
  /** The true moment of its confirmation. */
  at: number;
}

/** Ends a kiosk in the middle of what it does: every later step of that life fails. */
class PowerCut extends Error {}

export interface KioskWorld {
  clocks: MachineClocks;
  now: () => number;
  newId: () => string;
  views: () => { kiosk: KioskView; catalogue: CatalogueView };
  /** Answers once the hall does. */
  send: (command: WireCommand, id: string) => Promise<Ack>;
  /** The next print's end. */
  printer: () => PrintOutcome["outcome"];
  onSlip: (slip: PaperSlip) => void;
}

const silent = pino({ level: "silent" });

/**
 * One life of a kiosk: the real session and the real offline desk on a disk that outlives it. It can die before or after
 * any of the steps by which it touches the world: the disk, the line, the printer.
 */
export class VirtualKiosk {
  readonly loop: SessionLoop;
  readonly desk: OfflineDesk;
  #isDead = false;
  /** Steps until the power goes; null: it stays. */
  #fuse: { steps: number; after: boolean } | null = null;
  #takenAt = 0;

  constructor(disk: Ledger, world: KioskWorld, faults: Faults) {
    const ledger = this.#mortal(faults.ledger ? faults.ledger(disk) : disk);
    const offers = new OfferMaker("k1");
    const feed = (input: Input) => this.#alive(() => this.loop.feed(input));
    this.desk = new OfflineDesk({
      kiosk: "k1",
      ledger,
      disk: new DiskWatch({ ledger, clocks: world.clocks, feed, log: silent }),
      clocks: world.clocks,
      newId: world.newId,
      send: ((command, id) => {
        const sent = faults.send ? faults.send(command, id) : { command, id };
        return this.#step(() => world.send(sent.command, sent.id));
      }) as OfflineDeskOptions["send"],
      sealKey: () => Promise.resolve("x".repeat(43)),
      feed,
      onDevice: () => {},
      log: silent,
    });
    this.loop = new SessionLoop({
      now: () => world.now(),
      newId: world.newId,
      pxPerMm: 4,
      publish: () => {},
      onStep: () => {},
      hands: {
        takeTicket: (effect) => {
          this.#takenAt = world.now();
          const ask = () =>
            this.#step(() =>
              world.send({ type: "takeTicket", items: [...effect.items], people: [] }, effect.id),
            ) as Promise<Ack<"takeTicket">>;
          void this.desk.take(effect, ask).catch(onlyPowerCuts);
        },
        print: ({ jobId, given }) => {
          this.desk.printing(given.ticket);
          const outcome = world.printer();
          const { number, ticket, offline } = given;
          if (outcome !== "failed")
            this.#step(() => world.onSlip({ number, ticket, offline, at: this.#takenAt }));
          const result: PrintOutcome =
            outcome === "printed"
              ? { outcome }
              : outcome === "failed"
                ? { outcome, cause: "paperOut" }
                : { outcome, cause: "noProof" };
          queueMicrotask(() => this.#alive(() => this.loop.feed({ kind: "printResult", jobId, result })));
        },
        report: (report) => this.desk.report(report),
        printGuide: () => {},
        askHelp: () => {},
        reprintSlip: () => {},
        findBookings: () => {},
      },
    });
    this.#alive(() => {
      this.loop.feed({
        kind: "printer",
        status: { connection: "connected", paper: "ok", cover: "closed", fault: null },
      });
      const { remembered } = this.desk;
      if (remembered)
        this.loop.feed({ kind: "offer", offer: offers.make(remembered.kiosk, remembered.catalogue) });
    });
    this.#hear = () => {
      const { kiosk, catalogue } = world.views();
      this.desk.hallTime(world.now());
      this.desk.heard(kiosk, catalogue);
      this.loop.feed({ kind: "offer", offer: offers.make(kiosk, catalogue) });
    };
  }

  readonly #hear: () => void;

  get isDead(): boolean {
    return this.#isDead;
  }

  /** What is done to it from outside; whatever the power cut ends is ended. */
  do(what: (kiosk: this) => void): void {
    this.#alive(() => what(this));
  }

  /** The hall tells how it is. */
  hear(): void {
    this.#hear();
  }

  link(link: "fresh" | "lost"): void {
    this.loop.feed({ kind: "hall", link });
    this.desk.linked(link);
  }

  tick(): void {
    this.desk.tick();
    this.loop.feed({ kind: "tick" });
  }

  /** The power goes at one of its next steps, before that step or after it. */
  arm(steps: number, after: boolean): void {
    this.#fuse = { steps, after };
  }

  disarm(): void {
    this.#fuse = null;
  }

  die(): void {
    this.#isDead = true;
  }

  #alive(act: () => void): void {
    if (this.#isDead) return;
    try {
      act();
    } catch (error) {
      onlyPowerCuts(error);
    }
  }

  #step<T>(act: () => T): T {
    if (this.#isDead) throw new PowerCut();
    const isLast = this.#fuse !== null && this.#fuse.steps-- <= 0;
    if (isLast && !this.#fuse?.after) this.#die();
    const result = act();
    if (isLast) this.#die();
    return result;
  }

  #living<T>(act: () => T): T {
    if (this.#isDead) throw new PowerCut();
    return act();
  }

  #die(): never {
    this.#isDead = true;
    throw new PowerCut();
  }

  /** The disk, every use of which is a step. */
  #mortal(disk: Ledger): Ledger {
    return new Proxy(disk, {
      get: (target, name) => {
        const value = Reflect.get(target, name, target) as unknown;
        if (typeof value !== "function") return value;
        const act = (...args: unknown[]) => Reflect.apply(value, target, args) as unknown;
        // Reading changes nothing: the power may as well go before the next step.
        const isStep = writes.has(String(name));
        return (...args: unknown[]) =>
          isStep ? this.#step(() => act(...args)) : this.#living(() => act(...args));
      },
    });
  }
}

const writes = new Set([
  "reserve",
  "report",
  "startPrint",
  "told",
  "refuse",
  "retryFaults",
  "keep",
  "forgetAllBut",
]);

function onlyPowerCuts(error: unknown): void {
  if (!(error instanceof PowerCut)) throw error;
}

export const newDisk = (): Ledger => new Ledger(inMemory);
