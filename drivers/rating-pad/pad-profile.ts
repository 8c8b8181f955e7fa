import { z } from "zod";
import { profileCompiler } from "../frame-template/compile-profile.ts";
import { parseSettings } from "../frame-template/settings.ts";
import { framingSchema } from "../frame-template/template.ts";
import type { Template } from "../frame-template/template.ts";
import { ratingLevels } from "./rating.ts";
import type { RatingLevel } from "./rating.ts";

const template = z.string().min(2).max(400);
const byte = z.int().min(0).max(255);

/**
 * A serial rating pad, as its maker's sheet describes it. Templates as in `frame-template/template.ts`. Fields that a
 * template may hold:
 *
 * - `send.show`: `{state}`, `{name:text…}`, `{number:text…}`
 * - `send.ask`, `send.cancel`: `{seq}`
 * - `hear.key`: `{key}`, and `{seq}` if the pad repeats what it was asked with
 */
export const padProfileSchema = z.strictObject({
  ...framingSchema.shape,
  send: z.strictObject({
    show: template,
    ask: template,
    /** Takes the question off the pad. Without it the pad is shown its face anew. */
    cancel: template.optional(),
    /** Asks whether the pad is there; needs `hear.ack`. */
    ping: template.optional(),
  }),
  hear: z.strictObject({
    key: template,
    /** What the pad answers to everything it is sent. Without it, nobody knows whether it is there. */
    ack: template.optional(),
  }),
  /** The byte for each state in `send.show`. */
  states: z.strictObject({ welcome: byte, serving: byte, paused: byte, closed: byte }),
  /** The byte of each key. Pads with fewer keys leave levels out. */
  keys: z.partialRecord(z.enum(ratingLevels), byte),
});

/** A profile made ready for use. */
export interface PadProfile {
  source: z.output<typeof padProfileSchema>;
  send: { show: Template; ask: Template; cancel?: Template; ping?: Template };
  hear: { key: Template; ack?: Template };
  levels: ReadonlyMap<number, RatingLevel>;
  /** A key says which question it answers. */
  numbered: boolean;
}

/** Reads a profile; throws a SettingsError that names the field. */
export function parsePadProfile(value: unknown): PadProfile {
  const source = parseSettings("rating pad", padProfileSchema, value);
  const { sent, heard, fail } = profileCompiler("rating pad", source);
  const { cancel, ping } = source.send;
  const { ack } = source.hear;
  const send = {
    show: sent("send.show", source.send.show, ["state", "name", "number"]),
    ask: sent("send.ask", source.send.ask, ["seq"]),
    ...(cancel !== undefined && { cancel: sent("send.cancel", cancel, ["seq"]) }),
    ...(ping !== undefined && { ping: sent("send.ping", ping, []) }),
  };
  const hear = {
    key: heard("hear.key", source.hear.key, ["key"]),
    ...(ack !== undefined && { ack: heard("hear.ack", ack, []) }),
  };
  const numbered = hear.key.fields.has("seq");
  if (numbered && !send.ask.fields.has("seq")) fail("send.ask", "{seq} is missing, and hear.key has it");
  if (send.ping && !hear.ack) fail("send.ping", "hear.ack is missing: nobody would know the answer");
  return { source, send, hear, levels: levelsOf(source.keys, fail), numbered };
}

function levelsOf(
  keys: z.output<typeof padProfileSchema>["keys"],
  fail: (field: string, why: string) => never,
): Map<number, RatingLevel> {
  const levels = new Map<number, RatingLevel>();
  for (const level of ratingLevels) {
    const key = keys[level];
    if (key === undefined) continue;
    if (levels.has(key)) fail(`keys.${level}`, "another level has the same key");
    levels.set(key, level);
  }
  if (levels.size < 2) fail("keys", "at least two levels");
  return levels;
}
