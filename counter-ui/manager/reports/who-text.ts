import type { Translate } from "../../shared/i18n.ts";

/** The log's `staff:c01`, `kiosk:k1` or `system`, in words. A phone's id is its ticket's, which nobody reads. */
export function whoText(t: Translate, principal: string): string {
  const [kind, id = ""] = principal.split(":");
  if (kind === "staff" || kind === "kiosk" || kind === "screen") return t(`manager.${kind}`, { id });
  return kind === "phone" || kind === "tablet" || kind === "system" ? t(`manager.${kind}`) : principal;
}
