import type { HallState } from "../hall/state.ts";
import type { TicketId } from "../queue/ticket.ts";
import { type Rating, ratingId, ratingStages, type RatingStage } from "./records.ts";

export const hasRating = (
  { service, day }: HallState,
  ticket: TicketId,
  stage: RatingStage,
  nth: Rating["nth"],
): boolean => service.rating.has(ratingId({ day: day ?? "", ticket, stage, nth }));

/** Whether somebody has said anything of a service. */
export const isRated = (state: HallState, ticket: TicketId): boolean =>
  ratingStages.some((stage) => hasRating(state, ticket, stage, 1));
