import { z } from "zod";
import type { KioskIntent } from "../bridge.ts";

const bare = <K extends string>(kind: K) => z.strictObject({ kind: z.literal(kind) });

/** The one gate for what a page sends: the exact shape of one of the intents, or nothing. */
export const Intent: z.ZodType<KioskIntent> = z.discriminatedUnion("kind", [
  bare("startWithoutCard"),
  z.strictObject({ kind: z.literal("toggleItem"), item: z.string().regex(/^[A-Za-z0-9_.:-]{1,64}$/) }),
  bare("next"),
  z.strictObject({ kind: z.literal("takeNumber"), paper: z.boolean() }),
  bare("back"),
  bare("cancel"),
  bare("retry"),
  bare("retryPrint"),
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
  bare("touch"),
]);
