import type { Language, OfferedItem } from "../electron/bridge.ts";

/** Whether the touched letters find this item; without any letter, everything is found. */
export function matches({ letters }: OfferedItem, typed: string, language: Language): boolean {
  const wanted = typed.toUpperCase().replaceAll(/[^A-Z]/g, "");
  return (language === "zh" ? letters.pinyin : letters.english).includes(wanted);
}
