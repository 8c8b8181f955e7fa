import type { ReactNode, Ref } from "react";

interface ButtonProps {
  children: ReactNode;
  onTouch: () => void;
  /** `primary`: the one thing most people want on this page. */
  kind?: "primary" | "plain" | "quiet";
  /** A second line under the words, for what it means. */
  hint?: string;
  disabled?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

/** A button as large as a finger needs, with its answer to the touch at once. */
export function Button({ children, onTouch, kind = "plain", hint, disabled = false, ref }: ButtonProps) {
  return (
    <button type="button" className={`button ${kind}`} disabled={disabled} onClick={onTouch} ref={ref}>
      <span className="words">{children}</span>
      {hint === undefined ? null : <span className="hint">{hint}</span>}
    </button>
  );
}
