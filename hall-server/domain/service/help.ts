import { accept, type Decide, refuse } from "../hall/outcome.ts";
import type { HallState } from "../hall/state.ts";
import { theirWindow } from "../queue/windows.ts";
import type { Principal } from "../roles.ts";
import { type HelpPlace, type HelpRequest, openEmergency, openHelp, samePlace } from "./records.ts";

/** Somebody is wanted: by a citizen at a kiosk or on the phone, by staff, or silently by a clerk. */

export const askHelp: Decide<"askHelp"> = (state, { place, topic }, _, { newId }) => {
  const missing = whyNoPlace(state, place);
  if (missing) return refuse(missing.code, missing.params);
  const open = openHelp(state.service, place);
  if (open) return accept([], { help: open.id });
  const help = newId();
  return accept([{ type: "helpAsked", help, place, topic: topic ?? null }], { help });
};

function whyNoPlace({ config, tickets }: HallState, place: HelpPlace) {
  const isOneOf = (things: readonly { id: string }[]) =>
    things.some(({ id }) => place.at !== "hall" && id === place.id);
  switch (place.at) {
    case "hall":
      return null;
    case "kiosk":
      return isOneOf(config.kiosks) ? null : ({ code: "unknownPlace", params: {} } as const);
    case "window":
      return isOneOf(config.windows)
        ? null
        : ({ code: "unknownWindow", params: { window: place.id } } as const);
    case "zone":
      return isOneOf(config.zones) ? null : ({ code: "unknownZone", params: { zone: place.id } } as const);
    case "ticket":
      return tickets.has(place.id) ? null : ({ code: "unknownTicket", params: {} } as const);
  }
}

export const answerHelp: Decide<"answerHelp"> = (state, { help: id }, principal) => {
  const help = openById(state, id);
  if (!help || principal.kind !== "staff") return refuse("unknownHelp");
  // Two who set out at once: the first goes, and the second sees who.
  if (help.state === "answered") return accept([]);
  return accept([{ type: "helpAnswered", help: id, by: principal.id }]);
};

export const closeHelp: Decide<"closeHelp"> = (state, { help: id }) =>
  openById(state, id) ? accept([{ type: "helpClosed", help: id }]) : refuse("unknownHelp");

function openById({ service }: HallState, id: string): HelpRequest | undefined {
  const help = service.help.get(id);
  return help?.state === "closed" ? undefined : help;
}

/** A kiosk or a phone speaks for its own place only; staff for every place. */
export function isTheirHelp(
  { service }: HallState,
  principal: Principal,
  command: { type: "askHelp"; place: HelpPlace } | { type: "closeHelp"; help: string },
): boolean {
  if (principal.kind === "staff") return true;
  if (principal.kind !== "kiosk" && principal.kind !== "phone") return false;
  const own: HelpPlace = { at: principal.kind === "kiosk" ? "kiosk" : "ticket", id: principal.id };
  const place = command.type === "askHelp" ? command.place : service.help.get(command.help)?.place;
  return place !== undefined && samePlace(place, own);
}

/** A clerk calls for help without a sound. */
export const callForHelp: Decide<"callForHelp"> = (state, { window }, principal, { newId }) => {
  const theirs = theirWindow(state, window, principal);
  if ("code" in theirs) return refuse(theirs.code, theirs.params);
  const open = openEmergency(state.service, window);
  if (open) return accept([], { emergency: open.id });
  const emergency = newId();
  return accept([{ type: "emergencyRaised", emergency, window, clerk: theirs.clerk }], { emergency });
};

export const acknowledgeEmergency: Decide<"acknowledgeEmergency"> = (state, { emergency: id }, principal) => {
  const emergency = state.service.emergency.get(id);
  if (!emergency || emergency.state === "closed" || principal.kind !== "staff")
    return refuse("unknownEmergency");
  if (emergency.state === "acknowledged") return accept([]);
  return accept([{ type: "emergencyAcknowledged", emergency: id, by: principal.id }]);
};

/** Never by the clerk who raised it: whoever threatens them must not be able to have it taken back. */
export const closeEmergency: Decide<"closeEmergency"> = (state, { emergency: id }, principal) => {
  const emergency = state.service.emergency.get(id);
  if (!emergency || emergency.state === "closed" || principal.kind !== "staff")
    return refuse("unknownEmergency");
  if (emergency.clerk === principal.id) return refuse("notAllowed", { command: "closeEmergency" });
  return accept([{ type: "emergencyClosed", emergency: id, by: principal.id }]);
};
