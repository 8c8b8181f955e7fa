/** Run by card-reader.e2e.test.ts in a process of its own: the serial library cannot be used in a worker thread. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { openPort } from "../port/open-port.ts";
import { PortError } from "../port/port.ts";
import { openPty } from "../port/pty.ts";
import type { Pty } from "../port/pty.ts";
import { citizen, citizens } from "./simulator/citizens.ts";
import { SimulatedReader } from "./simulator/simulated-reader.ts";
import { kind, state, watch } from "./watch-reader.ts";

void test("over a pseudo serial line: all cards, unreadable, removed, unplugged and plugged in again", async () => {
  let pty: Pty | undefined = openPty();
  const device = new SimulatedReader({ handMs: 100, misbehave: () => ({ pieces: 100 }) });
  device.attach(pty.port);
  const { reader, next } = watch(async () => {
    if (!pty) throw new PortError("absent", "no reader");
    return openPort(`serial:${pty.path}?baud=115200`);
  });
  await next(state("ready"));
  for (const { card } of citizens) {
    device.lay(card);
    assert.deepEqual(await next(kind("card")), { kind: "card", card });
    device.lift();
    await next(kind("lifted"));
  }
  device.lay("unreadable");
  assert.deepEqual(await next(kind("unreadable")), { kind: "unreadable", reason: "readFailed" });
  device.lay(citizen("wang-yan").card, { removeMidRead: true });
  assert.deepEqual(await next(kind("unreadable")), { kind: "unreadable", reason: "removedWhileReading" });

  pty.unplug();
  pty = undefined;
  await next(state("disconnected"));
  pty = openPty();
  device.attach(pty.port);
  device.lay(citizen("zhang-ceshi").card);
  await next(state("ready"));
  assert.deepEqual(await next(kind("card")), { kind: "card", card: citizen("zhang-ceshi").card });
  await reader.stop();
  pty.unplug();
});
