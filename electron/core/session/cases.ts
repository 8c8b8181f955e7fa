/** A matter's cases, out of its guide. */
import type { Bilingual } from "../../bridge.ts";
import type { GuideEntry } from "./offer.ts";
import type { Who } from "./session-state.ts";

type Question = NonNullable<GuideEntry["question"]>;

/** What is asked after those answers, of whoever stands here: of two cards nobody asks whether somebody comes for another. */
export function askedOf(
  who: Who,
  entry: Pick<GuideEntry, "question"> | undefined,
  path: string | null,
): Asked | null {
  const asked = askedAfter(entry, path);
  const standing = standingOf(who);
  const answers = asked?.answers.filter(({ only }) => !only || !standing || standing.includes(only)) ?? [];
  return asked && answers.length > 0 ? { ...asked, answers } : asked;
}

type Asked = Pick<Question, "asks" | "answers">;
type Standing = NonNullable<Question["answers"][number]["only"]>;

/** As what somebody is known to stand here; null: a card alone does not say for whom. */
function standingOf({ kind }: Who): readonly Standing[] | null {
  if (kind === "agent") return ["agent", "person"];
  return kind === "organisation" ? ["organisation"] : null;
}

function askedAfter(entry: Pick<GuideEntry, "question"> | undefined, path: string | null): Asked | null {
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
