import type { WindowFace } from "../contract/floor.ts";

/** What is said on strips and pads. A number and a window: no names, no matters. */

export type Language = "zh" | "en";

/** What stands over a window. */
export function stripText({ state, visitor, name }: WindowFace, language: Language): string {
  if (visitor?.state === "called") return called[language](visitor.number, name[language]);
  if (visitor) return serving[language](visitor.number);
  return state === "open" ? name[language] : resting[state][language];
}

const called = {
  zh: (number: string, window: string) => `请 ${number} 到${window}`,
  en: (number: string, window: string) => `${number} to ${window}`,
};
const serving = {
  zh: (number: string) => `${number} 办理中`,
  en: (number: string) => `Serving ${number}`,
};
const resting = {
  paused: { zh: "暂停服务", en: "Paused" },
  closed: { zh: "窗口关闭", en: "Closed" },
};

/** What a pad of eight characters shows its clerk: who is here, or how many wait. */
export function padText({ state, visitor, waiting }: WindowFace, language: Language): string {
  if (visitor) return `${visitor.number} ${Math.min(waiting, 999)}`;
  const what = state === "open" ? { zh: "等候", en: "WAIT" } : padResting[state];
  return `${what[language]} ${Math.min(waiting, 999)}`;
}

const padResting = {
  paused: { zh: "暂停", en: "PAUS" },
  closed: { zh: "关闭", en: "SHUT" },
};

/** Why a key did nothing, in eight characters at most; the counter's page has more words. */
export function refusalText(code: string, language: Language): string {
  const words = Object.hasOwn(refusals, code) ? refusals[code] : undefined;
  return (words ?? refusals["other"]!)[language];
}

const refusals: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  nobodySeated: { zh: "窗口未开", en: "SHUT" },
  windowNotOpen: { zh: "已经暂停", en: "PAUSED" },
  nobodyWaiting: { zh: "无人等候", en: "NOBODY" },
  noVisitor: { zh: "没有来人", en: "NO ONE" },
  wrongState: { zh: "现在不能", en: "NOT NOW" },
  recallTooSoon: { zh: "稍后重呼", en: "WAIT" },
  calledEnough: { zh: "呼叫已满", en: "ENOUGH" },
  callAgainFirst: { zh: "请先重呼", en: "RECALL" },
  visitorAtWindow: { zh: "还有来人", en: "BUSY" },
  justCalled: { zh: "稍后再按", en: "TOO SOON" },
  atTheScreen: { zh: "用电脑办", en: "USE PC" },
  ratedAlready: { zh: "已经评价", en: "RATED" },
  other: { zh: "看电脑", en: "SEE PC" },
};
