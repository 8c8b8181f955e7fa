import type { CounterView } from "../../hall-server/contract/views.ts";
import { useLanguage } from "../shared/i18n.ts";
import { CommandButton } from "./command-button.tsx";
import { keyCap } from "./keys.ts";
import type { Verb } from "./verbs.ts";

interface ActionsProps {
  view: CounterView;
  isMine: boolean;
  isEnabled: (verb: Verb) => boolean;
  onPress: (verb: Verb) => void;
  /** The hall has not answered for a while. */
  slow: boolean;
}

/** The verbs, always in the same places; the next step is the large one. */
export function Actions({ view, isMine, isEnabled, onPress, slow }: ActionsProps) {
  const { t } = useLanguage();
  const button = (verb: Verb, label: string, kind: "primary" | "plain" | "quiet" = "plain", cap?: string) => (
    <CommandButton
      key={verb}
      label={label}
      kind={kind}
      disabled={!isEnabled(verb)}
      onPress={() => onPress(verb)}
      {...(cap ? { cap } : {})}
    />
  );
  const isOpen = view.state === "open";
  return (
    <section className="actions" aria-label={t("counter.keysHint")}>
      <div className="actions-next">
        {isOpen || !isMine
          ? button(
              "callNext",
              t(view.visitor ? "counter.finishAndCall" : "counter.callNext"),
              "primary",
              t("counter.space"),
            )
          : button(
              "open",
              t(view.state === "paused" ? "counter.resume" : "counter.open"),
              "primary",
              keyCap.open,
            )}
      </div>
      <div className="actions-visitor">
        {button("recall", t("counter.recall"), "plain", keyCap.recall)}
        {button("start", t("counter.start"), "plain", keyCap.start)}
        {button("finish", t("counter.finish"), "plain", keyCap.finish)}
        {button("absent", t("counter.absent"), "plain", keyCap.absent)}
      </div>
      <div className="actions-window">
        <p role="status" className="actions-slow">
          {slow ? t("counter.pending") : <span className="actions-hint">{t("counter.keysHint")}</span>}
        </p>
        {button("pause", t("counter.pause"), "quiet", keyCap.pause)}
        {button("close", t("counter.closeWindow"), "quiet")}
      </div>
    </section>
  );
}
