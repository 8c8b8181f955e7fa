import { chanceOf } from "../../hall-server/domain/estimate/chance.ts";
import { estimate, type WaitRange } from "../../hall-server/domain/estimate/estimate.ts";
import { Experience } from "../../hall-server/domain/estimate/experience.ts";
import { floorOf } from "../../hall-server/domain/estimate/floor.ts";
import { type Lessons, lessonsOf } from "../../hall-server/domain/estimate/lessons.ts";
import { nextDay } from "../../hall-server/domain/calendar.ts";
import type { QueueEvent } from "../../hall-server/domain/hall/events.ts";
import { quantile, round } from "../bench/statistics.ts";
import { Day } from "./day.ts";
import { truthOf } from "./truth.ts";
import { VirtualHall } from "./virtual-hall.ts";

export interface Calibration {
  seed: number;
  days: number;
  tickets: number;
  /** The share of estimated waits that were at most their P50, and at most their P90. */
  within50: number;
  within90: number;
  meanWaitS: number;
  p90WaitS: number;
  maxOvertakes: number;
  idleWhileServable: number;
  msPerEstimate: number;
}

/** One estimate beside what came of it. */
export interface Scored {
  day: number;
  /** Local minute of the day. */
  minute: number;
  queue: string;
  kind: string;
  ahead: number;
  range: WaitRange;
  waitS: number;
}

export interface SimulateOptions {
  seed: number;
  days: number;
  runs: number;
  /** The share of numbers for which an estimate is made, at the moment when their slip comes out. */
  share: number;
  onDay?: (day: number) => void;
}

/** 2026-01-05 00:00 in Hefei. */
const firstMidnight = Date.UTC(2026, 0, 4, 16);
const dayMs = 86_400_000;
/** How long conclusions from the log are kept before they are drawn anew, as in the running hall. */
const lessonsLastMs = 10 * 60_000;

/** Lives through days of a hall whose truth is another model's, and compares what was said with what came. */
export function simulate(options: SimulateOptions): { report: Calibration; scored: Scored[] } {
  const { seed, days } = options;
  const watch = new Watch(options);
  const truth = truthOf(seed);
  const hall = new VirtualHall((event, at) => watch.hear(event, at));
  watch.hall = hall;
  hall.now = firstMidnight;
  hall.execute({ type: "configureHall", config: truth.config, source: "simulation" }, { kind: "system" });
  let idleWhileServable = 0;
  let date = "2026-01-05";
  for (let i = 0; i < days; i++) {
    watch.day = i;
    const chance = chanceOf(seed * 1_000_003 + i);
    const day = new Day(hall, truth, chance, firstMidnight + i * dayMs, (ticket) =>
      watch.maybeEstimate(ticket),
    );
    day.plan(date);
    hall.run();
    idleWhileServable += day.idleWhileServable;
    date = nextDay(date);
    options.onDay?.(i);
  }
  const { scored, waits } = watch;
  const within = (share: keyof WaitRange) =>
    round(scored.filter(({ waitS, range }) => waitS <= range[share]).length / scored.length, 3);
  return {
    scored,
    report: {
      seed,
      days,
      tickets: watch.tickets,
      within50: within("p50S"),
      within90: within("p90S"),
      meanWaitS: Math.round(waits.reduce((sum, wait) => sum + wait, 0) / waits.length),
      p90WaitS: Math.round(quantile(waits, 0.9)),
      maxOvertakes: watch.maxOvertakes,
      idleWhileServable,
      msPerEstimate: watch.msPerEstimate(),
    },
  };
}

/** Sees only the log, as the estimates of a running hall do; and keeps the score. */
class Watch {
  hall!: VirtualHall;
  day = 0;
  tickets = 0;
  maxOvertakes = 0;
  readonly scored: Scored[] = [];
  readonly waits: number[] = [];
  readonly #experience = new Experience();
  readonly #options: SimulateOptions;
  readonly #chance;
  readonly #said = new Map<string, Omit<Scored, "day" | "waitS"> & { at: number }>();
  readonly #takenAt = new Map<string, number>();
  readonly #overtaken = new Map<string, number>();
  #lessons: { at: number; are: Lessons } | null = null;

  constructor(options: SimulateOptions) {
    this.#options = options;
    this.#chance = chanceOf(options.seed + 77);
  }

  hear(event: QueueEvent, at: number): void {
    this.#experience.learn({ event, at });
    if (event.type === "ticketTaken") {
      this.tickets += 1;
      this.#takenAt.set(event.ticket, at);
    }
    if (event.type !== "ticketCalled") return;
    for (const id of event.why.overtook) {
      const times = (this.#overtaken.get(id) ?? 0) + 1;
      this.#overtaken.set(id, times);
      this.maxOvertakes = Math.max(this.maxOvertakes, times);
    }
    const takenAt = this.#takenAt.get(event.ticket);
    // The first call is what somebody waits for; later ones are after they were away.
    if (takenAt === undefined) return;
    this.#takenAt.delete(event.ticket);
    this.waits.push((at - takenAt) / 1000);
    const said = this.#said.get(event.ticket);
    if (!said) return;
    const { at: saidAt, ...rest } = said;
    this.scored.push({ ...rest, day: this.day, waitS: (at - saidAt) / 1000 });
  }

  maybeEstimate(ticket: string): void {
    const { share, runs } = this.#options;
    const place = this.hall.state.tickets.get(ticket);
    if (!place || this.#chance.uniform() >= share) return;
    const at = this.hall.now;
    const seed = Math.floor(this.#chance.uniform() * 2 ** 31);
    const floor = this.#floor();
    const { tickets } = estimate(floor, this.#experience, { runs, seed }, this.#lessonsAt(at));
    const range = tickets[ticket];
    const ahead = (this.hall.state.queues[place.queue]?.waiting.size ?? 1) - 1;
    const { queue } = place;
    if (range) this.#said.set(ticket, { at, minute: floor.minute, queue, kind: place.class, ahead, range });
  }

  /** The promised case: 200 waiting, 8 windows open, 100 runs. Processor time, the median of several. */
  msPerEstimate(): number {
    const floor = this.#floor();
    const [queue] = floor.queues;
    const at = floor.at;
    const waiting = Array.from({ length: 200 }, (_, i) => {
      const line = floor.queues[i % floor.queues.length] ?? queue!;
      const kinds = this.#experience.itemsOf.get(line.id) ?? [];
      const kind = i % 10 === 0 ? ("priority" as const) : ("ordinary" as const);
      return {
        id: `t${i}`,
        queue: line.id,
        items: kinds[i % Math.max(1, kinds.length)] ?? [line.items[0]!],
        class: kind,
        rank: at - (200 - i) * 30_000,
        order: i,
        overtaken: 0,
        takenAt: at - (200 - i) * 30_000,
        stopped: 0,
        wanted: null,
      };
    });
    const windows = floor.windows.map((window, i) => ({
      ...window,
      standing: {
        state: "open" as const,
        clerk: `c0${i + 1}`,
        since: at - 3_600_000,
        until: null,
        isMeal: false,
        visitor: null,
      },
    }));
    const lessons = lessonsOf(this.#experience);
    const times = Array.from({ length: 15 }, (_, seed) => {
      const before = process.threadCpuUsage();
      estimate(
        { ...floor, minute: 600, waiting, windows, away: [] },
        this.#experience,
        { runs: 100, seed },
        lessons,
      );
      const { user, system } = process.threadCpuUsage(before);
      return (user + system) / 1000;
    });
    return round(quantile(times, 0.5), 1);
  }

  #floor = () => floorOf(this.hall.state, this.hall.now);

  #lessonsAt(at: number): Lessons {
    if (!this.#lessons || at - this.#lessons.at > lessonsLastMs)
      this.#lessons = { at, are: lessonsOf(this.#experience) };
    return this.#lessons.are;
  }
}
