import type { Bilingual, Language } from "../../electron/bridge.ts";

/** Names one after another, as the language does it. */
export const listed = (names: readonly Bilingual[], language: Language): string =>
  names.map((name) => name[language]).join(language === "zh" ? "、" : ", ");
