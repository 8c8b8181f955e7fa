import type { CatalogueView, CounterView } from "../../../hall-server/contract/views.ts";
import { ClassMark } from "../../shared/class-mark.tsx";
import { useLanguage } from "../../shared/i18n.ts";
import { minutesText, stopwatch } from "../../shared/time.ts";
import { Carries } from "./carries.tsx";
import { NoVisitor, PausedNote } from "./no-visitor.tsx";

interface VisitorProps {
  view: CounterView;
  catalogue: CatalogueView | null;
  serverNow: number;
  isMine: boolean;
  compact: boolean;
  /** The window to which this clerk has moved, by name; null while they have no other. */
  movedTo: { to: string; wasHere: boolean } | null;
}

/** Whoever stands at the window, large enough to read from two metres. */
export function Visitor({ view, catalogue, serverNow, isMine, compact, movedTo }: VisitorProps) {
  const { t, name } = useLanguage();
  const { visitor } = view;
  if (!visitor) return <NoVisitor {...{ view, serverNow, isMine, movedTo }} />;
  return (
    <section className={`visitor card visitor-${visitor.state}`} aria-label={t("counter.visitor")}>
      <div className="visitor-who">
        <div className="visitor-head">
          <span className={`visitor-state visitor-state-${visitor.state}`}>
            {t(`ticketState.${visitor.state}`)}
          </span>
          <ClassMark ticket={visitor} />
          {view.state === "paused" ? <PausedNote {...{ view, serverNow }} /> : null}
        </div>
        <p className="visitor-number number">{visitor.number}</p>
        <ul className="visitor-items">
          {visitor.items.map((item) => (
            <li key={item.id}>
              {name(item.name)}
              {item.says.length > 0 ? <small>{item.says.map(name).join(" · ")}</small> : null}
            </li>
          ))}
        </ul>
        <dl className="visitor-facts">
          <div>
            <dt>{t(visitor.state === "called" ? "counter.calledFor" : "counter.servingFor")}</dt>
            <dd className="number">{stopwatch(serverNow - visitor.since)}</dd>
          </div>
          {/* The wait ends with the call; of whom is served the hall tells the beginning of the service only. */}
          {visitor.state === "called" ? (
            <>
              <div>
                <dt>{t("counter.waited")}</dt>
                <dd>{minutesText(t, visitor.since - visitor.waitingSince)}</dd>
              </div>
              <div>
                <dt>{t("counter.times")}</dt>
                <dd>{t("counter.timesValue", { n: visitor.times })}</dd>
              </div>
            </>
          ) : null}
        </dl>
      </div>
      {catalogue ? <Carries catalogue={catalogue} items={visitor.items} folded={compact} /> : null}
    </section>
  );
}
