import type { HallClient } from "../../../hall-server/contract/client.ts";
import type { Figure, TicketList as Listed } from "../../../hall-server/contract/questions.ts";
import type { ManagerView } from "../../../hall-server/contract/views.ts";
import { Dialog } from "../../shared/asking/dialog.tsx";
import { useLanguage } from "../../shared/i18n.ts";
import { refusalText } from "../../shared/refusal-text.ts";
import { clockText, minutesText } from "../../shared/time.ts";
import { queueNameOf, windowNameOf } from "../acting/use-acts.ts";
import { useAnswer } from "../acting/use-answer.ts";

/** A figure that was opened, of one queue or window or of all. */
export interface Opened {
  figure: Figure;
  queue: string | null;
  window: string | null;
}

interface TicketListProps {
  client: HallClient | null;
  view: ManagerView;
  opened: Opened;
  /** The sequence that the page shows: when it goes on, the list is asked for anew. */
  seq: number;
  onNumber: (number: string) => void;
  onClose: () => void;
}

/** The numbers behind a figure, counted from the log itself. */
export function TicketList({ client, view, opened, seq, onNumber, onClose }: TicketListProps) {
  const { t } = useLanguage();
  const answer = useAnswer<"tickets">(client, { ask: "tickets", day: null, ...opened }, seq);
  const figure = t(`managing.figure.${opened.figure}`);
  return (
    <Dialog
      title={answer?.ok ? t("managing.listTitle", { figure, n: answer.count }) : figure}
      onCancel={onClose}
      way="close"
      wide
    >
      <div role="status">
        {answer === null ? <p>{t("loading")}</p> : null}
        {answer?.ok === false ? <p>{refusalText(t, answer.refusal)}</p> : null}
        {answer?.ok ? (
          <p className="dialog-hint">
            {t("managing.listSource", { seq: answer.seq })}{" "}
            {answer.count > answer.tickets.length
              ? t("managing.listFirst", { n: answer.tickets.length })
              : null}
          </p>
        ) : null}
      </div>
      {answer?.ok ? <TicketTable {...{ view, onNumber }} tickets={answer.tickets} /> : null}
    </Dialog>
  );
}

interface TicketTableProps {
  view: ManagerView;
  tickets: Listed["tickets"];
  onNumber: (number: string) => void;
}

export function TicketTable({ view, tickets, onNumber }: TicketTableProps) {
  const { t, name } = useLanguage();
  if (tickets.length === 0) return <p className="empty">{t("managing.listEmpty")}</p>;
  return (
    <div className="table-scroll">
      <table className="report-table">
        <thead>
          <tr>
            <th scope="col">{t("managing.number")}</th>
            <th scope="col">{t("managing.class")}</th>
            <th scope="col">{t("managing.queue")}</th>
            <th scope="col">{t("managing.state")}</th>
            <th scope="col">{t("managing.waited")}</th>
          </tr>
        </thead>
        <tbody>
          {tickets.map((ticket) => (
            <tr key={ticket.ticket}>
              <th scope="row">
                <button type="button" className="link number" onClick={() => onNumber(ticket.number)}>
                  {ticket.number}
                </button>
              </th>
              <td>{t(`ticketClass.${ticket.class}`)}</td>
              <td>{queueNameOf(view, ticket.queue, name)}</td>
              <td>
                {t(`ticketState.${ticket.state}`)}{" "}
                <small>
                  {[ticket.window ? windowNameOf(view, ticket.window, name) : null, clockText(ticket.since)]
                    .filter(Boolean)
                    .join(" ")}
                </small>
              </td>
              <td>{minutesText(t, ticket.waitedS * 1000)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
