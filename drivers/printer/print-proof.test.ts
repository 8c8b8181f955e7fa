import { describe, expect, it } from "vitest";
import { openPipe, type Pipe } from "../port/pipe.ts";
import { PortError } from "../port/port.ts";
import { VirtualClock } from "../port/virtual-clock.ts";
import type { PrintOutcome } from "./slip.ts";
import { TicketPrinter } from "./ticket-printer.ts";

/** A device that says exactly what a test tells it to: for what no decent printer does. */
class Scripted {
  readonly clock = new VirtualClock();
  readonly late: string[] = [];
  attempts = 0;
  present = true;
  pipe: Pipe = openPipe();
  /** Questions asked so far. */
  asked = 0;
  /** The answer to a status question; null says nothing. */
  onQuestion: (asked: number) => number[] | null = () => [0x12];
  /** The answer to the n-th request for a proof. */
  onProof: (n: number) => void = () => this.say(0x00);
  onOpen: () => void = () => {};
  proofs = 0;
  readonly printer: TicketPrinter;

  constructor() {
    this.printer = new TicketPrinter({
      clock: this.clock,
      width: 80,
      open: async () => {
        this.attempts += 1;
        if (!this.present) throw new PortError("absent", "nothing there");
        this.pipe = openPipe();
        this.pipe.device.onBytes((bytes) => this.#hear(bytes));
        this.onOpen();
        return this.pipe.driver;
      },
    });
    this.printer.onLatePrint((jobId) => this.late.push(jobId));
  }

  say(...bytes: number[]): void {
    void this.pipe.device.write(Uint8Array.from(bytes)).catch(() => {});
  }

  after(ms: number, fn: () => void): void {
    this.clock.setTimeout(fn, ms);
  }

  async start(): Promise<this> {
    this.printer.start();
    await this.clock.advance(1);
    return this;
  }

  async print(jobId: string): Promise<PrintOutcome> {
    const printing = this.printer.print({ jobId, lines: [{ kind: "text", text: "A012" }] });
    await this.clock.advance(30_000);
    return printing;
  }

  #hear(bytes: Uint8Array): void {
    const said = Buffer.from(bytes);
    if (said.length === 3 && said[0] === 0x10 && said[1] === 0x04) {
      this.asked += 1;
      const answer = this.onQuestion(this.asked);
      if (answer !== null) this.say(...answer);
    } else if (said.subarray(-3).equals(Buffer.of(0x1d, 0x72, 1))) {
      this.proofs += 1;
      this.onProof(this.proofs);
    }
  }
}

describe("D-14 the proof", () => {
  it("counts when it comes clean", async () => {
    const device = await new Scripted().start();
    expect(await device.print("job-1")).toEqual({ outcome: "printed" });
    await device.printer.stop();
  });

  it("does not count with noise before it", async () => {
    const device = await new Scripted().start();
    device.onProof = () => device.say(0xff, 0x00);
    expect(await device.print("job-1")).toEqual({ outcome: "unknown", cause: "noProof" });
    // A line that had noise is opened anew.
    expect(device.attempts).toBe(2);
    await device.printer.stop();
  });

  it("says itself when the paper has ended", async () => {
    const device = await new Scripted().start();
    device.onProof = () => device.say(0x0f);
    expect(await device.print("job-1")).toEqual({ outcome: "failed", cause: "paperOut" });
    await device.printer.stop();
  });

  it("does not count when the printer falls silent behind it", async () => {
    const device = await new Scripted().start();
    device.onProof = () => {
      device.say(0x00);
      device.onQuestion = () => null;
    };
    expect(await device.print("job-1")).toEqual({ outcome: "unknown", cause: "noProof" });
    await device.printer.stop();
  });

  it("does not count when the line is gone behind it", async () => {
    const device = await new Scripted().start();
    device.onProof = () => {
      device.say(0x00);
      device.onQuestion = () => {
        device.pipe.unplug();
        return null;
      };
    };
    expect(await device.print("job-1")).toEqual({ outcome: "unknown", cause: "lineLost" });
    await device.printer.stop();
  });

  it("of an earlier slip is not taken for the one of the next", async () => {
    const device = await new Scripted().start();
    device.onProof = (n) => {
      if (n !== 2) return;
      // The request that lets older answers come in: first the old answer, then its own.
      device.say(0x00);
      device.after(500, () => device.say(0x00));
    };
    expect(await device.print("job-1")).toEqual({ outcome: "unknown", cause: "noProof" });
    expect(await device.print("job-2")).toEqual({ outcome: "unknown", cause: "noProof" });
    expect(device.late).toEqual([]);
    await device.printer.stop();
  });

  it("may come while a question is unanswered; then nothing is asked on that line any more", async () => {
    const device = await new Scripted().start();
    device.onProof = () => {
      const before = device.asked;
      device.onQuestion = (asked) => (asked === before + 1 ? null : [0x12]);
      device.after(8000, () => {
        expect(device.asked).toBe(before + 1);
        device.say(0x00);
      });
    };
    expect(await device.print("job-1")).toEqual({ outcome: "printed" });
    expect(device.attempts).toBe(2);
    await device.printer.stop();
  });
});

describe("D-14 a late print", () => {
  async function unproven(): Promise<Scripted> {
    const device = await new Scripted().start();
    device.onProof = () => {};
    expect(await device.print("job-1")).toEqual({ outcome: "unknown", cause: "noProof" });
    return device;
  }

  it("is told", async () => {
    const device = await unproven();
    device.say(0x00);
    device.say(0x00);
    await device.clock.advance(1);
    expect(device.late).toEqual(["job-1"]);
    await device.printer.stop();
  });

  it("is not told without paper, after noise, or by what a line says before it is known", async () => {
    for (const bytes of [[0x0f], [0xff, 0x00]]) {
      const device = await unproven();
      device.say(...bytes);
      await device.clock.advance(1);
      expect(device.late).toEqual([]);
      await device.printer.stop();
    }
    const device = await unproven();
    device.onOpen = () => device.say(0x00);
    device.pipe.unplug();
    await device.clock.advance(3000);
    expect(device.attempts).toBe(2);
    expect(device.late).toEqual([]);
    await device.printer.stop();
  });
});

describe("D-16 the line", () => {
  it("with noise around the answers is no printer's", async () => {
    const device = await new Scripted().start();
    device.onQuestion = () => [0x12, 0xff];
    expect(await device.print("job-1")).toEqual({ outcome: "failed", cause: "offline" });
    await device.printer.stop();
  });

  it("is tried again at once, then less and less often", async () => {
    const device = await new Scripted().start();
    device.pipe.unplug();
    await device.clock.advance(260);
    expect(device.attempts).toBe(2);
    expect(device.printer.printerStatus().fault).toBeNull();
    device.present = false;
    device.pipe.unplug();
    await device.clock.advance(600_000);
    // Two minutes with pauses up to five seconds, then each minute.
    expect(device.attempts).toBeLessThan(45);
    expect(device.attempts).toBeGreaterThan(30);
    expect(device.printer.health().status).toEqual({ state: "givenUp", problem: "absent" });
    await device.printer.stop();
    expect(device.clock.pending).toBe(0);
  });
});
