/** A plain numeric keypad: 0-9, * and #. */
export type KeypadKey = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "*" | "#";

export type KeypadAct =
  | { kind: "none" }
  /** The nth thing is meant unless more digits follow. */
  | { kind: "point"; nth: number }
  | { kind: "press"; nth: number }
  | { kind: "confirm" }
  | { kind: "back" }
  | { kind: "help" };

export interface KeypadTurn {
  /** The digits that wait for more. */
  typed: string;
  act: KeypadAct;
}

const done = (act: KeypadAct): KeypadTurn => ({ typed: "", act });

/** Whether a key would press a thing by a number that nobody has seen yet: the first one only shows the numbers. */
export const needsNumbers = (key: KeypadKey): boolean => /[1-9]/.test(key);

/**
 * What a key means on a page with so many things on it. A digit presses the nth thing at once where no longer number
 * could begin with it; else it points there, and the next digit or # decides. There is no waiting time: whoever types
 * slowly types the same.
 */
export function onKeypad(typed: string, key: KeypadKey, count: number): KeypadTurn {
  const pointed = Number(typed);
  if (key === "#") return done(typed === "" ? { kind: "confirm" } : { kind: "press", nth: pointed });
  if (key === "*") return done(typed === "" ? { kind: "back" } : { kind: "none" });
  if (typed === "" && key === "0") return done({ kind: "help" });
  const nth = Number(typed + key);
  if (nth > count) return done({ kind: "none" });
  return nth * 10 > count
    ? done({ kind: "press", nth })
    : { typed: typed + key, act: { kind: "point", nth } };
}

/** The key of a keyboard event, from the block of digits or the row; * and # also as their stand-ins on small pads. */
export function keypadKeyOf({ key, code }: Pick<KeyboardEvent, "key" | "code">): KeypadKey | null {
  if (/^[0-9*#]$/.test(key)) return key as KeypadKey;
  if (code === "NumpadMultiply") return "*";
  return code === "NumpadDivide" ? "#" : null;
}

export interface TimedKey {
  key: KeypadKey;
  at: number;
}

export const knock = "*****#";
const knockWithinMs = 4_000;

/** Whether these keys end with what whoever repairs the kiosk knocks with: nobody goes back five times to confirm. */
export function isKnock(recent: readonly TimedKey[]): boolean {
  const last = recent.slice(-knock.length);
  return last.map(({ key }) => key).join("") === knock && last.at(-1)!.at - last[0]!.at < knockWithinMs;
}
