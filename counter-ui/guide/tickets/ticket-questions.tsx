import { type FormEvent, useId, useState } from "react";
import type { WireCommand } from "../../../hall-server/contract/commands.ts";
import type { CatalogueView, GuideView } from "../../../hall-server/contract/views.ts";
import { Dialog } from "../../shared/asking/dialog.tsx";
import { PickDialog } from "../../shared/asking/pick-dialog.tsx";
import { TextDialog } from "../../shared/asking/text-dialog.tsx";
import { useLanguage } from "../../shared/i18n.ts";
import { itemOptions } from "../../shared/find-items.ts";
import type { GuideTicket } from "./find-tickets.ts";

const placeReasons = ["lostSlip", "missedByMistake", "sentToWrongQueue", "supervisor"] as const;
const cancelReasons = ["citizenLeft", "citizenAsked", "mistake", "printFailed"] as const;
const whyPriority = ["elder", "soldier", "disabled", "pregnant", "other"] as const;
const whyOrdinary = ["wrong", "asked", "other"] as const;

export type TicketAsking = {
  ask: "place" | "priority" | "priorityWords" | "transfer" | "addItem" | "cancel";
};

interface TicketQuestionsProps {
  asking: TicketAsking;
  view: GuideView;
  catalogue: CatalogueView;
  ticket: GuideTicket;
  onAsk: (asking: TicketAsking) => void;
  onCommand: (command: WireCommand) => void;
  onCancel: () => void;
}

/** The dialog of what is asked about a number. */
export function TicketQuestions(props: TicketQuestionsProps) {
  switch (props.asking.ask) {
    case "place":
      return <AskPlace {...props} />;
    case "priority":
      return <AskPriority {...props} />;
    case "priorityWords":
      return <AskWords {...props} />;
    case "transfer":
      return <AskTransfer {...props} />;
    case "addItem":
      return <AskAddItem {...props} />;
    case "cancel":
      return <AskCancel {...props} />;
  }
}

/** Another place in line: behind how many others, and why. The log keeps both. */
function AskPlace({ ticket, onCommand, onCancel }: TicketQuestionsProps) {
  const { t } = useLanguage();
  const id = useId();
  const [behind, setBehind] = useState("0");
  const [reason, setReason] = useState<(typeof placeReasons)[number] | null>(null);
  const n = /^\d{1,3}$/.test(behind) ? Number(behind) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (n !== null && reason) onCommand({ type: "place", ticket: ticket.ticket, behind: n, reason });
  };
  return (
    <Dialog
      title={t("guide.placeTitle", { number: ticket.number })}
      hint={t("guide.placeHint")}
      onCancel={onCancel}
    >
      <form className="dialog-form" onSubmit={submit}>
        <label htmlFor={id}>{t("guide.behind")}</label>
        <input
          id={id}
          className="field"
          inputMode="numeric"
          value={behind}
          onChange={(event) => setBehind(event.target.value)}
          maxLength={3}
          autoComplete="off"
        />
        <fieldset className="take-class">
          <legend>{t("ask.why")}</legend>
          {placeReasons.map((each) => (
            <label key={each}>
              <input type="radio" name="reason" checked={reason === each} onChange={() => setReason(each)} />
              <span>{t(`guide.placeReason.${each}`)}</span>
            </label>
          ))}
        </fieldset>
        <button type="submit" className="button button-primary" aria-disabled={n === null || !reason}>
          <span>{t("guide.verb.place")}</span>
          <kbd aria-hidden="true">Enter</kbd>
        </button>
      </form>
    </Dialog>
  );
}

const otherClass = ({ class: kind }: GuideTicket) => (kind === "priority" ? "ordinary" : "priority");

function AskPriority({ ticket, onAsk, onCommand, onCancel }: TicketQuestionsProps) {
  const { t } = useLanguage();
  const to = otherClass(ticket);
  const reasons = to === "priority" ? whyPriority : whyOrdinary;
  return (
    <PickDialog
      title={t(to === "priority" ? "ask.toPriority" : "ask.toOrdinary", { number: ticket.number })}
      hint={t("ask.whyHint")}
      options={reasons.map((id) => ({ id, label: t(`whyClass.${id}`) }))}
      onPick={(id) => {
        if (id === "other") return onAsk({ ask: "priorityWords" });
        const why = t(`whyClass.${id as (typeof reasons)[number]}`);
        onCommand({ type: "setClass", ticket: ticket.ticket, class: to, why });
      }}
      onCancel={onCancel}
    />
  );
}

function AskWords({ ticket, onCommand, onCancel }: TicketQuestionsProps) {
  const { t } = useLanguage();
  const to = otherClass(ticket);
  return (
    <TextDialog
      title={t(to === "priority" ? "ask.toPriority" : "ask.toOrdinary", { number: ticket.number })}
      hint={t("ask.whyHint")}
      label={t("ask.why")}
      most={200}
      onSay={(why) => onCommand({ type: "setClass", ticket: ticket.ticket, class: to, why })}
      onCancel={onCancel}
    />
  );
}

function AskTransfer({ view, ticket, onCommand, onCancel }: TicketQuestionsProps) {
  const { t, name } = useLanguage();
  return (
    <PickDialog
      title={t("counter.transferTitle", { number: ticket.number })}
      hint={t("counter.transferHint")}
      options={view.queues
        .filter(({ queue }) => queue !== ticket.queue)
        .map(({ queue, name: it, waiting }) => ({
          id: queue,
          label: name(it),
          note: t("counter.people", { n: waiting }),
        }))}
      onPick={(queue) => onCommand({ type: "transfer", ticket: ticket.ticket, queue })}
      onCancel={onCancel}
    />
  );
}

function AskAddItem({ view, catalogue, ticket, onCommand, onCancel }: TicketQuestionsProps) {
  const { t, name } = useLanguage();
  const queueName = (id: string) => {
    const queue = view.queues.find((each) => each.queue === id);
    return queue ? name(queue.name) : id;
  };
  const had = new Set(ticket.items.map(({ id }) => id));
  return (
    <PickDialog
      title={t("counter.addItemTitle", { number: ticket.number })}
      options={itemOptions(catalogue, { name, queueName }).filter(({ id }) => !had.has(id))}
      find={t("ask.findItem")}
      onPick={(item) => onCommand({ type: "addItem", ticket: ticket.ticket, item })}
      onCancel={onCancel}
    />
  );
}

function AskCancel({ ticket, onCommand, onCancel }: TicketQuestionsProps) {
  const { t } = useLanguage();
  return (
    <PickDialog
      title={t("counter.cancelReasonTitle", { number: ticket.number })}
      options={cancelReasons.map((id) => ({ id, label: t(`cancelReason.${id}`) }))}
      onPick={(id) =>
        onCommand({
          type: "cancelTicket",
          ticket: ticket.ticket,
          reason: id as (typeof cancelReasons)[number],
        })
      }
      onCancel={onCancel}
    />
  );
}
