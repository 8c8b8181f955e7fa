import type { HallClient } from "../../../hall-server/contract/client.ts";
import type { Question } from "../../../hall-server/contract/questions.ts";
import { Dialog } from "../../shared/asking/dialog.tsx";
import { useLanguage } from "../../shared/i18n.ts";
import { refusalText } from "../../shared/refusal-text.ts";
import { useAnswer } from "../acting/use-answer.ts";

interface Note {
  of: (Question & { ask: "note" })["of"];
  id: string;
  label: string;
}

interface NoteDialogProps {
  client: HallClient | null;
  title: string;
  notes: readonly Note[];
  onClose: () => void;
}

/** Private words, which no view holds: asked for when somebody opens them, and gone with the dialog. */
export function NoteDialog({ client, title, notes, onClose }: NoteDialogProps) {
  return (
    <Dialog title={title} onCancel={onClose} way="close">
      {notes.map((note) => (
        <NoteText key={note.of} client={client} note={note} />
      ))}
    </Dialog>
  );
}

function NoteText({ client, note: { of, id, label } }: { client: HallClient | null; note: Note }) {
  const { t } = useLanguage();
  const answer = useAnswer<"note">(client, { ask: "note", of, id });
  return (
    <div role="status">
      <b>{label}</b>
      <p className="note-text">
        {answer === null ? t("loading") : answer.ok ? answer.text : refusalText(t, answer.refusal)}
      </p>
    </div>
  );
}
