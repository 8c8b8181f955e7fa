import { useLayoutEffect, useRef, useState } from "react";
import { type KeyAction, type KeyMap, keyActions, readKeys } from "./key-map.ts";

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
export function readKey(keys: KeyMap, press: KeyPress, focus: Focus): KeyAction | "swallow" | null {
  if (press.altKey || press.ctrlKey || press.metaKey || press.isComposing || focus === "typing") return null;
  const action = keyActions.find((each) => keys[each] === press.code) ?? null;
  if (press.repeat) return action !== null || isEnter(press.code) ? "swallow" : null;
  return press.code === "Space" && focus === "button" ? null : action;
}

const isEnter = (code: string) => code === "Enter" || code === "NumpadEnter";

/** Hears the keys anywhere on the page while no dialog is open. */
export function useKeys(keys: KeyMap, enabled: boolean, onAction: (action: KeyAction) => void): void {
  // As soon as the verbs are seen, not a moment later: a clerk's hand is faster than that.
  const latest = useRef(onAction);
  useLayoutEffect(() => {
    latest.current = onAction;
  });
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const read = readKey(keys, event, focusOf(event.target));
      if (read === null) return;
      // A held key is swallowed in a dialog too: it is the tail of the press that opened it.
      if (read !== "swallow" && !enabled) return;
      event.preventDefault();
      if (read !== "swallow") latest.current(read);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [keys, enabled]);
}

function focusOf(target: EventTarget | null): Focus {
  if (!(target instanceof HTMLElement)) return "page";
  if (target.isContentEditable || target.matches("input, textarea, select")) return "typing";
  return target.matches("button, a, summary") ? "button" : "page";
}

const kept = "yimen.counter.keys";

/** The keys of this browser. */
export function useKeyMap(): [KeyMap, (keys: KeyMap) => void] {
  const [keys, setKeys] = useState(() => readKeys(localStorage.getItem(kept)));
  const change = (next: KeyMap) => {
    localStorage.setItem(kept, JSON.stringify(next));
    setKeys(next);
  };
  return [keys, change];
}
