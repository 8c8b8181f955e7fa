import { createContext, useContext } from "react";
import { useTranslation } from "react-i18next";
import type { Bilingual, Language } from "../../electron/bridge.ts";
import { listed } from "./listed.ts";
import { Unbroken } from "./phrases.tsx";

/** Whether the page is 长辈版: fewer things at once, for those few pages whose things can't be turned over. */
export const ElderContext = createContext(false);

/** More than so many are counted in 长辈版 and not all named. */
const mostForElders = 3;

interface MatterListProps {
  /** With what was answered about each, where it was asked. */
  items: readonly (Bilingual & { says?: readonly Bilingual[] })[];
  language: Language;
}

/** The matters of a number or a booking. */
export function MatterList({ items, language }: MatterListProps) {
  const { t } = useTranslation();
  const isShort = useContext(ElderContext) && items.length > mostForElders;
  const shown = isShort ? items.slice(0, mostForElders - 1) : items;
  return (
    <ul className={items.length > 3 ? "many" : ""}>
      {shown.map((item) => (
        <li key={item.zh}>
          <Unbroken text={item[language]} />
          {item.says?.length ? <small>{listed(item.says, language)}</small> : null}
        </li>
      ))}
      {isShort ? <li>{t("choose.moreMatters", { count: items.length - shown.length })}</li> : null}
    </ul>
  );
}
