import { PortError } from "./port.ts";
import type { Port } from "./port.ts";
import { openSerialPort } from "./serial-port.ts";
import type { SerialBinding, SerialSettings } from "./serial-port.ts";
import { openTcpPort } from "./tcp-port.ts";

/** Where a device is: what a URL of ours says. */
export type PortAddress = ({ kind: "serial" } & SerialSettings) | { kind: "tcp"; host: string; port: number };

/** What tests and simulators may replace. */
export interface OpenOptions {
  serialBinding?: SerialBinding;
}

/**
 * Opens the line that a URL names: `serial:/dev/ttyUSB0?baud=115200` (also `data`, `stop`, `parity`, `dtr`, `rts`)
 * or `tcp://host:port`. Rejects with a PortError.
 */
export async function openPort(url: string, options: OpenOptions = {}): Promise<Port> {
  const address = parsePortUrl(url);
  if (address.kind === "tcp") return openTcpPort(address.host, address.port);
  return openSerialPort(address, options.serialBinding);
}

/** Reads a port URL; throws a PortError `badUrl`. A setting that we would ignore is refused: it is a typing error. */
export function parsePortUrl(url: string): PortAddress {
  if (!URL.canParse(url)) throw bad(url, "not a URL");
  const parsed = new URL(url);
  if (parsed.protocol === "tcp:") return parseTcp(url, parsed);
  if (parsed.protocol === "serial:") return parseSerial(url, parsed);
  throw bad(url, "the scheme is neither serial: nor tcp:");
}

function parseTcp(url: string, parsed: URL): PortAddress {
  const port = Number(parsed.port);
  if (parsed.hostname === "" || port < 1) throw bad(url, "expected tcp://host:port");
  if (
    !["", "/"].includes(parsed.pathname) ||
    parsed.search ||
    parsed.hash ||
    parsed.username ||
    parsed.password
  ) {
    throw bad(url, "nothing may follow the port");
  }
  // The URL keeps the brackets of an IPv6 address, the socket wants none.
  return { kind: "tcp", host: parsed.hostname.replace(/^\[|\]$/g, ""), port };
}

function parseSerial(url: string, parsed: URL): PortAddress {
  const path = decodePath(url, parsed.pathname);
  if (path === "" || parsed.host || parsed.hash) throw bad(url, "expected serial:/dev/… or serial:COM3");
  const query = parsed.searchParams;
  const known = new Set(["baud", "data", "stop", "parity", "dtr", "rts"]);
  for (const key of query.keys()) {
    if (!known.has(key) || query.getAll(key).length > 1) throw bad(url, `unknown or repeated setting ${key}`);
  }
  const baud = query.get("baud") ?? "115200";
  if (!/^[1-9]\d{2,6}$/.test(baud)) throw bad(url, "baud is not a speed");
  const dtr = query.get("dtr");
  const rts = query.get("rts");
  return {
    kind: "serial",
    path,
    baud: Number(baud),
    dataBits: oneOf(url, query.get("data") ?? "8", { "7": 7, "8": 8 } as const),
    stopBits: oneOf(url, query.get("stop") ?? "1", { "1": 1, "2": 2 } as const),
    parity: oneOf(url, query.get("parity") ?? "none", { none: "none", even: "even", odd: "odd" } as const),
    ...(dtr !== null && { dtr: oneOf(url, dtr, { "0": false, "1": true }) }),
    ...(rts !== null && { rts: oneOf(url, rts, { "0": false, "1": true }) }),
  };
}

function decodePath(url: string, path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw bad(url, "the path is not decodable");
  }
}

function oneOf<T>(url: string, text: string, values: Record<string, T>): T {
  if (!Object.hasOwn(values, text)) throw bad(url, `${text} is not one of ${Object.keys(values).join(", ")}`);
  return values[text] as T;
}

function bad(url: string, why: string): PortError {
  return new PortError("badUrl", `${url}: ${why}`);
}
