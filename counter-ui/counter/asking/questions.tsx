import type { CatalogueView, CounterView } from "../../../hall-server/contract/views.ts";
import { KeysDialog } from "../keys/keys-dialog.tsx";
import type { KeyAction, KeyMap } from "../keys/key-map.ts";
import type { Answering, Asking } from "./asking.ts";
import { MoreDialog } from "./more-dialog.tsx";
import {
  AskCallReason,
  AskCallThis,
  AskCancel,
  AskCancelReason,
  AskPriority,
  AskPriorityWhy,
  AskPriorityWords,
  AskRequeue,
  AskResume,
} from "./number-questions.tsx";
import { AskAddItem, AskHold, AskSplit, AskTransfer } from "./visitor-questions.tsx";
import { AskCloseAnyway, AskPause, AskPauseUntil, AskTakeOver } from "./window-questions.tsx";

interface QuestionsProps extends Answering {
  asking: Asking;
  view: CounterView;
  catalogue: CatalogueView | null;
  serverNow: number;
  windowName: (id: string) => string;
  keys: KeyMap;
  onKeys: (keys: KeyMap) => void;
  isEnabled: (action: KeyAction) => boolean;
  onPress: (action: KeyAction) => void;
  cap: (action: KeyAction) => string;
}

/** The dialog of the question that is open. A visitor's question ends when the visitor has gone. */
export function Questions(props: QuestionsProps) {
  const { asking, view, serverNow, windowName, catalogue } = props;
  const { window, visitor } = view;
  const rest = { ...pick(props), view };
  switch (asking.ask) {
    case "pause":
      return <AskPause {...rest} asking={asking} window={window} />;
    case "pauseUntil":
      return <AskPauseUntil {...rest} asking={asking} window={window} serverNow={serverNow} />;
    case "closeAnyway":
      return <AskCloseAnyway {...rest} asking={asking} window={window} />;
    case "takeOver":
      return <AskTakeOver {...rest} asking={asking} window={window} windowName={windowName} />;
    case "hold":
      return visitor && <AskHold {...rest} visitor={visitor} />;
    case "transfer":
      return visitor && <AskTransfer {...rest} visitor={visitor} />;
    case "addItem":
      return visitor && <AskAddItem {...rest} visitor={visitor} catalogue={catalogue} />;
    case "split":
      return visitor && <AskSplit {...rest} visitor={visitor} />;
    case "callThis":
      return <AskCallThis {...rest} asking={asking} />;
    case "callReason":
      return <AskCallReason {...rest} asking={asking} />;
    case "priority":
      return <AskPriority {...rest} asking={asking} />;
    case "priorityWhy":
      return <AskPriorityWhy {...rest} asking={asking} />;
    case "priorityWords":
      return <AskPriorityWords {...rest} asking={asking} />;
    case "cancel":
      return <AskCancel {...rest} asking={asking} />;
    case "cancelReason":
      return <AskCancelReason {...rest} asking={asking} />;
    case "requeue":
      return <AskRequeue {...rest} asking={asking} />;
    case "resume":
      return <AskResume {...rest} asking={asking} />;
    case "more":
      return <MoreDialog {...props} />;
    case "keys":
      return <KeysDialog keys={props.keys} onChange={props.onKeys} onClose={props.onCancel} />;
  }
}

const pick = ({ onAsk, onCommand, onCancel }: Answering): Answering => ({ onAsk, onCommand, onCancel });
