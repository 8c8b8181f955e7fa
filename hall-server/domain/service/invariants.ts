import type { HallState } from "../hall/state.ts";
import { isStaffed } from "../hall/state.ts";
import { isBad, placeKey, ratingId } from "./records.ts";

/** What is wrong with what people tell each other, in words; empty for every state that commands can lead to. */
export function brokenService({ service, windows }: HallState): string[] {
  const open = [...service.help.values()].filter(({ state }) => state !== "closed");
  const places = new Set(open.map(({ place }) => placeKey(place)));
  const alarms = [...service.emergency.values()].filter(({ state }) => state !== "closed");
  return [
    ...(places.size < open.length ? ["a place asks for help twice"] : []),
    ...(new Set(alarms.map(({ window }) => window)).size < alarms.length
      ? ["a window has two emergencies"]
      : []),
    ...[...service.rating].flatMap(([key, rating]) => [
      ...(key === ratingId(rating) ? [] : [`rating ${key} stands under another's name`]),
      ...(rating.nth === 1 || service.rating.has(ratingId({ ...rating, nth: 1 }))
        ? []
        : [`rating ${key} adds to none`]),
      ...(isBad(rating.level) === service.rectification.has(key)
        ? []
        : [`rating ${key} asks for mending, and nobody has to; or the other way round`]),
    ]),
    ...[...service.invitation.keys()]
      .filter((window) => !isStaffed(windows[window]))
      .map((window) => `window ${window} invites and nobody is there`),
  ];
}
