import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { HallClient } from "./contract/client.ts";
import type { HallInfo } from "./contract/wire.ts";
import { readEnvironment } from "./environment.ts";
import { startHall } from "./start-hall.ts";
import { rebuild } from "./store/rebuild.ts";

let root: string;
beforeAll(() => (root = mkdtempSync(join(tmpdir(), "yimen-training-"))));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const start = (env: Record<string, string>) =>
  startHall(readEnvironment({ PORT: "0", ...env }), { log: pino({ level: "silent" }) });

test("TR-1 practice has folders, a port and keys of its own, and is never passed on", () => {
  const env = { DATA_DIR: "/somewhere/data", KEY_DIR: "/somewhere/keys", PUBLIC_URL: "https://hall.example" };
  expect(readEnvironment({ ...env, TRAINING: "1" })).toMatchObject({
    training: true,
    port: 8180,
    dataDir: "/somewhere/data-training",
    keyDir: "/somewhere/keys-training",
    phones: null,
  });
  expect(readEnvironment({ TRAINING: "1", PORT: "9000" }).port).toBe(9000);
  expect(readEnvironment(env)).toMatchObject({ training: false, port: 8080, dataDir: "/somewhere/data" });
  expect(() => readEnvironment({ TRAINING: "yes" })).toThrow("TRAINING=yes");
});

test("TR-2 a hall for practice says so wherever a hall is named, also after a restart", async () => {
  const data = join(root, "a");
  for (let life = 0; life < 2; life++) {
    const running = await start({ DATA_DIR: data, TRAINING: "1" });
    const info = (await (await fetch(`${running.url}/api/hall`)).json()) as HallInfo;
    expect(info).toMatchObject({ training: true, name: { zh: "培训模式 · 演练数据" } });
    const client = new HallClient({ url: running.url, now: () => performance.now() });
    const hall = await new Promise((heard) => {
      client.subscribe({ view: "board" }, ({ data: board }) => heard(board.hall));
    });
    expect(hall).toEqual({ zh: "培训模式 · 演练数据", en: "Training · practice data" });
    client.close();
    expect(running.store.log.page(0, 1)[0]?.event).toEqual({ type: "trainingBegan" });
    await running.close();
  }
  expect(rebuild(join(`${data}-training`, "hall.sqlite"))).toMatchObject({ differences: [], refused: null });
});

test("TR-3 a folder of practice is never opened as a real one, nor a real one for practice", async () => {
  const practice = await start({ DATA_DIR: join(root, "b"), TRAINING: "1" });
  await practice.close();
  await expect(start({ DATA_DIR: join(root, "b-training") })).rejects.toThrow("it holds practice");

  const real = await start({ DATA_DIR: join(root, "c-training") });
  expect((await (await fetch(`${real.url}/api/hall`)).json()) as HallInfo).toMatchObject({ training: false });
  await real.close();
  await expect(start({ DATA_DIR: join(root, "c"), TRAINING: "1" })).rejects.toThrow("records of a real hall");
  // Refused, it is left as it was: the real hall opens again.
  const again = await start({ DATA_DIR: join(root, "c-training") });
  expect(again.hall.state.training).toBe(false);
  await again.close();
});
