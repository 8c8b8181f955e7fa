import { addWorkingDays } from "../calendar.ts";
import { accept, type Decide, refuse } from "../hall/outcome.ts";
import { type HallState, visitorAt } from "../hall/state.ts";
import { type Finished, isAtWindow, type Ticket, type TicketId } from "../queue/ticket.ts";
import { theirWindow } from "../queue/windows.ts";
import type { Principal } from "../roles.ts";
import { hasRating, isRated } from "./rated.ts";
import { isBad, type Rating, type RatingChannel, ratingId, type RatingStage } from "./records.ts";
import { serviceRules } from "./rules.ts";

/** 好差评: what citizens say of the service, and what a hall owes after a bad word. */

export const askRating: Decide<"askRating"> = (state, { window }, principal) => {
  const theirs = theirWindow(state, window, principal);
  if ("code" in theirs) return refuse(theirs.code, theirs.params);
  const visitor = visitorAt(state, window);
  if (!visitor) return refuse("noVisitor", { window });
  if (nextRating(state, visitor.id, stageOf(state, visitor)) === null) return refuse("ratedAlready");
  return accept([{ type: "ratingAsked", ticket: visitor.id, window, clerk: theirs.clerk }]);
};

export const rate: Decide<"rate"> = (state, command, principal, { now }) => {
  const ticket = state.tickets.get(command.ticket);
  if (!ticket) return refuse("unknownTicket");
  const served = servedOf(state, ticket);
  if (!served) return refuse("notServedYet", { number: ticket.number });
  if (principal.kind === "tablet") {
    if (!isAskedAt(state, principal.id, ticket, now)) return refuse("ratingOver");
  }
  const { level, tags, note, channel } = command;
  if (tags.length > 0 && !isBad(level)) return refuse("tagsOnlyForBad");
  const stage = command.stage ?? stageOf(state, ticket);
  if (stage === "completed" && ticket.state !== "finished" && stageOf(state, ticket) !== "completed")
    return refuse("notServedYet", { number: ticket.number });
  const nth = nextRating(state, ticket.id, stage);
  if (nth === null) return refuse("ratedAlready");
  const rating = ratingId({ day: state.day ?? "", ticket: ticket.id, stage, nth });
  return accept(
    [
      {
        type: "serviceRated",
        rating,
        ticket: ticket.id,
        service: serviceNumber(state, ticket),
        stage,
        nth,
        level,
        tags: [...new Set(tags)],
        note: note ?? null,
        channel,
        ...served,
        items: ticket.items,
        mend: isBad(level) ? deadlines(state) : null,
      },
    ],
    { rating, nth },
  );
};

/** A channel is a claim of where somebody pressed: each sender has its own. The hall speaks for its pads. */
const channelOf: Partial<Record<Principal["kind"], RatingChannel>> = {
  tablet: "tablet",
  phone: "phone",
  kiosk: "kiosk",
  system: "pad",
};

/** Whether a principal may rate this: a phone its own ticket, and each through its own channel. */
export function isTheirRating(
  principal: Principal,
  { ticket, channel }: { ticket: TicketId; channel: RatingChannel },
): boolean {
  return channelOf[principal.kind] === channel && (principal.kind !== "phone" || principal.id === ticket);
}

/** Who served it; null while nobody has. */
function servedOf(state: HallState, ticket: Ticket): Pick<Finished, "window" | "clerk"> | null {
  const isAsked = isAtWindow(ticket) && state.service.invitation.get(ticket.window)?.ticket === ticket.id;
  // Somebody who was called may not have come; whom their clerk has asked has.
  const isServed = ticket.state === "finished" || ticket.state === "serving" || isAsked;
  return isServed && "clerk" in ticket ? { window: ticket.window, clerk: ticket.clerk } : null;
}

/** Whoever was asked in time and still writes has this long. */
const graceMs = 120_000;

/** Whether a window's tablet asks for it, or did when what is said was begun: the window may serve somebody else since, or be closed. */
function isAskedAt(state: HallState, window: string, ticket: Ticket, now: number): boolean {
  const invitation = state.service.invitation.get(window);
  if (invitation?.ticket === ticket.id && invitation.why === "asked") return true;
  const isAsked = ticket.state === "finished" && ticket.window === window && !isRated(state, ticket.id);
  return isAsked && now <= ticket.since + serviceRules(state.config).inviteSeconds * 1000 + graceMs;
}

/** What is done on the spot (即办件) is completed where it is accepted; anything else is only accepted here. */
export function stageOf({ config }: HallState, { items }: Pick<Ticket, "items">): RatingStage {
  const promised = (id: string) => config.catalogue.items.find((item) => item.id === id)?.promisedDays ?? 0;
  return items.every((item) => promised(item) === 0) ? "completed" : "accepted";
}

/** Whether a stage's rating would be its first or its addition; null: it has both. */
export function nextRating(state: HallState, ticket: TicketId, stage: RatingStage): Rating["nth"] | null {
  if (!hasRating(state, ticket, stage, 1)) return 1;
  return hasRating(state, ticket, stage, 2) ? null : 2;
}

/** 服务编号, of a service that has no case: where, when and which number. */
const serviceNumber = ({ config }: HallState, { day, number }: Ticket): string =>
  `${config.hall.regionCode}${day.replaceAll("-", "")}${number}`;

function deadlines({ config, day }: HallState) {
  const { verifyWithin, mendWithin } = serviceRules(config);
  const after = (days: number) => addWorkingDays(config.calendar, day ?? "", days);
  return { verifyBy: after(verifyWithin), due: after(mendWithin) };
}

/** Somebody has looked into a bad rating: how much there is to mend, who does it, or that it is unfounded. */
export const verifyRating: Decide<"verifyRating"> = (state, command) => {
  const { rating: id, finding, responsible, note } = command;
  const rectification = state.service.rectification.get(id);
  if (!rectification) return refuse("unknownRating");
  if (rectification.state !== "open" && rectification.state !== "verified") return refuse("settledAlready");
  const isFounded = finding !== "unfounded";
  if (isFounded && responsible === undefined) return refuse("responsibleNeeded");
  if (responsible !== undefined && !state.config.staff.some((member) => member.id === responsible))
    return refuse("unknownStaff", { staff: responsible });
  const { mendSimpleWithin, mendWithin } = serviceRules(state.config);
  const within = finding === "simple" ? mendSimpleWithin : mendWithin;
  const due = addWorkingDays(state.config.calendar, rectification.openedOn, within);
  return accept([
    {
      type: "ratingVerified",
      rating: id,
      finding,
      responsible: isFounded ? responsible! : null,
      due,
      note,
    },
  ]);
};

export const rectify: Decide<"rectify"> = (state, { rating: id, note }) => {
  const rectification = state.service.rectification.get(id);
  if (!rectification) return refuse("unknownRating");
  if (rectification.state === "open") return refuse("verifyFirst");
  if (rectification.state !== "verified") return refuse("settledAlready");
  return accept([{ type: "ratingRectified", rating: id, note }]);
};

/** The finished services of a day that nobody rated. */
export function unratedTickets(state: HallState): TicketId[] {
  return [...state.tickets.values()]
    .filter((ticket) => ticket.state === "finished" && !isRated(state, ticket.id))
    .map(({ id }) => id);
}
