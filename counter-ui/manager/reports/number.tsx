import { type FormEvent, useId, useState } from "react";
import type { HallClient } from "../../../hall-server/contract/client.ts";
import type { Timeline } from "../../../hall-server/contract/questions.ts";
import type { CatalogueView, ManagerView } from "../../../hall-server/contract/views.ts";
import { useLanguage } from "../../shared/i18n.ts";
import { refusalText } from "../../shared/refusal-text.ts";
import { clockText, minutesText } from "../../shared/time.ts";
import { type Acts, queueNameOf, windowNameOf } from "../acting/use-acts.ts";
import { useAnswer } from "../acting/use-answer.ts";
import { NumberActs } from "./number-acts.tsx";
import { timelineText } from "./timeline-text.ts";
import { whoText } from "./who-text.ts";

/** A number of a day. */
export interface Sought {
  number: string;
  day: string;
}

interface NumberProps {
  client: HallClient | null;
  view: ManagerView;
  catalogue: CatalogueView | null;
  seq: number;
  acts: Acts;
  sought: Sought | null;
  onSeek: (sought: Sought) => void;
}

const shape = /^[A-Z]{1,2}\d{1,8}$/;

/** All that happened to a number, in plain words, from its own records; and what a manager may do for it. */
export function FindNumber({ client, view, catalogue, seq, acts, sought, onSeek }: NumberProps) {
  const { t } = useLanguage();
  const id = useId();
  const [typed, setTyped] = useState(sought?.number ?? "");
  const [day, setDay] = useState(sought?.day ?? view.day);
  const number = typed.trim().toUpperCase();
  const isShaped = shape.test(number);
  const isToday = sought?.day === view.day;
  const answer = useAnswer<"timeline">(
    client,
    sought ? { ask: "timeline", day: sought.day, number: sought.number } : null,
    isToday ? seq : 0,
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isShaped) onSeek({ number, day });
  };
  return (
    <section className="panel card" aria-labelledby={`${id}-title`}>
      <header className="panel-head">
        <h2 id={`${id}-title`}>{t("managing.numberTitle")}</h2>
        <form className="inline-form" onSubmit={submit}>
          <label className="inline-field">
            <span>{t("managing.numberLabel")}</span>
            <input
              className="field"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              maxLength={10}
              autoComplete="off"
            />
          </label>
          <label className="inline-field">
            <span>{t("managing.day")}</span>
            <input
              type="date"
              className="field"
              value={day}
              max={view.day}
              onChange={(event) => setDay(event.target.value)}
            />
          </label>
          <button type="submit" className="button button-primary" aria-disabled={!isShaped}>
            {t("managing.find")}
          </button>
        </form>
        <p role="status">
          {typed !== "" && !isShaped ? t("managing.numberInvalid") : null}
          {sought && answer === null ? t("loading") : null}
          {answer?.ok === false ? refusalText(t, answer.refusal) : null}
        </p>
      </header>
      {answer?.ok ? (
        <>
          <Facts answer={answer} view={view} />
          {isToday ? <NumberActs ticket={answer.ticket} view={view} acts={acts} /> : null}
          <Entries {...{ answer, view, catalogue }} />
        </>
      ) : null}
    </section>
  );
}

function Facts({ answer: { ticket, seq }, view }: { answer: Timeline; view: ManagerView }) {
  const { t, name } = useLanguage();
  return (
    <p className="number-facts">
      <b className="number">{ticket.number}</b>
      <span>{queueNameOf(view, ticket.queue, name)}</span>
      <span>{t(`ticketClass.${ticket.class}`)}</span>
      <span>{t(`ticketState.${ticket.state}`)}</span>
      <span>
        {t("managing.waited")} {minutesText(t, ticket.waitedS * 1000)}
      </span>
      <small>{t("managing.record", { seq })}</small>
    </p>
  );
}

interface EntriesProps {
  answer: Timeline;
  view: ManagerView;
  catalogue: CatalogueView | null;
}

function Entries({ answer, view, catalogue }: EntriesProps) {
  const { t, name } = useLanguage();
  const id = useId();
  const itemName = (item: string) => catalogue?.items.find((each) => each.id === item)?.name;
  const names = {
    window: (window: string) => windowNameOf(view, window, name),
    queue: (queue: string) => queueNameOf(view, queue, name),
    item: (item: string) => name(itemName(item) ?? { zh: item, en: item }),
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="scroll" tabIndex={0} role="group" aria-labelledby={id}>
      <table className="report-table timeline">
        <caption id={id} className="visually-hidden">
          {t("managing.numberTitle")}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t("managing.when")}</th>
            <th scope="col">{t("managing.happened")}</th>
            <th scope="col">{t("managing.who")}</th>
          </tr>
        </thead>
        <tbody>
          {answer.entries.map((entry) => (
            <tr key={entry.seq}>
              <td className="number">{clockText(entry.at, true)}</td>
              <th scope="row">{timelineText(t, entry, names)}</th>
              <td>
                {whoText(t, entry.by)} <small>{t("managing.record", { seq: entry.seq })}</small>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
