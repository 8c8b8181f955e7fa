import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { systemClock } from "../port/clock.ts";
import { problemText, readProfileFile } from "../profile/read-profile.ts";
import { checkProfile, checkText, isGood } from "./check.ts";
import { listDevices, listText } from "./list.ts";
import { simulatable, simulatableNames, simulate } from "./simulate.ts";
import { type Language, words } from "./words.ts";

/**
 * `npm run devices -- check | list | simulate`: the technician's tool. Exit status 0: all is well; 1: a device can't be
 * used, its reason is told; 2: the command or the profile is wrong, and nothing was opened.
 */

const options = {
  lang: { type: "string", default: "zh" },
  json: { type: "boolean", default: false },
  print: { type: "boolean", default: false },
  pty: { type: "boolean", default: false },
  tcp: { type: "string" },
} as const;

type Values = ReturnType<typeof parse>["values"];

const parse = () => parseArgs({ options, allowPositionals: true });

process.exitCode = await main();

async function main(): Promise<number | undefined> {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return usage("zh");
  }
  const { values, positionals } = parsed;
  const [command, subject, ...more] = positionals;
  const language: Language = values.lang === "en" ? "en" : "zh";
  if (more.length > 0) return usage(language);
  if (command === "check" && subject !== undefined) return check(subject, values, language);
  if (command === "list" && subject === undefined) return list(values, language);
  if (command === "simulate" && subject !== undefined) return play(subject, values, language);
  return usage(language);
}

function usage(language: Language): number {
  console.error(words.usage[language] + simulatableNames().join(", "));
  return 2;
}

async function check(file: string, { json, print }: Values, language: Language): Promise<number> {
  const read = readProfileFile(file);
  if (!read.ok) {
    if (json) console.log(JSON.stringify({ file, ok: false, problems: read.problems }));
    else {
      console.error(words.profileWrong[language]);
      for (const problem of read.problems) console.error(problemText(file, problem, language));
    }
    return 2;
  }
  const asks = process.stdin.isTTY && !json;
  const checked = await checkProfile(read.profile, {
    clock: systemClock,
    // Nobody may be there to lend a hand when everything is printed without asking.
    mayTry: async ({ id }, { asks: question, hands }) =>
      (print && !hands) || (asks && (await answersYes(`${id}: ${question[language]} [y/N] `))),
  });
  const ok = checked.every(isGood);
  console.log(json ? JSON.stringify({ file, ok, devices: checked }) : checkText(checked, language));
  return ok ? 0 : 1;
}

async function answersYes(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(question);
  terminal.close();
  return /^(y|yes|是)$/iu.test(answer.trim());
}

async function list({ json }: Values, language: Language): Promise<number> {
  const found = await listDevices();
  console.log(json ? JSON.stringify({ found }) : listText(found, language));
  return 0;
}

async function play(
  name: string,
  { pty, tcp, json }: Values,
  language: Language,
): Promise<number | undefined> {
  const kind = simulatable(name);
  const port = Number(tcp ?? 0);
  const isPort = Number.isInteger(port) && port >= 0 && port < 65_536;
  if (!kind || pty === (tcp !== undefined) || !isPort) return usage(language);
  const running = await simulate({
    simulation: kind.simulate(),
    entry: { id: name, kind: kind.name },
    line: pty ? { kind: "pty" } : { kind: "tcp", port },
    language,
    json,
    input: process.stdin,
    output: process.stdout,
  });
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
  await running.close();
  process.stdin.destroy();
  return 0;
}
