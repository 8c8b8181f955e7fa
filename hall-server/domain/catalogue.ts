import type { Bilingual } from "./hall/config.ts";
import type { ItemId } from "./queue/ticket.ts";

/** Why a material need not be brought: by data sharing, online verification, or an earlier step. */
export type Exemption = "none" | "dataShare" | "onlineVerify" | "previousStep";

export interface Material {
  code: string;
  name: Bilingual;
  exempt: Exemption;
  /** Where an exempt material comes from instead; null for one that must be brought. */
  exemptSource: Bilingual | null;
  required: boolean;
}

/** A step outside the promised time limit, such as an inspection. */
export interface SpecialProcedure {
  name: string;
  legalBasis: string | null;
  /** What the law prescribes, null where it is silent. */
  lawPrescribedDays: number | null;
  /** Where the law gives no length: at most half of the promised limit, in working days. */
  capWorkingDays: number | null;
}

/** Everyday words (俗称) that somebody may look for. */
export interface EverydayWords {
  zh: readonly string[];
  en: readonly string[];
}

/** What an answer leads to: other matters, this matter with materials of its own, or in a first question one more. */
type Outcome =
  | { leads: "matters"; items: readonly ItemId[] }
  | { leads: "case"; materials: readonly Material[] };

/** How somebody stands before the counter: for themselves, for somebody else, as a person, for an organisation. */
export type Standing = "self" | "agent" | "person" | "organisation";

interface Says {
  id: string;
  says: Bilingual;
  /** An answer for whoever stands here so: it is not offered to who is known to stand here otherwise. Absent: for anybody. */
  only?: Standing;
}

/** What is asked of whoever chooses a matter that has cases. Two questions at most: nobody stands there for an interview. */
export interface Question {
  asks: Bilingual;
  answers: readonly (Says & (Outcome | { leads: "question"; question: LastQuestion }))[];
}

export interface LastQuestion {
  asks: Bilingual;
  answers: readonly (Says & Outcome)[];
}

/** A case: what was answered, in words, and what it asks for besides its matter. */
export interface Case {
  says: readonly Bilingual[];
  materials: readonly Material[];
}

/** What was answered to a matter's questions, by the ids that lead there, as `lost/agent`; null: they lead to no end. */
export function caseOf({ question }: Pick<CatalogueItem, "question">, path: string): Case | null {
  const [first, second, ...more] = path.split("/");
  const one = question?.answers.find(({ id }) => id === first);
  if (!one || more.length > 0) return null;
  if (one.leads !== "question")
    return second === undefined ? { says: [one.says], materials: ownOf(one) } : null;
  const two = one.question.answers.find(({ id }) => id === second);
  return two ? { says: [one.says, two.says], materials: ownOf(two) } : null;
}

const ownOf = (to: Outcome): readonly Material[] => (to.leads === "case" ? to.materials : []);

/** Whatever the cases of a question ask for. */
export const materialsOfCases = ({ answers }: Question): readonly Material[] =>
  answers.flatMap((answer) =>
    answer.leads === "question" ? answer.question.answers.flatMap(ownOf) : ownOf(answer),
  );

/** Matters that belong together: a theme (一件事), or a time of life in which people come. */
export interface Topic {
  id: string;
  name: Bilingual;
  items: readonly ItemId[];
  /** Its matters stand first for whoever uses a kiosk in 长辈版. */
  forElders?: boolean;
}

export interface CatalogueItem {
  id: ItemId;
  name: Bilingual;
  /** Absent: it is found by its name alone. */
  words?: EverydayWords;
  /** Absent: it has no cases. */
  question?: Question;
  /** 31-character implementation code (实施编码). */
  taskCode: string;
  highFrequency: boolean;
  /** Done by organisations only: it stands first for whoever comes for one. */
  forOrganisations?: boolean;
  /** Working days promised; 0 is decided on the spot. */
  promisedDays: number;
  fee: boolean;
  /** Minutes a visit usually takes. */
  serviceMinutes: number;
  materials: readonly Material[];
  specialProcedures: readonly SpecialProcedure[];
}

export interface RejectedProcedure {
  item: ItemId;
  procedure: string;
  reason: "noLegalBasis" | "longerThanHalfThePromise";
}

/**
 * Loads every item and strikes the special procedures that the reform forbids: one without a legal basis is void,
 * and one with a basis but no lawful length may take at most half of the promised limit. The item itself stays.
 */
export function importCatalogue(items: readonly CatalogueItem[]): {
  items: CatalogueItem[];
  rejected: RejectedProcedure[];
} {
  const rejected: RejectedProcedure[] = [];
  const kept = items.map((item) => ({
    ...item,
    specialProcedures: item.specialProcedures.filter((procedure) => {
      const reason = whyIllegal(procedure, item.promisedDays);
      if (reason) rejected.push({ item: item.id, procedure: procedure.name, reason });
      return reason === null;
    }),
  }));
  return { items: kept, rejected };
}

function whyIllegal(procedure: SpecialProcedure, promisedDays: number): RejectedProcedure["reason"] | null {
  if (!procedure.legalBasis) return "noLegalBasis";
  if (procedure.lawPrescribedDays !== null) return null;
  const most = Math.floor(promisedDays / 2);
  return (procedure.capWorkingDays ?? Infinity) > most ? "longerThanHalfThePromise" : null;
}
