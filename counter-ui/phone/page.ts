import type { Language } from "./words.ts";

/** Small help for the pages: they are a few elements, so they need no framework. */

export const element = <E extends HTMLElement>(id: string): E => document.getElementById(id) as E;

/** Written only when it changes, so that a screen reader says nothing twice. */
export function put(id: string, text: string): void {
  const it = element(id);
  if (it.textContent !== text) it.textContent = text;
}

export function hide(id: string, isHidden: boolean): void {
  element(id).hidden = isHidden;
}

const key = "language";

/** As this phone was told, which is kept on it alone; before, English where its own languages have no Chinese. */
export function languageOf(): Language {
  const told = toldLanguage();
  if (told !== null) return told === "en" ? "en" : "zh";
  return navigator.languages.some((each) => each.toLowerCase().startsWith("zh")) ? "zh" : "en";
}

function toldLanguage(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function keepLanguage(language: Language): void {
  try {
    localStorage.setItem(key, language);
  } catch {
    // A browser that keeps nothing is asked again next time.
  }
}

/** `09:05:07` by the phone's own clock. */
export function clock(at: number): string {
  const two = (n: number) => String(n).padStart(2, "0");
  const time = new Date(at);
  return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
}

/** The button that says the other language, in that language. */
export function offerLanguage(now: () => Language, set: (language: Language) => void): void {
  element("language").addEventListener("click", () => {
    const language = now() === "zh" ? "en" : "zh";
    keepLanguage(language);
    set(language);
  });
}

export function showLanguage(language: Language, otherName: string): void {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  element("language").lang = language === "zh" ? "en" : "zh-CN";
  put("language", otherName);
}
