/** What the kiosk can do now, by what surrounds it. */
import { type Offer, offerWithoutHall } from "./offer.ts";
import { outOfServiceBy } from "./service.ts";
import type { DeskSlip } from "../../bridge.ts";
import type { Monotonic, Surroundings } from "./session-state.ts";
import { deskSlipShownMs } from "./timeouts.ts";

/** Whether a number can be given now. */
export function canGiveNumbers(surroundings: Surroundings): boolean {
  if (surroundings.offer === null || outOfServiceBy(surroundings) !== null) return false;
  return surroundings.hall === "fresh" || isOffline(surroundings);
}

/** Whether this kiosk gives numbers by itself. */
export function isOffline({ hall, offline }: Surroundings): boolean {
  return hall === "lost" && offline.kind === "ready";
}

/** Only the guide in force is printed: without the hall, or while a new one is on its way, nobody knows that this one is. */
export function canPrintGuide({ hall, offer, printer }: Surroundings): boolean {
  return hall === "fresh" && offer?.isCurrent === true && printer.fault === null;
}

/** The slip for somebody whom staff have sent, while it is printed and for as long as it may lie there. */
export function deskSlipAt({ deskSlip }: Surroundings, now: Monotonic): DeskSlip | null {
  if (deskSlip === null) return null;
  const { number, state, since } = deskSlip;
  return state === "printing" || now - since < deskSlipShownMs ? { number, state } : null;
}

/** What can be had now, with the hall or without it. */
export function offerNow(surroundings: Surroundings): Offer | null {
  const { hall, offer, offline } = surroundings;
  if (hall !== "lost" || !offer) return offer;
  return offerWithoutHall(offer, offline.kind === "ready" ? offline.queues : []);
}
