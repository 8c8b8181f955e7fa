import type { TFunction } from "i18next";
import type { CardProblem, KioskState, Screen } from "../../electron/bridge.ts";
import { zh } from "./zh.ts";

type Typing = Screen & { kind: "typing" };

const isOfCard = (problem: NonNullable<Typing["problem"]>): problem is CardProblem =>
  Object.hasOwn(zh.cardProblems, problem);

/**
 * What is wrong with what was typed, or with a card that was laid meanwhile; or that it was read; or, before anything is, that
 * no booking can be found by it now.
 */
export function typingNotice(
  { what, problem, hasCard }: Typing,
  { link, language }: Pick<KioskState, "link" | "language">,
  t: TFunction<"kiosk">,
): string | null {
  if (problem && isOfCard(problem)) {
    const said = [t(`cardProblems.${problem}.what`), t(`cardProblems.${problem}.next`)];
    return said.join(language === "en" ? ". " : "。");
  }
  if (problem) return t(`typingProblems.${what}.${problem}`);
  if (hasCard) return t("typing.cardRead");
  return link === "offline" && what !== "organisation" ? t(`typing.bookingsAway.${what}`) : null;
}
