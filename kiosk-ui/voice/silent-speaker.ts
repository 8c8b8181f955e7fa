import type { Language } from "../../electron/bridge.ts";
import type { Speaker } from "./speaker.ts";

/** Says nothing aloud and keeps what it was asked to say, for whoever has to read instead of hearing: tests. */
export class SilentSpeaker implements Speaker {
  readonly said: { text: string; language: Language }[] = [];

  canSay(): boolean {
    return true;
  }

  say(text: string, language: Language): void {
    this.said.push({ text, language });
  }

  hush(): void {}

  watch(): () => void {
    return () => {};
  }
}
