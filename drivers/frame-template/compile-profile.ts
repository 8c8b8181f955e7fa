import { SettingsError } from "./settings.ts";
import { compileTemplate } from "./template.ts";
import type { Framing, Template } from "./template.ts";

/** Makes a profile's templates ready; everything that is wrong throws a SettingsError that names the field. */
export interface ProfileCompiler {
  /** A frame that is sent. `fields`: what the driver can fill in. */
  readonly sent: (field: string, source: string, fields: readonly string[]) => Template;
  /** A frame that is heard: found in a stream, so it needs a fixed size, a fixed beginning, and the check if there is one. */
  readonly heard: (field: string, source: string, required: readonly string[]) => Template;
  readonly fail: (field: string, why: string) => never;
}

/** `what` is the kind of device, for the message. */
export function profileCompiler(what: string, framing: Framing): ProfileCompiler {
  const fail = (field: string, why: string): never => {
    throw new SettingsError(what, field, why);
  };
  const compile = (field: string, source: string): Template => {
    try {
      return compileTemplate(source, framing);
    } catch (error) {
      return fail(field, error instanceof Error ? error.message : "not valid");
    }
  };
  return {
    fail,
    sent: (field, source, fields) => {
      const template = compile(field, source);
      const unknown = [...template.fields].find((name) => !fields.includes(name));
      return unknown === undefined ? template : fail(field, `there is no field {${unknown}}`);
    },
    heard: (field, source, required) => {
      const template = compile(field, source);
      const missing = required.find((name) => !template.fields.has(name));
      if (missing !== undefined) fail(field, `{${missing}} is missing`);
      if (template.size === null) fail(field, "a frame that is heard needs texts of fixed size");
      if (template.parts[0]?.kind !== "byte") fail(field, "a frame that is heard begins with a fixed byte");
      if (framing.check.kind !== "none" && !template.parts.some((part) => part.kind === "check")) {
        fail(field, "{check} is missing, and check.kind is set");
      }
      return template;
    },
  };
}
