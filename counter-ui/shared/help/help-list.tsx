import type { WireCommand, WireCommandType } from "../../../hall-server/contract/commands.ts";
import type { GuideView } from "../../../hall-server/contract/views.ts";
import { useLanguage } from "../i18n.ts";
import { minutesText } from "../time.ts";
import { nextAnswer } from "./next-answer.ts";

interface HelpListProps {
  service: GuideView["service"];
  serverNow: number;
  isDisabled: (type: WireCommandType) => boolean;
  onCommand: (command: WireCommand) => void;
  /** The key that goes to the first who has nobody yet. */
  cap?: string;
}

/** Whoever wants somebody, the longest waiting first; a window's silent emergency before all. */
export function HelpList({ service, serverNow, isDisabled, onCommand, cap }: HelpListProps) {
  const { t, name } = useLanguage();
  const { help, emergencies } = service;
  if (help.length + emergencies.length === 0) return null;
  const next = nextAnswer(service);
  const capOf = (answer: WireCommand) => (JSON.stringify(answer) === JSON.stringify(next) ? cap : undefined);
  return (
    <ul className="help-list" aria-label={t("guide.help.title")}>
      {emergencies.map(({ emergency, windowName, clerk, since, state, by }) => (
        <li key={emergency} className="help-emergency">
          <b>{t("guide.help.emergency", { window: name(windowName) })}</b>
          <span>{name(clerk)}</span>
          <Since {...{ since, serverNow, by }} />
          <Steps
            isAnswered={state === "acknowledged"}
            disabled={isDisabled(state === "acknowledged" ? "closeEmergency" : "acknowledgeEmergency")}
            onAnswer={() => onCommand({ type: "acknowledgeEmergency", emergency })}
            cap={capOf({ type: "acknowledgeEmergency", emergency })}
            onClose={() => onCommand({ type: "closeEmergency", emergency })}
            place={name(windowName)}
          />
        </li>
      ))}
      {help.map(({ help: id, at, name: place, topic, since, state, by }) => (
        <li key={id}>
          <b>{t(`guide.help.at.${at}`, { place: name(place) })}</b>
          {topic ? <span>{t(`guide.help.topic.${topic}`)}</span> : null}
          <Since {...{ since, serverNow, by }} />
          <Steps
            isAnswered={state === "answered"}
            disabled={isDisabled(state === "answered" ? "closeHelp" : "answerHelp")}
            onAnswer={() => onCommand({ type: "answerHelp", help: id })}
            cap={capOf({ type: "answerHelp", help: id })}
            onClose={() => onCommand({ type: "closeHelp", help: id })}
            place={name(place)}
          />
        </li>
      ))}
    </ul>
  );
}

interface SinceProps {
  since: number;
  serverNow: number;
  by: { zh: string; en: string } | null;
}

function Since({ since, serverNow, by }: SinceProps) {
  const { t, name } = useLanguage();
  const wait = minutesText(t, serverNow - since);
  return (
    <span className="help-since">
      {by ? t("guide.help.answered", { who: name(by), wait }) : t("guide.help.asked", { wait })}
    </span>
  );
}

interface StepsProps {
  isAnswered: boolean;
  disabled: boolean;
  place: string;
  onAnswer: () => void;
  onClose: () => void;
  cap: string | undefined;
}

/** First "I go", then "it is settled". */
function Steps({ isAnswered, disabled, place, onAnswer, onClose, cap }: StepsProps) {
  const { t } = useLanguage();
  const verb = t(isAnswered ? "guide.help.close" : "guide.help.answer");
  return (
    <button
      type="button"
      className={isAnswered ? "button button-quiet" : "button button-primary"}
      aria-disabled={disabled}
      {...(cap ? { "aria-keyshortcuts": cap } : {})}
      onClick={() => {
        if (!disabled) (isAnswered ? onClose : onAnswer)();
      }}
    >
      <span>{verb}</span>
      <span className="visually-hidden"> {place}</span>
      {cap && <kbd aria-hidden="true">{cap}</kbd>}
    </button>
  );
}
