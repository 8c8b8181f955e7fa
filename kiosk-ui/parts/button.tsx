import { type ReactNode, type Ref, useEffect, useState } from "react";
import { breaking } from "./phrases.ts";

interface ButtonProps {
  children: ReactNode;
  onTouch: () => void;
  /** `primary`: the one thing most people want on this page. */
  kind?: "primary" | "plain" | "quiet";
  /** A second line under the words, for what it means. */
  hint?: string;
  disabled?: boolean;
  /** Where a keypad's `*` goes on a page that knows of no other way back. */
  isBack?: boolean;
  /** It stands where a button of the page before stood, and a hand that shakes touches twice. */
  settles?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

/** For so long after it came no finger presses such a button; keys do. */
const settlingMs = 500;

function useSettling(settles: boolean): boolean {
  const [isSettling, setSettling] = useState(settles);
  useEffect(() => {
    if (!settles) return undefined;
    const timer = setTimeout(() => setSettling(false), settlingMs);
    return () => clearTimeout(timer);
  }, [settles]);
  return isSettling;
}

/** A button as large as a finger needs, with its answer to the touch at once. */
export function Button(props: ButtonProps) {
  const {
    children,
    onTouch,
    kind = "plain",
    hint,
    disabled = false,
    isBack = false,
    settles = false,
    ref,
  } = props;
  const isSettling = useSettling(settles);
  return (
    <button
      type="button"
      className={`button ${kind}${isSettling ? " settling" : ""}`}
      data-key={isBack ? "back" : undefined}
      disabled={disabled}
      onClick={onTouch}
      ref={ref}
    >
      <span className={`words ${(typeof children === "string" && breaking(children)) || ""}`}>
        {children}
      </span>
      {hint === undefined ? null : <span className="hint">{hint}</span>}
    </button>
  );
}
