import type { Level } from "./use-rating.ts";

const mouths: Readonly<Record<Level, string>> = {
  verySatisfied: "M12 27 Q24 44 36 27 Z",
  satisfied: "M13 29 Q24 39 35 29",
  basicallySatisfied: "M14 32 H34",
  dissatisfied: "M14 35 Q24 28 34 35",
  veryDissatisfied: "M13 37 Q24 25 35 37",
};

/** A face beside the word, never instead of it. */
export function Face({ level }: { level: Level }) {
  return (
    <svg viewBox="0 0 48 48" aria-hidden="true" className="rating-face">
      <circle cx="24" cy="24" r="21" />
      <circle cx="16.5" cy="19" r="2.4" className="rating-eye" />
      <circle cx="31.5" cy="19" r="2.4" className="rating-eye" />
      <path d={mouths[level]} />
    </svg>
  );
}
