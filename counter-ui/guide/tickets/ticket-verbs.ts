import type { WireCommand } from "../../../hall-server/contract/commands.ts";
import type { GuideTicket } from "./find-tickets.ts";

/** What a guide can do with a number. */
export type TicketVerb =
  | "handedOut"
  | "paperless"
  | "slip"
  | "place"
  | "requeue"
  | "resume"
  | "stepOut"
  | "priority"
  | "transfer"
  | "addItem"
  | "cancel";

/** What makes sense for a number as it stands, in the order in which it is usually wanted. */
export function ticketVerbs(ticket: GuideTicket): TicketVerb[] {
  const priority: TicketVerb[] = ticket.class === "booking" ? [] : ["priority"];
  switch (ticket.state) {
    case "reserved":
      return ["slip", "handedOut", "paperless", ...priority, "cancel"];
    case "void":
      return ["handedOut"];
    case "waiting":
      return [
        "slip",
        "place",
        ...(ticket.steppedOut ? [] : (["stepOut"] as const)),
        ...priority,
        "transfer",
        "addItem",
        "cancel",
      ];
    case "held":
      return ["resume", "slip", ...priority, "addItem", "cancel"];
    case "absent":
      return ["requeue", "place", "slip", "addItem", "cancel"];
    case "called":
      return ["slip", "cancel"];
    case "serving":
      return ["slip"];
  }
}

/** Those that are one command; the others ask or show something first. */
type PlainVerb = "handedOut" | "paperless" | "requeue" | "resume" | "stepOut";

const plainVerbs: readonly TicketVerb[] = [
  "handedOut",
  "paperless",
  "requeue",
  "resume",
  "stepOut",
] satisfies PlainVerb[];
export const isPlain = (verb: TicketVerb): verb is PlainVerb => plainVerbs.includes(verb);

export const commandType = (verb: PlainVerb) => plainCommand(verb, "").type;

export function plainCommand(verb: PlainVerb, ticket: string): WireCommand {
  switch (verb) {
    case "handedOut":
      return { type: "confirmPrint", ticket, outcome: "printed" };
    case "paperless":
      return { type: "confirmPrint", ticket, outcome: "paperless" };
    case "requeue":
    case "resume":
    case "stepOut":
      return { type: verb, ticket };
  }
}
