import { pinyin } from "pinyin-pro";
import type { Terms } from "./search.ts";

/** What finds a matter: its name and its everyday words, with the sounds of the Chinese ones. */
export function termsOf(of: {
  name: { zh: string; en: string };
  words?: { zh: readonly string[]; en: readonly string[] };
}): Terms {
  const { name, words = { zh: [], en: [] } } = of;
  return { zh: [name.zh, ...words.zh].map(spoken), en: [name.en, ...words.en] };
}

/** Its characters alone, each with its sound: brackets and points are neither said nor typed. */
function spoken(term: string): Terms["zh"][number] {
  const text = term.replaceAll(/\P{Script=Han}/gu, "");
  const sounds = text === "" ? [] : pinyin(text, { toneType: "none", type: "array", v: true });
  return { text, sounds: sounds.join(" ") };
}
