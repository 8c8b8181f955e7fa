import type { GuideView } from "../../hall-server/contract/views.ts";
import { useLanguage } from "../shared/i18n.ts";

interface AlertsProps {
  view: GuideView;
  onShow: (number: string) => void;
}

const mostNamed = 6;

/** What somebody should look after now: numbers that no staffed window can call. */
export function Alerts({ view, onShow }: AlertsProps) {
  const { t } = useLanguage();
  const stranded = view.tickets.filter((ticket) => ticket.stranded);
  return (
    <div role="status" className="alerts">
      {stranded.length > 0 ? (
        <p className="alert">
          <b>{t("guide.stranded", { n: stranded.length })}</b>
          {stranded.slice(0, mostNamed).map(({ ticket, number }) => (
            <button key={ticket} type="button" className="number" onClick={() => onShow(number)}>
              {number}
            </button>
          ))}
          {stranded.length > mostNamed ? (
            <span>{t("guide.andMore", { n: stranded.length - mostNamed })}</span>
          ) : null}
        </p>
      ) : null}
    </div>
  );
}
