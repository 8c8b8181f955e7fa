/** What an engine is asked to say; of the same shape as the hall's own utterances. */
export interface Said {
  language: "zh-CN" | "en";
  text: string;
  /** Names of recorded words, in groups with a short pause between. */
  clips: readonly (readonly string[])[];
  whole: boolean;
}

/** `problem` is a code: `noClip` (not recorded), `cancelled`, `playerMissing`, `speakerBusy`… */
export type Spoke = { ok: true } | { ok: false; problem: string };
