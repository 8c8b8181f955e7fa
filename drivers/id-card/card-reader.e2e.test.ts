import { fileURLToPath } from "node:url";
import { MockBinding } from "@serialport/binding-mock";
import { describe, expect, test } from "vitest";
import { systemClock } from "../port/clock.ts";
import { mockSide } from "../port/mock-side.ts";
import { openPort } from "../port/open-port.ts";
import type { OpenOptions } from "../port/open-port.ts";
import { openPipe } from "../port/pipe.ts";
import type { Pipe } from "../port/pipe.ts";
import { PortError } from "../port/port.ts";
import { runCheck } from "../port/run-check.ts";
import { simulateHid } from "../port/simulated-hid.ts";
import { simulateUsb } from "../port/simulated-usb.ts";
import { listenTcpDevice } from "../port/tcp-device.ts";
import { casesFor } from "./reader-contract.ts";
import type { Facility, ReaderWorld } from "./reader-contract.ts";
import { SimulatedReader } from "./simulator/simulated-reader.ts";

const check = fileURLToPath(new URL("card-reader.check.ts", import.meta.url));

test("D-7 over a pseudo serial line", async () => {
  expect(await runCheck(check)).toEqual({ code: 0, output: "" });
});

const hardware = process.env["YIMEN_TEST_READER"];

test.for(hardware === undefined ? [] : [hardware])(
  "D-7 over %s, which YIMEN_TEST_READER names",
  { timeout: 60_000 },
  async (url) => {
    expect(await runCheck(check, { YIMEN_TEST_READER: url })).toEqual({ code: 0, output: "" });
  },
);

/** Builds a world around a reader. */
type Build = (device: SimulatedReader) => Promise<ReaderWorld> | ReaderWorld;

const worlds: Record<string, Build> = {
  "a line in memory": (device) => {
    let pipe: Pipe | undefined;
    let plugged = true;
    const simulators: OpenOptions["simulators"] = {
      reader: () => {
        if (!plugged) throw new PortError("absent", "no reader");
        pipe = openPipe();
        device.attach(pipe.device);
        return pipe.driver;
      },
    };
    return {
      open: () => openPort("sim:reader", { simulators }),
      device,
      cable: {
        plug: () => void (plugged = true),
        unplug: () => {
          plugged = false;
          pipe?.unplug();
        },
      },
      end: async () => {},
    };
  },
  "the serial library with a mock binding": (device) => {
    MockBinding.createPort("/dev/reader");
    const serialBinding = {
      open: async (options: { path: string; baudRate: number }) => {
        const bound = await MockBinding.open(options);
        device.attach(mockSide(bound));
        return bound;
      },
    };
    return {
      open: () => openPort("serial:/dev/reader", { serialBinding }),
      device,
      end: async () => MockBinding.reset(),
    };
  },
  TCP: async (device) => {
    const listening = await listenTcpDevice();
    let plugged = true;
    listening.onConnection((port) => (plugged ? device.attach(port) : void port.close()));
    return {
      open: () => openPort(listening.url),
      device,
      cable: {
        plug: () => void (plugged = true),
        unplug: () => {
          plugged = false;
          listening.unplug();
        },
      },
      end: () => listening.close(),
    };
  },
  "HID reports": (device) => {
    const hid = simulateHid((port) => device.attach(port), true);
    return {
      open: () => openPort(hid.url, { hid: hid.library }),
      device,
      cable: hid,
      end: async () => {},
    };
  },
  "USB bulk endpoints": (device) => usbWorld(device, false),
  "USB with split frames": (device) => usbWorld(device, true),
};

function usbWorld(device: SimulatedReader, split: boolean): ReaderWorld {
  const usb = simulateUsb((port) => device.attach(port), { split, clock: systemClock });
  return {
    open: () => openPort(usb.url, { usb: usb.library }),
    device,
    cable: usb,
    end: async () => {},
  };
}

const facilities: Record<keyof typeof worlds, Facility[]> = {
  "a line in memory": ["device", "cable"],
  "the serial library with a mock binding": ["device", "exclusive"],
  TCP: ["device", "cable"],
};

describe.each(Object.entries(worlds))("D-7 over %s", (name, build) => {
  const cases = casesFor(facilities[name] ?? ["device", "cable", "exclusive"]);

  test.for(cases)("a reader $title", async ({ run }) => {
    const world = await build(new SimulatedReader({ handMs: 50 }));
    try {
      await expect(run(world)).resolves.toBeUndefined();
    } finally {
      await world.end();
    }
  });
});
