/**
 * What a hall says aloud. In this folder, pure and for pages and servers alike: the grammar that makes a call's words
 * (`grammar.ts`), the queue that decides what is said when (`call-queue.ts`), the loop that says it (`speaker.ts`),
 * and the chain of engines that it is said with (`engine.ts`).
 */
export type Language = "zh-CN" | "en";

/** One thing to say, once, in one language. */
export interface Utterance {
  language: Language;
  /** For engines that speak a text, and for whoever reads what was said. */
  text: string;
  /** For engines that play recorded words: their names, in groups with a short pause between. Empty when clips can't. */
  clips: readonly (readonly string[])[];
  /** The clips say all of the text; otherwise they say the number and send the visitor to the screen. */
  whole: boolean;
}

/** The recorded words of a language by name; null when there are none. */
export type Vocabulary = ReadonlySet<string> | null;
