import { MockBinding } from "@serialport/binding-mock";
import { describe, expect, test } from "vitest";
import { systemClock } from "./clock.ts";
import { mockSide } from "./mock-side.ts";
import { openPort } from "./open-port.ts";
import { openPipe } from "./pipe.ts";
import { portCasesFor } from "./port-contract.ts";
import type { PortFacility, PortWorld } from "./port-contract.ts";
import type { Port } from "./port.ts";
import { openPty } from "./pty.ts";
import { simulateHid } from "./simulated-hid.ts";
import { simulateUsb } from "./simulated-usb.ts";
import { listenTcpDevice } from "./tcp-device.ts";

/** Keeps the device's side of the line last opened. */
function sides() {
  let waiting = Promise.withResolvers<Port>();
  return {
    attach: (port: Port): void => waiting.resolve(port),
    side: async (): Promise<Port> => {
      const port = await waiting.promise;
      waiting = Promise.withResolvers<Port>();
      return port;
    },
  };
}

const none = async (): Promise<void> => {};

const worlds: Record<string, { has: PortFacility[]; build: () => Promise<PortWorld> | PortWorld }> = {
  "a line in memory": {
    has: ["unplug"],
    build: () => {
      const { attach, side } = sides();
      let unplug: () => void = () => {};
      const line = (): Port => {
        const pipe = openPipe();
        unplug = () => pipe.unplug();
        attach(pipe.device);
        return pipe.driver;
      };
      return {
        open: () => openPort("sim:line", { simulators: { line } }),
        side,
        unplug: () => unplug(),
        end: none,
      };
    },
  },
  "the serial library with a mock binding": {
    has: ["exclusive"],
    build: () => {
      const { attach, side } = sides();
      MockBinding.createPort("/dev/contract");
      const serialBinding = {
        open: async (options: { path: string; baudRate: number }) => {
          const bound = await MockBinding.open(options);
          attach(mockSide(bound));
          return bound;
        },
      };
      return {
        open: () => openPort("serial:/dev/contract", { serialBinding }),
        side,
        end: async () => MockBinding.reset(),
      };
    },
  },
  TCP: {
    has: ["unplug", "absent"],
    build: async () => {
      const { attach, side } = sides();
      const listening = await listenTcpDevice();
      listening.onConnection(attach);
      return {
        open: () => openPort(listening.url),
        side,
        unplug: () => listening.close(),
        end: none,
      };
    },
  },
  "HID reports": {
    has: ["unplug", "absent", "exclusive"],
    build: () => {
      const { attach, side } = sides();
      const hid = simulateHid(attach, true);
      return {
        open: () => openPort(hid.url, { hid: hid.library }),
        side,
        unplug: () => hid.unplug(),
        end: none,
      };
    },
  },
  "USB bulk endpoints": {
    has: ["unplug", "absent", "exclusive"],
    build: () => {
      const { attach, side } = sides();
      const usb = simulateUsb(attach, { split: false, clock: systemClock });
      return {
        open: () => openPort(usb.url, { usb: usb.library }),
        side,
        unplug: () => usb.unplug(),
        end: none,
      };
    },
  },
  "a device file": {
    has: ["unplug", "absent", "exclusive"],
    build: () => {
      const pty = openPty();
      return {
        open: () => openPort(`file:${pty.path}`),
        side: async () => pty.port,
        unplug: () => pty.unplug(),
        end: async () => pty.unplug(),
      };
    },
  },
};

describe.each(Object.entries(worlds))("D-9 a port over %s", (_name, { has, build }) => {
  test.for(portCasesFor(has))("$title", async ({ run }) => {
    const world = await build();
    try {
      await expect(run(world)).resolves.toBeUndefined();
    } finally {
      await world.end();
    }
  });
});
