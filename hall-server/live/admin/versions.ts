import type { VersionInList } from "../../contract/config-wire.ts";
import type { LoggedEvent } from "../../domain/hall/events.ts";
import type { HallConfig } from "../../domain/hall/config.ts";
import type { HallState } from "../../domain/hall/state.ts";

/** Every version that the log knows, in its order. */
export interface KnownVersion {
  version: number;
  at: number;
  by: string;
  note: string;
  from: string | null;
  isWithdrawn: boolean;
  /** The sequence of the event that has all of it. */
  seq: number;
}

/** What one event adds to the list. */
export function learnVersion(known: readonly KnownVersion[], logged: LoggedEvent): readonly KnownVersion[] {
  const { event, seq, at, principal } = logged;
  switch (event.type) {
    case "configWithdrawn":
      return known.map((each) => (each.version === event.version ? { ...each, isWithdrawn: true } : each));
    case "hallConfigured":
    case "configScheduled": {
      const version = event.version ?? (known.at(-1)?.version ?? 0) + 1;
      const from = event.type === "configScheduled" ? event.day : null;
      const made = {
        version,
        at,
        by: event.by ?? principal,
        note: event.note,
        from,
        isWithdrawn: false,
        seq,
      };
      const before = known.find((each) => each.version === version);
      if (!before) return [...known, made];
      // Published in two parts: the part that waits is the whole of it. What comes into force later is not told again.
      const whole = event.type === "configScheduled" ? { ...before, seq, from } : before;
      return known.map((each) => (each === before ? whole : each));
    }
    default:
      return known;
  }
}

/** The list as an administrator sees it, the newest first. */
export function listVersions(
  known: readonly KnownVersion[],
  { version: now, scheduled }: HallState,
): VersionInList[] {
  const stateOf = ({ version, isWithdrawn }: KnownVersion): VersionInList["state"] => {
    if (version === now) return "inForce";
    if (version === scheduled?.version) return "waiting";
    return isWithdrawn ? "withdrawn" : "past";
  };
  return known
    .map((each) => ({
      version: each.version,
      at: each.at,
      by: each.by,
      note: each.note,
      from: each.from,
      state: stateOf(each),
    }))
    .reverse();
}

/** The configuration in an event that has one. */
export const configIn = (logged: LoggedEvent | undefined): HallConfig | null =>
  logged &&
  "config" in logged.event &&
  (logged.event.type === "hallConfigured" || logged.event.type === "configScheduled")
    ? logged.event.config
    : null;
