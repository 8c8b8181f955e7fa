import type { Move } from "../hall/play.ts";
import type { HallState } from "../hall/state.ts";
import type { Instant } from "../queue/ticket.ts";
import type { ServiceCommand } from "./commands.ts";
import { type HelpPlace, ratingLevels, type ServiceKind } from "./records.ts";

/** How often each verb comes in a random play, as its share among all. */
export const serviceShares: Record<ServiceCommand["type"], number> = {
  askHelp: 3,
  answerHelp: 2,
  closeHelp: 2,
  callForHelp: 2,
  acknowledgeEmergency: 1,
  closeEmergency: 2,
  sendMessage: 1,
  readMessage: 3,
  postNotice: 1,
  endNotice: 1,
  askRating: 2,
  rate: 8,
  verifyRating: 3,
  rectify: 3,
};

/** What a clerk does at a window; the hall speaks for its pads, and the rest is a manager's. */
export const isOfClerks = (verb: string): boolean =>
  verb === "callForHelp" || verb === "askRating" || verb === "readMessage";
export const isOfService = (verb: string): verb is ServiceCommand["type"] =>
  Object.hasOwn(serviceShares, verb);

const choose = <T>(from: readonly T[], pick: number): T | undefined => from[pick % Math.max(1, from.length)];

/** The command that a move is in this state; the numbers pick among what is there. */
export function serviceCommandOf(
  verb: ServiceCommand["type"],
  { pick, other }: Pick<Move, "pick" | "other">,
  state: HallState,
  at: Instant,
): ServiceCommand {
  const window = choose(state.config.windows, pick)?.id ?? "nowhere";
  const one = (kind: ServiceKind): string => choose([...state.service[kind].keys()], pick) ?? "none";
  const toMend = (wanted: "open" | "verified") =>
    state.service.rectification.findKey(({ state: each }) => each === wanted);
  switch (verb) {
    case "askHelp":
      return { type: verb, place: placeOf(pick, other, state) };
    case "answerHelp":
    case "closeHelp":
      return { type: verb, help: one("help") };
    case "callForHelp":
    case "askRating":
      return { type: verb, window };
    case "acknowledgeEmergency":
    case "closeEmergency":
      return { type: verb, emergency: one("emergency") };
    case "sendMessage":
      return { type: verb, note: `n${other}`, to: other % 2 ? [window] : undefined };
    case "readMessage":
      return { type: verb, message: one("message"), window };
    case "postNotice": {
      const text = other % 2 ? { phrase: "drill" as const } : { words: { zh: "试一试" } };
      return { type: verb, text, zones: [], until: at + other * 1_000_000, urgent: false, spoken: true };
    }
    case "endNotice":
      return { type: verb, notice: one("notice") };
    case "rate": {
      const level = ratingLevels[other % 5]!;
      return { type: verb, ticket: servedOf(pick, state), level, tags: [], channel: "pad" };
    }
    case "verifyRating": {
      const finding = (["simple", "complex", "simple", "unfounded"] as const)[other % 4]!;
      return {
        type: verb,
        rating: toMend("open") ?? one("rectification"),
        finding,
        responsible: "c1",
        note: `n${other}`,
      };
    }
    case "rectify":
      return { type: verb, rating: toMend("verified") ?? one("rectification"), note: `n${other}` };
  }
}

function placeOf(pick: number, other: number, state: HallState): HelpPlace {
  const window = choose(state.config.windows, pick)?.id ?? "nowhere";
  const ticket = choose([...state.tickets.keys()], pick) ?? "none";
  const places = [
    { at: "kiosk", id: "k1" },
    { at: "window", id: window },
    { at: "ticket", id: ticket },
  ] as const;
  return choose(places, other) ?? { at: "hall" };
}

/** Mostly somebody who was served. */
function servedOf(pick: number, state: HallState): string {
  const served = [...state.tickets.values()].filter(({ state: s }) => s === "finished" || s === "serving");
  return (choose(served, pick) ?? choose([...state.tickets.values()], pick))?.id ?? "none";
}
