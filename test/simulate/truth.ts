import type { HallConfig } from "../../hall-server/domain/hall/config.ts";
import { type Chance, chanceOf } from "../../hall-server/domain/estimate/chance.ts";
import { demoHall } from "../../hall-server/seed/demo-hall.ts";

/**
 * What is true in the simulated hall, and what no estimate is told: how long things take, who works fast, when people
 * come, how patient they are. Another model than the estimator's: lognormal times with a scale of their own per item,
 * clerks who differ, and differ from day to day, walking, silent leaving, breaks that overrun.
 */
export interface Truth {
  config: HallConfig;
  /** Times a hall's arrivals of one day, all queues together. */
  perDay: number;
  queues: readonly { id: string; share: number; items: readonly { id: string; weight: number }[] }[];
  items: ReadonlyMap<string, { median: number; deviation: number }>;
  clerks: readonly ClerkTruth[];
}

export interface ClerkTruth {
  id: string;
  window: string;
  pace: number;
  /** Never presses 完成: calls the next one, and that finishes the one before. */
  oneKey: boolean;
  /** Whether their meal is in the first or the second shift. */
  shift: 0 | 1;
  /** The share of days on which their window opens. */
  works: number;
}

const second = 1_000;
const minute = 60 * second;

/** How much of the day comes in each half hour from 08:00 on: a peak in the morning and one after lunch. */
export const profile = [2, 5, 8, 9.5, 9, 8, 7, 5, 2.5, 2, 3, 6, 7.5, 7, 6, 5, 3.5, 2.5];

const week = Array.from({ length: 7 }, () => [{ from: "08:30", to: "17:00" }]);

/** A hall's truth: the demo's matters, queues and windows, with times and people of the seed's own. */
export function truthOf(seed: number): Truth {
  const chance = chanceOf(seed);
  const demo = demoHall();
  const config: HallConfig = { ...demo, calendar: { week, days: [], takeEarlyMinutes: 30 } };
  const shares = [0.42, 0.14, 0.22, 0.22];
  return {
    config,
    perDay: 215,
    queues: config.queues.map(({ id, items }, i) => ({
      id,
      share: shares[i]!,
      items: items.map((item, place) => ({ id: item, weight: 1 / (1 + place) })),
    })),
    items: new Map(
      config.catalogue.items.map(({ id, serviceMinutes }) => [
        id,
        {
          median: serviceMinutes * 0.52 * minute * Math.exp(0.35 * chance.normal()),
          deviation: 0.35 + 0.35 * chance.uniform(),
        },
      ]),
    ),
    clerks: config.windows.map(({ id }, i) => ({
      id: config.staff[i]!.id,
      window: id,
      pace: Math.exp(0.15 * chance.normal()),
      oneKey: chance.uniform() < 0.35,
      shift: (i % 2) as 0 | 1,
      works: i === 7 ? 0.8 : 1,
    })),
  };
}

export const draw = {
  service: ({ items }: Truth, of: readonly string[], pace: number, chance: Chance): number =>
    of.reduce((sum, id) => {
      const { median, deviation } = items.get(id)!;
      return sum + median * Math.exp(deviation * chance.normal());
    }, 0) *
    pace *
    (of.length > 1 ? 0.85 : 1),
  walk: (chance: Chance): number => (10 + 20 * chance.exponential()) * second,
  /** From the end of one visit to the call of the next. */
  breath: (chance: Chance): number => (4 + 14 * chance.exponential()) * second,
  /** An idle clerk sees that somebody has come. */
  notice: (chance: Chance): number => (3 + 12 * chance.exponential()) * second,
  patience: (chance: Chance): number => 150 * minute * Math.exp(0.6 * chance.normal()),
  pauseAfter: (chance: Chance): number => 160 * minute * chance.exponential(),
  pause: (chance: Chance): number => 9 * minute * Math.exp(0.4 * chance.normal()),
  meal: (chance: Chance): number => 42 * minute * Math.exp(0.15 * chance.normal()),
  absence: (chance: Chance): number => (60 + 40 * chance.exponential()) * second,
  papers: (chance: Chance): number => 18 * minute * Math.exp(0.5 * chance.normal()),
};

export const noShowShare = 0.03;
export const holdShare = 0.03;
export const mealFrom = [11 * 60 + 40, 12 * 60 + 25] as const;

/** One by its weight. */
export function weighted<T extends { weight: number }>(from: readonly T[], chance: Chance): T {
  let left = chance.uniform() * from.reduce((sum, { weight }) => sum + weight, 0);
  for (const one of from) {
    left -= one.weight;
    if (left < 0) return one;
  }
  return from.at(-1)!;
}
