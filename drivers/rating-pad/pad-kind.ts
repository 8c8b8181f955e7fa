import { defineKind } from "../device/device-kind.ts";
import type { Trial } from "../device/device-kind.ts";
import { windowSetting } from "../device/standing.ts";
import { refusedBy } from "../frame-template/settings.ts";
import { padProfileSchema, parsePadProfile } from "./pad-profile.ts";
import { RatingPad } from "./rating-pad.ts";
import { simulateRatingPad } from "./simulator/play.ts";

/** How long a technician has to press a key. */
const PRESS_WITHIN_MS = 20_000;

/** Serial rating pads in a device profile. */
export const ratingPadKind = defineKind({
  name: "ratingPad",
  title: { zh: "评价器", en: "Rating pad" },
  settings: {
    protocol: refusedBy(padProfileSchema, parsePadProfile).describe(
      "协议，按厂家资料填写 Its protocol, as its maker's sheet has it (docs/devices.md)",
    ),
    window: windowSetting,
  },
  places: ({ window }) => (window === undefined ? [] : [{ path: ["window"], place: "window", name: window }]),
  create: async ({ protocol }, { open, onPlugged, clock, onTrouble }) =>
    new RatingPad({
      open,
      clock,
      ...(onPlugged && { onPlugged }),
      profile: parsePadProfile(protocol),
      chance: Math.random,
      onReplaced: (characters) => onTrouble("missingGlyph", { character: characters.join("") }),
    }),
  trial: { asks: { zh: "请在评价器上按一个键", en: "Press a key on it" }, hands: true, run: tryPad },
  simulate: simulateRatingPad,
});

async function tryPad(pad: RatingPad): Promise<Trial> {
  pad.show({ state: "serving", staff: { name: "测试", number: "0" } });
  const rating = await pad.requestRating("trial", PRESS_WITHIN_MS);
  pad.show({ state: "closed", staff: null });
  if (rating.outcome === "rated") return { good: true, code: "rated" };
  return { good: false, code: rating.outcome === "timeout" ? "nothingPressed" : "lineLost" };
}
