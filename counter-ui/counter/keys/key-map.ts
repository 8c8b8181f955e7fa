/** What a clerk can do by one key. */
export const keyActions = [
  "callNext",
  "recall",
  "start",
  "finish",
  "absent",
  "hold",
  "transfer",
  "undo",
  "callThis",
  "addItem",
  "split",
  "requeue",
  "resume",
  "priority",
  "cancel",
  "pause",
  "open",
  "close",
  "askRating",
  "emergency",
  "more",
  "keys",
] as const;
export type KeyAction = (typeof keyActions)[number];

/** Each action's key, by its place on the keyboard: an input method or another layout changes nothing. */
export type KeyMap = Readonly<Record<KeyAction, string>>;

export const usualKeys: KeyMap = {
  callNext: "Space",
  recall: "KeyR",
  start: "KeyS",
  finish: "KeyF",
  absent: "KeyA",
  hold: "KeyH",
  transfer: "KeyT",
  undo: "KeyZ",
  callThis: "KeyC",
  addItem: "KeyI",
  split: "KeyX",
  requeue: "KeyQ",
  resume: "KeyB",
  priority: "KeyY",
  cancel: "KeyD",
  pause: "KeyP",
  open: "KeyO",
  close: "KeyL",
  askRating: "KeyV",
  emergency: "KeyE",
  more: "KeyM",
  keys: "KeyK",
};

/**
 * Keys that may be given away: letters, digits, the number pad, the space bar, and those function keys that no browser
 * wants (F13 to F24 are what programmable pads send). Never F5, F11, F12, and nothing with Ctrl.
 */
const usable =
  /^(Space|Key[A-Z]|Digit\d|Numpad(\d|Add|Subtract|Multiply|Divide|Decimal)|F(2|4|8|9|1[3-9]|2[0-4]))$/;

export const isUsableKey = (code: string): boolean => usable.test(code);

export type Assigned =
  | { ok: true; keys: KeyMap }
  | { ok: false; problem: "unusable" }
  /** Another action has it. */
  | { ok: false; problem: "taken"; by: KeyAction };

/** Gives an action another key, unless the browser needs it or another action has it. */
export function assignKey(keys: KeyMap, action: KeyAction, code: string): Assigned {
  if (!isUsableKey(code)) return { ok: false, problem: "unusable" };
  const by = keyActions.find((other) => other !== action && keys[other] === code);
  return by ? { ok: false, problem: "taken", by } : { ok: true, keys: { ...keys, [action]: code } };
}

/** The keys as this browser kept them. Whatever is not a whole, unambiguous set of keys is the usual one. */
export function readKeys(kept: string | null): KeyMap {
  if (kept === null) return usualKeys;
  try {
    const raw: unknown = JSON.parse(kept);
    if (typeof raw !== "object" || raw === null) return usualKeys;
    // An action that is newer than what was kept has its usual key.
    const keys: KeyMap = { ...usualKeys, ...known(raw as Record<string, unknown>) };
    const codes = Object.values(keys);
    return codes.every(isUsableKey) && new Set(codes).size === codes.length ? keys : usualKeys;
  } catch {
    return usualKeys;
  }
}

const known = (raw: Record<string, unknown>): Partial<Record<KeyAction, string>> =>
  Object.fromEntries(
    keyActions.flatMap((action): [KeyAction, string][] =>
      Object.hasOwn(raw, action) ? [[action, String(raw[action])]] : [],
    ),
  );

/** What stands on a button: `R`, `5`, `Num 5`, `F9`; the space bar in words. */
export function keyCap(code: string, space: string): string {
  if (code === "Space") return space;
  const pad: Record<string, string> = { Add: "+", Subtract: "−", Multiply: "×", Divide: "÷", Decimal: "." };
  const onPad = /^Numpad(.+)$/.exec(code)?.[1];
  if (onPad) return `Num ${pad[onPad] ?? onPad}`;
  return code.replace(/^(Key|Digit)/, "");
}
