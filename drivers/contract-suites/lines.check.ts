/** Run by contract.test.ts in a process of its own: the serial library cannot be used in a worker thread. */
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { test } from "node:test";
import { openPort } from "../port/open-port.ts";
import { openPty } from "../port/pty.ts";
import type { Pty } from "../port/pty.ts";
import type { Hands } from "./suite.ts";
import { suites } from "./suites.ts";

for (const suite of suites) {
  void test(`${suite.name} over a pseudo serial line, unplugged and plugged in again`, async () => {
    const device = suite.simulate();
    let pty: Pty | undefined;
    const open = () => {
      pty = openPty();
      device.attach(pty.port);
      return openPort(`serial:${pty.path}?baud=9600`);
    };
    await suite.play({ open, unplug: () => pty?.unplug() }, suite.profile, device);
    pty?.unplug();
  });

  const url = process.env[`${suite.name}_URL`];
  const profile = process.env[`${suite.name}_PROFILE`];
  void test(
    `${suite.name} with a real device`,
    { skip: url ? false : `${suite.name}_URL is not set` },
    async () => {
      const settings: unknown = profile ? JSON.parse(readFileSync(profile, "utf8")) : suite.profile;
      const unplug = (): void => {
        process.stderr.write("\nPlease: pull the cable, and plug it in again\n");
      };
      await suite.play({ open: () => openPort(url ?? ""), unplug }, settings, person);
    },
  );
}

/** Whoever stands before a real device. */
const person: Hands = {
  use: async (what) => {
    process.stderr.write(`\nPlease: ${what}\n`);
  },
  sees: async (text) => {
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    await terminal.question(`\nDoes it show "${text}"? Enter if it does, Ctrl-C if not. `);
    terminal.close();
  },
};
