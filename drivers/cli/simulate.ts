import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import type { Simulation, SimulationCommand } from "../device/device-kind.ts";
import { openPty } from "../port/pty.ts";
import { listenTcpDevice } from "../port/tcp-device.ts";
import { kinds } from "../profile/kinds.ts";
import { table } from "./table.ts";
import { type Language, words } from "./words.ts";

/** Short names for the commonest. */
const shortNames: Record<string, string> = {
  reader: "cardReader",
  printer: "ticketPrinter",
  led: "windowLed",
};

/** The kinds that have a line to be simulated on. */
export const simulatableKinds = kinds.flatMap(({ name, simulate: play }) =>
  play ? { name, simulate: play } : [],
);

/** A kind that can be simulated, by its name or its short one. */
export function simulatable(name: string): (typeof simulatableKinds)[number] | undefined {
  return simulatableKinds.find((kind) => kind.name === (shortNames[name] ?? name));
}

/** What may stand behind `simulate`, for the usage. */
export function simulatableNames(): string[] {
  const short = new Map(Object.entries(shortNames).map(([from, to]) => [to, from]));
  return simulatableKinds.map(({ name }) => short.get(name) ?? name);
}

export interface SimulateOptions {
  simulation: Simulation;
  /** What a profile's entry for it begins with. */
  entry: { id: string; kind: string };
  line: { kind: "pty" } | { kind: "tcp"; port: number };
  language: Language;
  json: boolean;
  input: Readable;
  output: Writable;
}

/** A simulated device on a real line, until `close`. */
export interface RunningSimulation {
  /** What a driver opens. */
  url: string;
  close(): Promise<void>;
}

/** Puts a simulated device on a line that any program can open, and plays it by commands, one a line. */
export async function simulate(options: SimulateOptions): Promise<RunningSimulation> {
  const { simulation, language, json, input, output } = options;
  const line = await openLine(simulation, options.line);
  const say = (text: string): void => void output.write(`${text}\n`);
  const entry = { ...options.entry, url: line.url, ...simulation.settings };
  if (json) say(JSON.stringify({ url: line.url, entry }));
  else {
    say(`${words.listening[language]} ${line.url}`);
    say(`${words.entry[language]}\n  ${JSON.stringify(entry)}`);
    say(words.typeCommand[language]);
  }
  simulation.onNews((news) => say(json ? JSON.stringify({ news: news[language] }) : news[language]));
  const reading = createInterface({ input });
  reading.on("line", (typed) => {
    const says = typed.trim().replaceAll(/\s+/gu, " ");
    if (says === "") return;
    const [command, rest] = commandTyped(simulation.commands, says);
    if (command) command.run(rest);
    if (command)
      say(json ? JSON.stringify({ done: says }) : `${words.done[language]}: ${command.does[language]}`);
    else if (says === "?" || says === "help")
      say(table(simulation.commands.map((one) => [`  ${one.says}`, one.does[language]])).join("\n"));
    else say(json ? JSON.stringify({ unknown: says }) : `${words.unknownCommand[language]}: ${says} (?)`);
  });
  return {
    url: line.url,
    close: async () => {
      reading.close();
      await line.close();
    },
  };
}

/** The command that was typed, and what follows it where it takes more. */
function commandTyped(
  commands: readonly SimulationCommand[],
  typed: string,
): [command: SimulationCommand | undefined, rest: string] {
  for (const command of commands) {
    if (command.says === typed) return [command, ""];
    const start = command.says.endsWith("…") ? command.says.slice(0, -1) : null;
    if (start !== null && typed.startsWith(start)) return [command, typed.slice(start.length)];
  }
  return [undefined, ""];
}

async function openLine(
  simulation: Simulation,
  line: SimulateOptions["line"],
): Promise<{ url: string; close(): Promise<void> }> {
  if (line.kind === "pty") {
    const pty = openPty();
    simulation.attach(pty.port);
    return { url: `serial:${pty.path}`, close: () => pty.port.close() };
  }
  const tcp = await listenTcpDevice(line.port);
  tcp.onConnection((port) => simulation.attach(port));
  return { url: tcp.url, close: () => tcp.close() };
}
