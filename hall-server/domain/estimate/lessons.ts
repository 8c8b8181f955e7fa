import type { ItemId, QueueId, StaffId, WindowId } from "../queue/ticket.ts";
import { medianOf } from "./chance.ts";
import { type Experience, patienceEdges, type Served } from "./experience.ts";

/**
 * What an estimate takes to be so, drawn from experience. Where little is known of one thing, it is taken to be like the
 * others of its kind: a median of few samples is drawn towards that of the queue, and the queue's towards the hall's.
 */
export interface Lessons {
  /** Logarithm of the usual milliseconds that a visit for such items takes at a window. */
  serviceOf(queue: QueueId, items: readonly ItemId[]): number;
  /** How much a clerk differs from that, and today from other days; logarithms. */
  clerk: ReadonlyMap<StaffId, number>;
  today: number;
  /** How far single visits were from their expectation, sorted; logarithms. */
  spreadOf(queue: QueueId): Float64Array;
  /** How much a clerk's days differ from one another, as a deviation of the logarithm. */
  dayDeviation: number;
  /** Milliseconds from when a window could call somebody until it does, sorted. */
  reactions: Float64Array;
  /** The chance that a called number does not come, after such a wait. */
  noShow(waitedMs: number): number;
  missedAfter: Float64Array;
  /** How many of those who have waited for `from` give up before they have waited for `to`. */
  giveUp(from: number, to: number): number;
  /** The share of visits that are held for a while, after how long at the window, and for how long. */
  holdShare: number;
  heldAfter: Float64Array;
  heldFor: Float64Array;
  /** The share of missed numbers that come back, and after how long. */
  backShare: number;
  backAfter: Float64Array;
  /** How many pauses but meals a window makes, per open millisecond, and how long they last. */
  pausePerMs: number;
  pauses: Float64Array;
  meals: Float64Array;
  overruns: Float64Array;
  /** The minutes of the day at which a clerk's meal may begin, and on which share of days it does. */
  mealOf(clerk: StaffId): { share: number; minutes: readonly number[] };
  /** The minutes at which a window opened on earlier days, and the share of days. */
  openingOf(window: WindowId): { share: number; minutes: readonly number[] } | null;
  /** Numbers expected in a half hour of this day. */
  arrivals(queue: QueueId, halfHour: number): number;
  priorityShare: number;
  /** What people of a queue come for, as often as they do. */
  itemsOf(queue: QueueId): readonly (readonly ItemId[])[];
  bookingsShown: number;
}

/** How many samples weigh as much as what is known of the others. */
const weights = { hall: 5, queue: 10, items: 4, clerk: 10, today: 25, arrivals: 25 };

const usual = {
  serviceMinutes: 10,
  /** A deviation of 0.6 of the logarithm: what counter services commonly show. */
  spread: sorted(Array.from({ length: 39 }, (_, i) => 0.6 * normalQuantile((i + 0.5) / 39))),
  reactions: sorted([3, 5, 8, 10, 15, 25].map((s) => s * 1000)),
  missedAfter: sorted([60, 90, 120].map((s) => s * 1000)),
  pauses: sorted([5, 8, 10, 15].map((min) => min * 60_000)),
  meals: sorted([30, 40, 60].map((min) => min * 60_000)),
  overruns: sorted([-2, 0, 0, 2, 5].map((min) => min * 60_000)),
};

function sorted(values: Iterable<number>): Float64Array {
  return Float64Array.from(values).sort();
}

/** Few samples are joined by what is usual. */
const orUsual = (samples: readonly number[], prior: Float64Array, least = 12): Float64Array =>
  samples.length >= least ? sorted(samples) : sorted([...samples, ...prior]);

const drawn = (median: number, towards: number, count: number, weight: number): number =>
  count === 0 ? towards : (count * median + weight * towards) / (count + weight);

export function lessonsOf(experience: Experience): Lessons {
  const { served, pauses, calls } = experience;
  const service = serviceLessons(experience, served);
  const meals = pauses.filter(({ isMeal }) => isMeal);
  const others = pauses.filter(({ isMeal }) => !isMeal);
  return {
    ...service,
    reactions: orUsual(experience.reactions, usual.reactions),
    noShow: noShowLessons(calls),
    missedAfter: orUsual(experience.missedAfter, usual.missedAfter),
    giveUp: patienceLessons(experience),
    holdShare: (experience.holds + 0.5) / (experience.visits + 25),
    heldAfter: orUsual(experience.heldAfter, usual.pauses),
    heldFor: orUsual(experience.heldFor, usual.meals),
    backShare: (experience.cameBack + 2) / (experience.missed + 4),
    backAfter: orUsual(experience.backAfter, usual.pauses),
    // As if a window had once paused in 8 open hours.
    pausePerMs: (experience.pausesMade + 1) / (experience.openMs + 8 * 3_600_000),
    pauses: orUsual(
      others.map(({ ms }) => ms),
      usual.pauses,
    ),
    meals: orUsual(
      meals.map(({ ms }) => ms),
      usual.meals,
    ),
    overruns: orUsual(
      pauses.flatMap(({ overrunMs }) => overrunMs ?? []),
      usual.overruns,
    ),
    mealOf: mealLessons(experience),
    openingOf(window) {
      const minutes = experience.openings.get(window);
      if (!minutes || experience.workedDays === 0) return null;
      const days = Math.min(experience.workedDays + 1, minutes.length + 2, 20);
      return { share: Math.min(1, minutes.slice(-20).length / days), minutes: minutes.slice(-20) };
    },
    ...arrivalLessons(experience),
    itemsOf: (queue) => experience.itemsOf.get(queue) ?? [],
    bookingsShown:
      (experience.bookings.shown + 4) / (experience.bookings.shown + experience.bookings.missed + 5),
  };
}

/** The longer somebody has waited, the sooner they give up, as far as the log shows it; a rate for each stretch. */
function patienceLessons({ abandoned, waitedMs }: Experience): Lessons["giveUp"] {
  const sum = (of: readonly number[]) => of.reduce((all, each) => all + each, 0);
  // As if somebody had once given up in 20 hours of waiting; and each stretch is like the others by 10 hours' weight.
  const overall = (sum(abandoned) + 1) / (sum(waitedMs) + 20 * 3_600_000);
  const weight = 10 * 3_600_000;
  const rates = abandoned.map((count, i) => (count + overall * weight) / (waitedMs[i]! + weight));
  const spent = (ms: number) =>
    patienceEdges.reduce(
      (all, from, i) => all + rates[i]! * Math.max(0, Math.min(ms, patienceEdges[i + 1] ?? Infinity) - from),
      0,
    );
  return (from, to) => 1 - Math.exp(spent(from) - spent(to));
}

/** `sum of minutes` by the catalogue, then what experience adds for the hall, the queue, the items and the clerk. */
function serviceLessons(
  { minutes, day }: Experience,
  served: readonly Served[],
): Pick<Lessons, "serviceOf" | "clerk" | "today" | "spreadOf" | "dayDeviation"> {
  const baseOf = (items: readonly ItemId[]) =>
    Math.log(
      60_000 *
        Math.max(
          1,
          items.reduce((sum, item) => sum + (minutes.get(item) ?? usual.serviceMinutes), 0),
        ),
    );
  const keyOf = (queue: QueueId, items: readonly ItemId[]) => `${queue} ${items.join(" ")}`;
  const samples = served.map((each) => ({
    ...each,
    key: keyOf(each.queue, each.items),
    over: Math.log(Math.max(5_000, each.ms)) - baseOf(each.items),
  }));
  const hall = drawn(medianOf(samples.map(({ over }) => over)), 0, samples.length, weights.hall);
  const queues = mediansBy(
    samples,
    ({ queue }) => queue,
    () => hall,
    weights.queue,
  );
  const queueOver = (queue: QueueId) => queues.get(queue) ?? hall;
  const kinds = mediansBy(
    samples,
    ({ key }) => key,
    ({ queue }) => queueOver(queue),
    weights.items,
  );
  const left = samples.map((each) => ({ ...each, over: each.over - kinds.get(each.key)! }));
  const clerk = mediansBy(
    left,
    (each) => each.clerk,
    () => 0,
    weights.clerk,
  );
  const rest = left.map((each) => ({ ...each, over: each.over - clerk.get(each.clerk)! }));
  const now = rest.filter((each) => each.day === day).map(({ over }) => over);
  const all = rest.length >= 30 ? sorted(rest.map(({ over }) => over)) : usual.spread;
  const byQueue = new Map(
    Object.entries(Object.groupBy(rest, ({ queue }) => queue)).map(([queue, some]) => [
      queue,
      some!.length >= 100 ? sorted(some!.map(({ over }) => over)) : all,
    ]),
  );
  return {
    serviceOf: (queue, items) => baseOf(items) + (kinds.get(keyOf(queue, items)) ?? queueOver(queue)),
    clerk,
    today: drawn(medianOf(now), 0, now.length, weights.today),
    spreadOf: (queue) => byQueue.get(queue) ?? all,
    dayDeviation: dayDeviationOf(rest),
  };
}

interface Sample {
  over: number;
  queue: QueueId;
  clerk: StaffId;
  day: string;
}

function mediansBy<T extends Sample>(
  samples: readonly T[],
  keyOf: (sample: T) => string,
  towards: (sample: T) => number,
  weight: number,
): Map<string, number> {
  return new Map(
    Object.entries(Object.groupBy(samples, keyOf)).map(([key, some]) => [
      key,
      drawn(medianOf(some!.map(({ over }) => over)), towards(some![0]!), some!.length, weight),
    ]),
  );
}

/** What of the spread between the means of a clerk's days is more than chance would give. */
function dayDeviationOf(samples: readonly Sample[]): number {
  const days = Object.values(Object.groupBy(samples, ({ clerk, day }) => `${clerk} ${day}`)).filter(
    (some) => some!.length >= 8,
  );
  if (days.length < 10) return 0.1;
  let [between, within] = [0, 0];
  for (const some of days) {
    const mean = some!.reduce((sum, { over }) => sum + over, 0) / some!.length;
    const variance = some!.reduce((sum, { over }) => sum + (over - mean) ** 2, 0) / (some!.length - 1);
    between += mean ** 2;
    within += variance / some!.length;
  }
  return Math.sqrt(Math.max(0, (between - within) / days.length));
}

/** Who has waited long has more often gone: the chance rises with the wait, as far as the log shows it. */
function noShowLessons(calls: Experience["calls"]): Lessons["noShow"] {
  const edges = [10, 20, 40, 80].map((minutes) => minutes * 60_000);
  const bucketOf = (waitedMs: number) => {
    const at = edges.findIndex((edge) => waitedMs < edge);
    return at < 0 ? edges.length : at;
  };
  const counts = Array.from({ length: edges.length + 1 }, () => ({ all: 0, missed: 0 }));
  for (const { came, waitedMs } of calls) {
    const bucket = counts[bucketOf(waitedMs)]!;
    bucket.all += 1;
    bucket.missed += came ? 0 : 1;
  }
  const missed = calls.filter(({ came }) => !came).length;
  const overall = (missed + 1) / (calls.length + 25);
  const rates = counts.map((each) => (each.missed + 30 * overall) / (each.all + 30));
  return (waitedMs) => rates[bucketOf(waitedMs)]!;
}

function mealLessons({ clerkDays, pauses }: Experience): Lessons["mealOf"] {
  const meals = pauses.filter(({ isMeal }) => isMeal);
  const everybodys = meals.map(({ minute }) => minute);
  const own = Object.groupBy(meals, ({ clerk }) => clerk);
  return (clerk) => {
    const { worked = 0, meals: had = 0 } = clerkDays.get(clerk) ?? {};
    const minutes = own[clerk]?.slice(-20).map(({ minute }) => minute) ?? [];
    const enough = minutes.length >= 5 ? minutes : everybodys;
    return { share: enough.length === 0 ? 0 : (had + 0.5) / (worked + 1), minutes: enough };
  };
}

/** The mean of the last days, and whether today is busier than they were. */
function arrivalLessons({ days, classes }: Experience): Pick<Lessons, "arrivals" | "priorityShare"> {
  const before = days
    .slice(0, -1)
    .filter(({ halfHours }) => halfHours.size > 0)
    .slice(-20);
  const mean = (queue: QueueId, halfHour: number) =>
    before.reduce((sum, { halfHours }) => sum + (halfHours.get(queue)?.[halfHour] ?? 0), 0) /
    Math.max(1, before.length);
  const today = days.at(-1)?.halfHours ?? new Map<QueueId, number[]>();
  const latest = Math.max(-1, ...[...today.values()].map((counts) => counts.findLastIndex((n) => n > 0)));
  let [seen, expected] = [0, 0];
  for (const [queue, counts] of today)
    for (let i = 0; i < latest; i++) {
      seen += counts[i]!;
      expected += mean(queue, i);
    }
  const busier = before.length === 0 ? 1 : (seen + weights.arrivals) / (expected + weights.arrivals);
  // Without an earlier day, the rest of this one is taken to be like what was seen of it.
  const soFar = (queue: QueueId) =>
    (today.get(queue) ?? []).slice(0, latest + 1).reduce((sum, n) => sum + n, 0) / Math.max(1, latest + 1);
  const prior = classes.filter((each) => each.class === "priority").length;
  return {
    arrivals: (queue, halfHour) => (before.length === 0 ? soFar(queue) : mean(queue, halfHour)) * busier,
    priorityShare: (prior + 2) / (classes.length + 20),
  };
}

/** Of the normal distribution, by Hastings' approximation (Abramowitz and Stegun 26.2.23). */
function normalQuantile(p: number): number {
  const tail = (q: number) =>
    (2.515517 + 0.802853 * q + 0.010328 * q * q) / (1 + 1.432788 * q + 0.189269 * q * q + 0.001308 * q ** 3);
  const q = Math.sqrt(-2 * Math.log(Math.min(p, 1 - p)));
  return p < 0.5 ? tail(q) - q : q - tail(q);
}
