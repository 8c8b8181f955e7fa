import { EventEmitter } from "node:events";
import { ByteInbox } from "./byte-inbox.ts";
import { Closing } from "./closing.ts";
import type { HidLibrary } from "./hid-port.ts";
import { PortError } from "./port.ts";
import type { Port } from "./port.ts";

const REPORT = 64;

/** A HID device made of software, in place of node-hid: no system lets one plug in a real one without a kernel. */
export interface SimulatedHid {
  library: HidLibrary;
  /** What to open. */
  url: string;
  plug(): void;
  /** The driver's transport reports an error, as node-hid does; the device is no longer listed. */
  unplug(): void;
}

/**
 * Makes a HID device, plugged in. `attach` gets the device's side of each opening. `counted`: reports begin with a byte
 * that counts, as the framing `length` has it; written apart from that one.
 */
export function simulateHid(attach: (port: Port) => void, counted: boolean): SimulatedHid {
  const path = `/dev/hidraw-simulated-${process.pid}-${(made += 1)}`;
  let plugged = true;
  let transport: EventEmitter | undefined;
  let inbox = new ByteInbox();
  let end = new Closing();
  const hang = (): void => {
    transport = undefined;
    end.finish({ kind: "unplugged" });
  };
  const library: HidLibrary = {
    devices: async () => (plugged ? [{ path, interface: 0, serialNumber: "S1", usagePage: 0xff00 }] : []),
    open: async () => {
      if (!plugged) throw new Error("cannot open device with path: No such file or directory");
      const opened = new EventEmitter();
      transport = opened;
      inbox = new ByteInbox();
      end = new Closing();
      attach(deviceSide(() => transport === opened, opened, inbox, end, counted));
      return Object.assign(opened, {
        write: async (values: Buffer) => {
          if (transport !== opened) throw new Error("Cannot write to hid device");
          if (values.length !== 1 + REPORT) throw new Error(`a report of ${values.length} bytes`);
          const report = values.subarray(1);
          inbox.push(counted ? report.subarray(1, 1 + report.readUInt8(0)) : report);
          return values.length;
        },
        close: async () => {
          if (transport === opened) hang();
        },
      });
    },
  };
  return {
    library,
    url: `hid:0425:8159?framing=${counted ? "length" : "raw"}`,
    plug: () => {
      plugged = true;
    },
    unplug: () => {
      plugged = false;
      const lost = transport;
      hang();
      lost?.emit("error", new Error("could not read from HID device"));
    },
  };
}

let made = 0;

function deviceSide(
  isOpen: () => boolean,
  transport: EventEmitter,
  inbox: ByteInbox,
  end: Closing,
  counted: boolean,
): Port {
  return {
    write: async (bytes) => {
      const room = counted ? REPORT - 1 : REPORT;
      for (let at = 0; at < bytes.length; at += room) {
        if (!isOpen()) throw new PortError("closed", "nobody reads");
        const content = bytes.subarray(at, at + room);
        const report = Buffer.alloc(REPORT);
        report.set(counted ? [content.length, ...content] : content);
        transport.emit("data", report);
        await Promise.resolve();
      }
    },
    onBytes: (listener) => inbox.listen(listener),
    closed: end.closed,
    close: async () => end.finish({ kind: "byUs" }),
  };
}
