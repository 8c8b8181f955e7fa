import { openFilePort } from "./file-port.ts";
import type { HidFraming } from "./hid-framing.ts";
import { openHidPort, systemHid } from "./hid-port.ts";
import type { HidLibrary } from "./hid-port.ts";
import { permissionHint } from "./permission.ts";
import { PortError } from "./port.ts";
import type { Port } from "./port.ts";
import { parsePortUrl } from "./port-url.ts";
import type { PortAddress, UrlDefaults } from "./port-url.ts";
import { openSerialPort } from "./serial-port.ts";
import type { SerialBinding } from "./serial-port.ts";
import { openTcpPort } from "./tcp-port.ts";
import { openUsbPort, systemUsb } from "./usb-port.ts";
import type { UsbLibrary } from "./usb-port.ts";

export { parsePortUrl } from "./port-url.ts";

/** What a driver knows of its devices, and what tests and simulators put in place of the system. */
export interface OpenOptions extends UrlDefaults {
  /** Ways of makers to wrap bytes in HID reports, by the name that a URL's `framing` gives. */
  hidFramings?: Readonly<Record<string, HidFraming>>;
  /** Devices made of software, by the name that `sim:name` gives; called at each opening. */
  simulators?: Readonly<Record<string, () => Port | Promise<Port>>>;
  serialBinding?: SerialBinding;
  hid?: HidLibrary;
  usb?: UsbLibrary;
}

/**
 * Opens the line that a URL names; docs/devices.md lists the schemes and their settings. Rejects with a PortError; one
 * that is `forbidden` says what to do about it.
 */
export async function openPort(url: string, options: OpenOptions = {}): Promise<Port> {
  const address = parsePortUrl(url, options);
  try {
    return await openAddress(address, options);
  } catch (error) {
    if (!(error instanceof PortError)) throw new PortError("io", `${url}: ${String(error)}`);
    const hint = error.code === "forbidden" ? `; ${permissionHint(address)}` : "";
    throw new PortError(error.code, `${url}: ${error.message}${hint}`);
  }
}

async function openAddress(address: PortAddress, options: OpenOptions): Promise<Port> {
  switch (address.kind) {
    case "serial":
      return openSerialPort(address, options.serialBinding);
    case "tcp":
      return openTcpPort(address.host, address.port);
    case "hid":
      return openHidPort(address, options.hid ?? (await systemHid()), options.hidFramings);
    case "usb":
      return openUsbPort(address, options.usb ?? (await systemUsb()));
    case "file":
      return openFilePort(address.path);
    case "sim":
      return openSimulator(address.name, options.simulators);
  }
}

async function openSimulator(name: string, simulators: OpenOptions["simulators"] = {}): Promise<Port> {
  const open = Object.hasOwn(simulators, name) ? simulators[name] : undefined;
  if (!open) throw new PortError("absent", `there is no simulator ${name} here`);
  return open();
}
