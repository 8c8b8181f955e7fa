/** What keeps a kiosk young over months: at night, or when it has grown too large, and never while somebody is served. */
import { log } from "./log.ts";

export interface UpkeepFacts {
  /** Local. */
  hour: number;
  /** Local, such as 2026-11-23. */
  day: string;
  /** Since when nobody has been served; null: somebody is. */
  idleMs: number | null;
  /** Of the largest page and of the core. */
  pageMb: number;
  coreMb: number;
  /** The day of the last nightly reload. */
  reloaded: string | null;
  /** Since anything was last done; null: nothing yet. */
  doneAgoMs: number | null;
}

export interface UpkeepLimits {
  pageMb: number;
  coreMb: number;
}

/** Nobody comes, and whoever would is not kept waiting at opening. */
const nightHour = 3;
const quietAtNightMs = 5 * 60_000;
/** Before one who has just gone comes back for one thing more. */
const quietMs = 20_000;
/** What is too large anew at once will be so again: it is no use to whoever stands before a page that comes and goes. */
const restMs = 10 * 60_000;

export type Chore = "reload" | "restartCore" | null;

/** Pure. */
export function choreNow(facts: UpkeepFacts, limits: UpkeepLimits): Chore {
  const { idleMs, hour, day, reloaded, doneAgoMs } = facts;
  if (idleMs === null || idleMs < quietMs) return null;
  if (doneAgoMs !== null && doneAgoMs < restMs) return null;
  if (facts.coreMb > limits.coreMb) return "restartCore";
  if (facts.pageMb > limits.pageMb) return "reload";
  return hour === nightHour && reloaded !== day && idleMs >= quietAtNightMs ? "reload" : null;
}

/** Far above what a kiosk needs, and far below what its machine has. */
export function upkeepLimits(env: NodeJS.ProcessEnv): UpkeepLimits {
  const megabytes = (text: string | undefined, otherwise: number) => {
    const given = Number(text);
    return Number.isFinite(given) && given >= 100 ? given : otherwise;
  };
  return {
    pageMb: megabytes(env.KIOSK_PAGE_MB, 600),
    coreMb: megabytes(env.KIOSK_CORE_MB, 600),
  };
}

export interface UpkeepOptions {
  /** In megabytes: the largest page's and the core's. */
  memory: () => Pick<UpkeepFacts, "pageMb" | "coreMb">;
  reload: () => void;
  restartCore: () => void;
}

export interface Upkeep {
  /** As the core says it; one that has ended says nothing, and its word counts no more. */
  idle: (isIdle: boolean) => void;
  stop: () => void;
}

export const upkeepEveryMs = 30_000;

/** Looks now and then what is to be done, and does it. */
export function startUpkeep({ memory, reload, restartCore }: UpkeepOptions): Upkeep {
  const limits = upkeepLimits(process.env);
  let idleSince: number | null = null;
  let reloaded: string | null = null;
  let doneAt: number | null = null;
  const ago = (at: number | null) => (at === null ? null : performance.now() - at);
  const looking = setInterval(() => {
    const now = new Date();
    const day = now.toDateString();
    const since = { idleMs: ago(idleSince), doneAgoMs: ago(doneAt) };
    const chore = choreNow({ hour: now.getHours(), day, reloaded, ...since, ...memory() }, limits);
    if (chore === null) return;
    doneAt = performance.now();
    log("upkeep", chore);
    if (chore === "restartCore") return restartCore();
    reloaded = day;
    reload();
  }, upkeepEveryMs);
  return {
    idle: (isIdle) => void (idleSince = isIdle ? performance.now() : null),
    stop: () => clearInterval(looking),
  };
}
