import type { CounterView } from "../../../hall-server/contract/views.ts";
import { type Option, PickDialog } from "../../shared/asking/pick-dialog.tsx";
import { TextDialog } from "../../shared/asking/text-dialog.tsx";
import { useLanguage } from "../../shared/i18n.ts";
import { mayChangeClass } from "../verbs/verbs.ts";
import type { Answering, Asking, Target } from "./asking.ts";

type Question<A extends Asking["ask"]> = Answering & { asking: Asking & { ask: A }; view: CounterView };

const chosenReasons = ["alreadyAtWindow", "continuing", "supervisor", "urgent"] as const;
const cancelReasons = ["citizenLeft", "citizenAsked", "mistake"] as const;
const whyPriority = ["elder", "soldier", "disabled", "pregnant", "other"] as const;
const whyOrdinary = ["wrong", "asked", "other"] as const;
/** As long as the hall keeps. */
const mostWords = 200;

interface PickNumberProps {
  title: string;
  hint?: string;
  options: readonly Option[];
  onPick: (target: Target) => void;
  onCancel: () => void;
}

/** A number of those that the page knows: by its digit, or typed where there are many. */
function PickNumber({ title, hint, options, onPick, onCancel }: PickNumberProps) {
  const { t } = useLanguage();
  return (
    <PickDialog
      title={title}
      options={options}
      onPick={(ticket, number) => onPick({ ticket, number })}
      onCancel={onCancel}
      {...(hint ? { hint } : {})}
      {...(options.length > 9 ? { find: t("ask.findNumber") } : {})}
    />
  );
}

/** The waiting as options: number, class, matters. */
function useWaitingOptions(tickets: CounterView["waiting"]): Option[] {
  const { t, name } = useLanguage();
  return tickets.map(({ ticket, number, class: kind, items }) => ({
    id: ticket,
    label: number,
    note: [kind === "ordinary" ? null : t(`ticketClass.${kind}`), ...items.map((item) => name(item.name))]
      .filter(Boolean)
      .join(" · "),
  }));
}

export function AskCallThis({ view, onAsk, onCancel }: Question<"callThis">) {
  const { t } = useLanguage();
  return (
    <PickNumber
      title={t("counter.callThisTitle")}
      hint={t("counter.callThisHint")}
      options={useWaitingOptions(view.waiting)}
      onPick={(target) => onAsk({ ask: "callReason", target })}
      onCancel={onCancel}
    />
  );
}

export function AskCallReason({ asking, view, onCommand, onCancel }: Question<"callReason">) {
  const { t } = useLanguage();
  const { ticket, number } = asking.target;
  return (
    <PickDialog
      title={t("counter.callReasonTitle", { number })}
      options={chosenReasons.map((id) => ({ id, label: t(`chosenReason.${id}`) }))}
      onPick={(id) =>
        onCommand({
          type: "callTicket",
          window: view.window,
          ticket,
          reason: id as (typeof chosenReasons)[number],
        })
      }
      onCancel={onCancel}
    />
  );
}

export function AskPriority({ view, onAsk, onCancel }: Question<"priority">) {
  const { t } = useLanguage();
  const tickets = view.waiting.filter(mayChangeClass);
  return (
    <PickNumber
      title={t("counter.priorityTitle")}
      options={useWaitingOptions(tickets)}
      onPick={(target) => {
        const isPrior = tickets.some(
          ({ ticket, class: kind }) => ticket === target.ticket && kind === "priority",
        );
        onAsk({ ask: "priorityWhy", target, to: isPrior ? "ordinary" : "priority" });
      }}
      onCancel={onCancel}
    />
  );
}

/** Why: kept in the vault, shown nowhere. */
export function AskPriorityWhy({ asking, onAsk, onCommand, onCancel }: Question<"priorityWhy">) {
  const { t } = useLanguage();
  const { target, to } = asking;
  const reasons = to === "priority" ? whyPriority : whyOrdinary;
  const pick = (id: string) => {
    if (id === "other") return onAsk({ ask: "priorityWords", target, to });
    const why = t(`whyClass.${id as (typeof reasons)[number]}`);
    onCommand({ type: "setClass", ticket: target.ticket, class: to, why });
  };
  return (
    <PickDialog
      title={t(to === "priority" ? "ask.toPriority" : "ask.toOrdinary", { number: target.number })}
      hint={t("ask.whyHint")}
      options={reasons.map((id) => ({ id, label: t(`whyClass.${id}`) }))}
      onPick={pick}
      onCancel={onCancel}
    />
  );
}

export function AskPriorityWords({ asking, onCommand, onCancel }: Question<"priorityWords">) {
  const { t } = useLanguage();
  const { target, to } = asking;
  return (
    <TextDialog
      title={t(to === "priority" ? "ask.toPriority" : "ask.toOrdinary", { number: target.number })}
      hint={t("ask.whyHint")}
      label={t("ask.why")}
      most={mostWords}
      onSay={(why) => onCommand({ type: "setClass", ticket: target.ticket, class: to, why })}
      onCancel={onCancel}
    />
  );
}

export function AskCancel({ view, onAsk, onCancel }: Question<"cancel">) {
  const { t } = useLanguage();
  const { visitor } = view;
  const waiting = useWaitingOptions(view.waiting);
  const called =
    visitor?.state === "called"
      ? [{ id: visitor.ticket, label: visitor.number, note: t("ticketState.called") }]
      : [];
  const missed = view.missed.map(({ ticket, number }) => ({
    id: ticket,
    label: number,
    note: t("ticketState.absent"),
  }));
  return (
    <PickNumber
      title={t("counter.cancelTitle")}
      options={[...called, ...waiting, ...missed]}
      onPick={(target) => onAsk({ ask: "cancelReason", target })}
      onCancel={onCancel}
    />
  );
}

export function AskCancelReason({ asking, onCommand, onCancel }: Question<"cancelReason">) {
  const { t } = useLanguage();
  const { ticket, number } = asking.target;
  return (
    <PickDialog
      title={t("counter.cancelReasonTitle", { number })}
      options={cancelReasons.map((id) => ({ id, label: t(`cancelReason.${id}`) }))}
      onPick={(id) =>
        onCommand({ type: "cancelTicket", ticket, reason: id as (typeof cancelReasons)[number] })
      }
      onCancel={onCancel}
    />
  );
}

export function AskRequeue({ view, onCommand, onCancel }: Question<"requeue">) {
  const { t } = useLanguage();
  return (
    <PickNumber
      title={t("counter.requeueTitle")}
      options={view.missed
        .filter(({ mayRequeue }) => mayRequeue)
        .map(({ ticket, number, times }) => ({
          id: ticket,
          label: number,
          note: t("counter.missedTimes", { n: times }),
        }))}
      onPick={({ ticket }) => onCommand({ type: "requeue", ticket })}
      onCancel={onCancel}
    />
  );
}

export function AskResume({ view, onCommand, onCancel }: Question<"resume">) {
  const { t } = useLanguage();
  // Its own visitors first: they come back to this window.
  const held = view.held.toSorted((a, b) => Number(b.here) - Number(a.here));
  return (
    <PickNumber
      title={t("counter.resumeTitle")}
      options={held.map(({ ticket, number, kind, here }) => ({
        id: ticket,
        label: number,
        note: [t(`holdKind.${kind}`), here ? t("counter.heldHere") : null].filter(Boolean).join(" · "),
      }))}
      onPick={({ ticket }) => onCommand({ type: "resume", ticket })}
      onCancel={onCancel}
    />
  );
}
