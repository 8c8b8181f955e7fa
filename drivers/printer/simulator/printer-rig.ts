import { openPipe, type Pipe } from "../../port/pipe.ts";
import { type Port, PortError } from "../../port/port.ts";
import { VirtualClock } from "../../port/virtual-clock.ts";
import type { PrinterStatus, PrintOutcome, Slip } from "../slip.ts";
import { TicketPrinter } from "../ticket-printer.ts";
import { type PrintedSlip, SimulatedPrinter } from "./simulated-printer.ts";

/** A printer and its simulated device in virtual time, for tests. */
export class PrinterRig {
  readonly clock = new VirtualClock();
  readonly device = new SimulatedPrinter();
  readonly slips: PrintedSlip[] = [];
  readonly statuses: PrinterStatus[] = [];
  readonly late: string[] = [];
  readonly problems: string[] = [];
  readonly printer: TicketPrinter;
  /** How often the line was opened. */
  opened = 0;
  pipe: Pipe | null = null;

  /** `wire` is what lies between the plug and the device. */
  constructor(width: 58 | 80 = 80, wire: (port: Port) => Port = (port) => port) {
    this.printer = new TicketPrinter({
      clock: this.clock,
      width,
      open: async () => {
        if (!this.device.state().plugged) throw new PortError("absent", "no printer");
        this.opened += 1;
        this.pipe = openPipe();
        this.device.attach(wire(this.pipe.device));
        return this.pipe.driver;
      },
      onProblem: (_jobId, problem) => this.problems.push(problem.character),
    });
    this.device.onSlip((slip) => this.slips.push(slip));
    this.printer.onPrinterStatus((status) => this.statuses.push(status));
    this.printer.onLatePrint((jobId) => this.late.push(jobId));
  }

  /** Starts and waits for the first answer. */
  async start(): Promise<this> {
    this.printer.start();
    await this.clock.advance(1);
    return this;
  }

  /** Prints and lets up to a minute pass. */
  async print(slip: Slip): Promise<PrintOutcome> {
    const printing = this.printer.print(slip);
    await this.clock.advance(60_000);
    return printing;
  }
}

/** A small slip. */
export function numberSlip(jobId: string, number = "A012"): Slip {
  return {
    jobId,
    lines: [
      { kind: "text", text: "政务服务大厅", size: 2, align: "center", bold: true },
      { kind: "text", text: number, size: 6, align: "center", bold: true },
      { kind: "rule" },
      { kind: "columns", left: "前面等候", right: "7 人" },
      { kind: "qr", content: `https://hall.example/t/${number}` },
    ],
  };
}
