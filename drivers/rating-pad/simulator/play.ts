import type { Simulation } from "../../device/device-kind.ts";
import { ratingLevels } from "../rating.ts";
import { numberedPad } from "./profiles.ts";
import { type PadView, SimulatedPad } from "./simulated-pad.ts";

const faces = [
  { zh: "（空白）", en: "(blank)" },
  { zh: "欢迎", en: "welcome" },
  { zh: "正在服务", en: "serving" },
  { zh: "暂停", en: "paused" },
  { zh: "停止服务", en: "closed" },
];
const levels = ["非常满意", "满意", "基本满意", "不满意", "非常不满意"];

/** A rating pad to press keys on from a keyboard; what it shows is told. */
export function simulateRatingPad(): Simulation {
  let isSilent = false;
  const pad = new SimulatedPad({
    protocol: "numbered",
    misbehave: () => (isSilent ? { silent: true } : undefined),
  });
  return {
    attach: (port) => pad.attach(port),
    settings: { protocol: numberedPad },
    onNews: (listener) => {
      let before = "";
      pad.onView((view) => {
        const news = { zh: shown(view, "zh"), en: shown(view, "en") };
        // It is told the same again after each question.
        if (news.en !== before) listener(news);
        before = news.en;
      });
    },
    commands: [
      ...ratingLevels.map((level, index) => ({
        says: `press ${index + 1}`,
        does: { zh: `按“${levels[index]}”`, en: `presses ${level}` },
        run: () => pad.press(numberedPad.keys[level]),
      })),
      {
        says: "silent",
        does: { zh: "不再应答", en: "no longer answers" },
        run: () => void (isSilent = true),
      },
      { says: "answer", does: { zh: "恢复应答", en: "answers again" }, run: () => void (isSilent = false) },
    ],
  };
}

function shown({ state, name, number, asking }: PadView, language: "zh" | "en"): string {
  if (asking) return { zh: "屏幕：请评价", en: "shows: please rate" }[language];
  const face = faces[state ?? 0]?.[language] ?? String(state);
  return `${{ zh: "屏幕：", en: "shows: " }[language]}${[face, name, number].filter(Boolean).join(" ")}`;
}
