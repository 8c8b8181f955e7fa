/** Run by card-reader.e2e.test.ts in processes of their own: the serial library cannot be used in a worker thread. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { run } from "../cli/cli-process.ts";
import { systemClock } from "../port/clock.ts";
import { openPort } from "../port/open-port.ts";
import { PortError } from "../port/port.ts";
import { openPty } from "../port/pty.ts";
import type { Pty } from "../port/pty.ts";
import { CardReader } from "./card-reader.ts";
import { citizens } from "./simulator/citizens.ts";
import { casesFor } from "./reader-contract.ts";
import type { Facility, ReaderWorld } from "./reader-contract.ts";
import { SimulatedReader } from "./simulator/simulated-reader.ts";

void test("a reader that one process holds is busy for another, which is told so, and goes on reading", async () => {
  const world = ptyWorld();
  const reader = new CardReader({ open: world.open, clock: systemClock });
  const dir = mkdtempSync(join(tmpdir(), "two-processes-"));
  try {
    const isReady = new Promise<void>((resolve) =>
      reader.onStatus(({ state }) => state === "ready" && resolve()),
    );
    reader.start();
    await isReady;
    const file = join(dir, "devices.json");
    writeFileSync(
      file,
      JSON.stringify({ devices: [{ id: "reader", kind: "cardReader", url: world.url?.() }] }),
    );
    const { code, out } = await run("check", file, "--json");
    const { devices } = JSON.parse(out) as { devices: { state: string; problem: string }[] };
    assert.deepEqual(
      [code, devices.map(({ state, problem }) => [state, problem])],
      [1, [["failed", "busy"]]],
    );
    const number = new Promise<string>((resolve) =>
      reader.onEvent((event) => event.kind === "card" && resolve(event.card.number)),
    );
    const { card } = citizens[0]!;
    world.device?.lay(card);
    assert.equal(await number, card.number);
  } finally {
    await reader.stop();
    await world.end();
    rmSync(dir, { recursive: true });
  }
});

/** Hardware that the environment names; nobody lays cards on it. */
const hardware = process.env["YIMEN_TEST_READER"];

function ptyWorld(): ReaderWorld & { url?: () => string } {
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
    url: () => `serial:${pty?.path}`,
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
