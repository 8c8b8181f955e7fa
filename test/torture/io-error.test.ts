import { execFileSync, spawnSync } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { WireCommand } from "../../hall-server/contract/commands.ts";
import { cardOf } from "../bench/citizens.ts";
import { envelope, type HallFiles, makeHallFiles } from "../bench/hall-files.ts";
import { LightClient } from "../bench/light-client.ts";
import { type ServerProcess, startHallProcess } from "../bench/server-process.ts";
import { examine } from "./examine.ts";
import { Sender } from "./sender.ts";

const hasLimits = spawnSync("prlimit", ["--version"]).status === 0;
const survive = pathToFileURL(join(import.meta.dirname, "survive-full-file.ts")).href;

let files: HallFiles;
let server: ServerProcess;
let kiosk: Sender;

beforeEach(async () => {
  if (!hasLimits) return;
  files = makeHallFiles({ queues: 2, windows: 1, kiosks: 1 });
  server = await startHallProcess(files, { options: ["--import", survive] }).ready;
  kiosk = new Sender("kiosk:k1");
  await kiosk.connect(server.url, files.kioskHello("k1"));
});
afterEach(async () => {
  if (!hasLimits) return;
  kiosk.close();
  server.kill("SIGKILL");
  await server.gone;
  files.dispose();
});

/** Lets the server's files grow no further than this; `unlimited` lifts it. Only the soft limit, which can be raised. */
const limitFiles = (size: string) =>
  execFileSync("prlimit", ["--pid", String(server.pid), `--fsize=${size}:`]);

const take = (n?: number): WireCommand => ({
  type: "takeTicket",
  items: ["item1"],
  people: n === undefined ? [] : [{ role: "self", card: JSON.parse(cardOf(n)) }],
});

// Needs prlimit (util-linux), which every Linux has; there is no such limit to set elsewhere.
describe.skipIf(!hasLimits)("a commit that the disk refuses (skipped where there is no prlimit)", () => {
  test("promises nothing to anybody, and once the disk takes it, each command happens exactly once", async () => {
    const before = await kiosk.send(take(0));
    expect(before.ok).toBe(true);
    const other = await LightClient.connect(server.url, files.kioskHello("k1"));
    limitFiles("4096");
    const asked = [take(), take(1), take(2), take()].map((command) => kiosk.send(command));
    // Somebody else asks with ids of their own, again and again: every answer is "ask again", none is a success.
    for (let i = 0; i < 5; i++) {
      const answer = await other.ask("command", envelope(JSON.stringify(take()), `never-promised-000${i}`));
      expect(JSON.parse(answer)).toMatchObject({ ok: false, refusal: { code: "outcomeUnknown" } });
      await sleep(100);
    }
    expect(kiosk.outstanding).toBe(asked.length);

    limitFiles("unlimited");
    const acks = await Promise.all(asked);
    expect(acks.map(({ ok }) => ok)).toEqual([true, true, true, true]);
    await kiosk.ask(kiosk.sent);
    expect(kiosk.differing).toEqual([]);

    other.close();
    server.kill("SIGTERM");
    expect(await server.gone).toBe(0);
    expect(examine(files, kiosk.sent)).toMatchObject({
      lost: [],
      duplicated: [],
      chainBroken: [],
      replayDiffers: [],
    });
  });

  test("leaves the hall running, and whoever comes later is let in as soon as the disk takes writes", async () => {
    limitFiles("4096");
    const asked = kiosk.send(take());
    await sleep(150);
    // Nobody is known while the file can't be asked: their lines are cut, and they come again.
    const hellos = [files.kioskHello("k1"), files.clerkHello(1)];
    for (const hello of hellos)
      await expect(LightClient.connect(server.url, hello)).rejects.toThrow("closed before it was admitted");
    // Now nobody is left whose command could make the hall try again.
    kiosk.close();
    limitFiles("unlimited");
    await comeBack(() => kiosk.connect(server.url, files.kioskHello("k1")));
    expect(await asked).toMatchObject({ ok: true });
    const clerk = await LightClient.connect(server.url, files.clerkHello(1));
    const opened = await clerk.ask("command", envelope('{"type":"openWindow","window":"w1"}'));
    expect(JSON.parse(opened)).toMatchObject({ ok: true });
    clerk.close();
  });
});

/** As a real client does: again and again for a while. */
async function comeBack(connect: () => Promise<void>): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      return await connect();
    } catch (error) {
      if (tries > 40) throw error;
      await sleep(100);
    }
  }
}
