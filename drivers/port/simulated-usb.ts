import { ByteInbox } from "./byte-inbox.ts";
import type { DeviceClock } from "./clock.ts";
import { Closing } from "./closing.ts";
import type { Port } from "./port.ts";
import type { UsbDevice, UsbLibrary } from "./usb-port.ts";

const PACKET = 64;

/** A vendor USB device with bulk endpoints made of software, in place of the package `usb`. */
export interface SimulatedUsb {
  library: UsbLibrary;
  /** What to open. */
  url: string;
  plug(): void;
  /** Transfers end as the package ends them; the device is no longer found. */
  unplug(): void;
}

/** Packets on their way to the host, by endpoint, and who waits for one. */
class InEndpoints {
  private readonly clock: DeviceClock;
  private readonly packets = new Map<number, Buffer[]>();
  private readonly waiting = new Map<
    number,
    { give: (packet: Buffer) => void; fail: (error: Error) => void }
  >();

  constructor(clock: DeviceClock) {
    this.clock = clock;
  }

  send(endpoint: number, bytes: Buffer): void {
    for (let at = 0; at < bytes.length; at += PACKET) {
      const packet = Buffer.from(bytes.subarray(at, at + PACKET));
      const reader = this.waiting.get(endpoint);
      if (reader) reader.give(packet);
      else this.packets.set(endpoint, [...(this.packets.get(endpoint) ?? []), packet]);
    }
  }

  read(endpoint: number, length: number, timeoutMs: number): Promise<{ data: DataView }> {
    const ready = this.packets.get(endpoint)?.shift();
    if (ready) return Promise.resolve({ data: view(ready.subarray(0, length)) });
    return new Promise((resolve, reject) => {
      const over = (): void => {
        cancel();
        this.waiting.delete(endpoint);
      };
      const fail = (error: Error): void => {
        over();
        reject(error);
      };
      const late = (): void => fail(new Error("transferIn error: transfer was cancelled"));
      const cancel = this.clock.setTimeout(late, timeoutMs);
      const give = (packet: Buffer): void => {
        over();
        resolve({ data: view(packet.subarray(0, length)) });
      };
      this.waiting.set(endpoint, { give, fail });
    });
  }

  /** Forgets what nobody fetched; who waits is told why. */
  fail(reason: string): void {
    this.packets.clear();
    for (const { fail } of this.waiting.values()) fail(new Error(reason));
  }
}

/**
 * Makes a device, plugged in. `attach` gets the device's side of each opening. Split: the first 7 bytes of a message
 * come by endpoint 2 and the rest by 6; it answers by 1, then by 5. Otherwise 2 and 1 carry everything.
 */
export function simulateUsb(
  attach: (port: Port) => void,
  { split, clock }: { split: boolean; clock: DeviceClock },
): SimulatedUsb {
  let plugged = true;
  let claimed = false;
  let inbox = new ByteInbox();
  let end = new Closing();
  const incoming = new InEndpoints(clock);
  const hang = (reason: string): void => {
    claimed = false;
    incoming.fail(reason);
    end.finish({ kind: "unplugged" });
  };
  const side = (): Port => {
    const listened = inbox;
    return {
      write: async (bytes) => {
        const all = Buffer.from(bytes);
        incoming.send(1, split ? all.subarray(0, 7) : all);
        if (split) incoming.send(5, all.subarray(7));
      },
      onBytes: (listener) => listened.listen(listener),
      closed: end.closed,
      close: async () => end.finish({ kind: "byUs" }),
    };
  };
  const device: UsbDevice = {
    configuration: {
      interfaces: [{ interfaceNumber: 0, alternate: { endpoints: endpoints(split) } }],
    },
    open: async () => {},
    close: async () => {
      if (claimed) hang("transfer was cancelled");
    },
    detachKernelDriver: () => Promise.reject(new Error("no kernel driver attached")),
    claimInterface: async () => {
      if (claimed) throw new Error("claimInterface error: interface is busy");
      claimed = true;
      inbox = new ByteInbox();
      end = new Closing();
      attach(side());
    },
    transferOut: async (endpoint, data) => {
      if (!plugged) throw new Error("transferOut error: device disconnected");
      if (!(split ? [2, 6] : [2]).includes(endpoint))
        throw new Error("transferOut error: endpoint not found");
      inbox.push(data);
    },
    transferIn: async (endpoint, length, timeoutMs) => {
      if (!plugged) throw new Error("transferIn error: device disconnected");
      return incoming.read(endpoint, length, timeoutMs);
    },
  };
  return {
    library: {
      // Another opening of the same device is another object to whoever opens it: only the first may close its claim.
      findDeviceByIds: async () => (plugged ? opened(device) : undefined),
    },
    url: split ? "usb:0400:C35A?split=7&out=02,06&in=81,85" : "usb:0400:C35A",
    plug: () => {
      plugged = true;
    },
    unplug: () => {
      plugged = false;
      hang("transferIn error: device disconnected");
    },
  };
}

function opened(device: UsbDevice): UsbDevice {
  let mine = false;
  return {
    ...device,
    claimInterface: async (number) => {
      await device.claimInterface(number);
      mine = true;
    },
    close: async () => {
      if (mine) await device.close();
    },
  };
}

function endpoints(split: boolean) {
  const bulk = (endpointNumber: number, direction: "in" | "out") =>
    ({ endpointNumber, direction, type: "bulk", packetSize: PACKET }) as const;
  const rest = split ? [bulk(6, "out"), bulk(5, "in")] : [];
  return [bulk(2, "out"), bulk(1, "in"), ...rest];
}

function view(bytes: Buffer): DataView {
  return new DataView(Uint8Array.from(bytes).buffer);
}
