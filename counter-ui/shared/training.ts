import i18next from "i18next";
import type { HallInfo } from "../../hall-server/contract/wire.ts";
import "./training.css";

/** On every page of a hall for practice, over whatever else it shows. */
export async function markTraining(): Promise<void> {
  const isTraining = await fetch("/api/hall")
    .then(async (response) => response.ok && ((await response.json()) as HallInfo).training)
    .catch(() => false);
  if (!isTraining) return;
  const mark = document.createElement("aside");
  mark.className = "training-mark";
  const say = () => {
    mark.textContent = i18next.t("training");
  };
  say();
  i18next.on("languageChanged", say);
  document.body.append(mark);
}
