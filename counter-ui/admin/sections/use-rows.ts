import { useRef } from "react";
import { flushSync } from "react-dom";

/** Rows come and go, and the keyboard's place is not lost with them: in the new row, or at the button that adds one. */
export function useRows() {
  const box = useRef<HTMLDivElement>(null);
  const focus = (selector: string) => box.current?.querySelector<HTMLElement>(selector)?.focus();
  return {
    box,
    add: (change: () => void) => {
      flushSync(change);
      focus("tbody tr:last-child input");
    },
    remove: (change: () => void) => {
      flushSync(change);
      focus(":scope > button");
    },
  };
}
