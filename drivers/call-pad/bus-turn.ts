import type { DeviceLine } from "../device/device-line.ts";
import { LinePause } from "../frame-template/line-pause.ts";
import type { Values } from "../frame-template/template.ts";
import { TemplateParser } from "../frame-template/template-parser.ts";
import type { CallPadProfile } from "./pad-profile.ts";

export type PadFrame = { name: "idle" | "key" | "displayed"; values: Values };

/** What one turn on the bus came to. */
export type TurnResult =
  | { kind: "answer"; frame: PadFrame }
  | { kind: "silent" }
  /** Two different answers under one address: two pads have it, or another answers for it. Neither is believed. */
  | { kind: "clash" };

/** What a turn hears besides the answer. */
export interface TurnNoise {
  /** Frames that gave another address than the one that was asked. */
  strays(count: number): void;
  /** Bytes that were no frame. */
  noise(bytes: number): void;
  /** Bytes while nobody was asked. */
  babble(bytes: number): void;
}

/** A bus that never falls silent is used all the same after this many gaps. */
const MOST_GAPS = 10;

/**
 * The bus, one turn at a time: ask an address, and hear what it answers until it falls silent. Only frames that give
 * the address that was asked are its answer; what is heard between turns belongs to nobody.
 */
export class BusTurns {
  private readonly line: DeviceLine;
  private readonly profile: CallPadProfile;
  private readonly owner: TurnNoise;
  private readonly parser: TemplateParser<PadFrame["name"]>;
  private listening = false;
  private heardBetween = false;
  private onHeard: () => void = () => {};
  private readonly pause: LinePause;
  private frames: PadFrame[] = [];

  constructor(line: DeviceLine, profile: CallPadProfile, owner: TurnNoise) {
    this.line = line;
    this.profile = profile;
    this.owner = owner;
    this.parser = new TemplateParser(profile.hear);
    this.pause = new LinePause(line);
    line.onBytes((bytes) => this.hear(bytes));
  }

  /** Asks and hears the answer. */
  async take(address: number, question: Uint8Array): Promise<TurnResult> {
    const { answerMs, gapMs } = this.profile.source;
    await this.untilQuiet();
    this.frames = [];
    this.drop(this.parser.reset());
    this.listening = true;
    if (await this.line.write(question)) await this.collect(address, answerMs, gapMs);
    this.listening = false;
    return this.result(address);
  }

  /** Says something that nobody answers. */
  async tell(bytes: Uint8Array): Promise<void> {
    await this.line.write(bytes);
  }

  /** Rests before the next turn. */
  rest(ms: number): Promise<void> {
    return this.pause.wait(ms);
  }

  private hear(bytes: Uint8Array): void {
    if (!this.listening) {
      this.heardBetween = true;
      this.owner.babble(bytes.length);
      return;
    }
    for (const parsed of this.parser.push(bytes)) {
      if (parsed.kind === "dropped") this.drop(parsed.count);
      else this.frames.push(parsed);
    }
    this.onHeard();
  }

  /** Until the whole answer is there and the line quiet, or the time for it is over. */
  private async collect(address: number, answerMs: number, gapMs: number): Promise<void> {
    if (!this.answered(address)) {
      this.onHeard = () => {
        if (this.answered(address)) this.pause.end();
      };
      await this.pause.wait(answerMs);
      this.onHeard = () => {};
    }
    // Another answer close behind would be a clash.
    if (this.answered(address)) await this.pause.wait(gapMs);
  }

  private answered(address: number): boolean {
    return this.frames.some((frame) => frame.values["address"] === address);
  }

  private result(address: number): TurnResult {
    const own = this.frames.filter((frame) => frame.values["address"] === address);
    const strays = this.frames.length - own.length;
    if (strays > 0) this.owner.strays(strays);
    const [frame] = own;
    if (!frame) return { kind: "silent" };
    return own.every((other) => isSame(frame, other)) ? { kind: "answer", frame } : { kind: "clash" };
  }

  private async untilQuiet(): Promise<void> {
    for (let gaps = 0; gaps < MOST_GAPS && this.heardBetween && !this.line.isOver; gaps++) {
      this.heardBetween = false;
      await this.pause.wait(this.profile.source.gapMs);
    }
  }

  private drop(bytes: number): void {
    if (bytes > 0) this.owner.noise(bytes);
  }
}

function isSame(one: PadFrame, other: PadFrame): boolean {
  const fields = Object.keys(one.values);
  return (
    one.name === other.name && fields.every((name) => String(one.values[name]) === String(other.values[name]))
  );
}
