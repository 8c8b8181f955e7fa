import type { Translate } from "../../shared/i18n.ts";
import type { GuideTicket } from "./find-tickets.ts";

/** Where a number stands, in words; of one that nobody calls yet, what is known of its slip. */
export const stateText = (t: Translate, { state, print }: Pick<GuideTicket, "state" | "print">): string =>
  state === "reserved" && print !== null ? t(`guide.slipState.${print}`) : t(`ticketState.${state}`);

/** Nobody calls a number whose slip is in doubt, until somebody here has seen to it. */
export const isSlipInDoubt = ({ print }: Pick<GuideTicket, "print">): boolean =>
  print === "failed" || print === "unknown";
