/** Which matters can be wanted together. */
import { mostItems, type Offer, queueOf } from "./offer.ts";
import type { StepOf } from "./session-state.ts";

/** Matters, and what there is to know of the last one that was asked for. */
export type Wanted = Pick<StepOf<"choose">, "items" | "hint">;

/** One number stands in one line: for a matter of another line there is a second number, and no third. */
const mostLines = 2;

/** With one more matter, or why not. */
export function withItem(offer: Offer | null, items: readonly string[], id: string): Wanted {
  const queue = queueOf(offer, [id]);
  if (items.includes(id) || queue?.state !== "open") return { items, hint: null };
  const lines = [...new Set(items.map((item) => queueOf(offer, [item])?.id))];
  if (!lines.includes(queue.id) && lines.length >= mostLines) return { items, hint: "tooManyQueues" };
  if (ofLine(offer, items, queue.id).length >= mostItems) return { items, hint: "tooMany" };
  const isFirst = lines.length === 0 || lines[0] === queue.id;
  return { items: [...items, id], hint: isFirst ? null : "otherQueue" };
}

export const ofLine = (offer: Offer | null, items: readonly string[], line: string): readonly string[] =>
  items.filter((item) => queueOf(offer, [item])?.id === line);
