import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { openPort } from "../port/open-port.ts";
import { openPipe } from "../port/pipe.ts";
import type { Pipe } from "../port/pipe.ts";
import { runCheck } from "../port/run-check.ts";
import { listenTcpDevice } from "../port/tcp-device.ts";
import { suites } from "./suites.ts";

test.each(suites)(
  "D-55 $name in memory",
  async (suite) => {
    const device = suite.simulate();
    let pipe: Pipe | undefined;
    const open = async () => {
      pipe = openPipe();
      device.attach(pipe.device);
      return pipe.driver;
    };
    const line = { open, unplug: () => pipe?.unplug() };
    await expect(suite.play(line, suite.profile, device)).resolves.toBeUndefined();
  },
  30_000,
);

test.each(suites)(
  "D-55 $name over TCP",
  async (suite) => {
    const device = suite.simulate();
    const listening = await listenTcpDevice();
    listening.onConnection((port) => device.attach(port));
    const line = { open: () => openPort(listening.url), unplug: () => listening.unplug() };
    await expect(suite.play(line, suite.profile, device)).resolves.toBeUndefined();
    await listening.close();
  },
  30_000,
);

test("D-55 all of them over pseudo serial lines", async () => {
  const path = fileURLToPath(new URL("lines.check.ts", import.meta.url));
  expect(await runCheck(path)).toEqual({ code: 0, output: "" });
});
