import { join } from "node:path";
import Database from "better-sqlite3";
import type { LoggedEvent } from "../../../hall-server/domain/hall/events.ts";
import { type EventRow, readRow } from "../../../hall-server/store/log.ts";
import { numbersGivenTwice } from "../ledger.ts";
import type { Told } from "./citizen.ts";
import type { Slip } from "./kiosk-process.ts";

export interface Findings {
  issuedOffline: number;
  lost: string[];
  duplicated: string[];
  rankErrors: string[];
}

/** The hall's and the kiosk's times are of one machine; what lies between is this machine being busy. */
const toleranceMs = 3_000;

/** Paper, words to citizens, the kiosk's ledger and the hall's log, held against each other. Reads only. */
export function judge(
  hallDir: string,
  kioskDir: string,
  slips: readonly Slip[],
  told: readonly (Told & { kind: "number" })[],
): Findings {
  const log = reading(join(hallDir, "hall.sqlite"), (db) =>
    db.prepare<[], EventRow>("SELECT * FROM event ORDER BY seq").all().map(readRow),
  );
  const known = new Map<string, Given>();
  for (const { seq, at, event } of log)
    if (event.type === "ticketTaken" || event.type === "offlineNumberLate")
      known.set(event.number, {
        ticket: event.ticket,
        seq,
        takenAt: event.takenAt ?? at,
        offline: event.lease !== null,
      });
  return {
    issuedOffline: [...known.values()].filter(({ offline }) => offline).length,
    lost: [
      ...slips
        .filter(({ number }) => !known.has(number))
        .map(({ number }) => `the hall does not know ${number}, whose slip came out`),
      ...unkept(told, known, log),
      ...refused(kioskDir),
    ],
    duplicated: [...numbersGivenTwice(log), ...printedTwice(slips)],
    rankErrors: rankErrors(told, known),
  };
}

interface Given {
  ticket: string;
  seq: number;
  takenAt: number;
  offline: boolean;
}

/** Whoever was told that all is well: the hall must know the number, and that its slip is in a hand. */
function unkept(
  told: readonly (Told & { kind: "number" })[],
  known: ReadonlyMap<string, Given>,
  log: readonly LoggedEvent[],
): string[] {
  const inHand = new Set(
    log.flatMap(({ event }) =>
      event.type === "slipReported" && (event.outcome === "printed" || event.outcome === "paperless")
        ? [event.ticket]
        : [],
    ),
  );
  return told.flatMap(({ number }) => {
    const given = known.get(number);
    if (!given) return [`the hall does not know ${number}, which somebody was told`];
    return inHand.has(given.ticket) ? [] : [`the hall did not hear that ${number} is in a hand`];
  });
}

/** Nobody here asks for a slip again, so each number is on paper once. */
function printedTwice(slips: readonly Slip[]): string[] {
  const seen = new Set<string>();
  return slips.flatMap(({ number }) => {
    const isTwice = seen.has(number);
    seen.add(number);
    return isTwice ? [`${number} is on two slips`] : [];
  });
}

/** Of the numbers that were given offline: each near its moment, and all in the order of their moments. */
function rankErrors(
  told: readonly (Told & { kind: "number" })[],
  known: ReadonlyMap<string, Given>,
): string[] {
  let before = { number: "", takenAt: 0 };
  return told.flatMap(({ number, offline, at }) => {
    const given = known.get(number);
    if (!offline || !given) return [];
    const errors: string[] = [];
    if (given.takenAt < before.takenAt) errors.push(`${number} ranks before ${before.number}, taken earlier`);
    if (Math.abs(given.takenAt - at) > toleranceMs)
      errors.push(`${number} ranks ${given.takenAt - at} ms beside its moment`);
    before = { number, takenAt: given.takenAt };
    return errors;
  });
}

const refused = (kioskDir: string): string[] =>
  reading(join(kioskDir, "kiosk.sqlite"), (db) =>
    db
      .prepare<[], string>(
        "SELECT message || ': ' || answer FROM entry WHERE state = 'refused' AND day IS NOT NULL",
      )
      .pluck()
      .all(),
  ).map((what) => `the hall refused ${what}`);

/** How much the kiosk has yet to tell the hall. */
export const stillToTell = (kioskDir: string): number =>
  reading(join(kioskDir, "kiosk.sqlite"), (db) =>
    Number(db.prepare("SELECT count(*) FROM entry WHERE state = 'waiting'").pluck().get()),
  );

/** Whether the kiosk holds numbers for when the hall is away. */
export const holdsNumbers = (kioskDir: string): boolean =>
  reading(join(kioskDir, "kiosk.sqlite"), (db) =>
    Boolean(db.prepare("SELECT 1 FROM kept WHERE name = 'lease'").get()),
  );

/** Beside the process that writes it. */
function reading<T>(file: string, read: (db: Database.Database) => T): T {
  const db = new Database(file, { readonly: true, timeout: 5_000 });
  try {
    return read(db);
  } finally {
    db.close();
  }
}
