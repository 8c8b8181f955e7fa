import type { MouseEvent } from "react";

interface CommandButtonProps {
  label: string;
  /** The key that does the same, as it stands on the button. */
  cap?: string;
  disabled: boolean;
  kind?: "primary" | "quiet" | "plain";
  onPress: () => void;
  /** Said instead of the label where several buttons look alike. */
  spoken?: string;
  /** Seconds until it can be pressed; 0 shows none. */
  restFor?: number;
}

/** A verb with its key. A mouse click gives the focus back to the page, so that Space goes on calling the next one. */
export function CommandButton(props: CommandButtonProps) {
  const { label, cap, disabled, kind = "plain", onPress, spoken, restFor = 0 } = props;
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
      {restFor > 0 ? (
        <span className="rest-for number" aria-hidden="true">
          {restFor}
        </span>
      ) : null}
      {cap ? <kbd aria-hidden="true">{cap}</kbd> : null}
    </button>
  );
}
