import { useState } from "react";
import type { TicketList } from "../../../hall-server/contract/questions.ts";
import type { ManagerView } from "../../../hall-server/contract/views.ts";
import { ConfirmDialog } from "../../shared/asking/confirm-dialog.tsx";
import { PickDialog } from "../../shared/asking/pick-dialog.tsx";
import { TextDialog } from "../../shared/asking/text-dialog.tsx";
import { useLanguage } from "../../shared/i18n.ts";
import type { Acts } from "../acting/use-acts.ts";

type Ticket = TicketList["tickets"][number];

const cancelReasons = ["citizenLeft", "citizenAsked", "mistake", "printFailed"] as const;
const placeReasons = ["lostSlip", "missedByMistake", "sentToWrongQueue", "supervisor"] as const;
type CancelReason = (typeof cancelReasons)[number];
type PlaceReason = (typeof placeReasons)[number];

type Asking =
  | { ask: "class" }
  | { ask: "cancel" }
  | { ask: "cancelSure"; reason: CancelReason }
  | { ask: "place" }
  | { ask: "placeSure"; reason: PlaceReason };

interface NumberActsProps {
  ticket: Ticket;
  view: ManagerView;
  acts: Acts;
}

/** What a manager may do for a number: each with its reason, each said in full before it is done. */
export function NumberActs({ ticket, view, acts }: NumberActsProps) {
  const { t } = useLanguage();
  const [asking, ask] = useState<Asking | null>(null);
  const mayPlace = ticket.state === "waiting" || ticket.state === "absent";
  const mayCancel = mayPlace || ticket.state === "reserved" || ticket.state === "held";
  const verbs = [
    ...(ticket.state === "waiting" ? (["class"] as const) : []),
    ...(mayPlace ? (["place"] as const) : []),
    ...(mayCancel ? (["cancel"] as const) : []),
  ];
  if (verbs.length === 0) return null;
  return (
    <div className="number-acts">
      {verbs.map((verb) => (
        <button key={verb} type="button" className="button" onClick={() => ask({ ask: verb })}>
          {t(`managing.numberAct.${verb}`)}
        </button>
      ))}
      {asking ? <Question {...{ ticket, view, acts, asking, ask }} /> : null}
    </div>
  );
}

interface QuestionProps extends NumberActsProps {
  asking: Asking;
  ask: (asking: Asking | null) => void;
}

function Question({ ticket, view, acts, asking, ask }: QuestionProps) {
  const { t } = useLanguage();
  const { number } = ticket;
  const done = () => ask(null);
  const ahead = view.queues.find(({ queue }) => queue === ticket.queue)?.waiting ?? 0;
  switch (asking.ask) {
    case "class": {
      const to = ticket.class === "priority" ? "ordinary" : "priority";
      return (
        <TextDialog
          title={t(to === "priority" ? "ask.toPriority" : "ask.toOrdinary", { number })}
          hint={`${t(`managing.classHint.${to}`)} ${t("ask.whyHint")}`}
          label={t("ask.why")}
          most={200}
          onSay={(why) => {
            acts.send({ type: "setClass", ticket: ticket.ticket, class: to, why });
            done();
          }}
          onCancel={done}
        />
      );
    }
    case "cancel":
      return (
        <PickDialog
          title={t("counter.cancelReasonTitle", { number })}
          options={cancelReasons.map((id) => ({ id, label: t(`cancelReason.${id}`) }))}
          onPick={(reason) => ask({ ask: "cancelSure", reason: reason as CancelReason })}
          onCancel={done}
        />
      );
    case "cancelSure":
      return (
        <ConfirmDialog
          title={t("managing.cancelTitle", { number })}
          hint={t("managing.cancelHint")}
          yes={t("managing.numberAct.cancel")}
          onYes={() => {
            acts.send({ type: "cancelTicket", ticket: ticket.ticket, reason: asking.reason });
            done();
          }}
          onCancel={done}
        />
      );
    case "place":
      return (
        <PickDialog
          title={t("managing.placeTitle", { number })}
          options={placeReasons.map((id) => ({ id, label: t(`guide.placeReason.${id}`) }))}
          onPick={(reason) => ask({ ask: "placeSure", reason: reason as PlaceReason })}
          onCancel={done}
        />
      );
    case "placeSure":
      return (
        <ConfirmDialog
          title={t("managing.placeTitle", { number })}
          hint={t("managing.placeHint", { n: Math.max(0, ahead - 1) })}
          yes={t("managing.numberAct.place")}
          onYes={() => {
            acts.send({ type: "place", ticket: ticket.ticket, behind: 0, reason: asking.reason });
            done();
          }}
          onCancel={done}
        />
      );
  }
}
