import { Dialog } from "./dialog.tsx";

interface ConfirmDialogProps {
  title: string;
  hint: string;
  /** What happens, as a verb. */
  yes: string;
  onYes: () => void;
  onCancel: () => void;
}

/** Something that is seldom meant: said in full, done with Enter, left with Esc. */
export function ConfirmDialog({ title, hint, yes, onYes, onCancel }: ConfirmDialogProps) {
  return (
    <Dialog title={title} hint={hint} onCancel={onCancel}>
      <button type="button" className="button button-primary dialog-yes" onClick={onYes}>
        <span>{yes}</span>
        <kbd aria-hidden="true">Enter</kbd>
      </button>
    </Dialog>
  );
}
