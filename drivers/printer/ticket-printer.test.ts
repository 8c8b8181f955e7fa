import { describe, expect, it } from "vitest";
import { openPipe } from "../port/pipe.ts";
import { slipText } from "./interpreter/to-text.ts";
import { numberSlip, PrinterRig } from "./simulator/printer-rig.ts";
import { TicketPrinter } from "./ticket-printer.ts";

const ready = { connection: "connected", paper: "ok", cover: "closed", fault: null };

describe("D-14 a ticket printer", () => {
  it("prints, and the proof ends it", async () => {
    const rig = await new PrinterRig().start();
    expect(rig.printer.printerStatus()).toEqual(ready);
    expect(await rig.print(numberSlip("job-1"))).toEqual({ outcome: "printed" });
    expect(rig.slips).toHaveLength(1);
    const text = slipText(rig.slips[0]?.bytes ?? new Uint8Array(), 576);
    expect(text).toContain("政务服务大厅\nA012\n");
    expect(text).toContain("job-1\n[cut]");
    await rig.printer.stop();
    expect(rig.clock.pending).toBe(0);
  });

  it("prints one after another, in the order asked", async () => {
    const rig = await new PrinterRig().start();
    const outcomes = Promise.all(
      ["1", "2", "3"].map((job) => rig.printer.print(numberSlip(job, `A00${job}`))),
    );
    await rig.clock.advance(5000);
    expect(await outcomes).toEqual(Array.from({ length: 3 }, () => ({ outcome: "printed" })));
    expect(rig.slips.map((slip) => /A00\d/.exec(slipText(slip.bytes, 576))?.[0])).toEqual([
      "A001",
      "A002",
      "A003",
    ]);
    await rig.printer.stop();
  });

  it("leaves no timer, no listener and no open line after stop", async () => {
    const rig = await new PrinterRig().start();
    const printing = rig.printer.print(numberSlip("job-1"));
    await rig.printer.stop();
    await printing;
    expect(rig.clock.pending).toBe(0);
    await expect(rig.pipe?.driver.closed).resolves.toEqual({ kind: "byUs" });
    expect(rig.printer.printerStatus().connection).toBe("disconnected");
    expect(await rig.printer.print(numberSlip("job-2"))).toEqual({ outcome: "failed", cause: "unplugged" });
    await rig.start();
    expect(rig.printer.printerStatus()).toEqual(ready);
    await rig.printer.stop();
    expect(rig.clock.pending).toBe(0);
  });

  it("rejects a slip that cannot be laid out, and prints the next", async () => {
    const rig = await new PrinterRig().start();
    const wrong = { jobId: "job-1", lines: [{ kind: "qr" as const, content: "号" }] };
    await expect(rig.printer.print(wrong)).rejects.toMatchObject({ code: "qrNotAscii" });
    expect(await rig.print(numberSlip("job-2"))).toEqual({ outcome: "printed" });
    await rig.printer.stop();
  });

  it("reports a character that nothing has", async () => {
    const rig = await new PrinterRig().start();
    await rig.print({ jobId: "job-1", lines: [{ kind: "text", text: "王\u{10FFFC}" }] });
    expect(rig.problems).toEqual(["\u{10FFFC}"]);
    expect(slipText(rig.slips[0]?.bytes ?? new Uint8Array(), 576)).toContain("王〓");
    await rig.printer.stop();
  });
});

describe("D-15 a fault before the slip", () => {
  it.each([
    ["paperOut", (rig: PrinterRig) => rig.device.setPaper("out")],
    ["coverOpen", (rig: PrinterRig) => rig.device.openCover()],
    ["cutter", (rig: PrinterRig) => rig.device.jamCutter()],
    ["overheated", (rig: PrinterRig) => rig.device.overheat(true)],
    ["offline", (rig: PrinterRig) => rig.device.switchOff(true)],
    ["unplugged", (rig: PrinterRig) => rig.device.unplug()],
    ["offline", (rig: PrinterRig) => rig.device.answerGarbage(true)],
  ] as const)("%s: says so and sends nothing", async (cause, break_) => {
    const rig = await new PrinterRig().start();
    break_(rig);
    expect(await rig.print(numberSlip("job-1"))).toEqual({ outcome: "failed", cause });
    expect(rig.printer.printerStatus().fault).toBe(cause);
    rig.device.setPaper("ok");
    rig.device.closeCover();
    rig.device.clearJam();
    rig.device.overheat(false);
    rig.device.switchOff(false);
    rig.device.answerGarbage(false);
    rig.device.plug();
    await rig.clock.advance(10_000);
    expect(rig.slips).toEqual([]);
    expect(rig.printer.printerStatus()).toEqual(ready);
    expect(await rig.print(numberSlip("job-2"))).toEqual({ outcome: "printed" });
    expect(rig.slips).toHaveLength(1);
    await rig.printer.stop();
    expect(rig.clock.pending).toBe(0);
  });

  it("near end is no fault", async () => {
    const rig = await new PrinterRig().start();
    rig.device.setPaper("nearEnd");
    await rig.clock.advance(3000);
    expect(rig.printer.printerStatus()).toEqual({ ...ready, paper: "nearEnd" });
    expect(await rig.print(numberSlip("job-1"))).toEqual({ outcome: "printed" });
    await rig.printer.stop();
  });
});

describe("D-15 a fault in the middle of the slip", () => {
  it("paper out: failed, and a cleared printer prints nothing of it later", async () => {
    const rig = await new PrinterRig().start();
    rig.device.runOutAfter(300);
    expect(await rig.print(numberSlip("job-1"))).toEqual({ outcome: "failed", cause: "paperOut" });
    expect(rig.printer.printerStatus()).toMatchObject({ paper: "out", fault: "paperOut" });
    rig.device.setPaper("ok");
    await rig.clock.advance(5000);
    expect(rig.slips.filter((slip) => slip.whole)).toEqual([]);
    expect(await rig.print(numberSlip("job-2"))).toEqual({ outcome: "printed" });
    expect(rig.slips.filter((slip) => slip.whole)).toHaveLength(1);
    expect(rig.late).toEqual([]);
    await rig.printer.stop();
  });

  it("paper out in a printer that keeps the rest: failed, then told as a late print", async () => {
    const rig = await new PrinterRig().start();
    rig.device.knowsClearing(false);
    rig.device.runOutAfter(300);
    expect(await rig.print(numberSlip("job-1"))).toEqual({ outcome: "failed", cause: "paperOut" });
    rig.device.setPaper("ok");
    await rig.clock.advance(100);
    expect(rig.slips).toHaveLength(1);
    expect(rig.late).toEqual(["job-1"]);
    await rig.printer.stop();
  });

  it("cover opened: failed", async () => {
    const rig = await new PrinterRig().start();
    rig.device.runOutAfter(300);
    const stop = rig.device.onChange(() => {
      if (rig.device.state().paper !== "out") return;
      stop();
      rig.device.openCover();
      rig.device.setPaper("ok");
    });
    expect(await rig.print(numberSlip("job-1"))).toEqual({ outcome: "failed", cause: "coverOpen" });
    await rig.printer.stop();
  });

  it("a hot head: waited for, and the slip is printed once it has cooled", async () => {
    const rig = await new PrinterRig().start();
    rig.device.runOutAfter(300);
    const stop = rig.device.onChange(() => {
      if (rig.device.state().paper !== "out") return;
      stop();
      rig.device.overheat(true);
      rig.device.setPaper("ok");
      rig.clock.setTimeout(() => rig.device.overheat(false), 4000);
    });
    expect(await rig.print(numberSlip("job-1"))).toEqual({ outcome: "printed" });
    expect(rig.slips).toHaveLength(1);
    await rig.printer.stop();
  });

  it("cutter stuck at the cut: failed", async () => {
    const rig = await new PrinterRig().start();
    rig.device.jamCutter("atNextCut");
    expect(await rig.print(numberSlip("job-1"))).toEqual({ outcome: "failed", cause: "cutter" });
    await rig.printer.stop();
  });

  it("unplugged: unknown, never sent again; the torn beginning is cut off before the next slip", async () => {
    const rig = await new PrinterRig().start();
    // In the middle of the dashed rule's image.
    rig.device.unplugAfter(1000);
    expect(await rig.print(numberSlip("job-1"))).toEqual({ outcome: "unknown", cause: "lineLost" });
    rig.device.plug();
    await rig.clock.advance(10_000);
    expect(rig.slips).toEqual([]);
    expect(rig.printer.printerStatus()).toEqual(ready);
    expect(await rig.print(numberSlip("job-2", "B007"))).toEqual({ outcome: "printed" });
    expect(rig.slips).toHaveLength(2);
    expect(slipText(rig.slips[0]?.bytes ?? new Uint8Array(), 576)).not.toContain("B007");
    expect(slipText(rig.slips[1]?.bytes ?? new Uint8Array(), 576)).not.toContain("A012");
    await rig.printer.stop();
  });

  it("acknowledgement lost: unknown, and the next slip is not proven by a stale answer", async () => {
    const rig = await new PrinterRig().start();
    rig.device.loseAcknowledgement(true);
    expect(await rig.print(numberSlip("job-1"))).toEqual({ outcome: "unknown", cause: "noProof" });
    expect(rig.slips).toHaveLength(1);
    rig.device.loseAcknowledgement(false);
    expect(await rig.print(numberSlip("job-2"))).toEqual({ outcome: "printed" });
    expect(rig.slips).toHaveLength(2);
    expect(rig.late).toEqual([]);
    await rig.printer.stop();
  });

  it("garbage for an acknowledgement: unknown, bounded, and well again later", async () => {
    const rig = await new PrinterRig().start();
    rig.device.runOutAfter(300);
    const stop = rig.device.onChange(() => {
      if (rig.device.state().paper !== "out") return;
      stop();
      rig.device.answerGarbage(true);
      rig.device.setPaper("ok");
    });
    expect(await rig.print(numberSlip("job-1"))).toEqual({ outcome: "unknown", cause: "noProof" });
    expect(rig.printer.printerStatus()).toMatchObject({ connection: "connected", fault: "offline" });
    rig.device.answerGarbage(false);
    await rig.clock.advance(10_000);
    expect(rig.printer.printerStatus()).toEqual(ready);
    await rig.printer.stop();
    expect(rig.clock.pending).toBe(0);
  });

  it("a printer that lies is believed: nobody can tell", async () => {
    const rig = await new PrinterRig().start();
    rig.device.printNothingButAcknowledge(true);
    expect(await rig.print(numberSlip("job-1"))).toEqual({ outcome: "printed" });
    expect(rig.slips).toEqual([]);
    await rig.printer.stop();
  });
});

describe("D-63 its health", () => {
  it("says what a technician needs, and counts how slips ended", async () => {
    const rig = new PrinterRig();
    const told: string[] = [];
    rig.printer.onStatus((status) => told.push("problem" in status ? status.problem : status.state));
    await rig.start();
    await rig.print(numberSlip("job-1"));
    rig.device.setPaper("nearEnd");
    await rig.clock.advance(3000);
    rig.device.setPaper("out");
    await rig.print(numberSlip("job-2"));
    rig.device.setPaper("ok");
    rig.device.loseAcknowledgement(true);
    await rig.print(numberSlip("job-3"));
    rig.device.loseAcknowledgement(false);
    rig.device.unplug();
    await rig.clock.advance(3000);
    expect(told).toEqual(["ready", "paperNearEnd", "paperOut", "ready", "unplugged", "absent"]);
    const { status, counters, lastError } = rig.printer.health();
    expect(status).toEqual({ state: "absent", problem: "absent" });
    expect(counters).toMatchObject({ opens: 1, prints: 1, failedPrints: 1, unknownPrints: 1 });
    expect(lastError?.code).toBe("absent");
    rig.device.plug();
    await rig.clock.advance(6000);
    expect(rig.printer.health().status).toEqual({ state: "ready" });
    await rig.printer.stop();
    expect(rig.clock.pending).toBe(0);
  });

  it("something else on the line is failed, not absent", async () => {
    const rig = new PrinterRig();
    rig.device.answerGarbage(true);
    await rig.start();
    await rig.clock.advance(3000);
    expect(rig.printer.health().status).toEqual({ state: "failed", problem: "garbage" });
    expect(rig.printer.printerStatus()).toMatchObject({ connection: "connected", fault: "offline" });
    await rig.printer.stop();
  });
});

describe("D-16 the line", () => {
  it("is opened again after a replug, with growing pauses", async () => {
    const rig = await new PrinterRig().start();
    rig.device.unplug();
    await rig.clock.advance(60_000);
    expect(rig.printer.printerStatus()).toMatchObject({ connection: "disconnected", fault: "unplugged" });
    expect(rig.opened).toBe(1);
    rig.device.plug();
    await rig.clock.advance(5001);
    expect(rig.printer.printerStatus()).toEqual(ready);
    expect(rig.opened).toBe(2);
    await rig.printer.stop();
  });

  it("tells changes once each", async () => {
    const rig = await new PrinterRig().start();
    await rig.clock.advance(10_000);
    rig.device.openCover();
    await rig.clock.advance(10_000);
    rig.device.closeCover();
    await rig.clock.advance(10_000);
    expect(rig.statuses.map((status) => status.fault)).toEqual([null, "coverOpen", null]);
    await rig.printer.stop();
  });

  it("may tell of the end of a write later than of the proof", async () => {
    const rig = new PrinterRig();
    const slow = new TicketPrinter({
      clock: rig.clock,
      width: 80,
      open: async () => {
        const { driver, device } = openPipe();
        rig.device.attach(device);
        const write = async (bytes: Uint8Array): Promise<void> => {
          await driver.write(bytes);
          await new Promise<void>((resolve) => rig.clock.setTimeout(resolve, 700));
        };
        return { ...driver, write };
      },
    });
    slow.start();
    const printing = slow.print(numberSlip("job-1"));
    await rig.clock.advance(20_000);
    expect(await printing).toEqual({ outcome: "printed" });
    await slow.stop();
  });

  it("does not wait for ever for a port that never opens", async () => {
    const rig = new PrinterRig();
    const never = new TicketPrinter({
      clock: rig.clock,
      width: 80,
      open: () => new Promise(() => {}),
    });
    never.start();
    await never.stop();
    expect(rig.clock.pending).toBe(0);
  });
});
