import { ByteInbox } from "./byte-inbox.ts";
import { ByteOutbox } from "./byte-outbox.ts";
import { Closing } from "./closing.ts";
import { PortError } from "./port.ts";
import type { CloseReason, Port, PortErrorCode } from "./port.ts";
import type { UsbSettings } from "./port-url.ts";

/** What of a WebUSB device is used here; the npm package `usb` gives it outside a browser. */
export interface UsbDevice {
  readonly configuration?:
    | { interfaces: readonly { interfaceNumber: number; alternate: { endpoints: readonly UsbEndpoint[] } }[] }
    | undefined;
  open(): Promise<void>;
  close(): Promise<void>;
  claimInterface(number: number): Promise<void>;
  detachKernelDriver(number: number): Promise<void>;
  /** `endpoint` without the direction bit. Ends with `data` undefined, or rejects, when nothing came in time. */
  transferIn(endpoint: number, length: number, timeoutMs: number): Promise<{ data?: DataView | undefined }>;
  transferOut(endpoint: number, data: Uint8Array<ArrayBuffer>, timeoutMs: number): Promise<unknown>;
}

interface UsbEndpoint {
  endpointNumber: number;
  direction: "in" | "out";
  type: string;
  packetSize: number;
}

/** The system's USB devices; tests give their own. */
export interface UsbLibrary {
  findDeviceByIds(vendor: number, product: number): Promise<UsbDevice | undefined>;
}

/** The package `usb`, loaded when first needed: a hall without USB starts without it. */
export async function systemUsb(): Promise<UsbLibrary> {
  const { usb } = await import("usb");
  // Its devices take a time limit that the WebUSB types do not know.
  return usb as unknown as UsbLibrary;
}

/** How long one read waits: so long a close may have to wait for it. */
const READ_TIMEOUT_MS = 250;
/** A device that takes nothing for so long is stuck. */
const WRITE_TIMEOUT_MS = 5_000;
/** The packet size of a full-speed bulk endpoint, when the device does not say. */
const PACKET_SIZE = 64;

/** Opens a vendor device's bulk endpoints as a line of bytes; rejects with a PortError. */
export async function openUsbPort(settings: UsbSettings, library: UsbLibrary): Promise<Port> {
  const device = await library
    .findDeviceByIds(settings.vendor, settings.product)
    .catch((error: unknown) => Promise.reject(openError(error)));
  if (!device) throw new PortError("absent", "no such USB device is plugged in");
  try {
    await device.open();
    if (settings.detach) await device.detachKernelDriver(settings.interface).catch(() => {});
    await device.claimInterface(settings.interface);
    return usbPort(device, settings, endpointsOf(device, settings));
  } catch (error) {
    await device.close().catch(() => {});
    throw error instanceof PortError ? error : openError(error);
  }
}

function openError(error: unknown): PortError {
  const message = error instanceof Error ? error.message : String(error);
  return new PortError(openErrorCode(message), message);
}

function openErrorCode(message: string): PortErrorCode {
  if (/busy/i.test(message)) return "busy";
  if (/denied|not permitted|access/i.test(message)) return "forbidden";
  // Windows opens only what has the WinUSB driver.
  if (/not supported|unsupported/i.test(message)) return "forbidden";
  return /not found|disconnected|no such/i.test(message) ? "absent" : "io";
}

interface Pipe {
  number: number;
  packetSize: number;
}

interface Pipes {
  out: Pipe[];
  in: Pipe[];
}

function endpointsOf(device: UsbDevice, settings: UsbSettings): Pipes {
  const found = device.configuration?.interfaces.find(
    ({ interfaceNumber }) => interfaceNumber === settings.interface,
  )?.alternate.endpoints;
  const pick = (direction: "in" | "out", wanted: readonly number[] | undefined): Pipe[] => {
    const all = (found ?? []).filter((one) => one.direction === direction && one.type === "bulk");
    const numbers =
      wanted?.map((address) => address & 0x0f) ?? all.slice(0, 1).map((one) => one.endpointNumber);
    if (numbers.length === 0) throw new PortError("io", `the device has no bulk endpoint for ${direction}`);
    return numbers.map((number) => ({
      number,
      packetSize: all.find((one) => one.endpointNumber === number)?.packetSize ?? PACKET_SIZE,
    }));
  };
  return { out: pick("out", settings.out), in: pick("in", settings.in) };
}

/** Ends of a read that only mean that nothing came. */
const nothingCame = /timed? ?out|cancell?ed/i;
const gone = /disconnect|no such device|not found/i;

function usbPort(device: UsbDevice, { split }: UsbSettings, pipes: Pipes): Port {
  const inbox = new ByteInbox();
  const closing = new Closing();
  let ours = false;
  const reading = (async () => {
    let end: CloseReason = { kind: "byUs" };
    try {
      while (!ours) await readMessage(device, pipes, split, (bytes) => inbox.push(bytes));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (!ours) end = gone.test(message) ? { kind: "unplugged" } : { kind: "error", message };
    }
    await device.close().catch(() => {});
    closing.finish(end);
  })();
  const outbox = new ByteOutbox(closing, async (bytes) => {
    for (const [i, part] of splitMessage(bytes, split).entries()) {
      const pipe = pipes.out[i];
      if (pipe) await device.transferOut(pipe.number, Uint8Array.from(part), WRITE_TIMEOUT_MS);
    }
  });
  return {
    write: (bytes) => outbox.write(bytes),
    onBytes: (listener) => inbox.listen(listener),
    closed: closing.closed,
    close: async () => {
      ours = true;
      await outbox.stop();
      await reading;
    },
  };
}

function splitMessage(bytes: Uint8Array, split: number | undefined): Uint8Array[] {
  return split === undefined ? [bytes] : [bytes.subarray(0, split), bytes.subarray(split)];
}

/** Reads what comes next: a packet, or a split message's first bytes and then as many more as they announce. */
async function readMessage(
  device: UsbDevice,
  pipes: Pipes,
  split: number | undefined,
  push: (bytes: Uint8Array) => void,
): Promise<void> {
  const [first, second] = pipes.in;
  const head = first ? await readPacket(device, first) : nothing;
  push(head);
  if (split === undefined || !second || head.length < split) return;
  const announced = ((head[split - 2] ?? 0) << 8) | (head[split - 1] ?? 0);
  for (let missing = announced - (head.length - split); missing > 0;) {
    const bytes = await readPacket(device, second);
    // Cut short: what is parsed behind this notices.
    if (bytes.length === 0) return;
    push(bytes);
    missing -= bytes.length;
  }
}

const nothing = new Uint8Array(0);

/** At most one packet: asked for more, a device whose message fills its last packet would be waited for in vain. */
async function readPacket(device: UsbDevice, { number, packetSize }: Pipe): Promise<Uint8Array> {
  try {
    const { data } = await device.transferIn(number, packetSize, READ_TIMEOUT_MS);
    return data ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : nothing;
  } catch (error) {
    if (error instanceof Error && nothingCame.test(error.message)) return nothing;
    throw error;
  }
}
