import type { PhoneAction, PhoneTicket } from "../../hall-server/contract/phone.ts";
import { element, hide, put } from "./page.ts";
import { type Language, say } from "./words.ts";

/** The rating after a service: nothing is chosen beforehand, and nobody has to. */

type Rate = PhoneAction & { verb: "rate" };

const levels: readonly Rate["level"][] = [
  "verySatisfied",
  "satisfied",
  "basicallySatisfied",
  "dissatisfied",
  "veryDissatisfied",
];
const tags: readonly Rate["tags"][number][] = [
  "attitude",
  "skill",
  "longWait",
  "slowHandling",
  "unclearNotice",
  "extraMaterials",
  "sentAround",
  "facilities",
  "other",
];
const isBad = (level: string | undefined) => level === "dissatisfied" || level === "veryDissatisfied";

const chosen = (name: string): string[] =>
  [...document.querySelectorAll<HTMLInputElement>(`input[name=${name}]:checked`)].map(({ value }) => value);

/** What is filled in; null while no level is chosen. */
export function filledIn(): Rate | null {
  const [level] = chosen("level");
  if (level === undefined) return null;
  const words = element<HTMLTextAreaElement>("words").value.trim();
  return {
    verb: "rate",
    level: level as Rate["level"],
    tags: isBad(level) ? (chosen("tag") as Rate["tags"]) : [],
    ...(words === "" ? {} : { words }),
  };
}

export function clearRating(): void {
  element<HTMLFormElement>("rating").reset();
  hide("why", true);
}

/** Puts the choices on the page, once. */
export function makeRating(onSend: () => void): void {
  fill("levels", "level", "radio", levels);
  fill("tags", "tag", "checkbox", tags);
  const form = element<HTMLFormElement>("rating");
  form.addEventListener("change", () => hide("why", !isBad(chosen("level")[0])));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    onSend();
  });
}

function fill(id: string, name: string, type: "radio" | "checkbox", values: readonly string[]): void {
  element(id).replaceChildren(
    ...values.map((value) => {
      const label = document.createElement("label");
      const input = document.createElement("input");
      Object.assign(input, { type, name, value });
      const text = document.createElement("span");
      text.id = `${name}-${value}`;
      label.append(input, text);
      return label;
    }),
  );
}

export function showRating(rating: PhoneTicket["rating"], isOffered: boolean, language: Language): void {
  hide("rating", !isOffered);
  if (!isOffered) return;
  put("rate-title", say(language, rating === "addition" ? "rateAddition" : "rateFirst"));
  put("levels-title", say(language, "levels"));
  put("tags-title", say(language, "tags"));
  put("words-title", say(language, "wordsTitle"));
  put("rate", say(language, "rate"));
  for (const level of levels) put(`level-${level}`, say(language, level));
  for (const tag of tags) put(`tag-${tag}`, say(language, tag));
}
