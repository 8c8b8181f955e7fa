import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { shippedClips } from "../clip-set.ts";
import { makeSet } from "./make-set.ts";
import { type ClipMaker, espeakMaker, programMaker, recordingsMaker } from "./makers.ts";
import { parseWord, shippedWords } from "./words.ts";

const usage = `npm run voice:clips -- [--engine espeak] [--out DIRECTORY] [--word zh-CN:黄山 …]
npm run voice:clips -- --engine program --program ./speak --licence "…" --out DIRECTORY
npm run voice:clips -- --engine recordings --from DIRECTORY --licence "…" --out DIRECTORY

Makes the recorded words that calls are spoken with. Without --out: the shipped set.
  program      is run with the language as its argument, reads a text and writes a WAV file
  recordings   lie in DIRECTORY/zh-CN/零.wav, DIRECTORY/en/window.wav …; --list names them all
`;

const { values } = parseArgs({
  options: {
    engine: { type: "string", default: "espeak" },
    out: { type: "string" },
    program: { type: "string" },
    from: { type: "string" },
    licence: { type: "string" },
    word: { type: "string", multiple: true, default: [] },
    list: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

async function chooseMaker(): Promise<ClipMaker> {
  const { engine, program, from, licence, out } = values;
  if (engine === "espeak") return espeakMaker();
  if (!licence || !out) throw new Error("--licence and --out are needed: another voice is another set");
  if (engine === "program" && program) return programMaker(program, licence);
  if (engine === "recordings" && from) return recordingsMaker(resolve(from), licence);
  throw new Error(usage);
}

async function main(): Promise<void> {
  if (values.help) return console.log(usage);
  const words = [...shippedWords(), ...values.word.map(parseWord)];
  if (values.list) return words.forEach(({ language, name }) => console.log(`${language}/${name}`));
  const directory = resolve(values.out ?? shippedClips);
  const { clips } = await makeSet(directory, await chooseMaker(), words, ({ file, name, samples }) =>
    console.log(`${file}  ${(samples / 48_000).toFixed(2)} s  ${name}`),
  );
  const bytes = clips.reduce((sum, clip) => sum + clip.bytes, 0);
  console.log(`${clips.length} clips, ${Math.round(bytes / 1024)} kB in ${directory}`);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
