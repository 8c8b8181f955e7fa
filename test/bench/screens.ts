import { setTimeout as sleep } from "node:timers/promises";
import { connectAll, type HallUnderLoad } from "./hall-under-load.ts";
import { envelope } from "./hall-files.ts";
import type { LightClient } from "./light-client.ts";
import { type Measured, openLoop, summary, watchCpu } from "./measure.ts";
import type { ServerProcess } from "./server-process.ts";

/** A hall's busy hour. */
const takesPerSecond = 50;
const callsPerSecond = 20;

/** From sending a call until the last screen has it; and taking a number meanwhile. */
export interface BesideScreens {
  calls: Measured;
  takes: Measured;
}

/** How the two servers that are compared are asked for the same things. */
interface Variant {
  server: ServerProcess;
  screens: readonly LightClient[];
  /** Both hand over the answer. */
  call: (answered: (answer: string) => void) => void;
  take: (answered: () => void) => void;
}

export async function measureHall(
  hall: HallUnderLoad,
  screenCount: number,
  seconds: number,
): Promise<BesideScreens> {
  const screens = await connectAll(hall.server.url, screenCount, () => ({}));
  for (const screen of screens) await screen.ask("subscribe", '{"view":"board"}');
  let calls = 0;
  let takes = 0;
  const measured = await measure(
    {
      server: hall.server,
      screens,
      call: (answered) => {
        const clerk = calls++ % hall.clerks.length;
        const step = hall.callNext(clerk, answered);
        if (!step) throw new Error("the hall was not filled with enough citizens");
        hall.clerks[clerk]!.emit("command", step.json, step.answered);
      },
      take: (answered) => {
        const step = hall.take(answered);
        hall.kiosks[takes++ % hall.kiosks.length]!.emit("command", step.json, step.answered);
      },
    },
    seconds,
  );
  for (const screen of screens) screen.close();
  return measured;
}

/** The same, of a server that answers without doing anything and then broadcasts what a hall's board is. */
export async function measureBareBroadcast(
  limit: ServerProcess,
  board: string,
  screenCount: number,
  seconds: number,
): Promise<BesideScreens> {
  // A bare broadcast goes to every socket there is, so whoever calls is one of the screens.
  const screens = await connectAll(limit.url, screenCount, () => ({}));
  const [caller, taker] = [screens[0]!, screens[1]!];
  await caller.ask("board", board);
  const command = envelope('{"type":"callNext","window":"w1"}');
  const measured = await measure(
    {
      server: limit,
      screens,
      call: (answered) => caller.emit("call", command, answered),
      take: (answered) => taker.emit("command", command, answered),
    },
    seconds,
  );
  for (const screen of screens) screen.close();
  return measured;
}

async function measure({ server, screens, call, take }: Variant, seconds: number): Promise<BesideScreens> {
  const arrivals = followBoards(screens);
  const calls: { sent: number; seq: number }[] = [];
  const takes: number[] = [];
  const asked = { calls: 0, takes: 0 };
  const calling = openLoop(callsPerSecond, () => {
    asked.calls += 1;
    const sent = performance.now();
    call((answer) => calls.push({ sent, seq: Number(/"seq":(\d+)/.exec(answer)?.[1]) }));
  });
  const taking = openLoop(takesPerSecond, () => {
    asked.takes += 1;
    const sent = performance.now();
    take(() => takes.push(performance.now() - sent));
  });
  await sleep(300);
  const [skippedCalls, skippedTakes] = [calls.length, takes.length];
  const cpu = watchCpu(server);
  await sleep(seconds * 1000);
  const used = cpu();
  calling.stop();
  taking.stop();
  // What comes late counts most of all.
  await settled(
    () =>
      calls.length === asked.calls &&
      takes.length === asked.takes &&
      calls.every(({ seq }) => arrivals.hasReached(seq)),
  );
  const reached = calls.slice(skippedCalls).map(({ sent, seq }) => arrivals.lastHad(seq) - sent);
  return { calls: summary(reached, seconds, used), takes: summary(takes.slice(skippedTakes), seconds, used) };
}

const patienceMs = 30_000;

/** Waits until all is there; on a busy machine that may take its time, and what is missing then is missing. */
async function settled(isThere: () => boolean): Promise<void> {
  const until = performance.now() + patienceMs;
  while (!isThere() && performance.now() < until) await sleep(100);
}

/** Notes which board each screen had when. A later board has all the calls of those before it. */
function followBoards(screens: readonly LightClient[]) {
  const had = screens.map((screen) => {
    const boards: { seq: number; at: number }[] = [];
    screen.onEvent = (data) => {
      const seq = /^42\["view",\{"view":"board","seq":(\d+)/.exec(data.toString("latin1", 0, 60))?.[1];
      if (seq !== undefined) boards.push({ seq: Number(seq), at: performance.now() });
    };
    return boards;
  });
  const firstWith = (seq: number) => had.map((boards) => boards.find((board) => board.seq >= seq));
  return {
    /** Whether every screen has had a board with this event in it. */
    hasReached: (seq: number): boolean => firstWith(seq).every((board) => board !== undefined),
    /** When the last screen had it. */
    lastHad: (seq: number): number =>
      firstWith(seq).reduce((last, board) => {
        if (!board) throw new Error(`event ${seq} has not reached every screen`);
        return Math.max(last, board.at);
      }, 0),
  };
}
