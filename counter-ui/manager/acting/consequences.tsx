import type { HallClient } from "../../../hall-server/contract/client.ts";
import type { Consequences as Told, Question } from "../../../hall-server/contract/questions.ts";
import { Dialog } from "../../shared/asking/dialog.tsx";
import { type Translate, useLanguage } from "../../shared/i18n.ts";
import { refusalText } from "../../shared/refusal-text.ts";
import { useAnswer } from "./use-answer.ts";

export type Change = (Question & { ask: "consequences" })["change"];

interface ConsequencesProps {
  client: HallClient | null;
  title: string;
  change: Change;
  /** What becomes of whoever stands at the window. */
  visitor: "stays" | "comes" | "untouched";
  onYes: (evenIfWaiting: boolean) => void;
  onCancel: () => void;
}

/** What a change does is said before it is made; it can be made once that has been said. */
export function ConfirmChange(props: ConsequencesProps) {
  const { client, title, change, visitor, onYes, onCancel } = props;
  const { t } = useLanguage();
  const answer = useAnswer<"consequences">(client, { ask: "consequences", change });
  const isHarsh = answer?.ok === true && answer.strandedCount > 0;
  const isReady = answer?.ok === true;
  return (
    <Dialog title={title} onCancel={onCancel}>
      <div role="status" className="consequences">
        {answer === null ? <p>{t("managing.asking")}</p> : null}
        {answer?.ok === false ? <p>{refusalText(t, answer.refusal)}</p> : null}
        {answer?.ok ? sentences(t, answer, visitor).map((text) => <p key={text}>{text}</p>) : null}
      </div>
      <button
        type="button"
        className={isHarsh ? "button button-harsh dialog-yes" : "button button-primary dialog-yes"}
        aria-disabled={!isReady}
        onClick={() => isReady && onYes(isHarsh)}
      >
        <span>{t(isHarsh ? "managing.yesAnyway" : "managing.yes")}</span>
        <kbd aria-hidden="true">Enter</kbd>
      </button>
    </Dialog>
  );
}

const namesShown = 12;

function sentences(t: Translate, told: Told, visitor: ConsequencesProps["visitor"]): string[] {
  const { stranded, strandedCount: n, freed } = told;
  const numbers = stranded.slice(0, namesShown).join(" ") + (n > namesShown ? " …" : "");
  return [
    ...(n > 0 ? [t("managing.stranded", { n, numbers })] : [t("managing.noneStranded")]),
    ...(freed > 0 ? [t("managing.freed", { n: freed })] : []),
    ...(told.visitor !== null && visitor === "stays"
      ? [t("managing.visitorStays", { number: told.visitor })]
      : []),
    ...(told.visitor !== null && visitor === "comes"
      ? [t("managing.visitorComes", { number: told.visitor })]
      : []),
  ];
}
