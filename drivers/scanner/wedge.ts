/**
 * A scanner that types: codes told from human hands by their timing, as a pure machine over key events. It knows
 * neither Node nor a browser; a page gives it its `keydown`s:
 *
 * ```ts
 * let wedge = restingWedge;
 * addEventListener("keydown", (event) => {
 *   const { key, timeStamp: at, repeat, isComposing } = event;
 *   const turn = pressKey(wedge, { key, at, held: repeat, composing: isComposing }, settings);
 *   wedge = turn.wedge;
 *   if (turn.scan) …
 * });
 * ```
 *
 * A code is at least `minLength` characters and a suffix key (Enter or Tab), none of them more than `maxGapMs` after
 * the one before. Scanners type a character every 1 to 20 ms; the quickest typists need 60 ms, and a held key repeats
 * every 30 ms at the fastest and says that it is held.
 *
 * A Chinese input method swallows a scanner's keys: the page then hears `Process` instead of characters. That is
 * refused as `inputMethod`, so that a technician learns why nothing is read; the cure is an English keyboard layout.
 */
import { symbologyOf } from "./aim.ts";
import { judgeText } from "./scan.ts";
import type { Judged } from "./scan.ts";
import { DEFAULT_MAX_LENGTH, LONGEST_CODE } from "./scan.ts";

/** One key going down. */
export interface WedgeKey {
  /** As `KeyboardEvent.key`. */
  key: string;
  /** Milliseconds of any clock that does not go back. */
  at: number;
  /** The key is held and repeats by itself. */
  held?: boolean;
  /** An input method has taken the key. */
  composing?: boolean;
  /** Ctrl, Alt or Meta is held with it. */
  command?: boolean;
}

export interface WedgeSettings {
  /** In keys, without an identifier. */
  minLength: number;
  maxLength: number;
  maxGapMs: number;
  suffix: "Enter" | "Tab" | "either";
  /** The scanner types an AIM identifier first. */
  aim: boolean;
}

export const defaultWedge: WedgeSettings = {
  minLength: 4,
  maxLength: DEFAULT_MAX_LENGTH,
  maxGapMs: 30,
  suffix: "either",
  aim: false,
};

/** Settings that can't work, by their name; null when all can. */
export function wedgeSettingsError(
  settings: WedgeSettings,
): { field: keyof WedgeSettings; why: string } | null {
  const { minLength, maxLength, maxGapMs } = settings;
  const whole = (value: number, from: number, to: number): boolean =>
    Number.isInteger(value) && value >= from && value <= to;
  if (!whole(minLength, 3, 64)) return { field: "minLength", why: "3 to 64 characters" };
  if (!whole(maxLength, minLength, LONGEST_CODE)) {
    return { field: "maxLength", why: `minLength to ${LONGEST_CODE} characters` };
  }
  // Beyond this a quick typist could be taken for a scanner.
  if (!(maxGapMs >= 5 && maxGapMs <= 50)) return { field: "maxGapMs", why: "5 to 50 ms" };
  return null;
}

/** Where the machine stands. */
export type Wedge =
  | { at: "resting" }
  /** Keys that came quickly; `text` keeps no more than the longest code and one character. */
  | { at: "burst"; text: string; lastAt: number; keys: number; swallowed: boolean }
  /** Quick keys that are no code: everything is passed over until there is a pause. */
  | { at: "spoiled"; lastAt: number };

export const restingWedge: Wedge = { at: "resting" };

/** What one key came to. */
export interface WedgeTurn {
  wedge: Wedge;
  /** A code that has just ended. */
  scan: Judged | null;
}

/** Keys that change others and come in between: they neither count nor break a burst. */
const modifiers = new Set(["Shift", "CapsLock", "AltGraph"]);

/** Takes one key. */
export function pressKey(wedge: Wedge, key: WedgeKey, settings: WedgeSettings): WedgeTurn {
  if (modifiers.has(key.key)) return { wedge, scan: null };
  const goesOn =
    wedge.at !== "resting" && key.at - wedge.lastAt <= settings.maxGapMs && key.at >= wedge.lastAt;
  if (key.held === true || key.command === true) return spoil(key);
  if (wedge.at === "spoiled" && goesOn) return spoil(key);
  const burst = wedge.at === "burst" && goesOn ? wedge : null;
  if (key.composing === true || key.key === "Process") {
    return add(burst, key, "", settings);
  }
  if (isSuffix(key.key, settings)) {
    return { wedge: restingWedge, scan: burst ? end(burst, settings) : null };
  }
  // One character, which may be two UTF-16 units; anything else is a key with a name.
  if (!/^.$/su.test(key.key)) return burst ? spoil(key) : { wedge: restingWedge, scan: null };
  return add(burst, key, key.key, settings);
}

const spoil = (key: WedgeKey): WedgeTurn => ({ wedge: { at: "spoiled", lastAt: key.at }, scan: null });

function isSuffix(key: string, { suffix }: WedgeSettings): boolean {
  return suffix === "either" ? key === "Enter" || key === "Tab" : key === suffix;
}

function add(
  burst: (Wedge & { at: "burst" }) | null,
  key: WedgeKey,
  character: string,
  settings: WedgeSettings,
): WedgeTurn {
  const before = burst?.text ?? "";
  const text = before.length > settings.maxLength + aimLength(settings) ? before : before + character;
  const keys = (burst?.keys ?? 0) + 1;
  const swallowed = (burst?.swallowed ?? false) || character === "";
  // The suffix is swallowed too, so the end has to be guessed: so many quick keys are no hand's.
  if (swallowed && keys > settings.minLength) {
    return {
      wedge: { at: "spoiled", lastAt: key.at },
      scan: { ok: false, refusal: "inputMethod" },
    };
  }
  return { wedge: { at: "burst", text, lastAt: key.at, keys, swallowed }, scan: null };
}

const aimLength = ({ aim }: WedgeSettings): number => (aim ? 3 : 0);

function end(burst: Wedge & { at: "burst" }, settings: WedgeSettings): Judged | null {
  const prefix = settings.aim ? burst.text.slice(0, 3) : "";
  const text = burst.text.slice(prefix.length);
  if (burst.swallowed || burst.keys - prefix.length < settings.minLength) return null;
  if (settings.aim && symbologyOf(prefix) === null) return { ok: false, refusal: "malformed" };
  return judgeText(text, settings.aim ? prefix : null, settings.maxLength);
}
