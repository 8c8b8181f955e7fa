import type { Session } from "../../hall-server/contract/wire.ts";
import { useLanguage } from "../shared/i18n.ts";

interface ChooseWindowProps {
  windows: Session["windows"];
  onChoose: (window: string) => void;
}

/** Where does this clerk sit today? */
export function ChooseWindow({ windows, onChoose }: ChooseWindowProps) {
  const { t, name } = useLanguage();
  return (
    <main className="choose-window">
      <h2>{t("counter.chooseWindow")}</h2>
      <p>{windows.length > 0 ? t("counter.chooseHint") : t("counter.noWindows")}</p>
      <ul>
        {windows.map((each) => (
          <li key={each.window}>
            <button type="button" className="button" onClick={() => onChoose(each.window)}>
              {name(each.name)}
            </button>
          </li>
        ))}
      </ul>
    </main>
  );
}
