/** Whether a key is the answer to the open question: the one rule that keeps one visitor's key off another's. */

/** The question that the pad was asked last, while it is open. */
export interface OpenQuestion {
  /** The number that went with it. */
  seq: number;
  /** When it had left, in milliseconds; null while it is on its way. */
  askedAt: number | null;
}

/** A hand needs longer than this from the question to a key; what comes earlier was pressed before. */
export const ARM_MS = 250;
/** Pads that don't number their keys: a question waits until the pad has been quiet for this long. */
export const QUIET_MS = 1_000;

export type KeyVerdict =
  | "counts"
  /** No question is open. */
  | "unasked"
  /** It answers an earlier question. */
  | "late";

/** `seq` is null for pads that don't say which question a key answers. */
export function judgeKey(question: OpenQuestion | null, seq: number | null, at: number): KeyVerdict {
  if (!question) return "unasked";
  if (seq !== null) return seq === question.seq ? "counts" : "late";
  return question.askedAt !== null && at - question.askedAt >= ARM_MS ? "counts" : "late";
}
