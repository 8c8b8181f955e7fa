import type { DeviceLine } from "../device/device-line.ts";
import { encodeText } from "../frame-template/encode-text.ts";
import { Exchange } from "../frame-template/exchange.ts";
import { encodeFrame } from "../frame-template/template.ts";
import type { Template, Values } from "../frame-template/template.ts";
import { TemplateParser } from "../frame-template/template-parser.ts";
import type { PadProfile } from "./pad-profile.ts";
import type { PadFace } from "./rating.ts";

/** How long a pad may take to answer, and how often it is told the same before its line is opened anew. */
export const ACK_MS = 400;
const TRIES = 3;
/** How often a pad that can answer is asked whether it is there. */
export const HEARTBEAT_MS = 5_000;
/** Room for a name where the template has a text of any length. */
const NAME_ROOM = 64;

interface PadLineOwner {
  key(key: number, seq: number | null): void;
  noise(bytes: number): void;
  replaced(characters: string[]): void;
}

/** One open line to a pad: says one thing after another, and hears keys at any time. */
export class PadLine {
  private readonly line: DeviceLine;
  private readonly profile: PadProfile;
  private readonly owner: PadLineOwner;
  private readonly exchange: Exchange<"ack">;
  private turn: Promise<unknown> = Promise.resolve();
  /** The face that is to be shown next: only the newest is. */
  private nextFace: PadFace | null = null;

  constructor(line: DeviceLine, profile: PadProfile, owner: PadLineOwner) {
    this.line = line;
    this.profile = profile;
    this.owner = owner;
    this.exchange = new Exchange(line);
    const parser = new TemplateParser(profile.hear);
    line.onBytes((bytes) => {
      for (const parsed of parser.push(bytes)) {
        if (parsed.kind === "dropped") owner.noise(parsed.count);
        else this.hear(parsed.name, parsed.values);
      }
    });
  }

  /** Starts the heartbeat. A pad that can't answer counts as ready: nobody can know better. */
  begin(): void {
    if (this.profile.hear.ack) this.beat();
    else this.line.report({ state: "ready" });
  }

  show(face: PadFace): void {
    const isPending = this.nextFace !== null;
    this.nextFace = face;
    if (isPending) return;
    void this.inTurn(() => {
      const next = this.nextFace ?? face;
      this.nextFace = null;
      return this.say(this.profile.send.show, this.faceValues(next));
    });
  }

  /** Resolves with whether the pad has the question. */
  ask(seq: number): Promise<boolean> {
    return this.inTurn(() => this.say(this.profile.send.ask, { seq }));
  }

  cancel(seq: number): void {
    const { cancel } = this.profile.send;
    if (cancel) void this.inTurn(() => this.say(cancel, { seq }));
  }

  /** As `DeviceLine.after`. */
  after(ms: number, fn: () => void): void {
    this.line.after(ms, fn);
  }

  private beat(): void {
    const { ping } = this.profile.send;
    if (!ping) return;
    this.line.after(HEARTBEAT_MS, () => {
      void this.inTurn(() => this.say(ping, {})).then(() => this.beat());
    });
  }

  private inTurn(work: () => Promise<boolean>): Promise<boolean> {
    const result = this.turn.then(() => (this.line.isOver ? false : work()));
    this.turn = result;
    return result;
  }

  private async say(template: Template, values: Values): Promise<boolean> {
    const bytes = encodeFrame(template, values);
    if (!this.profile.hear.ack) return this.line.write(bytes);
    for (let tried = 0; tried < TRIES; tried++) {
      const answer = await this.exchange.ask(bytes, () => true, ACK_MS);
      if (answer === "ack") {
        this.line.report({ state: "ready" });
        return true;
      }
      if (answer === "over") return false;
    }
    this.line.reopen("silent");
    return false;
  }

  private hear(name: "key" | "ack", values: Values): void {
    this.line.heard();
    if (name === "ack") {
      this.exchange.hear("ack");
      return;
    }
    const { key, seq } = values;
    if (typeof key === "number") this.owner.key(key, typeof seq === "number" ? seq : null);
  }

  private faceValues({ state, staff }: PadFace): Values {
    const { source, send } = this.profile;
    const text = (name: "name" | "number"): Uint8Array => {
      const part = send.show.parts.find((one) => one.kind === "text" && one.name === name);
      if (!part || part.kind !== "text") return new Uint8Array(0);
      const encoded = encodeText(staff?.[name] ?? "", source.encoding, part.size ?? NAME_ROOM);
      if (encoded.replaced.length > 0) this.owner.replaced(encoded.replaced);
      return encoded.bytes;
    };
    return { state: source.states[state], name: text("name"), number: text("number") };
  }
}
