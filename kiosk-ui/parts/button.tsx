import type { ReactNode, Ref } from "react";
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
  ref?: Ref<HTMLButtonElement>;
}

/** A button as large as a finger needs, with its answer to the touch at once. */
export function Button(props: ButtonProps) {
  const { children, onTouch, kind = "plain", hint, disabled = false, isBack = false, ref } = props;
  return (
    <button
      type="button"
      className={`button ${kind}`}
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
