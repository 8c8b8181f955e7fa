import { CardReader } from "../../drivers/id-card/card-reader.ts";
import { citizens } from "../../drivers/id-card/simulator/citizens.ts";
import { SimulatedReader } from "../../drivers/id-card/simulator/simulated-reader.ts";
import { codes } from "../../drivers/id-card/simulator/wire.ts";
import { systemClock } from "../../drivers/port/clock.ts";
import { openPort } from "../../drivers/port/open-port.ts";
import { wireMs } from "../../drivers/port/paced-port.ts";
import { openPty } from "../../drivers/port/pty.ts";
import type { Measured } from "./measure.ts";
import type { Recorder } from "./recorder.ts";
import { quantile } from "./statistics.ts";

const baud = 115_200;
/** On the wire from the card selected to the citizen known: its answer, the read, and a status that proves it. */
const wire = wireMs(19 + 10 + 1295 + 10 + 11, baud);
/** A kiosk looks every 300 ms; here there are cards to be read. */
const pollMs = 2;

/**
 * How long after a card was selected its citizen is known (goal: the wire and 40 ms at p99), over a pseudo serial line
 * with the system's serial driver. That line takes no time for its bytes, so the wire's is added.
 */
export async function measureReader(recorder: Recorder, seconds: number): Promise<void> {
  // Where the system has no pseudo terminals there is nothing to measure on.
  if (process.platform === "win32") return;
  const pty = openPty();
  let selectedAt = 0;
  const device = new SimulatedReader({
    handMs: 2 * pollMs,
    misbehave: (code) => {
      if (code === codes.select) selectedAt = performance.now();
      return undefined;
    },
  });
  device.attach(pty.port);
  const reader = new CardReader({
    open: () => openPort(`serial:${pty.path}?baud=${baud}`),
    clock: systemClock,
    pollMs,
  });
  const took: number[] = [];
  const begun = performance.now();
  const cpu = process.cpuUsage();
  const isOver = new Promise<void>((resolve) => {
    reader.onEvent(({ kind }) => {
      if (kind === "card") {
        took.push(performance.now() - selectedAt);
        device.lift();
      }
      if (performance.now() - begun > seconds * 1000) resolve();
      // A card that is laid before its forerunner was seen to go is the same card to the driver.
      else if (kind === "lifted" || (kind === "state" && took.length === 0 && reader.state === "ready"))
        device.lay(citizens[took.length % citizens.length]!.card);
    });
  });
  reader.start();
  await isOver;
  const perSecond = (took.length * 1000) / (performance.now() - begun);
  await reader.stop();
  await pty.port.close();
  const { user, system } = process.cpuUsage(cpu);
  const ours: Measured = {
    perSecond,
    p50Ms: wire + quantile(took, 0.5),
    p99Ms: wire + quantile(took, 0.99),
    serverUs: 0,
    harnessUs: (user + system) / took.length,
  };
  const limit: Measured = {
    perSecond: 1000 / wire,
    p50Ms: wire,
    p99Ms: wire,
    serverUs: 0,
    harnessUs: 0,
  };
  recorder.add("cardKnown", 1, ours, `wire${baud}`, limit, "p99Ms");
}
