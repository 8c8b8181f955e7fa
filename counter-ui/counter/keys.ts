import { useEffect, useRef } from "react";

/** What a clerk can do by one key. */
export type KeyAction = "callNext" | "recall" | "start" | "finish" | "absent" | "pause" | "open";

/** By the place on the keyboard, so that a Chinese input method or another layout changes nothing. */
const actionOfCode: Record<string, KeyAction> = {
  Space: "callNext",
  KeyR: "recall",
  KeyS: "start",
  KeyF: "finish",
  KeyA: "absent",
  KeyP: "pause",
  KeyO: "open",
};

/** What stands on the button. */
export const keyCap: Record<Exclude<KeyAction, "callNext">, string> = {
  recall: "R",
  start: "S",
  finish: "F",
  absent: "A",
  pause: "P",
  open: "O",
};

interface KeyPress {
  code: string;
  repeat: boolean;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  isComposing: boolean;
}

/** What the focus is on, as far as keys care. */
export type Focus = "typing" | "button" | "page";

/**
 * The action of a key press, "swallow" for a key that must do nothing at all, or null for a key that is none of ours.
 * A held key never fires twice, and Space on a focused button stays that button's own.
 */
export function readKey(press: KeyPress, focus: Focus): KeyAction | "swallow" | null {
  if (press.altKey || press.ctrlKey || press.metaKey || press.isComposing || focus === "typing") return null;
  if (press.repeat) return press.code in actionOfCode || isEnter(press.code) ? "swallow" : null;
  const action = actionOfCode[press.code] ?? null;
  return action === "callNext" && focus === "button" ? null : action;
}

const isEnter = (code: string) => code === "Enter" || code === "NumpadEnter";

/** Hears the keys anywhere on the page while no dialog is open. */
export function useKeys(enabled: boolean, onAction: (action: KeyAction) => void): void {
  const latest = useRef(onAction);
  useEffect(() => {
    latest.current = onAction;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const read = readKey(event, focusOf(event.target));
      if (read === null) return;
      // A held key is swallowed in a dialog too: it is the tail of the press that opened it.
      if (read !== "swallow" && !enabled) return;
      event.preventDefault();
      if (read !== "swallow") latest.current(read);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [enabled]);
}

function focusOf(target: EventTarget | null): Focus {
  if (!(target instanceof HTMLElement)) return "page";
  if (target.isContentEditable || target.matches("input, textarea, select")) return "typing";
  return target.matches("button, a, summary") ? "button" : "page";
}
