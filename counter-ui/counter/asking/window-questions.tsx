import { ConfirmDialog } from "../../shared/asking/confirm-dialog.tsx";
import { PickDialog } from "../../shared/asking/pick-dialog.tsx";
import { useLanguage } from "../../shared/i18n.ts";
import type { Answering, Asking } from "./asking.ts";

const pauseReasons = ["break", "meal", "meeting", "paperwork"] as const;
/** Minutes until the clerk means to be back. */
const pauseLengths = [10, 15, 30, 60, 90] as const;

type Question<A extends Asking["ask"]> = Answering & { asking: Asking & { ask: A }; window: string };

/** Why the window pauses: four answers, a digit for each. */
export function AskPause({ onAsk, onCancel }: Question<"pause">) {
  const { t } = useLanguage();
  return (
    <PickDialog
      title={t("counter.pauseTitle")}
      options={pauseReasons.map((id) => ({ id, label: t(`pauseReason.${id}`) }))}
      onPick={(id) => onAsk({ ask: "pauseUntil", reason: id as (typeof pauseReasons)[number] })}
      onCancel={onCancel}
    />
  );
}

/** When the clerk means to be back: the screens and the manager read it. */
export function AskPauseUntil(props: Question<"pauseUntil"> & { serverNow: number }) {
  const { asking, window, serverNow, onCommand, onCancel } = props;
  const { t } = useLanguage();
  const pick = (id: string) => {
    const until = id === "open" ? {} : { until: Math.round(serverNow) + Number(id) * 60_000 };
    onCommand({ type: "pauseWindow", window, reason: asking.reason, ...until });
  };
  return (
    <PickDialog
      title={t("counter.pauseUntilTitle")}
      options={[
        ...pauseLengths.map((n) => ({ id: String(n), label: t("minutes", { n }) })),
        { id: "open", label: t("counter.pauseOpenEnd") },
      ]}
      onPick={pick}
      onCancel={onCancel}
    />
  );
}

/** People wait whom nobody else serves. */
export function AskCloseAnyway({ asking, window, onCommand, onCancel }: Question<"closeAnyway">) {
  const { t } = useLanguage();
  return (
    <ConfirmDialog
      title={t("counter.closeAnywayTitle", { n: asking.count })}
      hint={t("counter.closeAnywayHint")}
      yes={t("counter.closeAnyway")}
      onYes={() => onCommand({ type: "closeWindow", window, evenIfWaiting: true })}
      onCancel={onCancel}
    />
  );
}

/** The clerk has another window open. Its visitor comes along. */
export function AskTakeOver(props: Question<"takeOver"> & { windowName: (id: string) => string }) {
  const { asking, window, windowName, onCommand, onCancel } = props;
  const { t } = useLanguage();
  const words = { from: windowName(asking.from), to: windowName(window) };
  return (
    <ConfirmDialog
      title={t("counter.moveTitle", words)}
      hint={t("counter.moveHint", words)}
      yes={t("counter.move", words)}
      onYes={() => onCommand({ type: "openWindow", window, takeOver: true })}
      onCancel={onCancel}
    />
  );
}
