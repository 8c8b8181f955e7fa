/** A matter's cases, out of its guide. */
import type { Bilingual } from "../bridge.ts";
import type { GuideEntry } from "./offer.ts";

type Question = NonNullable<GuideEntry["question"]>;

/** What is asked after those answers. */
export function answersAt(
  entry: Pick<GuideEntry, "question"> | undefined,
  path: string | null,
): Pick<Question, "asks" | "answers"> | null {
  const question = entry?.question ?? null;
  if (path === null) return question;
  const before = question?.answers.find(({ id }) => id === path);
  return before?.leads === "question" ? before.question : null;
}

/** What was answered, in words, and what that case asks for besides. */
export function caseOf(
  entry: Pick<GuideEntry, "question"> | undefined,
  path: string | undefined,
): { says: readonly Bilingual[]; materials: GuideEntry["materials"] } {
  const [first, second] = (path ?? "").split("/");
  const one = entry?.question?.answers.find(({ id }) => id === first);
  const two = one?.leads === "question" ? one.question.answers.find(({ id }) => id === second) : undefined;
  const last = two ?? one;
  return {
    says: [one, two].flatMap((each) => each?.says ?? []),
    materials: last?.leads === "case" ? last.materials : [],
  };
}
