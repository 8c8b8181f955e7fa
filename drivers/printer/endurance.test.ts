import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { openPipe } from "../port/pipe.ts";
import { pacedPort } from "../port/paced-port.ts";
import type { Port } from "../port/port.ts";
import { VirtualClock } from "../port/virtual-clock.ts";
import { SimulatedPrinter } from "./simulator/simulated-printer.ts";
import { TicketPrinter } from "./ticket-printer.ts";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

function heap(): number {
  collect();
  return process.memoryUsage().heapUsed;
}

/** Counts who listens to a port: each one that comes must go. */
function counting(port: Port, count: { listeners: number }): Port {
  return {
    ...port,
    onBytes: (listener) => {
      count.listeners += 1;
      const stop = port.onBytes(listener);
      return () => {
        count.listeners -= 1;
        stop();
      };
    },
  };
}

/** Both ways take the time of a serial line. */
const BAUD = 115_200;

describe("D-62 a long life", () => {
  it("10,000 slips: all out, and no timer, listener or memory is kept for any of them", async () => {
    const clock = new VirtualClock();
    const device = new SimulatedPrinter();
    const count = { listeners: 0 };
    let opened = 0;
    let cut = 0;
    device.onSlip(() => (cut += 1));
    const printer = new TicketPrinter({
      clock,
      width: 58,
      open: async () => {
        opened += 1;
        const { driver, device: end } = openPipe();
        device.attach(pacedPort(end, clock, BAUD));
        return counting(pacedPort(driver, clock, BAUD), count);
      },
    });
    const printMany = async (from: number, to: number): Promise<void> => {
      for (let job = from; job < to; job += 1) {
        const printing = printer.print({ jobId: `job-${job}`, lines: [{ kind: "text", text: "A012" }] });
        await clock.advance(80);
        const { outcome } = await printing;
        if (outcome !== "printed") throw new Error(`slip ${job}: ${outcome}`);
      }
    };
    printer.start();
    await clock.advance(20);
    await printMany(0, 2000);
    const timers = clock.pending;
    const before = heap();
    await printMany(2000, 10_000);
    expect(cut).toBe(10_000);
    expect(opened).toBe(1);
    expect(count.listeners).toBe(1);
    expect(clock.pending).toBe(timers);
    // A closure kept for each question would be 20 MB.
    expect((heap() - before) / 1e6).toBeLessThan(3);
    await printer.stop();
    expect(clock.pending).toBe(0);
    expect(count.listeners).toBe(0);
  });
});
