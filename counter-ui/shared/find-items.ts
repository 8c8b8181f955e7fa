import { search, type Terms } from "../../finding/search.ts";
import { termsOf } from "../../finding/terms.ts";
import type { CatalogueView } from "../../hall-server/contract/views.ts";

type Item = CatalogueView["items"][number];
type Named = Parameters<typeof termsOf>[0];

/** A guide has some hundred matters, and pages look through them at every keystroke. */
const termsMade = new WeakMap<Named, Terms>();

function termsFor(item: Named): Terms {
  const terms = termsMade.get(item) ?? termsOf(item);
  termsMade.set(item, terms);
  return terms;
}

/** In the language of the page: see `search`. */
export const searchIn = (language: string) => (language === "en" ? "en" : "zh");

/** The matters that some queue serves and that what is typed may mean, the likeliest first; the commonest, if nothing is. */
export function findItems(catalogue: CatalogueView, typed: string, language: string): readonly Item[] {
  const served = catalogue.items
    .filter(({ queue }) => queue !== null)
    .toSorted((a, b) => Number(b.highFrequency) - Number(a.highFrequency))
    .map((item) => ({ item, terms: termsFor(item), highFrequency: item.highFrequency }));
  return search(served, typed, searchIn(language)).map(({ item }) => item);
}

/** Of a list's matters the ids of those that what is typed may mean, by their names and words, or by the digits of an id or code. */
export function findMatters(
  items: readonly (Named & { id: string; taskCode: string })[],
  typed: string,
  language: string,
): ReadonlySet<string> {
  const text = typed.trim().toLowerCase();
  const isCoded = ({ id, taskCode }: { id: string; taskCode: string }) =>
    /\d/.test(text) && `${id} ${taskCode}`.toLowerCase().includes(text);
  const coded = items.filter(isCoded);
  const findable = items.map((item) => ({ id: item.id, terms: termsFor(item) }));
  const found = coded.length > 0 ? coded : search(findable, typed, searchIn(language));
  return new Set(found.map(({ id }) => id));
}

/** The matters that some queue serves, as options to type in; the commonest first. */
export function itemOptions(
  catalogue: CatalogueView,
  words: { name: (it: Item["name"]) => string; queueName: (queue: string) => string },
) {
  return findItems(catalogue, "", "zh-CN").map((item) => ({
    id: item.id,
    label: words.name(item.name),
    note: words.queueName(item.queue!),
    terms: termsFor(item),
  }));
}
