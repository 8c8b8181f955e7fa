import type { z } from "zod";

/** Settings that a driver refuses: `field` is where (`send.ask`, `keys.verySatisfied`), the message says why. */
export class SettingsError extends Error {
  readonly code = "badSettings";
  readonly field: string;
  readonly why: string;
  constructor(what: string, field: string, why: string) {
    super(`${what}: ${field === "" ? "" : `${field}: `}${why}`);
    this.name = "SettingsError";
    this.field = field;
    this.why = why;
  }
}

/** Checks settings of any origin; throws a SettingsError that names the first wrong field. */
export function parseSettings<Schema extends z.ZodType>(
  what: string,
  schema: Schema,
  value: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new SettingsError(what, issue?.path.join(".") ?? "", issue?.message ?? "not valid");
}

/** The schema, refusing also what only `parse` finds: its SettingsError becomes an issue of the field that it names. */
export function refusedBy<Schema extends z.ZodType>(
  schema: Schema,
  parse: (value: unknown) => unknown,
): Schema {
  return schema.superRefine((value, context) => {
    try {
      parse(value);
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      const path = error.field.split(".").map((step) => (/^\d+$/.test(step) ? Number(step) : step));
      context.addIssue({ code: "custom", path, message: error.why });
    }
  });
}
