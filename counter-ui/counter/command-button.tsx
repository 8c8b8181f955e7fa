import type { MouseEvent } from "react";

interface CommandButtonProps {
  label: string;
  /** The key that does the same. */
  cap?: string;
  disabled: boolean;
  kind?: "primary" | "quiet" | "plain";
  onPress: () => void;
  /** Said instead of the label where several buttons look alike. */
  spoken?: string;
}

/** A verb with its key. A mouse click gives the focus back to the page, so that Space goes on calling the next one. */
export function CommandButton({ label, cap, disabled, kind = "plain", onPress, spoken }: CommandButtonProps) {
  const onClick = (event: MouseEvent<HTMLButtonElement>) => {
    if (event.detail > 0) event.currentTarget.blur();
    if (!disabled) onPress();
  };
  return (
    <button
      type="button"
      className={`button button-${kind}`}
      // Not `disabled`: that would drop the focus while the hall answers, and a keyboard's place with it.
      aria-disabled={disabled}
      onClick={onClick}
      {...(cap ? { "aria-keyshortcuts": cap === "空格" ? "Space" : cap } : {})}
      {...(spoken ? { "aria-label": spoken } : {})}
    >
      <span>{label}</span>
      {cap ? <kbd aria-hidden="true">{cap}</kbd> : null}
    </button>
  );
}
