/**
 * What one loudspeaker says when: one thing at a time, calls in the order of calling, each as often as it asks for.
 * Pure: events in, the next state and what to do out; `speaker.ts` is the loop that does it.
 */

/** An emergency interrupts; a notice waits for every call. */
export type Priority = "notice" | "call" | "emergency";

export interface Request<T> {
  /** Whom or what it is about, such as a ticket's number: at most one of a key waits. */
  key: string;
  /** Where to, such as the window: another place makes what was said before untrue. */
  place: string;
  priority: Priority;
  /** When it became true, and for how long it is, by the loop's clock. */
  bornAt: number;
  livesMs: number;
  /** How often it is to be said. */
  times: number;
  what: T;
}

export interface QueueState<T> {
  /** In the order of being said, within a priority. */
  waiting: readonly Request<T>[];
  speaking: Speaking<T> | null;
}

export interface Speaking<T> {
  request: Request<T>;
  /** How often it was said to its end. */
  said: number;
  /** Being cut off for something more urgent; it is said again after that. */
  interrupted: boolean;
  /** No longer true: not said again. */
  over: boolean;
}

export type QueueEvent<T> =
  | { type: "heard"; request: Request<T> }
  /** What was being said has ended, well or badly. */
  | { type: "said" }
  /** Another loudspeaker says it all from here on. */
  | { type: "silenced" }
  /** Time has passed, perhaps hours of it. */
  | { type: "looked" };

export type Why = "old" | "replaced" | "full" | "elsewhere";

export type QueueEffect<T> =
  | { type: "say"; request: Request<T>; isFirst: boolean }
  | { type: "interrupt" }
  /** Only its sound is lost: screens show every call. */
  | { type: "dropped"; request: Request<T>; why: Why };

export interface QueueLimits {
  /** How many may wait. At two times about four seconds each, more would be old news when their turn came. */
  backlog: number;
  /** How long after its life something begun in time may still be heard. */
  graceMs: number;
}

export const defaultLimits: QueueLimits = { backlog: 6, graceMs: 20_000 };

export interface Step<T> {
  state: QueueState<T>;
  effects: QueueEffect<T>[];
}

export const emptyQueue: QueueState<never> = { waiting: [], speaking: null };

export function stepQueue<T>(
  state: QueueState<T>,
  event: QueueEvent<T>,
  now: number,
  limits: QueueLimits = defaultLimits,
): Step<T> {
  switch (event.type) {
    case "heard":
      return hear(state, event.request, now, limits);
    case "said":
      return end(state, now);
    case "silenced":
      return silence(state);
    case "looked":
      return look(state, now, limits);
  }
}

function hear<T>(state: QueueState<T>, request: Request<T>, now: number, limits: QueueLimits): Step<T> {
  if (!isTrue(request, now)) return { state, effects: [{ type: "dropped", request, why: "old" }] };
  const effects: QueueEffect<T>[] = [];
  const former = state.waiting.find(({ key }) => key === request.key);
  if (former) effects.push({ type: "dropped", request: former, why: "replaced" });
  // Called again to the same window it keeps its turn; to another one it is a new call.
  const keepsTurn = former?.place === request.place && former.priority === request.priority;
  const others = state.waiting.filter(({ key }) => key !== request.key);
  const waiting = keepsTurn
    ? state.waiting.map((each) => (each === former ? request : each))
    : [...others, request];
  let { speaking } = state;
  if (speaking?.request.key === request.key && speaking.request.place !== request.place)
    speaking = { ...speaking, over: true };
  if (speaking && request.priority === "emergency" && mayInterrupt(speaking)) {
    speaking = { ...speaking, interrupted: true };
    effects.push({ type: "interrupt" });
  }
  const kept = keepWithin(waiting, now, limits, effects);
  return speaking ? { state: { waiting: kept, speaking }, effects } : next(kept, now, effects);
}

function end<T>({ waiting, speaking }: QueueState<T>, now: number): Step<T> {
  if (!speaking) return { state: { waiting, speaking }, effects: [] };
  const { request, interrupted, over } = speaking;
  const said = speaking.said + (interrupted ? 0 : 1);
  if (over || said >= request.times) return next(waiting, now, []);
  const rest = { ...request, times: request.times - said };
  const isCalledAnew = waiting.some(({ key }) => key === request.key);
  if (interrupted) return next(isCalledAnew ? waiting : [rest, ...waiting], now, []);
  // Heard once already, so it is not told as dropped.
  if (!isTrue(request, now)) return next(waiting, now, []);
  return {
    state: { waiting, speaking: { ...speaking, said } },
    effects: [{ type: "say", request, isFirst: false }],
  };
}

/** Whatever outlived its time, in waiting or in being said, is over: a machine that slept must not wake up talking. */
function look<T>({ waiting, speaking }: QueueState<T>, now: number, limits: QueueLimits): Step<T> {
  const effects: QueueEffect<T>[] = [];
  const kept = keepWithin(waiting, now, limits, effects);
  const isOld =
    speaking && !speaking.over && now - speaking.request.bornAt >= speaking.request.livesMs + limits.graceMs;
  if (!isOld) return { state: { waiting: kept, speaking }, effects };
  effects.push({ type: "interrupt" }, { type: "dropped", request: speaking.request, why: "old" });
  return { state: { waiting: kept, speaking: { ...speaking, over: true } }, effects };
}

/** Nothing that was heard so far is said any more, and what is being said is cut off. */
function silence<T>({ waiting, speaking }: QueueState<T>): Step<T> {
  const effects = waiting.map((request): QueueEffect<T> => ({ type: "dropped", request, why: "elsewhere" }));
  if (!speaking || speaking.over) return { state: { waiting: [], speaking }, effects };
  return {
    state: { waiting: [], speaking: { ...speaking, over: true } },
    effects: [...effects, { type: "interrupt" }],
  };
}

function next<T>(waiting: readonly Request<T>[], now: number, effects: QueueEffect<T>[]): Step<T> {
  const isNext = mostUrgent(waiting.filter((request) => isTrue(request, now)));
  const left = waiting.filter((request) => {
    if (request === isNext) return false;
    if (!isTrue(request, now)) effects.push({ type: "dropped", request, why: "old" });
    return isTrue(request, now);
  });
  if (!isNext) return { state: { waiting: left, speaking: null }, effects };
  effects.push({ type: "say", request: isNext, isFirst: true });
  const speaking = { request: isNext, said: 0, interrupted: false, over: false };
  return { state: { waiting: left, speaking }, effects };
}

/** Drops what is old, then the oldest of the least urgent until the rest fits. */
function keepWithin<T>(
  waiting: readonly Request<T>[],
  now: number,
  { backlog }: QueueLimits,
  effects: QueueEffect<T>[],
): readonly Request<T>[] {
  const kept = waiting.filter((request) => {
    if (!isTrue(request, now)) effects.push({ type: "dropped", request, why: "old" });
    return isTrue(request, now);
  });
  while (kept.length > backlog) {
    const least = kept.reduce((worst, request) => (rank(request) < rank(worst) ? request : worst));
    kept.splice(kept.indexOf(least), 1);
    effects.push({ type: "dropped", request: least, why: "full" });
  }
  return kept;
}

const ranks: Record<Priority, number> = { notice: 0, call: 1, emergency: 2 };
const rank = ({ priority }: { priority: Priority }) => ranks[priority];

const mostUrgent = <T>(waiting: readonly Request<T>[]): Request<T> | undefined =>
  waiting.reduce<Request<T> | undefined>(
    (best, request) => (best && rank(best) >= rank(request) ? best : request),
    undefined,
  );

const mayInterrupt = <T>({ request, interrupted, over }: Speaking<T>) =>
  request.priority !== "emergency" && !interrupted && !over;

const isTrue = (request: { bornAt: number; livesMs: number }, now: number) =>
  now - request.bornAt < request.livesMs;
