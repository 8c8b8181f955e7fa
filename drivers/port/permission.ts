import type { PortAddress, UsbIds } from "./port-url.ts";

/** What a technician does about a device that the system does not let us open. */
export function permissionHint(address: PortAddress, platform: NodeJS.Platform = process.platform): string {
  if (platform === "win32") return windowsHint(address);
  switch (address.kind) {
    case "serial":
      return "add the kiosk's user to the group dialout (adduser kiosk dialout) and log in again";
    case "file":
      return "add the kiosk's user to the group lp (adduser kiosk lp) and log in again";
    case "hid":
      return udevHint("hidraw", address);
    case "usb":
      return udevHint("usb", address);
    case "tcp":
    case "sim":
      return "a firewall or a policy of the system forbids it";
  }
}

/** A line for /etc/udev/rules.d that opens a device to whoever is in plugdev. */
export function udevRule(subsystem: "hidraw" | "usb", { vendor, product }: UsbIds): string {
  const id = (value: number): string => value.toString(16).padStart(4, "0");
  const attribute = subsystem === "usb" ? "ATTR" : "ATTRS";
  return [
    `SUBSYSTEM=="${subsystem}"`,
    `${attribute}{idVendor}=="${id(vendor)}"`,
    `${attribute}{idProduct}=="${id(product)}"`,
    `MODE="0660"`,
    `GROUP="plugdev"`,
  ].join(", ");
}

function udevHint(subsystem: "hidraw" | "usb", ids: UsbIds): string {
  return `put ${udevRule(subsystem, ids)} into /etc/udev/rules.d/70-yimen.rules, add the kiosk's user to plugdev, plug in again`;
}

function windowsHint({ kind }: PortAddress): string {
  if (kind === "usb") return "give the device the WinUSB driver (with Zadig, or its maker's WinUSB package)";
  if (kind === "hid")
    return "another program holds the device, or its maker's driver hides it: end it or remove it";
  return "another program holds the device, or a policy forbids it";
}
