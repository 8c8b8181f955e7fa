import { Dialog } from "./dialog.tsx";

interface ConfirmDialogProps {
  title: string;
  hint: string;
  /** What happens, as a verb. */
  yes: string;
  /** Not yet: the command before is still on its way, or rests. A press that would be lost must not look like one. */
  busy?: boolean;
  onYes: () => void;
  onCancel: () => void;
}

/** Something that is seldom meant: said in full, done with Enter, left with Esc. */
export function ConfirmDialog({ title, hint, yes, busy = false, onYes, onCancel }: ConfirmDialogProps) {
  return (
    <Dialog title={title} hint={hint} onCancel={onCancel}>
      <button
        type="button"
        className="button button-primary dialog-yes"
        aria-disabled={busy}
        onClick={busy ? undefined : onYes}
      >
        <span>{yes}</span>
        <kbd aria-hidden="true">Enter</kbd>
      </button>
    </Dialog>
  );
}
