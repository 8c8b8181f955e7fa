import { z } from "zod";
import { profileCompiler } from "../frame-template/compile-profile.ts";
import { parseSettings } from "../frame-template/settings.ts";
import { framingSchema } from "../frame-template/template.ts";
import type { Template } from "../frame-template/template.ts";
import { callKeys } from "./call-key.ts";
import type { CallKey } from "./call-key.ts";

const template = z.string().min(2).max(400);
const byte = z.int().min(0).max(255);

/**
 * Call pads on one bus, as their maker's sheet describes them. Templates as in `frame-template/template.ts`; each has
 * `{address}`. More fields:
 *
 * - `hear.key`: `{key}`, and `{toggle}` if the pad has something that changes with each press
 * - `send.ack`: `{toggle}`
 * - `send.display`: `{text:text…}`
 */
export const callPadProfileSchema = z.strictObject({
  ...framingSchema.shape,
  send: z.strictObject({
    poll: template,
    /** Tells a pad that its key was heard; without it the pad says each press once. */
    ack: template.optional(),
    display: template.optional(),
  }),
  hear: z.strictObject({
    /** The answer to a poll when no key is pressed. */
    idle: template,
    key: template,
    /** The answer to `send.display`; without it a display is told blindly. */
    displayed: template.optional(),
  }),
  /** The byte of each key; keys that the pad lacks are left out. */
  keys: z.partialRecord(z.enum(callKeys), byte),
  addresses: z.array(byte).min(1).max(64),
  /** How long a pad may take to begin its answer. Two frames take 20 ms at 9600 baud; a serial server adds its own. */
  answerMs: z.int().min(5).max(2_000).default(60),
  /** Silence that ends an answer. */
  gapMs: z.int().min(2).max(200).default(10),
  /** Rest between two turns. */
  restMs: z.int().min(0).max(1_000).default(10),
  debounceMs: z.int().min(0).max(2_000).default(300),
});

/** A profile made ready for use. */
export interface CallPadProfile {
  source: z.output<typeof callPadProfileSchema>;
  send: { poll: Template; ack?: Template; display?: Template };
  hear: { idle: Template; key: Template; displayed?: Template };
  keys: ReadonlyMap<number, CallKey>;
}

/** Reads a profile; throws a SettingsError that names the field. */
export function parseCallPadProfile(value: unknown): CallPadProfile {
  const source = parseSettings("call pad", callPadProfileSchema, value);
  const { sent, heard, fail } = profileCompiler("call pad", source);
  const { ack, display } = source.send;
  const { displayed } = source.hear;
  const send = {
    poll: sent("send.poll", source.send.poll, ["address"]),
    ...(ack !== undefined && { ack: sent("send.ack", ack, ["address", "toggle"]) }),
    ...(display !== undefined && { display: sent("send.display", display, ["address", "text"]) }),
  };
  const hear = {
    idle: heard("hear.idle", source.hear.idle, ["address"]),
    key: heard("hear.key", source.hear.key, ["address", "key"]),
    ...(displayed !== undefined && { displayed: heard("hear.displayed", displayed, ["address"]) }),
  };
  for (const [name, one] of Object.entries(send)) {
    if (!one.fields.has("address")) fail(`send.${name}`, "{address} is missing");
  }
  if (send.ack?.fields.has("toggle") && !hear.key.fields.has("toggle")) {
    fail("send.ack", "there is no {toggle} in hear.key to repeat");
  }
  if (send.display && !send.display.fields.has("text")) fail("send.display", "{text:text…} is missing");
  if (new Set(source.addresses).size < source.addresses.length)
    fail("addresses", "an address stands there twice");
  return { source, send, hear, keys: keysOf(source.keys, fail) };
}

function keysOf(
  keys: z.output<typeof callPadProfileSchema>["keys"],
  fail: (field: string, why: string) => never,
): Map<number, CallKey> {
  const known = new Map<number, CallKey>();
  for (const name of callKeys) {
    const key = keys[name];
    if (key === undefined) continue;
    if (known.has(key)) fail(`keys.${name}`, "another key has the same byte");
    known.set(key, name);
  }
  if (known.size === 0) fail("keys", "at least one key");
  return known;
}
