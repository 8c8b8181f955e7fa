import { useLayoutEffect, useRef } from "react";

interface DeskKeys {
  onTake: () => void;
  onLookUp: () => void;
  onBookings: () => void;
  onHelp: () => void;
  onDigit: (n: number) => void;
}

/** `N` a new number, `/` look up, `B` bookings, `H` goes to whoever asks for help, a digit for what can be done with the chosen number. Not while typing. */
export function useDeskKeys(enabled: boolean, keys: DeskKeys): void {
  const latest = useRef(keys);
  useLayoutEffect(() => {
    latest.current = keys;
  });
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { target, code } = event;
      const isPlain =
        !event.ctrlKey && !event.altKey && !event.metaKey && !event.isComposing && !event.repeat;
      const isTyping = target instanceof HTMLElement && target.matches("input, textarea, select");
      if (!enabled || !isPlain || isTyping) return;
      const digit = /^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1];
      if (code === "KeyN") latest.current.onTake();
      else if (code === "Slash" || code === "NumpadDivide") latest.current.onLookUp();
      else if (code === "KeyB") latest.current.onBookings();
      else if (code === "KeyH") latest.current.onHelp();
      else if (digit) latest.current.onDigit(Number(digit));
      else return;
      // The key is a command, not the first letter of what is typed next.
      event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [enabled]);
}
