import { useTranslation } from "react-i18next";
import type { Language, OfferedAnswer, Screen } from "../../electron/bridge.ts";
import type { Send } from "../kiosk-connection.ts";
import { Button } from "../parts/button.tsx";
import { Heading } from "../parts/heading.tsx";
import { listed } from "../parts/listed.ts";

interface QuestionProps {
  screen: Screen & { kind: "question" };
  language: Language;
  send: Send;
}

/** Which case it is: the answer decides what to bring, or that another matter is meant. */
export function QuestionScreen({ screen, language, send }: QuestionProps) {
  const { t } = useTranslation();
  const { matter, asks, answers } = screen;
  return (
    // A further question is a new one, also for the focus.
    <div className="screen question" key={asks.zh}>
      <Heading title={asks[language]}>{matter[language]}</Heading>
      <ul className="answers" aria-label={asks[language]}>
        {answers.map((answer) => (
          <li key={answer.id}>
            <AnswerButton answer={answer} language={language} send={send} />
          </li>
        ))}
      </ul>
      <div className="actions">
        <Button onTouch={() => send({ kind: "back" })}>{t("question.back")}</Button>
      </div>
    </div>
  );
}

function AnswerButton({
  answer: { id, says, leadsTo, canBeHad },
  language,
  send,
}: Omit<QuestionProps, "screen"> & { answer: OfferedAnswer }) {
  const { t } = useTranslation();
  const matters = listed(leadsTo, language);
  const hint = !canBeHad ? t("question.notHere") : matters === "" ? null : t("question.leadsTo", { matters });
  return (
    <button
      type="button"
      className="answer"
      disabled={!canBeHad}
      onClick={() => send({ kind: "answer", answer: id })}
    >
      <span className="says">{says[language]}</span>
      {hint === null ? null : <span className="leads">{hint}</span>}
    </button>
  );
}
