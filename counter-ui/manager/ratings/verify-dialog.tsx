import { type FormEvent, useState } from "react";
import type { WireCommand } from "../../../hall-server/contract/commands.ts";
import type { ManagerView } from "../../../hall-server/contract/views.ts";
import { Dialog } from "../../shared/asking/dialog.tsx";
import { useLanguage } from "../../shared/i18n.ts";

type Found = Omit<Extract<WireCommand, { type: "verifyRating" }>, "type" | "rating">;

interface VerifyDialogProps {
  view: ManagerView;
  number: string;
  onSay: (found: Found) => void;
  onCancel: () => void;
}

const findings = ["simple", "complex", "unfounded"] as const;

/** Somebody has looked into a bad rating: what was found, and who puts it right. */
export function VerifyDialog({ view, number, onSay, onCancel }: VerifyDialogProps) {
  const { t, name } = useLanguage();
  const [finding, setFinding] = useState<Found["finding"] | null>(null);
  const [who, setWho] = useState("");
  const [text, setText] = useState("");
  const found = text.trim();
  const needsSomebody = finding === "simple" || finding === "complex";
  const isComplete = finding !== null && found !== "" && (!needsSomebody || who !== "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isComplete) onSay({ finding, found, ...(needsSomebody ? { responsible: who } : {}) });
  };
  return (
    <Dialog title={t("telling.verifyTitle", { number })} hint={t("telling.verifyHint")} onCancel={onCancel}>
      <form onSubmit={submit} className="dialog-form">
        <fieldset className="choices">
          <legend>{t("telling.findingLabel")}</legend>
          {findings.map((each) => (
            <label key={each}>
              <input
                type="radio"
                name="finding"
                checked={each === finding}
                onChange={() => setFinding(each)}
              />
              {t(`telling.finding.${each}`)}
            </label>
          ))}
        </fieldset>
        {needsSomebody ? (
          <label>
            {t("telling.who")}
            <select className="field" value={who} onChange={(event) => setWho(event.target.value)}>
              <option value="">{t("telling.choose")}</option>
              {view.service.staff.map((member) => (
                <option key={member.staff} value={member.staff}>
                  {name(member.name)} {member.staff}
                </option>
              ))}
            </select>
          </label>
        ) : null}
        <label>
          {t("telling.found")}
          <textarea
            className="field"
            rows={3}
            maxLength={500}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <button type="submit" className="button button-primary" aria-disabled={!isComplete}>
          {t("confirm")}
        </button>
      </form>
    </Dialog>
  );
}
