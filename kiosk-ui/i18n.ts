import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type { Language } from "../electron/bridge.ts";
import { en } from "./locales/en.ts";
import { zh, type Texts } from "./locales/zh.ts";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "kiosk";
    resources: { kiosk: Texts };
    returnNull: false;
  }
}

/** What `<html lang>` says, so that glyphs and speech fit. */
export const htmlLanguage: Record<Language, string> = { zh: "zh-CN", en: "en" };

/** Both languages are in the bundle: a kiosk never loads a text. */
export const i18n = i18next.createInstance();
void i18n.use(initReactI18next).init({
  lng: "zh",
  fallbackLng: "zh",
  defaultNS: "kiosk",
  resources: { zh: { kiosk: zh }, en: { kiosk: en } },
  // React escapes by itself.
  interpolation: { escapeValue: false },
});
