import type { Logger } from "pino";
import { z } from "zod";
import type { Ack, AnyRefusal, WireCommand } from "../../../hall-server/contract/commands.ts";
import { CatalogueView, KioskView } from "../../../hall-server/contract/views.ts";
import type { DeviceReport } from "../device-reports.ts";
import type { Effect, Input, Surroundings } from "../session/session-state.ts";
import { Delivery } from "./delivery.ts";
import { ClockOffsets, HallClock, type MachineClocks } from "./hall-clock.ts";
import type { DiskWatch } from "./disk-watch.ts";
import type { EngineerNote, Entry, Ledger, Refused, Report } from "./ledger.ts";
import { OfflineNumbers } from "./numbers.ts";
import { Supply } from "./supply.ts";

export interface OfflineDeskOptions {
  kiosk: string;
  /** Closed with the desk. */
  ledger: Ledger;
  disk: DiskWatch;
  clocks: MachineClocks;
  newId: () => string;
  send: <C extends WireCommand>(command: C, id: string) => Promise<Ack<C["type"]>>;
  sealKey: () => Promise<string | null>;
  /** What the session should know. */
  feed: (input: Input) => void;
  /** What the manager should see. */
  onDevice: (report: DeviceReport) => void;
  log: Logger;
}

/** What the hall was when it was last heard. */
const Heard = z.object({ kiosk: KioskView, catalogue: CatalogueView });
const unreachable: Ack<"takeTicket"> = { ok: false, refusal: { code: "unreachable", params: {} } };
/** The manager's list has room for so many of one kiosk; the ledger keeps them all. */
const mostShown = 16;

/**
 * The kiosk's own counter for when the hall is away: it holds a lease, gives numbers out of it, and keeps whatever the
 * hall has yet to hear, across restarts of this process and of the machine.
 */
export class OfflineDesk {
  readonly #options: OfflineDeskOptions;
  readonly #ledger: Ledger;
  readonly #clock: HallClock;
  readonly #numbers: OfflineNumbers;
  readonly #delivery: Delivery;
  readonly #supply: Supply;
  #link: Surroundings["hall"] = "starting";
  #heard: z.infer<typeof Heard> | null;
  #kept = "";
  #told = "";
  readonly #disk: DiskWatch;
  /** What the disk has yet to keep. */
  #unkept: (Entry & { message: Report })[];
  /** Who waits for the hall, to be let go when it is lost. */
  #waiting = new Set<() => void>();

  constructor(options: OfflineDeskOptions) {
    const { clocks, newId, send, log } = options;
    this.#options = options;
    this.#ledger = options.ledger;
    this.#disk = options.disk;
    this.#heard = this.#ledger.kept("hall", Heard);
    const offsets = this.#ledger.kept("clock", ClockOffsets);
    this.#clock = new HallClock(clocks, offsets, (next) => this.#disk.keep("clock", next));
    this.#numbers = new OfflineNumbers({
      ledger: this.#ledger,
      disk: this.#disk,
      clock: this.#clock,
      newId,
      timeZone: () => this.#heard?.kiosk.timeZone ?? null,
      onTrouble: (message) => log.warn(message),
    });
    this.#delivery = new Delivery({
      ledger: this.#ledger,
      disk: this.#disk,
      send,
      now: () => clocks.monotonic(),
      onRefused: ({ about, message }, code) => {
        log.error({ about, message: message.type, code }, "the hall refused what it was told; it is kept");
        this.#tellRefused();
      },
    });
    this.#supply = new Supply({
      numbers: this.#numbers,
      disk: this.#disk,
      now: () => clocks.monotonic(),
      newId,
      send,
      sealKey: options.sealKey,
      log,
    });
    // A power cut in the middle: nobody knows whether these slips came out.
    this.#unkept = this.#ledger.unresolved().map((about) => {
      log.warn({ about }, "nobody knows what became of this slip");
      return { id: newId(), about, message: { type: "confirmPrint", outcome: "unknown" } };
    });
  }

  /** What the hall was when it was last heard, for a start without it. */
  get remembered(): z.infer<typeof Heard> | null {
    return this.#heard;
  }

  linked(link: Surroundings["hall"]): void {
    this.#link = link;
    if (link === "fresh") {
      this.#supply.hallIsBack();
      this.#inBackground(this.#renew());
    } else for (const letGo of this.#waiting) letGo();
    this.#inBackground(this.#delivery.linked(link === "fresh"));
    if (link === "fresh") this.#tellRefused();
    this.tick();
  }

  heard(kiosk: KioskView, catalogue: CatalogueView): void {
    this.#heard = { kiosk, catalogue };
    const kept = JSON.stringify({ kiosk: withoutCounts(kiosk), version: catalogue.version });
    if (kept !== this.#kept && this.#disk.keep("hall", this.#heard)) this.#kept = kept;
    this.#inBackground(this.#renew());
  }

  hallTime(now: number): void {
    this.#clock.heard(now);
  }

  /** A number: the hall's as long as it is there, else one of our own. Nobody waits longer than the hall's loss takes to be seen. */
  async take(effect: Effect & { kind: "takeTicket" }, ask: () => Promise<Ack<"takeTicket">>): Promise<void> {
    const { booking, id } = effect;
    const asked = this.#clock.now() ?? 0;
    if (this.#link === "fresh") {
      const answer = await this.#orLost(ask());
      // What the hall gives after this is in nobody's hand, and it takes it back by itself.
      if (answer) return this.#options.feed({ kind: "taken", id, answer });
    }
    // Only the hall can say whether a booking was checked in: the same id asks again, or its citizen takes another number.
    if (booking !== null) return this.#options.feed({ kind: "taken", id, answer: unreachable });
    await this.#takeOffline(effect, asked);
  }

  /** A slip is about to be printed. */
  printing(about: string): void {
    this.#disk.attempt("a print", () => this.#ledger.startPrint(about));
  }

  /** What became of a slip, to be told now or once the hall is back. */
  report({ id, ticket, ...report }: Effect & { kind: "confirmPrint" | "cancelTicket" }): void {
    const message =
      report.kind === "confirmPrint"
        ? ({ type: "confirmPrint", outcome: report.outcome } as const)
        : ({ type: "cancelTicket", reason: report.reason } as const);
    this.#tell({ id, about: ticket, message });
  }

  /** What an engineer did here, to be told now or once the hall is back. */
  note(note: Omit<EngineerNote, "type" | "doneAt">): void {
    const id = this.#options.newId();
    const doneAt = this.#clock.now() ?? this.#options.clocks.wall();
    this.#tell({ id, about: id, message: { type: "noteEngineer", ...note, doneAt } });
  }

  /** What an engineer wants to know of it. Counts only. */
  summary(): {
    lease: { day: string; left: number } | null;
    untold: number;
    refused: number;
    clock: number | null;
  } {
    const { lease } = this.#numbers;
    return {
      lease: lease && { day: lease.day, left: this.#numbers.left() },
      untold: this.#ledger.waiting(),
      refused: this.#ledger.refused().length,
      clock: this.clockOffset(),
    };
  }

  /** By how many milliseconds the hall's time is ahead of this machine's wall clock; null while it is not known. */
  clockOffset(): number | null {
    const hallNow = this.#clock.now();
    return hallNow === null ? null : hallNow - this.#options.clocks.wall();
  }

  /** The hall's time as well as it is known, else this machine's. */
  now(): number {
    return this.#clock.now() ?? this.#options.clocks.wall();
  }

  /** Time passes: what was not told is tried again, and a day may be over. */
  tick(): void {
    this.#disk.look();
    if (!this.#disk.fails) this.#keepAll();
    this.#inBackground(this.#delivery.nudge());
    this.#inBackground(this.#renew());
    const offline = this.#numbers.now();
    const told = JSON.stringify(offline);
    if (told === this.#told) return;
    this.#told = told;
    this.#options.feed({ kind: "offline", offline });
  }

  /** What the kiosk's pulse names, beside its devices. */
  shown(): DeviceReport[] {
    const seen = new Map<string, Refused>();
    for (const refused of this.#ledger.refused())
      if (refused.message.type === "takeOffline") seen.set(refused.message.number, refused);
    return [...seen].slice(0, mostShown).map(([number, { code }]) => ({
      type: "reportDevice",
      place: { at: "kiosk", id: this.#options.kiosk },
      kind: "offlineNumber",
      device: number,
      status: { state: "degraded", cause: "numbersRefused" },
      snapshot: { code, identity: {}, counters: {} },
    }));
  }

  close(): void {
    this.#link = "lost";
    void this.#delivery.linked(false);
    this.#ledger.close();
  }

  async #takeOffline(
    { id, items, people, cases }: Effect & { kind: "takeTicket" },
    asked: number,
  ): Promise<void> {
    const { feed, log } = this.#options;
    const queue = this.#heard?.catalogue.items.find((item) => item.id === items[0])?.queue ?? "";
    const asking = this.#numbers.take({ confirmation: id, queue, items, people, cases, asked });
    const taken = await asking.catch((error: unknown) => {
      this.#disk.failed();
      // A disk that is full or broken: a number that it does not hold is not given.
      log.error({ error: String(error) }, "a number can't be kept, so none is given");
      return { ok: false, why: "notKept" } as const;
    });
    this.tick();
    if (!taken.ok) {
      log.warn({ why: taken.why, queue }, "no number can be given while the hall is away");
      const code = taken.why === "notKept" ? "internal" : "noOfflineNumbers";
      const refusal: AnyRefusal = { code, params: {} };
      return feed({ kind: "taken", id, answer: { ok: false, refusal } });
    }
    log.info({ number: taken.given.number }, "given while the hall is away");
    feed({ kind: "takenOffline", id, ticket: taken.id, given: taken.given });
  }

  /** On the disk first, and then to the hall; what the disk does not keep, at once as far as the hall can understand it. */
  #tell(entry: Entry & { message: Report }): void {
    this.#unkept.push(entry);
    this.#keepAll();
    const isKept = !this.#unkept.includes(entry);
    this.#inBackground(isKept ? this.#delivery.nudge() : this.#delivery.tellUnkept(entry));
  }

  /** In order, until the disk takes no more. */
  #keepAll(): void {
    const keeps = ({ id, about, message }: Entry & { message: Report }) =>
      this.#disk.attempt(message.type, () => this.#ledger.report(id, about, message));
    const from = this.#unkept.findIndex((entry) => !keeps(entry));
    this.#unkept = from < 0 ? [] : this.#unkept.slice(from);
  }

  async #orLost<T>(answer: Promise<T>): Promise<T | null> {
    let letGo = () => {};
    const lost = new Promise<null>((resolve) => {
      letGo = () => resolve(null);
      this.#waiting.add(letGo);
    });
    try {
      return await Promise.race([answer, lost]);
    } finally {
      this.#waiting.delete(letGo);
    }
  }

  /** Asks for what is missing for when the hall is away. */
  async #renew(): Promise<void> {
    const day = this.#heard?.kiosk.day ?? null;
    if (this.#link === "fresh" && day !== null) await this.#supply.look(day);
  }

  /** What fails here is tried again with the next tick; it ends nothing else. */
  #inBackground(work: Promise<unknown>): void {
    work.catch((error: unknown) => this.#options.log.error({ error: String(error) }, "the ledger failed"));
  }

  #tellRefused(): void {
    for (const report of this.shown()) this.#options.onDevice(report);
  }
}

/** What is worth the disk: how many wait, and whether the hall is open, is not true any more when it is read. */
const withoutCounts = ({ queues, ...kiosk }: KioskView) => ({
  ...kiosk,
  queues: queues.map(({ waiting: _w, estimate: _e, openWindows: _o, noNumbers: _n, ...queue }) => queue),
});
