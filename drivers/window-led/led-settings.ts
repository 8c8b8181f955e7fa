import { z } from "zod";
import { profileCompiler } from "../frame-template/compile-profile.ts";
import { parseSettings, SettingsError } from "../frame-template/settings.ts";
import { framingSchema } from "../frame-template/template.ts";
import { onbonCodec } from "./onbon-codec.ts";
import type { LedCodec } from "./led-codec.ts";
import { textCodec } from "./text-codec.ts";

const template = z.string().min(2).max(400);

const common = {
  /** How long a strip may take to answer. */
  answerMs: z.int().min(50).max(5_000).default(600),
  /** How often something is said in all before a strip counts as offline. */
  tries: z.int().min(1).max(5).default(3),
  /** How often a strip that can answer is asked whether it is there. */
  pingMs: z.int().min(1_000).max(600_000).default(15_000),
  /** What is shown is said again this often, for a strip that restarted unnoticed; 0 never. */
  refreshMs: z.int().min(0).max(3_600_000).default(300_000),
  /** Room for a text, in the strip's bytes. */
  maxBytes: z.int().min(2).max(400).default(200),
};

/** The LED strips on one line. */
export const windowLedSettingsSchema = z.discriminatedUnion("protocol", [
  z.strictObject({
    protocol: z.literal("onbon"),
    ...common,
    strips: z
      .array(
        z.strictObject({
          /** FFFE and FFFF mean everybody, and nobody answers to them. */
          address: z.int().min(1).max(0xfffd),
          x: z.int().min(0).max(0x7fff).default(0),
          y: z.int().min(0).max(0x7fff).default(0),
          /** Pixels. */
          width: z.int().min(8).max(0x7fff),
          height: z.int().min(8).max(1024),
        }),
      )
      .min(1)
      .max(64),
    /** See `OnbonArea.unit`: if texts are cut off at an eighth of the strip, it is `pixels`. */
    unit: z.enum(["eightPixels", "pixels", "markedPixels"]).default("eightPixels"),
  }),
  z.strictObject({
    protocol: z.literal("text"),
    ...common,
    ...framingSchema.shape,
    /** Templates as in `frame-template/template.ts`. */
    send: z.strictObject({
      /** `{address}`, `{text:text}` */
      show: template,
      /** `{address}`; without it an empty text is shown. */
      clear: template.optional(),
      /** `{address}`, `{level}` from 0 to `levels` */
      brightness: template.optional(),
      /** `{address}`; needs `hear.ack`. */
      ping: template.optional(),
    }),
    hear: z
      .strictObject({
        /** `{address}`: the answer to everything. Without it, texts are sent blindly. */
        ack: template.optional(),
      })
      .default({}),
    levels: z.int().min(1).max(255).default(15),
    strips: z
      .array(z.strictObject({ address: z.int().min(0).max(255) }))
      .min(1)
      .max(64),
  }),
]);
export type WindowLedSettings = z.output<typeof windowLedSettingsSchema>;

/** Settings made ready for use. */
export interface ReadyLedSettings extends Pick<
  WindowLedSettings,
  "answerMs" | "tries" | "pingMs" | "refreshMs" | "maxBytes"
> {
  addresses: number[];
  codec: LedCodec;
}

/** Reads settings; throws a SettingsError that names the field. */
export function parseWindowLedSettings(value: unknown): ReadyLedSettings {
  const settings = parseSettings("window LED", windowLedSettingsSchema, value);
  const addresses = settings.strips.map(({ address }) => address);
  const twice = addresses.findIndex((address, at) => addresses.indexOf(address) !== at);
  if (twice >= 0)
    throw new SettingsError("window LED", `strips.${twice}.address`, "another strip has it too");
  const { answerMs, tries, pingMs, refreshMs, maxBytes } = settings;
  const codec =
    settings.protocol === "onbon"
      ? onbonCodec(settings.strips.map((strip) => ({ ...strip, unit: settings.unit })))
      : compileTextCodec(settings);
  return { answerMs, tries, pingMs, refreshMs, maxBytes, addresses, codec };
}

function compileTextCodec(settings: WindowLedSettings & { protocol: "text" }): LedCodec {
  const { sent, heard, fail } = profileCompiler("window LED", settings);
  const { clear, brightness, ping } = settings.send;
  const { ack } = settings.hear;
  const send = {
    show: sent("send.show", settings.send.show, ["address", "text"]),
    ...(clear !== undefined && { clear: sent("send.clear", clear, ["address"]) }),
    ...(brightness !== undefined && {
      brightness: sent("send.brightness", brightness, ["address", "level"]),
    }),
    ...(ping !== undefined && { ping: sent("send.ping", ping, ["address"]) }),
  };
  if (!send.show.fields.has("text")) fail("send.show", "{text:text} is missing");
  for (const [name, one] of Object.entries(send)) {
    const needs = settings.strips.length > 1 && !one.fields.has("address");
    if (needs) fail(`send.${name}`, "{address} is missing, and there are several strips");
  }
  if (send.ping && ack === undefined) fail("send.ping", "hear.ack is missing: nobody would know the answer");
  const answer =
    ack === undefined ? null : heard("hear.ack", ack, settings.strips.length > 1 ? ["address"] : []);
  return textCodec({ send, answer, encoding: settings.encoding, levels: settings.levels });
}
