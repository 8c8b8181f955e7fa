/** Run by card-reader.e2e.test.ts in processes of their own: the serial library cannot be used in a worker thread. */
import { test } from "node:test";
import { openPort } from "../port/open-port.ts";
import { PortError } from "../port/port.ts";
import { openPty } from "../port/pty.ts";
import type { Pty } from "../port/pty.ts";
import { casesFor } from "./reader-contract.ts";
import type { Facility, ReaderWorld } from "./reader-contract.ts";
import { SimulatedReader } from "./simulator/simulated-reader.ts";

/** Hardware that the environment names; nobody lays cards on it. */
const hardware = process.env["YIMEN_TEST_READER"];

function ptyWorld(): ReaderWorld {
  const device = new SimulatedReader({ handMs: 100, misbehave: () => ({ pieces: 100 }) });
  let pty: Pty | undefined;
  const plug = (): void => {
    pty = openPty();
    device.attach(pty.port);
  };
  plug();
  return {
    open: async () => {
      if (!pty) throw new PortError("absent", "no reader");
      return openPort(`serial:${pty.path}?baud=115200`);
    },
    device,
    cable: {
      plug,
      unplug: () => {
        pty?.unplug();
        pty = undefined;
      },
    },
    end: async () => pty?.unplug(),
  };
}

function has(): Facility[] {
  if (hardware === undefined) return ["device", "cable", "exclusive"];
  return hardware.startsWith("tcp:") ? [] : ["exclusive"];
}

for (const one of casesFor(has())) {
  void test(one.title, async () => {
    const world: ReaderWorld =
      hardware === undefined ? ptyWorld() : { open: () => openPort(hardware), end: async () => {} };
    try {
      await one.run(world);
    } finally {
      await world.end();
    }
  });
}
