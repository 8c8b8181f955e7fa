import { pinyin } from "pinyin-pro";
import type { CatalogueView } from "../../hall-server/contract/views.ts";
import type { Option } from "./asking/pick-dialog.tsx";
import type { Bilingual } from "./i18n.ts";

/** What finds a matter: the first letters of its pinyin, its whole pinyin, its Chinese, its English. */
export function itemLetters(name: Bilingual): string {
  const key = `${name.zh}|${name.en}`;
  const made = lettersMade.get(key) ?? spell(name);
  lettersMade.set(key, made);
  return made;
}

/** A guide has some hundred names, and pages ask for them at every keystroke. */
const lettersMade = new Map<string, string>();

function spell(name: Bilingual): string {
  const syllables = pinyin(name.zh, { toneType: "none", type: "array", nonZh: "removed" });
  const initials = syllables.map((syllable) => syllable.slice(0, 1)).join("");
  return [initials, syllables.join(""), name.zh, name.en]
    .map((text) => text.toUpperCase().replaceAll(/\s/g, ""))
    .join("|");
}

/** The matters that some queue serves, as options to type in; the commonest first. */
export function itemOptions(
  catalogue: CatalogueView,
  words: { name: (it: Bilingual) => string; queueName: (queue: string) => string },
): Option[] {
  return catalogue.items
    .toSorted((a, b) => Number(b.highFrequency) - Number(a.highFrequency))
    .flatMap(({ id, name, queue }) =>
      queue === null
        ? []
        : { id, label: words.name(name), note: words.queueName(queue), letters: itemLetters(name) },
    );
}
