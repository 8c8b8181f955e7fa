import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { type HallFiles, makeHallFiles } from "../bench/hall-files.ts";
import { type ServerProcess, startHallProcess } from "../bench/server-process.ts";
import { Chance } from "./chance.ts";
import { examine, type Findings } from "./examine.ts";
import { Load } from "./load.ts";
import { type CrashPoint, crashPoints, type Mutant } from "./plants.ts";

export interface TortureOptions {
  rounds: number;
  seed: number;
  mutant?: Mutant;
  onRound?: (line: string) => void;
}

export interface TortureReport {
  seed: number;
  rounds: number;
  kills: number;
  /** How the server died, by the moment. */
  moments: Record<string, number>;
  acknowledged: number;
  events: number;
  lost: number;
  duplicated: number;
  chainBroken: number;
  replayDiffers: number;
  /** Commands that were answered "internal", and deaths that nobody caused. */
  faults: number;
  /** What is wrong, in words; at most twenty. */
  problems: string[];
}

/** One life of the server: when it is to die. */
interface Plan {
  moment: CrashPoint | "anyMoment" | "whileStarting";
  /** Which occasion of a crash point. */
  occasion: number;
  /** A life ends after this long at the latest. */
  atMostMs: number;
}

const plant = pathToFileURL(join(import.meta.dirname, "plant.ts")).href;
const citizensAtOnce = 12;
/** How many old answers are asked for again in each life. */
const askedAgain = 150;

function planLife(chance: Chance): Plan {
  const moments = [
    ...Object.keys(crashPoints),
    "anyMoment",
    "anyMoment",
    "whileStarting",
  ] as Plan["moment"][];
  const moment = chance.pick(moments);
  const occasion = chance.between(3, 60);
  const killAfterMs = moment === "whileStarting" ? chance.between(100, 700) : chance.between(20, 500);
  return { moment, occasion, atMostMs: moment in crashPoints ? 2_000 : killAfterMs };
}

/**
 * Starts the production server under load, kills it, examines what is left and goes on; stops at the first round that
 * finds something. The seed settles the plan; what the machine makes of it differs a little from run to run.
 */
export async function torture({ rounds, seed, mutant, onRound }: TortureOptions): Promise<TortureReport> {
  const chance = new Chance(seed);
  const files = makeHallFiles({ queues: 4, windows: 4, kiosks: 3 });
  const load = new Load(files, seed);
  const report = emptyReport(seed);
  const options = ["--import", plant];
  try {
    while (report.rounds < rounds && report.problems.length === 0) {
      const plan = planLife(chance);
      const crash = plan.moment in crashPoints ? plan.moment : "";
      const env = {
        TORTURE_CRASH: crash,
        TORTURE_OCCASION: String(plan.occasion),
        TORTURE_MUTANT: mutant ?? "",
      };
      await liveOnce(files, load, plan, { env, options }, report, chance);
      record(report, load, examine(files, sentBy(load)));
      onRound?.(`round ${report.rounds}: ${plan.moment}, ${report.acknowledged} acknowledged`);
    }
    const last = { env: { TORTURE_MUTANT: mutant ?? "" }, options };
    if (report.problems.length === 0) await endInOrder(files, load, last, report, chance);
    return report;
  } finally {
    load.disconnect();
    files.dispose();
  }
}

type StartOptions = NonNullable<Parameters<typeof startHallProcess>[1]>;

/** One life of the server, from its start to its sudden death. */
async function liveOnce(
  files: HallFiles,
  load: Load,
  plan: Plan,
  start: StartOptions,
  report: TortureReport,
  chance: Chance,
): Promise<void> {
  const starting = startHallProcess(files, start);
  const isDead = starting.gone.then(() => true);
  if (plan.moment === "whileStarting") await Promise.race([isDead, sleep(plan.atMostMs)]);
  else {
    const server = await starting.ready.catch(() => null);
    if (server) await Promise.race([isDead, work(server, load, chance)]);
    load.start(citizensAtOnce);
    await Promise.race([isDead, sleep(plan.atMostMs)]);
  }
  starting.child.kill("SIGKILL");
  const end = await starting.gone;
  load.disconnect();
  report.rounds += 1;
  if (end === "SIGKILL") {
    report.kills += 1;
    report.moments[plan.moment] = (report.moments[plan.moment] ?? 0) + 1;
  } else {
    const server = await starting.ready.catch((error: Error) => error);
    const why = server instanceof Error ? server.message : server.errors();
    complain(report, "faults", [`the server ended by itself (${end}): ${why}`]);
  }
}

/** Brings everybody back, and asks again for answers of earlier lives. A server that dies meanwhile ends it. */
async function work(server: ServerProcess, load: Load, chance: Chance): Promise<void> {
  try {
    await load.connect(server.url);
  } catch {
    // It died while they were connecting.
    return;
  }
  await Promise.all(
    load.senders.map(async (sender) => {
      const answered = sender.sent.filter(({ answer }) => answer);
      const share = Math.ceil(askedAgain / load.senders.length);
      const some = Array.from({ length: answered.length > 0 ? share : 0 }, () => chance.pick(answered));
      // The last ones too: they are the ones that the crash may have taken.
      await sender.ask([...new Set([...some, ...answered.slice(-share)])]);
    }),
  );
}

/** The last life: everybody gets their answer, the server closes when asked to, and all must add up exactly. */
async function endInOrder(
  files: HallFiles,
  load: Load,
  start: StartOptions,
  report: TortureReport,
  chance: Chance,
): Promise<void> {
  const starting = startHallProcess(files, start);
  const server = await starting.ready;
  await work(server, load, chance);
  const isAnswered = await Promise.race([load.stop().then(() => true), sleep(10_000, false, { ref: false })]);
  if (!isAnswered) complain(report, "faults", ["commands were not answered within 10 s of a quiet start"]);
  server.kill("SIGTERM");
  const late = setTimeout(() => server.kill("SIGKILL"), 5_000);
  const end = await server.gone;
  clearTimeout(late);
  if (end !== 0) complain(report, "faults", [`the server did not close in order: ${end}`]);
  record(report, load, examine(files, sentBy(load)));
  if (report.acknowledged === 0)
    complain(report, "faults", ["no server lived long enough to answer anything"]);
}

const sentBy = (load: Load) => load.senders.flatMap(({ sent }) => sent);

function record(report: TortureReport, load: Load, findings: Findings): void {
  const sent = sentBy(load);
  report.acknowledged = sent.filter(({ answer }) => answer).length;
  report.events = findings.events;
  complain(report, "lost", findings.lost);
  complain(report, "duplicated", findings.duplicated);
  complain(report, "chainBroken", findings.chainBroken);
  complain(report, "replayDiffers", findings.replayDiffers);
  const differing = load.senders.flatMap((sender) => sender.differing.splice(0));
  complain(
    report,
    "duplicated",
    differing.map(({ id, first, again }) => `${id} was answered ${first}, then ${again}`),
  );
  const internal = sent.filter(
    ({ answer }) => answer && !answer.ack.ok && answer.ack.refusal.code === "internal",
  );
  complain(
    report,
    "faults",
    internal.map(({ id, command }) => `${command.type} ${id} was answered "internal"`),
  );
}

function complain(
  report: TortureReport,
  kind: "lost" | "duplicated" | "chainBroken" | "replayDiffers" | "faults",
  problems: readonly string[],
): void {
  report[kind] += problems.length;
  report.problems.push(
    ...problems.slice(0, 20 - report.problems.length).map((problem) => `${kind}: ${problem}`),
  );
}

function emptyReport(seed: number): TortureReport {
  const none = { lost: 0, duplicated: 0, chainBroken: 0, replayDiffers: 0, faults: 0 };
  return { seed, rounds: 0, kills: 0, moments: {}, acknowledged: 0, events: 0, ...none, problems: [] };
}
