import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { systemClock } from "../../port/clock.ts";
import { Espeak } from "../espeak.ts";
import type { Pcm } from "../pcm.ts";
import { runProgram } from "../program.ts";
import { readWave } from "../wave-file.ts";
import type { Word } from "./words.ts";

/** Whatever speaks the words of a set. */
export interface ClipMaker {
  /** What it is, for the manifest. */
  engine: string;
  /** Under which terms its sounds may be used, for the manifest. */
  licence: string;
  make(word: Word): Promise<Pcm>;
}

/** Clear before quick: a number in a hall is heard once or twice, over talk. */
const speed = 160;

export async function espeakMaker(): Promise<ClipMaker> {
  const espeak = new Espeak({ clock: systemClock, speed });
  const problem = await espeak.check();
  if (problem) throw new Error(`${problem}: apt-get install espeak-ng`);
  return {
    engine: `espeak-ng ${espeak.identity()["firmware"]}`,
    licence: "see LICENCE.md",
    async make({ name, language }) {
      const rendered = await espeak.render({ text: name, language, clips: [], whole: false });
      if (!rendered.ok) throw new Error(`${name}: ${rendered.problem}`);
      return rendered.pcm;
    },
  };
}

/** Any other engine: a program that is given the language, reads a text and writes a WAV file. */
export function programMaker(file: string, licence: string): ClipMaker {
  return {
    engine: file,
    licence,
    async make({ name, language }) {
      const ran = await runProgram(
        { file: resolve(file), args: [language] },
        { clock: systemClock, input: Buffer.from(name), timeoutMs: 120_000 },
      );
      if (!ran.ok) throw new Error(`${name}: ${file}: ${ran.problem} ${ran.said}`);
      return readWave(ran.output);
    },
  };
}

/** A person: `<directory>/<language>/<word>.wav`. */
export function recordingsMaker(directory: string, licence: string): ClipMaker {
  return {
    engine: "recordings",
    licence,
    async make({ name, language }) {
      return readWave(await readFile(join(directory, language, `${name}.wav`)));
    },
  };
}
