import type { Ack, WireCommand } from "../../hall-server/contract/commands.ts";
import type { Translate } from "../shared/i18n.ts";

type Result = (Ack & { ok: true })["result"];

/** What the desk tells somebody once it is done; null where the page shows it. */
export function doneWords(t: Translate, command: WireCommand, result: Result): string | null {
  switch (command.type) {
    case "requeue":
      return "ahead" in result ? t("counter.requeueDone", { n: result.ahead }) : null;
    case "setClass":
      return t(command.class === "priority" ? "ask.isPriority" : "ask.isOrdinary");
    case "cancelTicket":
      return t("counter.cancelDone");
    case "addItem":
      return t("counter.addItemDone");
    case "place":
      return t("guide.placeDone");
    case "confirmPrint":
      return t("guide.inHand");
    case "book":
      return t("guide.booked", { code: command.code });
    case "cancelBooking":
      return t("guide.bookingCancelled");
    default:
      return null;
  }
}
