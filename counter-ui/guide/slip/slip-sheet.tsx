import { useLanguage } from "../../shared/i18n.ts";
import { clockText, dateText } from "../../shared/time.ts";
import { SlipCode } from "./slip-code.tsx";
import type { SlipFacts } from "./slip-facts.ts";

/** The slip as the desk's own printer gets it, through the browser. On the screen it is a preview. */
export function SlipSheet({ slip }: { slip: SlipFacts }) {
  const { t, name, language } = useLanguage();
  return (
    <article className="slip" aria-label={t("guide.slip", { number: slip.number })}>
      <p className="slip-hall">{name(slip.hall)}</p>
      {slip.again ? <p className="slip-again">{t("guide.slipAgain")}</p> : null}
      <p>{t("guide.slipYours")}</p>
      <p className="slip-number number">{slip.number}</p>
      <p className="slip-queue">{name(slip.queue)}</p>
      <ul>
        {slip.items.map((item) => (
          <li key={item.zh}>{name(item)}</li>
        ))}
      </ul>
      <dl>
        {slip.ahead === null ? null : (
          <div>
            <dt>{t("guide.fact.ahead")}</dt>
            <dd>{t("counter.people", { n: slip.ahead })}</dd>
          </div>
        )}
        {slip.wait === null ? null : (
          <div>
            <dt>{t("guide.slipWait")}</dt>
            <dd>{t("guide.waitRange", { ...slip.wait })}</dd>
          </div>
        )}
        <div>
          <dt>{t("guide.fact.taken")}</dt>
          <dd>
            {dateText(slip.takenAt, language)} {clockText(slip.takenAt)}
          </dd>
        </div>
      </dl>
      <p>{t("guide.slipWatch")}</p>
      <p>{t("guide.slipMissed")}</p>
      {slip.notice ? <p>{name(slip.notice)}</p> : null}
      {slip.link === null ? null : <SlipCode link={slip.link} />}
    </article>
  );
}
