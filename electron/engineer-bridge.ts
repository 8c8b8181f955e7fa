/**
 * What the kiosk's page shows to an engineer and hears from one. A part of the bridge: of citizens there is nothing here
 * but counts, and of an engineer the work number.
 */

export type EngineerTest = "ticketPrinter" | "cardReader" | "scanner" | "speaker";
export type OutReason = "maintenance" | "fault" | "supplies" | "moving";
export type BundlePlace = "disk" | "usb";

/** Why nobody is let in. */
export type DoorTrouble =
  | { code: "wrong"; left: number }
  /** So many seconds; then again. */
  | { code: "locked"; seconds: number }
  /** Known to the hall, and no engineer. */
  | { code: "notEngineer" }
  /** The hall is away, and this kiosk has never let this engineer in, or not for long. */
  | { code: "unknownHere" };

export interface EngineerDevice {
  id: string;
  kind: string;
  /** Its line, without anything secret. */
  url: string;
  state: "starting" | "ready" | "degraded" | "failed" | "absent" | "givenUp";
  /** The driver's own name of what is the matter. */
  problem: string | null;
  identity: Readonly<Record<string, string>>;
  counters: Readonly<Record<string, number>>;
  lastError: { code: string; secondsAgo: number } | null;
}

/** A test, and what came of it. Of a card only its kind, of a code only its length. */
export type EngineerRun =
  | { at: "none" }
  | { at: "running"; test: EngineerTest; secondsLeft: number }
  | { at: "ended"; test: EngineerTest; passed: boolean; code: string; count: number | null };

/** A slip that did not come out, and why. */
export interface PrintFailure {
  /** Milliseconds since the epoch, by the hall's clock. */
  at: number;
  outcome: "failed" | "unknown";
  cause: string;
  reprint: boolean;
}

export interface EngineerFacts {
  devices: readonly EngineerDevice[];
  printFailures: readonly PrintFailure[];
  /** The hall's, of every time that is shown. */
  timeZone: string;
  profile: { file: string; problems: readonly { where: string; zh: string; en: string }[] };
  network: {
    hall: string;
    link: "starting" | "fresh" | "lost" | "refused";
    latencyMs: number | null;
    /** The hall's clock less this machine's. */
    clockOffsetMs: number | null;
    lease: { day: string; left: number } | null;
    /** What the hall has yet to hear, and what it would not take. */
    untold: number;
    refused: number;
  };
  versions: Readonly<Record<string, string>>;
  /** Where a bundle on a stick would go; null: there is none. */
  usb: string | null;
}

export type EngineerScreen =
  | { kind: "engineerDoor"; checking: boolean; trouble: DoorTrouble | null }
  | {
      kind: "engineer";
      staff: string;
      /** Let in by what this kiosk remembers: the hall is away. */
      kept: boolean;
      run: EngineerRun;
      bundle: { file: string } | { failed: string } | null;
      out: OutReason | null;
      facts: EngineerFacts;
    };

/** What an engineer can ask for. */
export type EngineerAsk =
  | { do: "knock" }
  | { do: "signIn"; staff: string; pin: string }
  | { do: "leave" }
  | { do: "test"; test: EngineerTest }
  | { do: "stopTest" }
  /** Whether the speaker's test was heard. */
  | { do: "heard"; yes: boolean }
  | { do: "bundle"; to: BundlePlace }
  | { do: "takeOut"; reason: OutReason }
  | { do: "return" };
