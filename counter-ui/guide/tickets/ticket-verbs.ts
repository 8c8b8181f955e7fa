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
