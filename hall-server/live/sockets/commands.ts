import type { Ack, OpenedCommand, WireCommand } from "../../contract/commands.ts";
import { type Parsed, parseCommand } from "../../contract/parse.ts";
import { type Answer, Question } from "../../contract/questions.ts";
import { waitOf } from "../../domain/estimate/wait-of.ts";
import { mayDecide } from "../../domain/hall/decide.ts";
import { principalName } from "../../domain/roles.ts";
import { answerTo, mayAsk } from "../questions.ts";
import { refusal, type Serving, type SocketData } from "./serving.ts";

/** Commands and questions: each is checked here once, and answered whatever happens. */

export async function answerCommand(raw: unknown, data: SocketData, serving: Serving): Promise<Ack> {
  const { hall, onRefused, onFault } = serving;
  try {
    const parsed = admitCommand(raw, data, serving);
    if (parsed.ok) {
      const { id, command } = parsed.message;
      const opening = await opened(command, serving);
      const answer = await hall.execute({ id, command: opening, principal: data.principal });
      const isSlip = command.type === "takeTicket" || command.type === "reprintSlip";
      return isSlip ? forSlip(answer as Ack<"takeTicket">, serving) : answer;
    }
    onRefused(data.principal, parsed.refusal);
    return parsed;
  } catch (error) {
    onFault(`command of ${principalName(data.principal)}`, error);
    return refusal("internal");
  }
}

/**
 * What a slip says besides its number. Its address is made for whoever took it: the log and the kept answers never hold it.
 * Its wait is as known now, so that paper and page say the same.
 */
function forSlip(answer: Ack<"takeTicket">, { slipLink, hall, estimates }: Serving): Ack {
  if (!answer.ok) return answer;
  const link = slipLink(answer.result.ticket);
  const ticket = hall.state.tickets.get(answer.result.ticket);
  const wait = ticket ? waitOf(ticket, estimates.current) : null;
  return {
    ...answer,
    result: { ...answer.result, ...(link === null ? {} : { link }), ...(wait ? { wait } : {}) },
  };
}

/** What was sealed for the hall, open. A number in somebody's hand counts even if nobody can say whose it is. */
async function opened(command: WireCommand, { sealKeys, onFault }: Serving): Promise<OpenedCommand> {
  if (command.type !== "takeOffline") return command;
  if (command.people === "") return { ...command, people: [] };
  const people = await sealKeys.open(command.people);
  if (!people) onFault("the people of an offline number can't be opened", command.lease);
  return { ...command, people: people ?? [] };
}

/** What is refused here leaves no trace on the disk: strangers can't fill it. */
function admitCommand(raw: unknown, data: SocketData, { authority, hall }: Serving): Parsed {
  if (!data.bucket.take()) return refusal("tooFast");
  const parsed = parseCommand(raw);
  if (!parsed.ok) return parsed;
  const { type } = parsed.message.command;
  if (!mayDecide(hall.state, data.principal, parsed.message.command))
    return refusal("notAllowed", { command: type });
  const hasEnded = data.principal.kind === "staff" && authority.session(data.token) === null;
  return hasEnded ? refusal("notSignedIn") : parsed;
}

/** A question changes nothing, so it has no id and leaves nothing in the log. */
export async function answerQuestion(raw: unknown, data: SocketData, serving: Serving): Promise<Answer> {
  const { authority, onFault } = serving;
  try {
    if (!data.bucket.take()) return refusal("tooFast");
    const parsed = Question.safeParse(raw);
    if (!parsed.success) return refusal("malformed", { at: "ask" });
    const question = parsed.data;
    if (!mayAsk(data.principal, question)) return refusal("notAllowed", { command: question.ask });
    if (data.principal.kind === "staff" && authority.session(data.token) === null)
      return refusal("notSignedIn");
    return await answerTo(question, data.principal, serving);
  } catch (error) {
    onFault(`question of ${principalName(data.principal)}`, error);
    return refusal("internal");
  }
}
