import { Dialog } from "../../shared/asking/dialog.tsx";
import { CommandButton } from "../../shared/acting/command-button.tsx";
import { useLanguage } from "../../shared/i18n.ts";
import type { KeyAction, KeyMap } from "../keys/key-map.ts";

const seldom: readonly KeyAction[] = [
  "callThis",
  "requeue",
  "resume",
  "addItem",
  "split",
  "priority",
  "cancel",
  "undo",
  "keys",
];

interface MoreDialogProps {
  keys: KeyMap;
  isEnabled: (action: KeyAction) => boolean;
  onPress: (action: KeyAction) => void;
  cap: (action: KeyAction) => string;
  onCancel: () => void;
}

/** The seldom verbs, each with the key that does it without this list too. */
export function MoreDialog({ keys, isEnabled, onPress, cap, onCancel }: MoreDialogProps) {
  const { t } = useLanguage();
  return (
    <Dialog
      title={t("counter.moreTitle")}
      hint={t("counter.moreHint")}
      onCancel={onCancel}
      onKeyDown={(event) => {
        const action = seldom.find((each) => keys[each] === event.code);
        if (action && !event.repeat && isEnabled(action)) {
          event.preventDefault();
          onPress(action);
        }
      }}
    >
      <div className="more">
        {seldom.map((action) => (
          <CommandButton
            key={action}
            label={t(`counter.verb.${action}`)}
            kind="quiet"
            cap={cap(action)}
            disabled={!isEnabled(action)}
            onPress={() => onPress(action)}
          />
        ))}
      </div>
    </Dialog>
  );
}
