/**
 * LED strips made of software on one line, at the device's end of any port. Two kinds, written apart from the driver's
 * codecs: `onbon` is a BX-5K card as its published frames show it; `text` is invented for this project
 * (`profile.ts` describes it): `FE address length command … xor FF`, answered by `FD address 06 xor`.
 */
import type { DeviceClock } from "../../port/clock.ts";
import { systemClock } from "../../port/clock.ts";
import type { Port } from "../../port/port.ts";

/** What goes wrong with one command or its answer; several may. */
export interface StripTrouble {
  /** The strip does not get the command. */
  deaf?: boolean;
  /** It gets it and does not answer. */
  silent?: boolean;
  lateMs?: number;
  twice?: boolean;
  cutTo?: number;
  corrupt?: [position: number, xor: number][];
  noiseBefore?: Uint8Array;
  /** It refuses, with this code (`onbon`). */
  refuse?: number;
}

export interface SimulatedStripsOptions {
  kind: "onbon" | "text";
  addresses: readonly number[];
  clock?: DeviceClock;
  misbehave?: (address: number) => StripTrouble | undefined;
}

/** What stands on a strip. */
export interface StripView {
  text: string;
  /** The style's prefix and its effect, as the card got them. */
  prefix: string;
  effect: number | null;
  area: { x: number; y: number; width: number; height: number } | null;
  brightness: number | null;
  /** How often it was told what to show. */
  told: number;
}

const blank: StripView = { text: "", prefix: "", effect: null, area: null, brightness: null, told: 0 };
const gbk = new TextDecoder("gbk");

export class SimulatedStrips {
  private readonly options: SimulatedStripsOptions;
  private readonly clock: DeviceClock;
  private readonly views: Map<number, StripView>;
  private port: Port | undefined;
  private detach: () => void = () => {};
  private inbox: Buffer = Buffer.alloc(0);
  private said: Promise<void> = Promise.resolve();
  private readonly watchers = new Set<() => void>();
  private tellText: (address: number, text: string) => void = () => {};
  readonly dark = new Set<number>();

  constructor(options: SimulatedStripsOptions) {
    this.options = options;
    this.clock = options.clock ?? systemClock;
    this.views = new Map(options.addresses.map((address) => [address, blank]));
  }

  attach(port: Port): void {
    this.detach();
    this.port = port;
    this.inbox = Buffer.alloc(0);
    const stop = port.onBytes((bytes) => {
      this.inbox = Buffer.concat([this.inbox, bytes]);
      while (this.options.kind === "onbon" ? this.takeOnbon() : this.takeText());
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

  view(address: number): StripView {
    return this.views.get(address) ?? blank;
  }

  /** Tells when another text stands on a strip. */
  onText(listener: (address: number, text: string) => void): void {
    this.tellText = listener;
  }

  /** Takes a strip's power away, or gives it back; it forgets what it showed. */
  power(address: number, powered: boolean): void {
    this.views.set(address, blank);
    if (powered) this.dark.delete(address);
    else this.dark.add(address);
  }

  /** Resolves once a strip is as wanted. */
  async until(address: number, wanted: (view: StripView) => boolean): Promise<void> {
    while (!wanted(this.view(address))) {
      await new Promise<void>((resolve) => {
        const once = (): void => {
          this.watchers.delete(once);
          resolve();
        };
        this.watchers.add(once);
      });
    }
  }

  private takeOnbon(): boolean {
    const end = this.inbox.indexOf(0x5a);
    if (end < 0) return false;
    const wire = this.inbox.subarray(0, end);
    this.inbox = this.inbox.subarray(end + 1);
    const start = wire.lastIndexOf(Buffer.alloc(8, 0xa5));
    if (start < 0) return true;
    const hex =
      wire
        .subarray(start + 8)
        .toString("hex")
        .match(/../g) ?? [];
    const plain = Buffer.from(
      hex
        .join(" ")
        .replaceAll(
          /(a6|5b) 0[12]/g,
          (pair) => ({ "a6 02": "a5", "a6 01": "a6", "5b 02": "5a" })[pair] ?? "5b",
        )
        .replaceAll(" ", ""),
      "hex",
    );
    if (plain.length < 21 || crc(plain.subarray(0, -2)) !== plain.readUInt16LE(plain.length - 2)) return true;
    if (plain.readUInt16LE(12) !== plain.length - 16) return true;
    const address = plain.readUInt16LE(0);
    if (this.views.has(address) && !this.dark.has(address)) this.obeyOnbon(address, plain.subarray(14, -2));
    return true;
  }

  private obeyOnbon(address: number, data: Buffer): void {
    const trouble = this.options.misbehave?.(address) ?? {};
    if (trouble.deaf) return;
    const kind = data.readUInt16BE(0);
    if (kind === 0xa200) {
      this.say(trouble, onbonFrame(address, Buffer.of(0xa2, 0x80, 0, 0, 0, 0x51, 0x02)));
      return;
    }
    if (trouble.refuse !== undefined) {
      this.say(trouble, onbonFrame(address, Buffer.of(0xa0, 0x01, trouble.refuse, 0, 0)));
      return;
    }
    const known = kind === 0xa302 || kind === 0xa306;
    if (kind === 0xa302) this.change(address, { brightness: data[6] ?? null });
    if (kind === 0xa306) this.areas(address, data.subarray(5));
    this.say(trouble, onbonFrame(address, Buffer.of(0xa0, known ? 0 : 1, known ? 0 : 2, 0, 0)));
  }

  private areas(address: number, data: Buffer): void {
    const told = this.view(address).told + 1;
    if (data[0] === 0xff) this.change(address, { text: "", prefix: "", effect: null, area: null, told });
    if (data[1] !== 1) return;
    const area = data.subarray(4, 4 + data.readUInt16LE(2));
    const length = area.readUInt32LE(23);
    const content = area.subarray(27, 27 + length).toString("latin1");
    const prefix = /^(?:\\FO\d{3}|\\C\d)*/.exec(content)?.[0] ?? "";
    this.change(address, {
      text: gbk.decode(Buffer.from(content.slice(prefix.length), "latin1")),
      prefix,
      effect: area[19] ?? null,
      area: {
        x: area.readUInt16LE(1),
        y: area.readUInt16LE(3),
        width: area.readUInt16LE(5),
        height: area.readUInt16LE(7),
      },
      told,
    });
  }

  private takeText(): boolean {
    const start = this.inbox.indexOf(0xfe);
    if (start < 0 || this.inbox.length < start + 3) return false;
    const size = 5 + this.inbox.readUInt8(start + 2);
    if (this.inbox.length < start + size) return false;
    const frame = this.inbox.subarray(start, start + size);
    const sound = xor(frame.subarray(0, -2)) === frame[size - 2] && frame[size - 1] === 0xff && size > 5;
    this.inbox = this.inbox.subarray(start + (sound ? size : 1));
    const address = frame.readUInt8(1);
    if (!sound || !this.views.has(address) || this.dark.has(address)) return true;
    const trouble = this.options.misbehave?.(address) ?? {};
    if (trouble.deaf) return true;
    const told = this.view(address).told + 1;
    if (frame[3] === 0x54) this.change(address, { text: gbk.decode(frame.subarray(4, -2)), told });
    if (frame[3] === 0x42) this.change(address, { brightness: frame[4] ?? null });
    const answer = [0xfd, address, 0x06];
    this.say(trouble, Buffer.of(...answer, xor(answer)));
    return true;
  }

  private change(address: number, change: Partial<StripView>): void {
    const before = this.view(address).text;
    this.views.set(address, { ...this.view(address), ...change });
    if (this.view(address).text !== before) this.tellText(address, this.view(address).text);
  }

  private say(trouble: StripTrouble, bytes: Buffer): void {
    const { port } = this;
    if (trouble.silent || !port) return;
    for (const [position, flip] of trouble.corrupt ?? []) {
      const at = position % bytes.length;
      bytes.writeUInt8(bytes.readUInt8(at) ^ flip, at);
    }
    const cut = bytes.subarray(0, trouble.cutTo ?? bytes.length);
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

function onbonFrame(from: number, data: Buffer): Buffer {
  const packet = Buffer.alloc(16 + data.length);
  packet.writeUInt16LE(0x8000, 0);
  packet.writeUInt16LE(from, 2);
  packet.writeUInt16BE(0xfe02, 10);
  packet.writeUInt16LE(data.length, 12);
  data.copy(packet, 14);
  packet.writeUInt16LE(crc(packet.subarray(0, -2)), 14 + data.length);
  const escaped: number[] = [];
  for (const byte of packet) {
    if (byte === 0xa5 || byte === 0xa6) escaped.push(0xa6, byte === 0xa5 ? 2 : 1);
    else if (byte === 0x5a || byte === 0x5b) escaped.push(0x5b, byte === 0x5a ? 2 : 1);
    else escaped.push(byte);
  }
  return Buffer.concat([Buffer.alloc(8, 0xa5), Buffer.from(escaped), Buffer.of(0x5a)]);
}

function crc(bytes: Uint8Array): number {
  let value = 0;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = value % 2 === 1 ? (value >>> 1) ^ 0xa001 : value >>> 1;
  }
  return value;
}

function xor(bytes: Iterable<number>): number {
  let all = 0;
  for (const byte of bytes) all ^= byte;
  return all;
}
