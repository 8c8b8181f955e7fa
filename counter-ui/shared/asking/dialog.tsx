import { type ReactNode, useLayoutEffect, useId, useRef } from "react";
import { useLanguage } from "../i18n.ts";

interface DialogProps {
  title: string;
  hint?: string;
  children: ReactNode;
  onCancel: () => void;
  /** Hears every key while the question is open, wherever a click has put the focus. */
  onKeyDown?: (event: KeyboardEvent) => void;
  /** Wide enough for a list of long names. */
  wide?: boolean;
  /** What Esc does in words; where nothing is asked there is nothing to cancel, and what was told is merely put away. */
  way?: "cancel" | "close" | "shut";
}

/** One question. The browser's own dialog keeps the focus inside, and gives it back. Esc is always the way out. */
export function Dialog({
  title,
  hint,
  children,
  onCancel,
  onKeyDown,
  wide = false,
  way = "cancel",
}: DialogProps) {
  const { t } = useLanguage();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const { current } = dialog;
    current?.showModal();
    // Where the answer is given; left alone, a browser may choose the list around it.
    current?.querySelector<HTMLElement>("input, select, button")?.focus();
    return () => current?.close();
  }, []);
  const latest = useRef(onKeyDown);
  useLayoutEffect(() => {
    latest.current = onKeyDown;
  });
  useLayoutEffect(() => {
    const hear = (event: KeyboardEvent) => latest.current?.(event);
    window.addEventListener("keydown", hear);
    return () => window.removeEventListener("keydown", hear);
  }, []);
  return (
    <dialog
      ref={dialog}
      className={wide ? "dialog dialog-wide" : "dialog"}
      aria-labelledby={id}
      onCancel={(event) => {
        // The page decides; a dialog that closed itself would leave the question open behind it.
        event.preventDefault();
        onCancel();
      }}
    >
      <h2 id={id}>{title}</h2>
      {hint ? <p className="dialog-hint">{hint}</p> : null}
      {children}
      <button type="button" className="button button-quiet dialog-cancel" onClick={onCancel}>
        <span>{t(way)}</span>
        <kbd aria-hidden="true">Esc</kbd>
      </button>
    </dialog>
  );
}
