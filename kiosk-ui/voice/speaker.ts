import type { Language } from "../../electron/bridge.ts";

/** What says a page's sentences. One at a time: a new one cuts off the one before. */
export interface Speaker {
  /** Whether it has a voice of this language now. */
  canSay(language: Language): boolean;
  say(text: string, language: Language): void;
  hush(): void;
  /** Voices come and go; the returned function ends the watching. */
  watch(onChange: () => void): () => void;
}
