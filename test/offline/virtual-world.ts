import type { Ack, WireCommand } from "../../hall-server/contract/commands.ts";
import type { CatalogueView, KioskView } from "../../hall-server/contract/views.ts";
import type { QueueCommand } from "../../hall-server/domain/hall/commands.ts";
import type { QueueEvent } from "../../hall-server/domain/hall/events.ts";
import { mondayMorning } from "../../hall-server/domain/hall/hall-of.ts";
import { smallHall, system } from "../../hall-server/domain/hall/small-hall.ts";
import { businessDayAt } from "../../hall-server/domain/calendar.ts";
import { overdueReservations } from "../../hall-server/domain/hall/state.ts";
import type { PrintOutcome } from "../../drivers/printer/slip.ts";
import { VirtualHall } from "../simulate/virtual-hall.ts";
import { type Faults, newDisk, type PaperSlip, VirtualKiosk } from "./virtual-kiosk.ts";

/** Room enough that a range is spent only where a test means it. */
const config = {
  ...smallHall,
  queues: smallHall.queues.map((queue) => ({
    ...queue,
    ...(queue.id === "a" ? { from: 1, to: 99, offline: { from: 101, to: 160, perKiosk: 6 } } : {}),
    ...(queue.id === "b" ? { from: 200, to: 299, offline: { from: 301, to: 360, perKiosk: 6 } } : {}),
  })),
};
const kioskPrincipal = { kind: "kiosk", id: "k1" } as const;
const guide = { kind: "staff", id: "m1", roles: ["guide"] } as const;

interface Pending {
  command: WireCommand;
  id: string;
  since: number;
  answer: (ack: Ack) => void;
}

/** How long a kiosk's client asks before it gives up, and how soon the kiosk sees a cut and a return. */
const patienceMs = 10_000;
const seesCutAfterMs = 3_000;
const seesReturnAfterMs = 1_000;
const unreachable: Ack = { ok: false, refusal: { code: "unreachable", params: {} } };

/** A kiosk, a line and a hall with its real rules, in virtual time. */
export class VirtualWorld {
  readonly events: { event: QueueEvent; at: number }[] = [];
  readonly slips: PaperSlip[] = [];
  /** Numbers whose citizens were told that all is well. */
  readonly promised: { number: string; at: number }[] = [];
  readonly hall = new VirtualHall((event, at) => void this.events.push({ event, at }));
  readonly #faults: Faults;
  readonly disk = newDisk();
  /** What the hall keeps of every command, as it does on its disk. */
  readonly #answers = new Map<string, Ack>();
  #pending: Pending[] = [];
  #line: "up" | "cut" = "up";
  #lineSince = -Infinity;
  #seen: "fresh" | "lost" | "none" = "none";
  /** What the hall dies with, after so many commands more. */
  #loses: { what: "request" | "answer"; after: number } | null = null;
  #boot = 1;
  #bootedAt = 0;
  #wallSkew = 0;
  #printer: PrintOutcome["outcome"] = "printed";
  #ids = 0;
  kiosk: VirtualKiosk;
  /** Whether a kiosk's idea of the time was ever anything but the truth. */
  clockWasWrong = false;

  constructor(faults: Faults = {}) {
    this.#faults = faults;
    this.hall.now = mondayMorning;
    this.#bootedAt = mondayMorning - 5_000;
    this.hall.execute({ type: "configureHall", config, source: "test" }, system);
    this.#roll();
    this.kiosk = this.#start();
  }

  /** Somebody comes to the kiosk, takes a number for this, and goes. */
  async citizen(item: string, outcome: PrintOutcome["outcome"] | "paperless"): Promise<void> {
    const { kiosk } = this;
    this.#printer = outcome === "paperless" ? "printed" : outcome;
    const say = (intent: Parameters<VirtualKiosk["loop"]["intent"]>[0]) =>
      kiosk.do(({ loop }) => loop.intent(intent));
    say({ kind: "startWithoutCard" });
    say({ kind: "toggleItem", item });
    say({ kind: "next" });
    say({ kind: "takeNumber", paper: outcome !== "paperless" });
    await this.settle();
    // Whoever stands before a kiosk that does not answer waits until it does.
    for (let i = 0; i < 40 && this.#at() === "issuing"; i++) await this.pass(500);
    if (this.#at() === "handed") say({ kind: "gotSlip", yes: true });
    if (this.#at() === "refused") say({ kind: "finish" });
    if (this.#at() === "printTrouble") say({ kind: "goPaperless" });
    if (!kiosk.isDead) {
      const { screen } = kiosk.loop.view();
      if (screen.kind === "done") this.promised.push({ number: screen.given.number, at: this.hall.now });
    }
    say({ kind: "finish" });
    await this.settle();
  }

  /** Somebody takes a number elsewhere in the hall. */
  elsewhere(item: string): void {
    this.hall.execute({ type: "takeTicket", items: [item], people: [] }, guide);
  }

  cut(): void {
    if (this.#line === "up") this.#lineSince = this.hall.now;
    this.#line = "cut";
  }

  mend(): void {
    if (this.#line === "cut") this.#lineSince = this.hall.now;
    this.#line = "up";
  }

  /** The hall dies with one of the next commands: before it is durable, or after it and before the answer. */
  loseNext(what: "request" | "answer", after: number): void {
    this.#loses = { what, after };
  }

  /** The kiosk's process dies, now or within its next steps, and is started again. */
  async crash(): Promise<void> {
    this.kiosk.die();
    await this.#revive();
  }

  fuse(steps: number, after: boolean): void {
    this.kiosk.arm(steps, after);
  }

  /** The whole machine goes off and on: another boot, and a wall clock that may be anything. */
  async reboot(wallSkew: number): Promise<void> {
    this.kiosk.die();
    this.#boot += 1;
    this.#bootedAt = this.hall.now;
    this.setWall(wallSkew);
    await this.#revive();
  }

  setWall(skew: number): void {
    if (skew !== this.#wallSkew) this.clockWasWrong = true;
    this.#wallSkew = skew;
  }

  async pass(ms: number): Promise<void> {
    const steps = Math.min(8, Math.ceil(ms / 500));
    for (let i = 0; i < steps; i++) {
      this.hall.now += Math.ceil(ms / steps);
      await this.settle();
    }
  }

  /** Lets everything happen that can happen now. */
  async settle(): Promise<void> {
    for (let i = 0; i < 2 || (i < 40 && this.#line === "up" && this.#pending.length > 0); i++) {
      this.#roll();
      this.#see();
      this.kiosk.do((kiosk) => kiosk.tick());
      this.#exchange();
      await new Promise((resolve) => setImmediate(resolve));
      if (this.kiosk.isDead) await this.#revive();
    }
  }

  /** The line is mended and everybody is well: what was kept has time to be told. */
  async calm(): Promise<void> {
    this.kiosk.disarm();
    this.mend();
    this.#loses = null;
    await this.crash();
    for (let i = 0; i < 60 && (i < 4 || this.disk.waiting() > 0); i++) await this.pass(2_000);
  }

  #at() {
    return this.kiosk.isDead ? "dead" : this.kiosk.loop.view().screen.kind;
  }

  #start(): VirtualKiosk {
    this.#seen = "none";
    return new VirtualKiosk(
      this.disk,
      {
        clocks: {
          monotonic: () => this.hall.now - this.#bootedAt,
          wall: () => this.hall.now + this.#wallSkew,
          boot: `boot-${this.#boot}`,
        },
        now: () => this.hall.now,
        newId: () => `id-${++this.#ids}`,
        views: () => ({ kiosk: this.#kioskView(), catalogue }),
        send: (command, id) =>
          new Promise((answer) => this.#pending.push({ command, id, since: this.hall.now, answer })),
        printer: () => this.#printer,
        onSlip: (slip) => void this.slips.push(slip),
      },
      this.#faults,
    );
  }

  async #revive(): Promise<void> {
    // What the dead one asked may still arrive, and nobody hears the answer.
    this.#pending = [];
    await new Promise((resolve) => setImmediate(resolve));
    this.kiosk = this.#start();
    this.#see();
  }

  #see(): void {
    const since = this.hall.now - this.#lineSince;
    const isFresh = this.#line === "up" && since >= seesReturnAfterMs;
    const isLost = this.#line === "cut" && (since >= seesCutAfterMs || this.#seen === "none");
    if (isFresh && this.#seen !== "fresh") {
      this.#seen = "fresh";
      this.kiosk.do((kiosk) => kiosk.hear());
      this.kiosk.do((kiosk) => kiosk.link("fresh"));
    } else if (isFresh) this.kiosk.do((kiosk) => kiosk.hear());
    if (isLost && this.#seen !== "lost") {
      this.#seen = "lost";
      this.kiosk.do((kiosk) => kiosk.link("lost"));
    }
  }

  #exchange(): void {
    const pending = this.#pending;
    this.#pending = [];
    for (const each of pending) {
      const isIts = this.#line === "up" && this.#loses !== null && this.#loses.after-- <= 0;
      const loses = this.#line === "cut" ? "request" : isIts ? this.#loses?.what : null;
      if (isIts) {
        // It died with this: nobody is there until somebody starts it again.
        this.#loses = null;
        this.cut();
      }
      const ack = loses === "request" ? null : this.#answer(each);
      if (ack && loses !== "answer") each.answer(ack);
      else if (this.hall.now - each.since >= patienceMs) each.answer(unreachable);
      else this.#pending.push(each);
    }
  }

  #answer({ command, id }: Pending): Ack {
    const before = this.#answers.get(id);
    if (before) return before;
    const opened = (command.type === "takeOffline" ? { ...command, people: [] } : command) as QueueCommand;
    const decision = this.hall.execute(opened, kioskPrincipal);
    const ack = (
      decision.ok
        ? { ok: true, seq: this.events.length, result: decision.result }
        : { ok: false, refusal: decision.refusal }
    ) as Ack;
    this.#answers.set(id, ack);
    return ack;
  }

  #roll(): void {
    const { hall } = this;
    const day = businessDayAt(hall.now, config.hall.timeZone);
    if (hall.state.day === null || day > hall.state.day) hall.execute({ type: "rollDay", day }, system);
    if (overdueReservations(hall.state, hall.now).length > 0) hall.execute({ type: "voidOverdue" }, system);
  }

  #kioskView(): KioskView {
    return {
      hall: config.hall.name,
      slip: config.slip,
      day: this.hall.state.day ?? "",
      timeZone: config.hall.timeZone,
      catalogueVersion: "1",
      queues: config.queues.map(({ id, name, prefix, items }) => ({
        queue: id,
        name,
        prefix,
        items: [...items],
        waiting: 0,
        estimate: null,
        full: false,
        closed: false,
        noNumbers: null,
        openWindows: 1,
      })),
      help: [],
      kiosks: [{ kiosk: "k1", name: { zh: "k1", en: "k1" }, inService: true }],
    };
  }
}

const catalogue: CatalogueView = {
  version: "1",
  themes: [],
  lifeEvents: [],
  items: config.queues.flatMap(({ id, items }) =>
    items.map((item) => ({
      id: item,
      name: { zh: item, en: item },
      words: { zh: [], en: [] },
      question: null,
      queue: id,
      highFrequency: true,
      promisedDays: 0,
      fee: false,
      materials: [],
    })),
  ),
};
