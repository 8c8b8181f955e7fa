import { access } from "node:fs/promises";
import type { DeviceClock } from "./clock.ts";
import { findHid, systemHid } from "./hid-port.ts";
import type { OpenOptions } from "./open-port.ts";
import { parsePortUrl } from "./port-url.ts";
import { systemUsb } from "./usb-port.ts";

/** How often the system is asked whether a device has come. Only while it is missing. */
const LOOK_EVERY_MS = 1_000;

/**
 * Watches for a device to be plugged in, for `DeviceLifeOptions.onPlugged`. Polls, because the system's own notice
 * needs a daemon (udev) that a kiosk may not have, and HID has none. Network devices and simulators can't be watched:
 * undefined. A URL that `openPort` would refuse throws its PortError here too.
 */
export function watchPort(
  url: string,
  clock: DeviceClock,
  options: OpenOptions = {},
): ((plugged: () => void) => () => void) | undefined {
  const isThere = presence(url, options);
  if (!isThere) return undefined;
  return (plugged) => {
    let stopped = false;
    let cancel: () => void = () => {};
    let before = true;
    const look = async (): Promise<void> => {
      const now = await isThere().catch(() => false);
      if (stopped) return;
      // What was there all along has not been plugged in; the first look only learns.
      if (now && !before) plugged();
      before = now;
      if (!stopped) cancel = clock.setTimeout(() => void look(), LOOK_EVERY_MS);
    };
    void look();
    return () => {
      stopped = true;
      cancel();
    };
  };
}

function presence(url: string, options: OpenOptions): (() => Promise<boolean>) | undefined {
  const address = parsePortUrl(url, options);
  switch (address.kind) {
    case "serial":
    case "file":
      // A COM port is no file; Windows is left to the ladder's own tries.
      if (!address.path.startsWith("/")) return undefined;
      return () =>
        access(address.path).then(
          () => true,
          () => false,
        );
    case "hid":
      return async () => (await findHid(options.hid ?? (await systemHid()), address)) !== undefined;
    case "usb":
      return async () => {
        const library = options.usb ?? (await systemUsb());
        return (await library.findDeviceByIds(address.vendor, address.product)) !== undefined;
      };
    case "tcp":
    case "sim":
      return undefined;
  }
}
