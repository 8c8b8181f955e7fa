import { z } from "zod";
import { profileSchema } from "./schema.ts";

/** `docs/devices.schema.json`: a profile's schema for editors. Written by `npm run docs`; a test fails when it is out of date. */
export function profileJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(profileSchema, { io: "input" });
}
