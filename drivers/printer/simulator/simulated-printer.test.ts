import { execFile } from "node:child_process";
import { createServer, type Server } from "node:net";
import { promisify } from "node:util";
import fc from "fast-check";
import { print as receiptio } from "receiptio";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "../../port/clock.ts";
import { openPort } from "../../port/open-port.ts";
import { openPipe } from "../../port/pipe.ts";
import { openPty } from "../../port/pty.ts";
import { listenTcpDevice } from "../../port/tcp-device.ts";
import { tcpPort } from "../../port/tcp-port.ts";
import { slipText } from "../interpreter/to-text.ts";
import { TicketPrinter } from "../ticket-printer.ts";
import { numberSlip, PrinterRig } from "./printer-rig.ts";
import { SimulatedPrinter } from "./simulated-printer.ts";

const run = promisify(execFile);

/** receiptio knows port 9100 only; a loopback address of its own keeps the test from anybody else's printer. */
const address = "127.91.0.1";

describe.skipIf(process.platform !== "linux")("asked by an independent program", () => {
  const device = new SimulatedPrinter();
  let server: Server;

  beforeEach(async () => {
    server = createServer((socket) => device.attach(tcpPort(socket)));
    await new Promise<void>((resolve) => {
      server.listen(9100, address, resolve);
    });
  });

  afterEach(async () => {
    device.setPaper("ok");
    device.closeCover();
    device.clearJam();
    device.overheat(false);
    device.switchOff(false);
    await new Promise((resolve) => {
      server.close(resolve);
    });
  });

  it.each([
    ["online", () => {}],
    ["online", () => device.setPaper("nearEnd")],
    ["paperempty", () => device.setPaper("out")],
    ["coveropen", () => device.openCover()],
    ["error", () => device.jamCutter()],
    ["error", () => device.overheat(true)],
  ])("finds the printer %s", async (said, change) => {
    change();
    expect(await receiptio("", `-d ${address} -p escpos -q`)).toBe(said);
  });

  it("prints, by automatic status and the answer behind the cut", async () => {
    const slips: Uint8Array[] = [];
    const stop = device.onSlip((slip) => slips.push(slip.bytes));
    expect(await receiptio("^A012", `-d ${address} -p generic -c 48`)).toBe("success");
    expect(slips).toHaveLength(1);
    expect(Buffer.from(slips[0] ?? []).toString("latin1")).toContain("A012");
    stop();
  });

  it("is told when the paper ends before it prints", async () => {
    device.setPaper("out");
    expect(await receiptio("^A012", `-d ${address} -p generic -c 48`)).toBe("paperempty");
  });
});

describe("D-16 a real line", () => {
  it("over TCP: prints, and survives a replug", async () => {
    const device = new SimulatedPrinter();
    const listener = await listenTcpDevice();
    listener.onConnection((port) => device.attach(port));
    const printer = new TicketPrinter({ open: () => openPort(listener.url), clock: systemClock, width: 80 });
    const texts: string[] = [];
    device.onSlip((slip) => texts.push(slipText(slip.bytes, 576)));
    try {
      printer.start();
      expect(await printer.print(numberSlip("job-1"))).toEqual({ outcome: "printed" });
      device.unplugAfter(500);
      expect(await printer.print(numberSlip("job-2"))).toEqual({ outcome: "unknown", cause: "lineLost" });
      const back = new Promise<void>((resolve) => {
        printer.onPrinterStatus((status) => status.fault === null && resolve());
      });
      device.plug();
      await back;
      expect(await printer.print(numberSlip("job-3", "B001"))).toEqual({ outcome: "printed" });
      expect(texts).toHaveLength(3);
      expect(texts[2]).toContain("B001");
    } finally {
      await printer.stop();
      await listener.close();
    }
  });

  it.skipIf(process.platform !== "linux")("over a pseudo serial line: prints", async () => {
    const device = new SimulatedPrinter();
    const pty = openPty();
    device.attach(pty.port);
    // The serial library's native part lives in a process's main thread only, and tests run in worker threads.
    const program = `
      import { systemClock } from ${JSON.stringify(new URL("../../port/clock.ts", import.meta.url))};
      import { openPort } from ${JSON.stringify(new URL("../../port/open-port.ts", import.meta.url))};
      import { TicketPrinter } from ${JSON.stringify(new URL("../ticket-printer.ts", import.meta.url))};
      const open = () => openPort("serial:${pty.path}?baud=115200");
      const printer = new TicketPrinter({ open, clock: systemClock, width: 58 });
      printer.start();
      const lines = [{ kind: "text", text: "A012", size: 6 }, { kind: "rule" }];
      console.log(JSON.stringify(await printer.print({ jobId: "job-1", lines })));
      await printer.stop();`;
    try {
      const { stdout } = await run(process.execPath, ["--input-type=module", "-e", program], {
        timeout: 20_000,
      });
      expect(JSON.parse(stdout)).toEqual({ outcome: "printed" });
    } finally {
      pty.unplug();
    }
  });
});

describe("D-17 its senses", () => {
  it("automatic status, once asked for, tells every change unasked", async () => {
    const device = new SimulatedPrinter();
    const { driver, device: port } = openPipe();
    const heard: number[][] = [];
    driver.onBytes((bytes) => heard.push([...bytes]));
    device.attach(port);
    device.openCover();
    device.closeCover();
    await driver.write(Uint8Array.of(0x1d, 0x61, 0xff));
    device.setPaper("out");
    device.setPaper("ok");
    device.jamCutter();
    device.clearJam();
    device.overheat(true);
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    expect(heard).toEqual([
      [0x10, 0, 0, 0],
      [0x18, 0, 0x0f, 0],
      [0x10, 0, 0, 0],
      [0x18, 8, 0, 0],
      [0x10, 0, 0, 0],
      [0x18, 0x40, 0, 0],
    ]);
  });

  it("a driver uses automatic status that it never asked for", async () => {
    const rig = await new PrinterRig().start();
    await rig.pipe?.device.write(Uint8Array.of(0x38, 0, 0, 0));
    expect(rig.printer.printerStatus().fault).toBe("coverOpen");
    await rig.printer.stop();
  });

  it("whatever a device says, the driver neither throws nor hangs nor calls it printed", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 12 }), { maxLength: 12 }), async (answers) => {
        const rig = await new PrinterRig().start();
        rig.device.loseAcknowledgement(true);
        const printing = rig.printer.print(numberSlip("job-1"));
        for (const answer of answers) {
          await rig.clock.advance(300);
          // A valid proof among the noise would be a printer's word; only what is no proof is said here.
          await rig.pipe?.device.write(answer.map((byte) => byte | 0x80)).catch(() => {});
        }
        await rig.clock.advance(120_000);
        expect((await printing).outcome).not.toBe("printed");
        await rig.printer.stop();
        expect(rig.clock.pending).toBe(0);
      }),
      { numRuns: 40 },
    );
  });
});
