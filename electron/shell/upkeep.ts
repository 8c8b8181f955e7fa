/** What keeps a shell young over months: at night, or when it has grown too large, and never while somebody is served. Pure. */

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

export type Chore = "reload" | "restartCore" | null;

export function choreNow(facts: UpkeepFacts, limits: UpkeepLimits): Chore {
  const { idleMs, hour, day, reloaded } = facts;
  if (idleMs === null || idleMs < quietMs) return null;
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
