import type { Ack, WireCommand } from "../../../hall-server/contract/commands.ts";
import type { Translate } from "../../shared/i18n.ts";

type Result = (Ack & { ok: true })["result"];

/** What the clerk has to tell somebody once a command is done; null where the page shows it all. */
export function doneText(t: Translate, command: WireCommand, result: Result): string | null {
  switch (command.type) {
    case "callNext":
      return "called" in result && result.called === null ? t("counter.finishedNobody") : null;
    case "split":
      return "number" in result ? t("counter.splitDone", { number: result.number }) : null;
    case "requeue":
      return "ahead" in result ? t("counter.requeueDone", { n: result.ahead }) : null;
    case "setClass":
      return t(command.class === "priority" ? "ask.isPriority" : "ask.isOrdinary");
    case "cancelTicket":
      return t("counter.cancelDone");
    case "addItem":
      return t("counter.addItemDone");
    default:
      return null;
  }
}
