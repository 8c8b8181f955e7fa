import type { CounterView } from "../../../hall-server/contract/views.ts";
import type { Translate } from "../../shared/i18n.ts";
import { clockText, minutesText } from "../../shared/time.ts";

/** Why the next is the next, in one plain sentence. */
export function nextWhy(t: Translate, next: NonNullable<CounterView["next"]>, serverNow: number): string {
  const wait = minutesText(t, serverNow - next.waitingSince);
  const why = t(`counter.why.${next.rule}`, {
    wait,
    n: next.overtaken,
    slot: next.slot === null ? "" : clockText(next.slot),
  });
  if (next.overtakes > 0) return t("counter.whyOvertakes", { why, n: next.overtakes });
  return next.passedOver > 0 ? t("counter.whyPassedOver", { why, n: next.passedOver }) : why;
}
