import { endsVisit } from "../../../hall-server/contract/arrival.ts";
import type { CounterView } from "../../../hall-server/contract/views.ts";
import { CommandButton } from "../../shared/acting/command-button.tsx";
import { useLanguage } from "../../shared/i18n.ts";
import type { KeyAction } from "../keys/key-map.ts";
import { arrivalRest, recallRest } from "./verbs.ts";

interface ActionsProps {
  view: CounterView;
  isMine: boolean;
  serverNow: number;
  isEnabled: (action: KeyAction) => boolean;
  onPress: (action: KeyAction) => void;
  cap: (action: KeyAction) => string;
  /** The hall has not answered for a while. */
  slow: boolean;
}

/** The verbs, always in the same places; the next step is the large one, the seldom ones are behind 更多. */
export function Actions({ view, isMine, serverNow, isEnabled, onPress, cap, slow }: ActionsProps) {
  const { t } = useLanguage();
  const restOf = (action: KeyAction): number => {
    if (action === "recall") return recallRest(view, serverNow);
    return endsVisit(action) ? arrivalRest(view, serverNow) : 0;
  };
  const button = (
    action: KeyAction,
    kind: "primary" | "plain" | "quiet" = "plain",
    label: string = t(`counter.verb.${action}`),
  ) => (
    <CommandButton
      key={action}
      label={label}
      kind={kind}
      cap={cap(action)}
      disabled={!isEnabled(action)}
      onPress={() => onPress(action)}
      restFor={restOf(action)}
    />
  );
  const isAtWork = view.state === "open" || !isMine;
  return (
    <section className="actions" aria-label={t("counter.verbs")}>
      <div className="actions-next">
        {isAtWork
          ? button("callNext", "primary", t(view.visitor ? "counter.finishAndCall" : "counter.verb.callNext"))
          : button(
              "open",
              "primary",
              t(view.state === "paused" ? "counter.resumeCalling" : "counter.verb.open"),
            )}
      </div>
      <div className="actions-visitor">
        {(["recall", "start", "finish", "absent"] as const).map((action) => button(action))}
      </div>
      <div className="actions-window">
        {(["hold", "transfer", "more"] as const).map((action) => button(action, "quiet"))}
        <p role="status" className="actions-slow">
          {slow ? t("counter.pending") : null}
        </p>
        {(["pause", "close"] as const).map((action) => button(action, "quiet"))}
      </div>
    </section>
  );
}
