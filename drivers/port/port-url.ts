import { PortError } from "./port.ts";
import type { SerialSettings } from "./serial-port.ts";

/** Two bytes that say who made a USB device and what it is. */
export interface UsbIds {
  vendor: number;
  product: number;
}

export interface HidSettings extends UsbIds {
  /** Bytes of a report, without its number. */
  reportSize: number;
  /** The report's number; 0 for a device whose reports have none. */
  reportId: number;
  /** How bytes lie in reports, see hid-framing.ts. */
  framing: string;
  /** Which of several: by serial number, interface or usage page. */
  serial?: string;
  interface?: number;
  usagePage?: number;
}

export interface UsbSettings extends UsbIds {
  interface: number;
  /** Endpoint addresses; found out by looking when absent. Two when messages are split. */
  out?: readonly number[];
  in?: readonly number[];
  /**
   * Each message's first bytes, so many, go by the first pair of endpoints, the rest by the second; the last two of the
   * first bytes count the rest, big-endian.
   */
  split?: number;
  /** Take the interface from a kernel driver (such as usblp) first. */
  detach: boolean;
}

/** Where a device is: what a URL of ours says. */
export type PortAddress =
  | ({ kind: "serial" } & SerialSettings)
  | { kind: "tcp"; host: string; port: number }
  | ({ kind: "hid" } & HidSettings)
  | ({ kind: "usb" } & UsbSettings)
  | { kind: "file"; path: string }
  | { kind: "sim"; name: string };

/** What a URL may leave out because the driver knows it. */
export interface UrlDefaults {
  /** The TCP port that devices of this kind listen on, such as 9100 for printers. */
  tcpPort?: number;
}

/** Names under which Linux keeps a serial device whatever its number is: who made it, what it is, its own number. */
const BY_ID = "/dev/serial/by-id/";

/** Reads a port URL; throws a PortError `badUrl`. A setting that we would ignore is refused: it is a typing error. */
export function parsePortUrl(text: string, defaults: UrlDefaults = {}): PortAddress {
  if (!URL.canParse(text)) throw bad(text, "not a URL");
  const url = new PortUrl(text);
  switch (url.scheme) {
    case "tcp":
      return parseTcp(url, defaults);
    case "serial":
      return parseSerial(url);
    case "hid":
      return parseHid(url);
    case "usb":
      return parseUsb(url);
    case "file":
      return parseFile(url);
    case "sim":
      return parseSim(url);
    default:
      throw url.bad("the scheme is none of serial:, tcp:, hid:, usb:, file:, sim:");
  }
}

function parseTcp(url: PortUrl, { tcpPort }: UrlDefaults): PortAddress {
  const { hostname, pathname, search, hash, username, password } = url.parsed;
  const port = url.parsed.port === "" ? (tcpPort ?? 0) : Number(url.parsed.port);
  if (hostname === "" || port < 1) throw url.bad("expected tcp://host:port");
  if (!["", "/"].includes(pathname) || search || hash || username || password) {
    throw url.bad("nothing may follow the port");
  }
  // The URL keeps the brackets of an IPv6 address, the socket wants none.
  return { kind: "tcp", host: hostname.replace(/^\[|\]$/g, ""), port };
}

function parseSerial(url: PortUrl): PortAddress {
  const name = url.path("expected serial:/dev/…, serial:by-id/… or serial:COM3");
  url.knows("baud", "data", "stop", "parity", "dtr", "rts");
  const baud = url.setting("baud") ?? "115200";
  if (!/^[1-9]\d{2,6}$/.test(baud)) throw url.bad("baud is not a speed");
  const dtr = url.setting("dtr");
  const rts = url.setting("rts");
  return {
    kind: "serial",
    path: serialPath(url, name),
    baud: Number(baud),
    dataBits: url.oneOf(url.setting("data") ?? "8", { "7": 7, "8": 8 } as const),
    stopBits: url.oneOf(url.setting("stop") ?? "1", { "1": 1, "2": 2 } as const),
    parity: url.oneOf(url.setting("parity") ?? "none", {
      none: "none",
      even: "even",
      odd: "odd",
    } as const),
    ...(dtr !== undefined && { dtr: url.oneOf(dtr, onOff) }),
    ...(rts !== undefined && { rts: url.oneOf(rts, onOff) }),
  };
}

function serialPath(url: PortUrl, name: string): string {
  if (!name.startsWith("by-id/")) return name;
  const id = name.slice("by-id/".length);
  if (id === "" || id === "." || id === ".." || id.includes("/"))
    throw url.bad("expected a name after by-id/");
  // The system follows the link each time the line is opened: a device plugged in again is found under its new number.
  return BY_ID + id;
}

function parseHid(url: PortUrl): PortAddress {
  url.knows("report", "reportId", "framing", "serial", "interface", "usagePage");
  const serial = url.setting("serial");
  const usbInterface = url.number("interface", 0, 255);
  const usagePage = url.hex("usagePage", 0xffff);
  return {
    kind: "hid",
    ...usbIds(url),
    reportSize: url.number("report", 1, 1024) ?? 64,
    reportId: url.number("reportId", 0, 255) ?? 0,
    framing: url.setting("framing") ?? "raw",
    ...(serial !== undefined && { serial }),
    ...(usbInterface !== undefined && { interface: usbInterface }),
    ...(usagePage !== undefined && { usagePage }),
  };
}

function parseUsb(url: PortUrl): PortAddress {
  url.knows("interface", "out", "in", "split", "detach");
  const split = url.number("split", 2, 64);
  const out = endpoints(url, "out", (address) => address < 0x80);
  const into = endpoints(url, "in", (address) => address > 0x80);
  const pairs = split === undefined ? 1 : 2;
  if (split !== undefined && (!out || !into)) throw url.bad("split needs out and in");
  if ((out ?? into) && (out?.length !== pairs || into?.length !== pairs)) {
    throw url.bad(`expected ${pairs} out and ${pairs} in`);
  }
  return {
    kind: "usb",
    ...usbIds(url),
    interface: url.number("interface", 0, 255) ?? 0,
    ...(out && { out }),
    ...(into && { in: into }),
    ...(split !== undefined && { split }),
    detach: url.oneOf(url.setting("detach") ?? "0", onOff),
  };
}

function endpoints(url: PortUrl, setting: string, fits: (address: number) => boolean): number[] | undefined {
  const text = url.setting(setting);
  if (text === undefined) return undefined;
  const addresses = text.split(",").map((one) => (/^[0-9a-f]{2}$/i.test(one) ? Number.parseInt(one, 16) : 0));
  for (const address of addresses) {
    if ((address & 0x0f) === 0 || !fits(address))
      throw url.bad(`${setting} takes endpoints such as 02 or 81`);
  }
  return addresses;
}

function usbIds(url: PortUrl): UsbIds {
  const ids = /^([0-9a-f]{4}):([0-9a-f]{4})$/i.exec(url.path("expected vendor:product, such as 0400:C35A"));
  if (!ids?.[1] || !ids[2]) throw url.bad("expected vendor:product, such as 0400:C35A");
  return { vendor: Number.parseInt(ids[1], 16), product: Number.parseInt(ids[2], 16) };
}

function parseFile(url: PortUrl): PortAddress {
  url.knows();
  const path = url.path("expected file:/dev/usb/lp0");
  if (!path.startsWith("/dev/")) throw url.bad("expected a device under /dev/");
  return { kind: "file", path };
}

function parseSim(url: PortUrl): PortAddress {
  url.knows();
  return { kind: "sim", name: url.path("expected sim:name") };
}

const onOff: Record<string, boolean> = { "0": false, "1": true };

/** A URL and the complaints about it. */
class PortUrl {
  readonly parsed: URL;
  private readonly text: string;
  constructor(text: string) {
    this.text = text;
    this.parsed = new URL(text);
  }

  get scheme(): string {
    return this.parsed.protocol.slice(0, -1);
  }

  bad(why: string): PortError {
    return bad(this.text, why);
  }

  /** What follows the scheme, as a name without a host. */
  path(expected: string): string {
    const { pathname, host, hash } = this.parsed;
    if (pathname === "" || host || hash) throw this.bad(expected);
    try {
      return decodeURIComponent(pathname);
    } catch {
      throw this.bad("the path is not decodable");
    }
  }

  /** Refuses every setting but these, and repeated ones. */
  knows(...names: string[]): void {
    const query = this.parsed.searchParams;
    for (const key of query.keys()) {
      if (!names.includes(key) || query.getAll(key).length > 1) {
        throw this.bad(`unknown or repeated setting ${key}`);
      }
    }
  }

  setting(name: string): string | undefined {
    return this.parsed.searchParams.get(name) ?? undefined;
  }

  number(name: string, least: number, most: number): number | undefined {
    const text = this.setting(name);
    if (text === undefined) return undefined;
    const value = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= least && value <= most))
      throw this.bad(`${name} is not a number from ${least} to ${most}`);
    return value;
  }

  hex(name: string, most: number): number | undefined {
    const text = this.setting(name);
    if (text === undefined) return undefined;
    const value = /^[0-9a-f]{1,8}$/i.test(text) ? Number.parseInt(text, 16) : Number.NaN;
    if (!(value <= most)) throw this.bad(`${name} is not a hexadecimal number up to ${most.toString(16)}`);
    return value;
  }

  oneOf<T>(text: string, values: Record<string, T>): T {
    if (!Object.hasOwn(values, text))
      throw this.bad(`${text} is not one of ${Object.keys(values).join(", ")}`);
    return values[text] as T;
  }
}

function bad(text: string, why: string): PortError {
  return new PortError("badUrl", `${text}: ${why}`);
}
