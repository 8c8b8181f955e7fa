/**
 * A scanner made of software, at the device's end of any port. Its bytes are written down here from the makers' sheets,
 * apart from the driver's code.
 */
import type { DeviceClock } from "../../port/clock.ts";
import { systemClock } from "../../port/clock.ts";
import type { Port } from "../../port/port.ts";

/** What goes wrong with one code; several may. */
export interface ScanTrouble {
  /** It arrives in pieces of this size, so many milliseconds apart. */
  pieces?: number;
  gapMs?: number;
  /** Only so many bytes (or reports) of it come. */
  cutTo?: number;
  /** It comes twice. */
  twice?: boolean;
  noiseBefore?: Uint8Array;
  /** Changes to bytes: [position, XOR]. Positions wrap. */
  corrupt?: [position: number, xor: number][];
}

/** How the simulated scanner is set up. */
export type ScannerSetup =
  | { mode: "serial"; suffix: string; aim?: string }
  | { mode: "aim" | "plain"; aim?: string };

export class SimulatedScanner {
  private readonly setup: ScannerSetup;
  private readonly clock: DeviceClock;
  private port: Port | undefined;

  constructor(setup: ScannerSetup, clock: DeviceClock = systemClock) {
    this.setup = setup;
    this.clock = clock;
  }

  /** Plugs the scanner into a line; the one before is left. */
  attach(port: Port): void {
    this.port = port;
  }

  /** Shows it a code; resolves when everything is on its way. */
  async scan(code: string | Uint8Array, trouble: ScanTrouble = {}): Promise<void> {
    const bytes = Buffer.from(code);
    const wires = this.setup.mode === "serial" ? [this.serialBytes(bytes)] : this.reports(bytes);
    const cut = this.cut(wires, trouble.cutTo);
    for (const wire of trouble.twice ? [...cut, ...cut] : cut) await this.send(wire, trouble);
  }

  private cut(wires: Buffer[], cutTo: number | undefined): Buffer[] {
    if (cutTo === undefined) return wires;
    return this.setup.mode === "serial"
      ? wires.map((wire) => wire.subarray(0, cutTo))
      : wires.slice(0, cutTo);
  }

  private serialBytes(code: Buffer): Buffer {
    const { aim = "", ...setup } = this.setup;
    const suffix = setup.mode === "serial" ? setup.suffix : "";
    return Buffer.concat([Buffer.from(aim), code, Buffer.from(suffix)]);
  }

  private reports(code: Buffer): Buffer[] {
    const reports: Buffer[] = [];
    const dataAt = this.setup.mode === "aim" ? 5 : 2;
    for (let at = 0; at === 0 || at < code.length; at += 56) {
      const part = code.subarray(at, at + 56);
      const report = Buffer.alloc(64);
      report.writeUInt8(2, 0);
      report.writeUInt8(part.length, 1);
      if (this.setup.mode === "aim") report.write(this.setup.aim ?? "]Q1", 2, "latin1");
      part.copy(report, dataAt);
      // The maker's own letter for a QR code stands where the driver must not look.
      report.write("s", this.setup.mode === "aim" ? 61 : 62, "latin1");
      report.writeUInt8(at + 56 < code.length ? 1 : 0, 63);
      reports.push(report);
    }
    return reports;
  }

  private async send(wire: Buffer, { pieces, gapMs, corrupt, noiseBefore }: ScanTrouble): Promise<void> {
    const bytes = Buffer.concat([noiseBefore ?? Buffer.alloc(0), wire]);
    for (const [position, xor] of corrupt ?? []) {
      const at = position % bytes.length;
      bytes.writeUInt8(bytes.readUInt8(at) ^ xor, at);
    }
    const size = Math.max(1, pieces ?? bytes.length);
    for (let at = 0; at < bytes.length; at += size) {
      if (at > 0 && gapMs) await new Promise<void>((resolve) => this.clock.setTimeout(resolve, gapMs));
      await this.port?.write(bytes.subarray(at, at + size)).catch(() => {});
    }
  }
}
