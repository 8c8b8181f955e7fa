import { z } from "zod";
import { CatalogueItem, CatalogueTopic } from "../contract/hall-config.ts";
import {
  type CatalogueItem as Item,
  materialsOfCases,
  type Question,
  type Topic,
} from "../domain/catalogue.ts";

/**
 * How people look for the seed's matters, and the cases that matters have: everyday words, themes, times of life, questions.
 * They are ours, beside the office's own file, and no guidance.
 */

const Text = z.string().trim().min(1);
const ById = <T extends z.ZodType>(value: T) => z.record(z.string(), value);

const Finding = z.object({
  /** The office names its themes in Chinese: an id and English for each. */
  themes: ById(z.object({ id: Text, en: Text })),
  lifeEvents: z.array(CatalogueTopic),
  words: ById(CatalogueItem.shape.words.unwrap()),
  /** Materials in them are whole, or the code of one that the office's file has. */
  questions: ById(z.unknown()),
});
const OfficeThemes = z.array(z.object({ name: Text, items: z.array(Text) }));

export interface Found {
  items: Item[];
  themes: Topic[];
  lifeEvents: Topic[];
}

/** Puts words and questions to their matters. Throws where something names what is not there. */
export function withFinding(items: readonly Item[], raw: unknown, officeThemes: unknown): Found {
  const { themes, lifeEvents, words, questions } = Finding.parse(raw);
  const materials = new Map(items.flatMap((item) => item.materials).map((each) => [each.code, each]));
  const known = new Set(items.map(({ id }) => id));
  const named = [
    ...Object.keys(words),
    ...Object.keys(questions),
    ...lifeEvents.flatMap((each) => each.items),
  ];
  const lost = named.filter((id) => !known.has(id));
  if (lost.length > 0) throw new Error(`finding.json names matters that there are not: ${lost.join(", ")}`);
  const questionOf = (id: string) =>
    CatalogueItem.shape.question.unwrap().parse(withMaterials(questions[id], materials));
  return {
    items: items.map((item) => ({
      ...(questions[item.id] === undefined ? item : withCases(item, questionOf(item.id))),
      ...(words[item.id] && { words: words[item.id]! }),
    })),
    themes: OfficeThemes.parse(officeThemes).map(({ name, items: among }) => {
      const { id, en } = z.object({ id: Text, en: Text }).parse(themes[name]);
      return { id, name: { zh: name, en }, items: among };
    }),
    lifeEvents,
  };
}

/** What a case asks for, as its agent's papers, is nothing that everybody has to bring. */
function withCases(item: Item, question: Question): Item {
  const ofCases = new Set(materialsOfCases(question).map(({ code }) => code));
  return { ...item, question, materials: item.materials.filter(({ code }) => !ofCases.has(code)) };
}

/** With whole materials in the place of their codes, however deep they stand. */
function withMaterials(value: unknown, materials: ReadonlyMap<string, unknown>): unknown {
  if (Array.isArray(value)) return value.map((each) => withMaterials(each, materials));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === "materials" && Array.isArray(inner)
        ? inner.map((each: unknown) => (typeof each === "string" ? materials.get(each) : each))
        : withMaterials(inner, materials),
    ]),
  );
}
