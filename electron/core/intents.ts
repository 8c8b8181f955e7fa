import { z } from "zod";
import type { KioskIntent } from "../bridge.ts";

const bare = <K extends string>(kind: K) => z.strictObject({ kind: z.literal(kind) });

const ask = <K extends string>(what: K) => z.strictObject({ do: z.literal(what) });
const EngineerAsk = z.discriminatedUnion("do", [
  ask("knock"),
  z.strictObject({
    do: z.literal("signIn"),
    staff: z.string().regex(/^[A-Za-z0-9_.-]{1,32}$/),
    pin: z.string().regex(/^\d{4,12}$/),
  }),
  ask("leave"),
  z.strictObject({
    do: z.literal("test"),
    test: z.enum(["ticketPrinter", "cardReader", "scanner", "speaker"]),
  }),
  ask("stopTest"),
  z.strictObject({ do: z.literal("heard"), yes: z.boolean() }),
  z.strictObject({ do: z.literal("bundle"), to: z.enum(["disk", "usb"]) }),
  z.strictObject({
    do: z.literal("takeOut"),
    reason: z.enum(["maintenance", "fault", "supplies", "moving"]),
  }),
  ask("return"),
]);

/** The one gate for what a page sends: the exact shape of one of the intents, or nothing. */
export const Intent: z.ZodType<KioskIntent> = z.discriminatedUnion("kind", [
  bare("startWithoutCard"),
  z.strictObject({ kind: z.literal("identifyBy"), what: z.enum(["booking", "organisation", "phone"]) }),
  z.strictObject({ kind: z.literal("enter"), text: z.string().regex(/^\P{Cc}{1,64}$/u) }),
  bare("forAnother"),
  bare("withoutTheirCard"),
  bare("ordinaryNumber"),
  bare("otherMatter"),
  z.strictObject({ kind: z.literal("toggleItem"), item: z.string().regex(/^[A-Za-z0-9_.:-]{1,64}$/) }),
  z.strictObject({ kind: z.literal("answer"), answer: z.string().regex(/^[A-Za-z0-9_.-]{1,32}$/) }),
  bare("next"),
  bare("printGuide"),
  z.strictObject({ kind: z.literal("takeNumber"), paper: z.boolean() }),
  bare("back"),
  bare("cancel"),
  bare("retry"),
  bare("retryPrint"),
  bare("reprintHeld"),
  bare("goPaperless"),
  z.strictObject({ kind: z.literal("gotSlip"), yes: z.boolean() }),
  bare("another"),
  bare("finish"),
  bare("askHelp"),
  z.strictObject({ kind: z.literal("setLanguage"), language: z.enum(["zh", "en"]) }),
  z.strictObject({ kind: z.literal("setElder"), on: z.boolean() }),
  z.strictObject({ kind: z.literal("setContrast"), contrast: z.enum(["ordinary", "high"]) }),
  z.strictObject({ kind: z.literal("setReach"), reach: z.enum(["whole", "low", "left", "right"]) }),
  z.strictObject({ kind: z.literal("setVoice"), on: z.boolean() }),
  z.strictObject({ kind: z.literal("engineer"), ask: EngineerAsk }),
  bare("touch"),
]);
