import type { AnyRefusal } from "../../hall-server/contract/commands.ts";
import type { Translate } from "./i18n.ts";
import { refusalsZh } from "./refusals-zh.ts";
import { zh } from "./texts-zh.ts";

/** A refusal in words that say what to do next; windows by their names, ticket states in words. */
export function refusalText(
  t: Translate,
  refusal: AnyRefusal,
  windowName: (window: string) => string = (id) => id,
): string {
  const { code, params } = refusal;
  // A newer hall may refuse for a reason that this page was built without.
  if (!Object.hasOwn(refusalsZh, code)) return t("unknownRefusal", { code });
  const words: Record<string, string | number> = {
    at: "",
    number: "",
    window: "",
    state: "",
    seconds: 60,
    ...params,
  };
  words.window = windowName(String(words.window));
  const state = String(words.state);
  if (Object.hasOwn(zh.ticketState, state))
    words.state = t(`ticketState.${state as keyof typeof zh.ticketState}`);
  return t(`refusal.${code}`, words);
}
