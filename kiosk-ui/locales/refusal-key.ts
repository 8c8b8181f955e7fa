import type { AnyRefusalCode } from "../../electron/bridge.ts";
import { type KioskRefusal, zh } from "./zh.ts";

const isOurs = (code: AnyRefusalCode): code is KioskRefusal => Object.hasOwn(zh.refusals, code);

/** Where the words of a refusal are: of one that no citizen should meet, those of a fault. */
export const refusalKey = (code: AnyRefusalCode): `refusals.${KioskRefusal}` =>
  `refusals.${isOurs(code) ? code : "internal"}`;
