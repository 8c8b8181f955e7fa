/**
 * A rating pad made of software, at the device's end of any port. It speaks one of two protocols, invented for this
 * project and written down here byte by byte, apart from the driver's templates (`profiles.ts` describes them):
 *
 * `numbered`, after the manner of better pads: `7E length command … xor 0D`; answers everything, and says with each key
 * which question it answers. `plain`, after the manner of the cheapest: `1B letter …`, answers nothing, a key is
 * `1B 4B key sum`.
 */
import type { DeviceClock } from "../../port/clock.ts";
import { systemClock } from "../../port/clock.ts";
import type { Port } from "../../port/port.ts";

/** What goes wrong with one thing that the pad says; several may. */
export interface PadTrouble {
  silent?: boolean;
  /** It comes this much later; what is said after it waits for it. */
  lateMs?: number;
  twice?: boolean;
  cutTo?: number;
  /** Changes to bytes: [position, XOR]. Positions wrap. */
  corrupt?: [position: number, xor: number][];
  noiseBefore?: Uint8Array;
}

export interface SimulatedPadOptions {
  protocol: "numbered" | "plain";
  clock?: DeviceClock;
  misbehave?: (what: "ack" | "key") => PadTrouble | undefined;
}

/** What a person in front of the pad sees. */
export interface PadView {
  state: number | null;
  name: string;
  number: string;
  asking: boolean;
}

const gbk = new TextDecoder("gbk");

export class SimulatedPad {
  private readonly options: SimulatedPadOptions;
  private readonly clock: DeviceClock;
  private port: Port | undefined;
  private detach: () => void = () => {};
  private inbox: Buffer = Buffer.alloc(0);
  private said: Promise<void> = Promise.resolve();
  private seq = 0;
  private watchers = new Set<() => void>();
  view: PadView = { state: null, name: "", number: "", asking: false };
  /** How often each command came. */
  readonly heard: Record<string, number> = {};

  constructor(options: SimulatedPadOptions) {
    this.options = options;
    this.clock = options.clock ?? systemClock;
  }

  /** Plugs the pad into a line; it gets its power from there and begins anew. */
  attach(port: Port): void {
    this.detach();
    this.port = port;
    this.inbox = Buffer.alloc(0);
    this.view = { state: null, name: "", number: "", asking: false };
    const stop = port.onBytes((bytes) => {
      this.inbox = Buffer.concat([this.inbox, bytes]);
      while (this.take());
    });
    this.detach = () => {
      stop();
      this.port = undefined;
    };
    void port.closed.then(() => {
      if (this.port === port) this.detach();
    });
  }

  /** Pulls the pad's cable. */
  async unplug(): Promise<void> {
    const { port } = this;
    this.detach();
    await port?.close();
  }

  /** A hand presses a key, whether the pad asks or not. Pads of this kind send it either way. */
  press(key: number): void {
    if (this.options.protocol === "numbered") this.say("key", frame([0x82, this.seq, key]));
    else this.say("key", Buffer.of(0x1b, 0x4b, key, (0x1b + 0x4b + key) % 256));
    this.view = { ...this.view, asking: false };
  }

  /** Tells what is shown whenever the pad was told something. */
  onView(listener: (view: PadView) => void): void {
    this.watchers.add(() => listener(this.view));
  }

  /** Resolves once the view is as wanted. */
  async until(wanted: (view: PadView) => boolean): Promise<void> {
    while (!wanted(this.view)) {
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
    return this.options.protocol === "numbered" ? this.takeNumbered() : this.takePlain();
  }

  private takeNumbered(): boolean {
    const start = this.inbox.indexOf(0x7e);
    if (start < 0 || this.inbox.length < start + 2) return false;
    const length = this.inbox.readUInt8(start + 1);
    const whole = this.inbox.subarray(start, start + length + 4);
    if (whole.length < length + 4) return false;
    let check = 0;
    for (const byte of whole.subarray(1, length + 2)) check ^= byte;
    if (length === 0 || check !== whole[length + 2] || whole[length + 3] !== 0x0d) {
      this.inbox = this.inbox.subarray(start + 1);
      return true;
    }
    this.inbox = this.inbox.subarray(start + length + 4);
    const body = whole.subarray(2, length + 2);
    this.obey(["", "show", "ask", "cancel", "ping"][body[0] ?? 0] ?? "", body.subarray(1));
    this.say("ack", frame([0x81, body[0] ?? 0]));
    return true;
  }

  private takePlain(): boolean {
    const start = this.inbox.indexOf(0x1b);
    if (start < 0 || this.inbox.length < start + 2) return false;
    const letter = String.fromCharCode(this.inbox.readUInt8(start + 1));
    const size = { S: 17, Q: 2 }[letter] ?? 1;
    if (this.inbox.length < start + size) return false;
    const body = this.inbox.subarray(start + 2, start + size);
    this.inbox = this.inbox.subarray(start + size);
    if (letter === "S") this.obey("show", Buffer.concat([body, Buffer.alloc(8, " ")]));
    if (letter === "Q") this.obey("ask", Buffer.alloc(1));
    return true;
  }

  /** `show`: a state, 14 bytes of name, 8 of number. */
  private obey(command: string, body: Buffer): void {
    this.heard[command] = (this.heard[command] ?? 0) + 1;
    if (command === "show") {
      const name = gbk.decode(body.subarray(1, 15)).trimEnd();
      const number = body.subarray(15, 23).toString("latin1").trimEnd();
      this.view = { state: body[0] ?? null, name, number, asking: false };
    }
    if (command === "ask") {
      this.seq = body[0] ?? 0;
      this.view = { ...this.view, asking: true };
    }
    if (command === "cancel") this.view = { ...this.view, asking: false };
    for (const watcher of this.watchers) watcher();
  }

  private say(what: "ack" | "key", bytes: Buffer): void {
    const { port } = this;
    const trouble = this.options.misbehave?.(what) ?? {};
    if (trouble.silent || !port) return;
    const spoiled = Buffer.from(bytes);
    for (const [position, xor] of trouble.corrupt ?? []) {
      const at = position % spoiled.length;
      spoiled.writeUInt8(spoiled.readUInt8(at) ^ xor, at);
    }
    const cut = spoiled.subarray(0, trouble.cutTo ?? spoiled.length);
    const whole = [trouble.noiseBefore ?? Buffer.alloc(0), cut, ...(trouble.twice ? [cut] : [])];
    this.said = this.said.then(async () => {
      if (trouble.lateMs) {
        await new Promise<void>((resolve) => this.clock.setTimeout(resolve, trouble.lateMs ?? 0));
      }
      await port.write(Buffer.concat(whole)).catch(() => {});
    });
  }
}

function frame(body: readonly number[]): Buffer {
  let check = body.length;
  for (const byte of body) check ^= byte;
  return Buffer.of(0x7e, body.length, ...body, check, 0x0d);
}
