import type { DeviceClock } from "../../port/clock.ts";
import { systemClock } from "../../port/clock.ts";
import type { Port } from "../../port/port.ts";
import type { IdCard } from "../card.ts";
import { codes, readData, replyBytes, RequestReader } from "./wire.ts";
import type { Request } from "./wire.ts";

/** Between taking a card away and laying the next one a hand needs this long; the reader looks empty meanwhile. */
export const HAND_MS = 700;

/** What goes wrong with one reply; several may. */
export interface Misbehaviour {
  /** No reply at all. */
  silent?: boolean;
  /** Another status word instead of the true reply. */
  status?: number;
  /** The check byte is wrong. */
  badChecksum?: boolean;
  /** Changes to bytes of the reply: [position, XOR]. Positions wrap. */
  corrupt?: [position: number, xor: number][];
  /** Only so many bytes come. */
  cutTo?: number;
  /** The reply comes this much later; later replies wait for it. */
  lateMs?: number;
  /** The reply comes twice. */
  duplicate?: boolean;
  /** Bytes before and after the reply. */
  noiseBefore?: Uint8Array;
  noiseAfter?: Uint8Array;
  /** The reply comes in pieces of this size. */
  pieces?: number;
}

/** What a simulated reader is made of. */
export interface SimulatedReaderOptions {
  clock?: DeviceClock;
  /** How long a hand needs; a test in real time may hurry, but not beyond the driver's poll. */
  handMs?: number;
  /**
   * What `find` says of a card that was read and still lies there: `hidden` until it is lifted (as one source says),
   * `shown`, or `hidden` from the added-address command as well (`mute`).
   */
  lyingCard?: "hidden" | "shown" | "mute";
  /** Told of each request's code (see `codes`), before it is answered; what it returns goes wrong. */
  misbehave?: (code: number) => Misbehaviour | undefined;
}

/** How a card is laid. */
export interface LayOptions {
  /** The card vanishes while it is being read. */
  removeMidRead?: boolean;
  /** Half of the text comes, then nothing more; called when that half is on its way. */
  stallMidRead?: () => void;
  /** An address added to the card, at most 35 characters. */
  addedAddress?: string;
}

interface Lying extends LayOptions {
  card: IdCard | "unreadable";
  stage: "laid" | "found" | "selected" | "read";
}

/** A SAM_V reader made of software, at the device's end of any port. */
export class SimulatedReader {
  private readonly clock: DeviceClock;
  private readonly options: SimulatedReaderOptions;
  private lying: Lying | undefined;
  private freeSince = Number.NEGATIVE_INFINITY;
  private cancelLay: (() => void) | undefined;
  private port: Port | undefined;
  private detach: () => void = () => {};
  private lastReply: Promise<void> = Promise.resolve();

  constructor(options: SimulatedReaderOptions = {}) {
    this.options = options;
    this.clock = options.clock ?? systemClock;
  }

  /** Plugs the reader into a line; the one before is left. */
  attach(port: Port): void {
    this.detach();
    this.port = port;
    // A reader gets its power from its line: it begins anew.
    const requests = new RequestReader();
    const stop = port.onBytes((bytes) => {
      for (const request of requests.push(bytes)) this.answer(port, request);
    });
    this.detach = () => {
      stop();
      this.port = undefined;
      if (this.lying) this.lying.stage = "laid";
    };
    void port.closed.then(() => {
      if (this.port === port) this.detach();
    });
  }

  /** Pulls the reader's cable; the driver sees its line close. */
  async unplug(): Promise<void> {
    const port = this.port;
    this.detach();
    await port?.close();
  }

  /** The card that lies on the reader. */
  get card(): IdCard | "unreadable" | undefined {
    return this.lying?.card;
  }

  /** Lays a card; one that lies there is taken away first, and then the hand needs its time. */
  lay(card: IdCard | "unreadable", options: LayOptions = {}): void {
    this.cancelLay?.();
    this.lift();
    const put = (): void => {
      this.lying = { ...options, card, stage: "laid" };
    };
    const wait = this.freeSince + (this.options.handMs ?? HAND_MS) - this.clock.now();
    if (wait <= 0) put();
    else this.cancelLay = this.clock.setTimeout(put, wait);
  }

  /** Takes the card away. */
  lift(): void {
    this.cancelLay?.();
    this.cancelLay = undefined;
    if (!this.lying) return;
    this.lying = undefined;
    this.freeSince = this.clock.now();
  }

  private answer(port: Port, request: Request): void {
    const code = request.kind === "request" ? request.code : 0;
    const stalled = code === codes.read ? this.lying?.stallMidRead : undefined;
    const wrong = stalled ? { cutTo: 700 } : (this.options.misbehave?.(code) ?? {});
    const reply = request.kind === "badCheck" ? replyBytes(0x10) : this.reply(request.code);
    if (wrong.silent) return;
    const pieces = spoil(wrong.status === undefined ? reply : replyBytes(wrong.status), wrong);
    this.lastReply = this.lastReply.then(async () => {
      if (wrong.lateMs)
        await new Promise<void>((resolve) => this.clock.setTimeout(resolve, wrong.lateMs ?? 0));
      for (const piece of pieces) await port.write(piece).catch(() => {});
      stalled?.();
    });
  }

  private reply(code: number): Buffer {
    switch (code) {
      case codes.reset:
        if (this.lying) this.lying.stage = "laid";
        return replyBytes(0x90);
      case codes.status:
        return replyBytes(0x90);
      case codes.samId:
        return replyBytes(0x90, Buffer.from("05000300f47a330187d61200b168de3a", "hex"));
      case codes.find:
        return this.find();
      case codes.select:
        return this.select();
      case codes.read:
        return this.read();
      case codes.address:
        if (!this.lying || this.options.lyingCard === "mute") return replyBytes(0x41);
        if (this.lying.addedAddress === undefined) return replyBytes(0x91);
        return replyBytes(0x90, Buffer.from(this.lying.addedAddress.padEnd(35), "utf16le"));
      default:
        return replyBytes(0x24);
    }
  }

  private find(): Buffer {
    const lying = this.lying;
    const hides = (this.options.lyingCard ?? "hidden") !== "shown";
    if (!lying || (lying.stage === "read" && hides)) return replyBytes(0x80);
    lying.stage = "found";
    return replyBytes(0x9f, Buffer.alloc(4));
  }

  private select(): Buffer {
    if (this.lying?.stage !== "found") return replyBytes(0x81);
    this.lying.stage = "selected";
    return replyBytes(0x90, Buffer.alloc(8));
  }

  private read(): Buffer {
    const lying = this.lying;
    if (lying?.stage !== "selected") return replyBytes(0x41);
    if (lying.removeMidRead) {
      this.lift();
      return replyBytes(0x41);
    }
    if (lying.card === "unreadable") {
      lying.stage = "laid";
      return replyBytes(0x41);
    }
    lying.stage = "read";
    return replyBytes(0x90, readData(lying.card));
  }
}

/** The reply as it really comes, in pieces. */
function spoil(reply: Buffer, wrong: Misbehaviour): Uint8Array[] {
  const bytes = Buffer.from(reply);
  const flip = (position: number, xor: number): void => {
    const at = position % bytes.length;
    bytes.writeUInt8(bytes.readUInt8(at) ^ xor, at);
  };
  if (wrong.badChecksum) flip(bytes.length - 1, 0x01);
  for (const [position, xor] of wrong.corrupt ?? []) flip(position, xor);
  const cut = bytes.subarray(0, wrong.cutTo ?? bytes.length);
  const whole = Buffer.concat([
    wrong.noiseBefore ?? Buffer.alloc(0),
    cut,
    wrong.duplicate ? cut : Buffer.alloc(0),
    wrong.noiseAfter ?? Buffer.alloc(0),
  ]);
  const size = wrong.pieces ?? whole.length;
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < whole.length; at += size) pieces.push(whole.subarray(at, at + size));
  return pieces;
}
