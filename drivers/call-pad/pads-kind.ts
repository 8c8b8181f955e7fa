import { defineKind } from "../device/device-kind.ts";
import { languageSetting, strayAddress, windowPlaces, windowsSetting } from "../device/standing.ts";
import { refusedBy } from "../frame-template/settings.ts";
import { CallPadBus } from "./call-pad-bus.ts";
import { callPadProfileSchema, parseCallPadProfile } from "./pad-profile.ts";
import { simulateCallPads } from "./simulator/play.ts";

/** The call pads of one RS-485 line in a device profile. */
export const callPadsKind = defineKind({
  name: "callPads",
  title: { zh: "呼叫器", en: "Call pads" },
  settings: {
    protocol: refusedBy(callPadProfileSchema, parseCallPadProfile).describe(
      "协议和地址，按厂家资料填写 Their protocol and addresses, as their maker's sheet has it (docs/devices.md)",
    ),
    windows: windowsSetting,
    language: languageSetting,
  },
  refuses: ({ windows, protocol }) => strayAddress(windows, protocol.addresses),
  places: ({ windows }) => windowPlaces(windows),
  create: async ({ protocol }, { open, onPlugged, clock }) =>
    new CallPadBus({
      open,
      clock,
      ...(onPlugged && { onPlugged }),
      profile: parseCallPadProfile(protocol),
    }),
  simulate: simulateCallPads,
});
