import { setTimeout as sleep } from "node:timers/promises";
import { type HallFiles, makeHallFiles } from "../../bench/hall-files.ts";
import { type ServerProcess, startHallProcess } from "../../bench/server-process.ts";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Chance } from "../chance.ts";
import { takeNumber, type Told } from "./citizen.ts";
import { type Findings, holdsNumbers, judge, stillToTell } from "./judge-kiosk.ts";
import { KioskMachine } from "./kiosk-process.ts";
import { layLine, type Line } from "./line.ts";
import type { KioskMutant } from "./plants-kiosk.ts";

export interface KioskTortureOptions {
  rounds: number;
  seed: number;
  mutant?: KioskMutant;
  onRound?: (line: string) => void;
}

export interface KioskTortureReport {
  seed: number;
  rounds: number;
  /** How often the line was cut, the hall killed, the kiosk killed. */
  cuts: number;
  hallKills: number;
  kioskKills: number;
  /** Numbers that the kiosk gave by itself, as the hall knows them. */
  issuedOffline: number;
  lost: number;
  duplicated: number;
  rankErrors: number;
  /** What is wrong, in words; at most twenty. */
  problems: string[];
}

const plant = pathToFileURL(join(import.meta.dirname, "..", "plant.ts")).href;
/** The kiosk sees a loss within 5 s, and tells what it kept within this, or something is wrong. */
const patienceMs = 40_000;

/**
 * A production hall and a production kiosk as processes, with a line between them that is cut: both are killed at any
 * moment, and after every round, once all is well again, what came out on paper is held against the hall's log. The seed
 * settles the plan; what the machine makes of it differs a little from run to run.
 */
export async function tortureKiosk(options: KioskTortureOptions): Promise<KioskTortureReport> {
  const torture = await Torture.begin(options);
  try {
    await torture.run();
    return torture.report;
  } finally {
    await torture.end();
  }
}

/** Whether it came true within everybody's patience. */
async function until(isTrue: () => boolean): Promise<boolean> {
  const end = performance.now() + patienceMs;
  while (!isTrue()) {
    if (performance.now() > end) return false;
    await sleep(50);
  }
  return true;
}

class Torture {
  readonly report: KioskTortureReport;
  readonly #options: KioskTortureOptions;
  readonly #chance: Chance;
  readonly #files: HallFiles;
  readonly #line: Line;
  readonly #machine: KioskMachine;
  readonly #told: (Told & { kind: "number" })[] = [];
  #hall: ServerProcess;

  private constructor(
    options: KioskTortureOptions,
    parts: { files: HallFiles; line: Line; machine: KioskMachine; hall: ServerProcess },
  ) {
    const { seed } = options;
    this.#options = options;
    this.#chance = new Chance(seed);
    this.#files = parts.files;
    this.#line = parts.line;
    this.#machine = parts.machine;
    this.#hall = parts.hall;
    const none = { rounds: 0, cuts: 0, hallKills: 0, kioskKills: 0, issuedOffline: 0 };
    this.report = { seed, ...none, lost: 0, duplicated: 0, rankErrors: 0, problems: [] };
  }

  static async begin(options: KioskTortureOptions): Promise<Torture> {
    const files = makeHallFiles({ queues: 2, windows: 1, kiosks: 1, offlinePerKiosk: 5_000 });
    const hall = await startHallProcess(files).ready;
    const line = await layLine();
    line.leadsTo(hall.url);
    const machine = await KioskMachine.build(files, line.url);
    return new Torture(options, { files, line, machine, hall });
  }

  async run(): Promise<void> {
    const { rounds, onRound } = this.#options;
    await this.#startKiosk();
    await this.#untilServing();
    await until(() => holdsNumbers(this.#machine.dataDir));
    while (this.report.rounds < rounds && this.report.problems.length === 0) {
      const what = await this.#round();
      this.report.rounds += 1;
      onRound?.(`round ${this.report.rounds}: ${what}, ${this.report.issuedOffline} offline so far`);
    }
  }

  async end(): Promise<void> {
    await this.#machine.close();
    await this.#line.close();
    this.#hall.kill("SIGKILL");
    await this.#hall.gone;
    this.#files.dispose();
  }

  /** Well, then cut, then well again, and judged. */
  async #round(): Promise<string> {
    const chance = this.#chance;
    if (chance.happens(0.5)) await this.#citizen();
    const how = chance.pick(["broken", "silent", "hallDies"] as const);
    if (how === "hallDies") await this.#killHall();
    else this.#line.cut(how);
    this.report.cuts += 1;
    const citizens = chance.between(2, 5);
    const crashAt = chance.happens(0.5) ? chance.between(0, citizens - 1) : -1;
    for (let i = 0; i < citizens; i++) {
      if (i === crashAt) await this.#killKioskUnder(this.#citizen(), chance.between(0, 250));
      else await this.#citizen();
    }
    await this.#comeBack(how === "hallDies");
    await this.#untilTold();
    this.#judge();
    return how;
  }

  /** The hall returns; now and then it dies again while it is being told, and the kiosk with it now and then. */
  async #comeBack(mustStart: boolean): Promise<void> {
    const chance = this.#chance;
    // A planted fault shows itself at the worst moments only.
    if (chance.happens(this.#options.mutant ? 1 : 0.35)) {
      if (!mustStart) await this.#killHall();
      const occasion = String(chance.between(1, 6));
      const starting = startHallProcess(this.#files, {
        env: { TORTURE_CRASH: "afterCommit", TORTURE_OCCASION: occasion },
        options: ["--import", plant],
      });
      const hall = await starting.ready.catch(() => null);
      if (hall) {
        this.#line.leadsTo(hall.url);
        this.#line.mend();
        // It dies while it is told, or there is nothing left to die of.
        const isOver = Promise.race([starting.gone, until(() => stillToTell(this.#machine.dataDir) === 0)]);
        // Both die: only what each has on its disk can say what was told.
        if (chance.happens(this.#options.mutant ? 1 : 0.4)) await this.#killKioskUnder(isOver, patienceMs);
        else await isOver;
      }
      starting.child.kill("SIGKILL");
      await starting.gone;
      this.report.hallKills += 1;
      await this.#startHall();
    } else if (mustStart) await this.#startHall();
    this.#line.mend();
  }

  async #citizen(): Promise<void> {
    const { kiosk } = this.#machine;
    const item = this.#chance.pick(this.#files.items);
    const taking = takeNumber(kiosk, item, this.#chance.happens(0.8));
    const told = await Promise.race([taking, kiosk.dead.then((): Told => ({ kind: "nothing" }))]);
    if (told.kind === "number") this.#told.push(told);
  }

  async #killKioskUnder(what: Promise<unknown>, afterMs: number): Promise<void> {
    await Promise.race([what, sleep(afterMs)]);
    await this.#machine.kiosk.kill();
    this.report.kioskKills += 1;
    await what;
    await this.#startKiosk();
  }

  async #startKiosk(): Promise<void> {
    const skewMs = this.#chance.happens(0.3) ? this.#chance.between(-3_600_000, 3_600_000) : 0;
    await this.#machine.start({ mutant: this.#options.mutant ?? "", skewMs });
  }

  async #killHall(): Promise<void> {
    this.#hall.kill("SIGKILL");
    await this.#hall.gone;
    this.report.hallKills += 1;
  }

  async #startHall(): Promise<void> {
    this.#hall = await startHallProcess(this.#files).ready;
    this.#line.leadsTo(this.#hall.url);
  }

  async #untilServing(): Promise<void> {
    await this.#machine.kiosk.page.until(({ link }) => link === "fresh", patienceMs);
  }

  async #untilTold(): Promise<void> {
    await this.#untilServing();
    if (!(await until(() => stillToTell(this.#machine.dataDir) === 0)))
      this.#complain("lost", ["what the kiosk kept was not told although the hall is there"]);
  }

  #judge(): void {
    const found: Findings = judge(
      this.#files.dataDir,
      this.#machine.dataDir,
      this.#machine.slips,
      this.#told,
    );
    this.report.issuedOffline = found.issuedOffline;
    for (const kind of ["lost", "duplicated", "rankErrors"] as const) this.#complain(kind, found[kind]);
  }

  #complain(kind: "lost" | "duplicated" | "rankErrors", problems: readonly string[]): void {
    const { report } = this;
    report[kind] += problems.length;
    const room = 20 - report.problems.length;
    report.problems.push(...problems.slice(0, room).map((problem) => `${kind}: ${problem}`));
  }
}
