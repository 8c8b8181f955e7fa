import { matchFrame } from "./template.ts";
import type { Template, Values } from "./template.ts";

/** What a stream of bytes turned out to hold, in order. */
export type TemplateParsed<Name extends string> =
  | { kind: "frame"; name: Name; values: Values }
  /** Bytes that belong to no frame. */
  | { kind: "dropped"; count: number };

/**
 * Finds the frames of some templates in a stream; takes any bytes, never throws, and never keeps more than the longest
 * frame. After noise, or a frame whose check is wrong, it goes on one byte further: a true one may begin inside.
 */
export class TemplateParser<Name extends string> {
  private readonly templates: [Name, Template][];
  private readonly longest: number;
  /** Bytes that a frame may begin with. */
  private readonly begins = new Uint8Array(256);
  private buffer: Uint8Array = new Uint8Array(0);

  /** The templates' frames have a fixed size and begin with a fixed byte; the first that fits is taken. */
  constructor(templates: Readonly<Partial<Record<Name, Template>>>) {
    this.templates = Object.entries(templates).filter((one): one is [Name, Template] => one[1] !== undefined);
    for (const [name, template] of this.templates) {
      const [first] = template.parts;
      if (template.size === null || first?.kind !== "byte") {
        throw new RangeError(`${name} has no fixed size or no fixed beginning`);
      }
      this.begins[first.value] = 1;
    }
    this.longest = Math.max(0, ...this.templates.map(([, template]) => template.size ?? 0));
  }

  /** Bytes kept for a frame that is not whole yet. */
  get buffered(): number {
    return this.buffer.length;
  }

  /** Forgets a half frame: what comes next belongs to another exchange. Returns how many bytes it dropped. */
  reset(): number {
    const dropped = this.buffer.length;
    this.buffer = new Uint8Array(0);
    return dropped;
  }

  /** Takes the next bytes of the stream. */
  push(bytes: Uint8Array): TemplateParsed<Name>[] {
    const all = this.buffer.length === 0 ? bytes : Buffer.concat([this.buffer, bytes]);
    const found: TemplateParsed<Name>[] = [];
    let at = 0;
    let dropped = 0;
    while (at < all.length) {
      const step = this.begins[all[at] ?? 0] === 1 ? this.step(all, at) : "no";
      if (step === "partial") break;
      if (step === "no") {
        dropped += 1;
        at += 1;
        continue;
      }
      if (dropped > 0) found.push({ kind: "dropped", count: dropped });
      dropped = 0;
      found.push({ kind: "frame", name: step.name, values: step.values });
      at += step.size;
    }
    if (dropped > 0) found.push({ kind: "dropped", count: dropped });
    this.buffer = new Uint8Array(all.subarray(at, at + this.longest));
    return found;
  }

  private step(
    bytes: Uint8Array,
    at: number,
  ): "no" | "partial" | { name: Name; size: number; values: Values } {
    let partial = false;
    for (const [name, template] of this.templates) {
      const match = matchFrame(template, bytes, at, bytes.length);
      if (match === "partial") partial = true;
      else if (match !== "no") return { name, ...match };
    }
    return partial ? "partial" : "no";
  }
}
