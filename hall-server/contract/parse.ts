import { type AnyRefusal, CommandMessage } from "./commands.ts";
import { findPersonProblem } from "./identity.ts";
import { maxMessageBytes } from "./timing.ts";

export type Parsed = { ok: true; message: CommandMessage } | { ok: false; refusal: AnyRefusal };

/** The one gate for commands from a wire: a message in its exact shape, its people with valid numbers, or a refusal. */
export function parseCommand(raw: unknown): Parsed {
  const parsed = CommandMessage.safeParse(raw);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    // Only where it is wrong is said, never what stood there: that may be personal data.
    const at = issue?.path.join(".") ?? "";
    if (sizeOf(raw) > maxMessageBytes) return refused("tooLarge", { atMost: maxMessageBytes });
    const isUnknown = at === "command.type" && issue?.code === "invalid_union";
    return refused(isUnknown ? "unknownCommand" : "malformed", { at });
  }
  const { command } = parsed.data;
  if (command.type === "takeTicket" || command.type === "book" || command.type === "reprintSlip") {
    for (const [person, each] of command.people.entries()) {
      const wrong = findPersonProblem(each);
      if (wrong) return refused(wrong.code, { person, problem: wrong.problem });
    }
  }
  return { ok: true, message: parsed.data };
}

/** Measured only of what is already wrong: every valid message is small. */
const sizeOf = (raw: unknown): number => JSON.stringify(raw)?.length ?? 0;

const refused = (code: AnyRefusal["code"], params: AnyRefusal["params"]): Parsed => ({
  ok: false,
  refusal: { code, params },
});
