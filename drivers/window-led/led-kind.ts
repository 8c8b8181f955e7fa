import { defineKind } from "../device/device-kind.ts";
import type { Trial } from "../device/device-kind.ts";
import { languageSetting, strayAddress, windowPlaces, windowsSetting } from "../device/standing.ts";
import { refusedBy } from "../frame-template/settings.ts";
import { parseWindowLedSettings, windowLedSettingsSchema } from "./led-settings.ts";
import { simulateWindowLed } from "./simulator/play.ts";
import { WindowLed } from "./window-led.ts";

/** The LED strips of one line in a device profile. */
export const windowLedKind = defineKind({
  name: "windowLed",
  title: { zh: "窗口 LED 屏", en: "Window LED strips" },
  settings: {
    display: refusedBy(windowLedSettingsSchema, parseWindowLedSettings).describe(
      "协议（仰邦 onbon 或 text）和各条屏的地址、大小 Protocol (onbon or text) and each strip's address and size (docs/devices.md)",
    ),
    windows: windowsSetting,
    language: languageSetting,
  },
  refuses: ({ windows, display }) =>
    strayAddress(
      windows,
      display.strips.map(({ address }) => address),
    ),
  places: ({ windows }) => windowPlaces(windows),
  create: async ({ display }, { open, onPlugged, clock }) =>
    new WindowLed({
      open,
      clock,
      ...(onPlugged && { onPlugged }),
      settings: parseWindowLedSettings(display),
    }),
  trial: {
    asks: { zh: "在每条屏上显示测试文字？", en: "Show a test text on every strip?" },
    run: showEverywhere,
  },
  simulate: simulateWindowLed,
});

/** The text stays: somebody has to walk past all the windows to see it. */
async function showEverywhere(led: WindowLed): Promise<Trial> {
  const shown = await Promise.all(
    [...led.states().keys()].map((address) => led.showText(address, `测试 TEST ${address}`)),
  );
  const failed = shown.find(({ outcome }) => outcome !== "shown" && outcome !== "sent");
  if (failed) return { good: false, code: "notShown" };
  return { good: true, code: shown.every(({ outcome }) => outcome === "shown") ? "shown" : "sent" };
}
