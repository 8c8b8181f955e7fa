import type { TFunction } from "i18next";
import type { AnyRefusalCode, KioskState, Screen } from "../../electron/bridge.ts";
import type { KioskRefusal } from "./refusals.zh.ts";
import { zh } from "./zh.ts";

const isOurs = (code: AnyRefusalCode): code is KioskRefusal => Object.hasOwn(zh.refusals, code);

/** Where the words of a refusal are: of one that no citizen should meet, those of a fault. */
export const refusalKey = (code: AnyRefusalCode): `refusals.${KioskRefusal}` =>
  `refusals.${isOurs(code) ? code : "internal"}`;

/** What to do after a refusal; who has a number already is told where its slip can be had. */
export function afterRefusal(
  { code, params, held }: Screen & { kind: "refused" },
  { elsewhere, language }: Pick<KioskState, "elsewhere" | "language">,
  t: TFunction<"kiosk">,
): string {
  if (held === "paperless")
    return elsewhere ? t("refused.noPaperElsewhere", { kiosk: elsewhere[language] }) : t("refused.noPaper");
  if (code === "alreadyHolding" && held === "paper") return t("refused.lostHere");
  if (code === "alreadyHolding" && held === "elsewhere" && elsewhere)
    return t("refused.lostElsewhere", { kiosk: elsewhere[language] });
  return t(`${refusalKey(code)}.next`, { ...params });
}
