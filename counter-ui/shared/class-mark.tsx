import type { CounterView } from "../../hall-server/contract/views.ts";
import { useLanguage } from "./i18n.ts";
import { clockText } from "./time.ts";

type Classed = Pick<CounterView["waiting"][number], "class" | "slot">;

/** Why a number may come before others, as far as it is anybody's business; nothing for an ordinary one. */
export function ClassMark({ ticket }: { ticket: Classed }) {
  const { t } = useLanguage();
  if (ticket.class === "ordinary") return null;
  const slot = ticket.class === "booking" && ticket.slot !== null ? ` ${clockText(ticket.slot)}` : "";
  return (
    <span className={`mark mark-${ticket.class}`}>
      {t(`ticketClass.${ticket.class}`)}
      {slot}
    </span>
  );
}
