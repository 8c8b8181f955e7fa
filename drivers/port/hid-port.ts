import { ByteInbox } from "./byte-inbox.ts";
import { ByteOutbox } from "./byte-outbox.ts";
import { Closing } from "./closing.ts";
import { lockDevice } from "./device-lock.ts";
import { hidFramings } from "./hid-framing.ts";
import type { HidFraming } from "./hid-framing.ts";
import { PortError } from "./port.ts";
import type { Port } from "./port.ts";
import type { HidSettings } from "./port-url.ts";

/** An open HID device, shaped like node-hid's `HIDAsync`. It never says that it closed: it reports an error. */
export interface HidTransport {
  /** The report's number first. */
  write(values: Buffer): Promise<number>;
  on(event: "data", listener: (report: Buffer) => void): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
  close(): Promise<void>;
}

/** A HID device that could be opened. */
export interface HidDevice {
  path?: string | undefined;
  serialNumber?: string | undefined;
  interface: number;
  usagePage?: number | undefined;
}

/** The system's HID devices; tests give their own. */
export interface HidLibrary {
  devices(vendor: number, product: number): Promise<HidDevice[]>;
  open(path: string): Promise<HidTransport>;
}

/** node-hid, loaded when first needed: a hall without USB starts without it. */
export async function systemHid(): Promise<HidLibrary> {
  const { devicesAsync, HIDAsync } = await import("node-hid");
  return { devices: devicesAsync, open: (path) => HIDAsync.open(path) };
}

/** The path of the device that the settings name; undefined when there is none. */
export async function findHid(library: HidLibrary, settings: HidSettings): Promise<string | undefined> {
  const { vendor, product, serial, interface: usbInterface, usagePage } = settings;
  const devices = await library.devices(vendor, product);
  return devices.find(
    (device) =>
      (serial === undefined || device.serialNumber === serial) &&
      (usbInterface === undefined || device.interface === usbInterface) &&
      (usagePage === undefined || device.usagePage === usagePage),
  )?.path;
}

/**
 * Opens a HID device as a line of bytes. Each report that comes is one call of the port's listeners. Rejects with a
 * PortError.
 */
export async function openHidPort(
  settings: HidSettings,
  library: HidLibrary,
  framings: Readonly<Record<string, HidFraming>> = {},
): Promise<Port> {
  const known = { ...hidFramings, ...framings };
  const framing = Object.hasOwn(known, settings.framing) ? known[settings.framing] : undefined;
  if (!framing) {
    const names = Object.keys(known).join(", ");
    throw new PortError("badUrl", `the HID framing ${settings.framing} is none of ${names}`);
  }
  const path = await findHid(library, settings);
  if (path === undefined) throw new PortError("absent", "no such HID device is plugged in");
  const unlock = await lockDevice(`hid:${path}`);
  try {
    const transport = await library.open(path);
    return hidPort(transport, { settings, framing, unlock, isThere: () => isThere(library, settings) });
  } catch (error) {
    await unlock();
    throw openError(error);
  }
}

function openError(error: unknown): PortError {
  const message = error instanceof Error ? error.message : String(error);
  if (/permission denied|access (is )?denied|not permitted/i.test(message)) {
    return new PortError("forbidden", message);
  }
  if (/no such|not found|no HID devices/i.test(message)) return new PortError("absent", message);
  return new PortError(/busy|in use|sharing violation/i.test(message) ? "busy" : "io", message);
}

async function isThere(library: HidLibrary, settings: HidSettings): Promise<boolean> {
  return (await findHid(library, settings).catch(() => undefined)) !== undefined;
}

interface HidLine {
  settings: HidSettings;
  framing: HidFraming;
  unlock: () => Promise<void>;
  isThere: () => Promise<boolean>;
}

function hidPort(transport: HidTransport, { settings, framing, unlock, isThere: there }: HidLine): Port {
  const inbox = new ByteInbox();
  const closing = new Closing();
  const { reportId, reportSize } = settings;
  let ours = false;
  let failed = false;
  const release = async (): Promise<void> => {
    await transport.close().catch(() => {});
    await unlock();
  };
  transport.on("data", (report) => inbox.push(framing.decode(reportId === 0 ? report : report.subarray(1))));
  transport.on("error", (error) => {
    if (ours || failed) return;
    failed = true;
    void there().then(async (stays) => {
      await release();
      closing.finish(stays ? { kind: "error", message: error.message } : { kind: "unplugged" });
    });
  });
  const outbox = new ByteOutbox(closing, async (bytes) => {
    for (const content of framing.encode(bytes, reportSize)) {
      const report = Buffer.alloc(1 + reportSize);
      report.writeUInt8(reportId, 0);
      report.set(content, 1);
      await transport.write(report);
    }
  });
  return {
    write: (bytes) => outbox.write(bytes),
    onBytes: (listener) => inbox.listen(listener),
    closed: closing.closed,
    close: async () => {
      if (!ours && !failed) {
        ours = true;
        await outbox.stop();
        await release();
        closing.finish({ kind: "byUs" });
      }
      await closing.closed;
    },
  };
}
