import i18next from "i18next";
import { useCallback } from "react";
import { initReactI18next, useTranslation } from "react-i18next";
import { en } from "./texts-en.ts";
import { zh } from "./texts-zh.ts";

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: typeof zh };
  }
}

export type Language = "zh-CN" | "en";
export interface Bilingual {
  zh: string;
  en: string;
}

const kept = "yimen.language";

/** The language of the address wins, then the one chosen here before, then Chinese. */
export function chooseLanguage(search: string, remembered: string | null): Language {
  const wanted = new URLSearchParams(search).get("lang") ?? remembered ?? "";
  return wanted.toLowerCase().startsWith("en") ? "en" : "zh-CN";
}

/** Makes the words ready before the first paint. Every page calls it once. */
export async function startI18n(): Promise<void> {
  const language = chooseLanguage(location.search, localStorage.getItem(kept));
  document.documentElement.lang = language;
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: "zh-CN",
    resources: { "zh-CN": { translation: zh }, en: { translation: en } },
    // React escapes; a second escape would show entities to people.
    interpolation: { escapeValue: false },
  });
}

/** The language in use, the way to the other one, and names picked in it. */
export function useLanguage() {
  const { t, i18n } = useTranslation();
  const language: Language = i18n.language === "en" ? "en" : "zh-CN";
  const toggle = () => {
    const next: Language = language === "en" ? "zh-CN" : "en";
    localStorage.setItem(kept, next);
    document.documentElement.lang = next;
    void i18n.changeLanguage(next);
  };
  const name = useCallback((it: Bilingual) => (language === "en" ? it.en : it.zh), [language]);
  /** What stands between names in a row. */
  const comma = language === "en" ? ", " : "、";
  return { t, language, toggle, name, comma };
}

export type Translate = ReturnType<typeof useLanguage>["t"];
