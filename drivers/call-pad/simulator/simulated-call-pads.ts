/**
 * Call pads made of software on one bus, at the device's end of any port. Their protocol is invented for this project
 * and written down here byte by byte, apart from the driver's templates (`profile.ts` describes it): all frames end with
 * CRC-16/MODBUS, low byte first.
 *
 * | to a pad | | from a pad | |
 * | --- | --- | --- | --- |
 * | `AA address 01` | key? | `AB address 00` | no key |
 * | `AA address 02 toggle` | heard | `AB address 01 key toggle` | this key; said until it was heard |
 * | `AA address 03`, 8 bytes | show | `AB address 03` | shown |
 */
import type { DeviceClock } from "../../port/clock.ts";
import { systemClock } from "../../port/clock.ts";
import type { Port } from "../../port/port.ts";

/** What goes wrong with one answer; several may. */
export interface CallPadTrouble {
  silent?: boolean;
  /** It comes this much later; what is said after it waits for it. */
  lateMs?: number;
  twice?: boolean;
  cutTo?: number;
  corrupt?: [position: number, xor: number][];
  noiseBefore?: Uint8Array;
  /** The pad gives another's address. */
  as?: number;
}

export interface SimulatedCallPadsOptions {
  addresses: readonly number[];
  clock?: DeviceClock;
  misbehave?: (address: number) => CallPadTrouble | undefined;
  /** Whether a pad misses the acknowledgement that was just sent to it. */
  misses?: () => boolean;
}

interface SimulatedPad {
  powered: boolean;
  toggle: number;
  key: number | null;
  text: string;
  polls: number;
}

const gbk = new TextDecoder("gbk");

export class SimulatedCallPads {
  private readonly options: SimulatedCallPadsOptions;
  private readonly clock: DeviceClock;
  private readonly pads: Map<number, SimulatedPad>;
  private port: Port | undefined;
  private detach: () => void = () => {};
  private inbox: Buffer = Buffer.alloc(0);
  private said: Promise<void> = Promise.resolve();
  private readonly watchers = new Set<() => void>();
  private tellDisplay: (address: number, text: string) => void = () => {};

  constructor(options: SimulatedCallPadsOptions) {
    this.options = options;
    this.clock = options.clock ?? systemClock;
    const pad = (): SimulatedPad => ({ powered: true, toggle: 0, key: null, text: "", polls: 0 });
    this.pads = new Map(options.addresses.map((address) => [address, pad()]));
  }

  /** Connects the bus to a line; the one before is left. */
  attach(port: Port): void {
    this.detach();
    this.port = port;
    this.inbox = Buffer.alloc(0);
    const stop = port.onBytes((bytes) => {
      this.inbox = Buffer.concat([this.inbox, bytes]);
      while (this.take());
      for (const watcher of this.watchers) watcher();
    });
    this.detach = () => {
      stop();
      this.port = undefined;
    };
    void port.closed.then(() => {
      if (this.port === port) this.detach();
    });
  }

  async unplug(): Promise<void> {
    const { port } = this;
    this.detach();
    await port?.close();
  }

  /** A clerk presses a key. False when the pad still holds the one before, or has no power. */
  press(address: number, key: number): boolean {
    const pad = this.pads.get(address);
    if (!pad?.powered || pad.key !== null) return false;
    pad.toggle ^= 1;
    pad.key = key;
    return true;
  }

  /** Takes one pad's power away, or gives it back; it forgets everything. */
  power(address: number, powered: boolean): void {
    const pad = this.pads.get(address);
    if (pad) Object.assign(pad, { powered, toggle: 0, key: null, text: "" });
  }

  /** What a pad shows, and how often it was asked. */
  pad(address: number): Readonly<SimulatedPad> | undefined {
    return this.pads.get(address);
  }

  /** Tells of every text that a pad is told to show. */
  onDisplay(listener: (address: number, text: string) => void): void {
    this.tellDisplay = listener;
  }

  /** Bytes out of turn, from whoever it is. */
  babble(bytes: Uint8Array): void {
    void this.port?.write(bytes).catch(() => {});
  }

  /** Resolves once something about the pads is as wanted. */
  async until(wanted: () => boolean): Promise<void> {
    while (!wanted()) {
      await new Promise<void>((resolve) => {
        const once = (): void => {
          this.watchers.delete(once);
          resolve();
        };
        this.watchers.add(once);
      });
    }
  }

  private take(): boolean {
    const start = this.inbox.indexOf(0xaa);
    if (start < 0 || this.inbox.length < start + 3) return false;
    const command = this.inbox.readUInt8(start + 2);
    const size = { 1: 5, 2: 6, 3: 13 }[command] ?? 0;
    if (size > 0 && this.inbox.length < start + size) return false;
    const frame = this.inbox.subarray(start, start + size);
    if (size === 0 || crc(frame.subarray(0, size - 2)) !== frame.readUInt16LE(size - 2)) {
      this.inbox = this.inbox.subarray(start + 1);
      return true;
    }
    this.inbox = this.inbox.subarray(start + size);
    const address = frame.readUInt8(1);
    const pad = this.pads.get(address);
    if (pad?.powered) this.obey(address, pad, command, frame.subarray(3, size - 2));
    return true;
  }

  private obey(address: number, pad: SimulatedPad, command: number, data: Buffer): void {
    if (command === 1) {
      pad.polls += 1;
      this.say(address, pad.key === null ? [0] : [1, pad.key, pad.toggle]);
    }
    if (command === 2 && data[0] === pad.toggle && !this.options.misses?.()) pad.key = null;
    if (command === 3) {
      pad.text = gbk.decode(data).trimEnd();
      this.tellDisplay(address, pad.text);
      this.say(address, [3]);
    }
  }

  private say(address: number, body: readonly number[]): void {
    const { port } = this;
    const trouble = this.options.misbehave?.(address) ?? {};
    if (trouble.silent || !port) return;
    const plain = Buffer.of(0xab, trouble.as ?? address, ...body, 0, 0);
    plain.writeUInt16LE(crc(plain.subarray(0, -2)), plain.length - 2);
    for (const [position, xor] of trouble.corrupt ?? []) {
      const at = position % plain.length;
      plain.writeUInt8(plain.readUInt8(at) ^ xor, at);
    }
    const cut = plain.subarray(0, trouble.cutTo ?? plain.length);
    const whole = Buffer.concat([
      trouble.noiseBefore ?? Buffer.alloc(0),
      cut,
      trouble.twice ? cut : Buffer.alloc(0),
    ]);
    this.said = this.said.then(async () => {
      if (trouble.lateMs) {
        await new Promise<void>((resolve) => this.clock.setTimeout(resolve, trouble.lateMs ?? 0));
      }
      await port.write(whole).catch(() => {});
    });
  }
}

function crc(bytes: Uint8Array): number {
  let value = 0xffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = value % 2 === 1 ? (value >>> 1) ^ 0xa001 : value >>> 1;
  }
  return value;
}
