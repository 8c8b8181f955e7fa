import type { TFunction } from "i18next";
import type { AnyRefusalCode, KioskState, Screen } from "../../electron/bridge.ts";
import type { KioskRefusal } from "./refusals.zh.ts";
import { zh } from "./zh.ts";

const isOurs = (code: AnyRefusalCode): code is KioskRefusal => Object.hasOwn(zh.refusals, code);

/** Where the words of a refusal are: of one that no citizen should meet, those of a fault. */
export const refusalKey = (code: AnyRefusalCode): `refusals.${KioskRefusal}` =>
  `refusals.${isOurs(code) ? code : "internal"}`;

/** A booking that stands as it is: there is nothing to take now, and an ordinary number is for something else. */
export const isSettled = ({ code }: Screen & { kind: "bookingProblem" }): boolean =>
  code === "bookingUsed" || code === "bookingTooEarly";

/** The same of a booking, which may stand in the way for reasons of the kiosk's own. */
export const bookingProblemKey = (code: (Screen & { kind: "bookingProblem" })["code"]) =>
  code === "needsHall" || code === "noneByCard" ? (`bookingProblems.${code}` as const) : refusalKey(code);

/** What to do after a refusal; who has a number already is told where its slip can be had. */
export function afterRefusal(
  { code, params, held }: Screen & { kind: "refused" },
  state: Pick<KioskState, "elsewhere" | "language">,
  t: TFunction<"kiosk">,
): string {
  const { elsewhere, language } = state;
  if (held === "paperless") return withoutPaper(state, t);
  if (code === "alreadyHolding" && held === "paper") return t("refused.lostHere");
  if (code === "alreadyHolding" && held === "elsewhere" && elsewhere)
    return t("refused.lostElsewhere", { kiosk: elsewhere[language] });
  return t(`${refusalKey(code)}.next`, { ...params });
}

/** Nothing else can be had here now either: the main button ends. */
export const isEnd = ({ code }: Screen & { kind: "refused" }): boolean => code === "hallClosed";

/** The main button after a refusal. */
export function afterwards(screen: Screen & { kind: "refused" }) {
  const { code, canRetry, held } = screen;
  if (canRetry) return "refused.retry" as const;
  if (isEnd(screen)) return "refused.finish" as const;
  if (held === null || held === "elsewhere") return "refused.back" as const;
  return `refused.held.${held === "paper" && code === "alreadyHolding" ? "again" : held}` as const;
}

/** A number that waits for its slip, where none can be printed. */
const withoutPaper = (
  { elsewhere, language }: Pick<KioskState, "elsewhere" | "language">,
  t: TFunction<"kiosk">,
): string =>
  elsewhere ? t("refused.noPaperElsewhere", { kiosk: elsewhere[language] }) : t("refused.noPaper");

/** What is asked of whoever has a number without a slip, and what can be had. */
export const slipOffer = (
  { number, canPrint }: Pick<Screen & { kind: "slipPending" }, "number" | "canPrint">,
  state: Pick<KioskState, "elsewhere" | "language">,
  t: TFunction<"kiosk">,
): { what: string; next: string } =>
  canPrint
    ? { what: t("slipPending.what", { number }), next: t("slipPending.next") }
    : { what: t("refusals.slipPending.what", { number }), next: withoutPaper(state, t) };
