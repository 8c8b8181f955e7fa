import { useState } from "react";
import type { ConfigFile } from "../../../hall-server/contract/config-wire.ts";
import { findMatters } from "../../shared/find-items.ts";
import { useLanguage } from "../../shared/i18n.ts";

/** The box that finds matters in a table of them, as it finds them everywhere; a table keeps its order. */
export function useFindMatters(items: ConfigFile["catalogue"]["items"]) {
  const { t, language } = useLanguage();
  const [typed, setTyped] = useState("");
  const found = findMatters(items, typed, language);
  return {
    isFound: (item: string) => found.has(item),
    showAll: () => setTyped(""),
    field: (
      <label className="find">
        {t("admin.findItem")}
        <input type="search" value={typed} onChange={({ target }) => setTyped(target.value)} />
      </label>
    ),
  };
}
