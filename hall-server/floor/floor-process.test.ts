import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { FromFloor } from "../contract/floor.ts";
import { FloorProcess } from "./floor-process.ts";

/** What the hall does about a floor that is broken in every way there is, played by small programs. */

let root: string;
let heard: FromFloor[];
let faults: string[];
let gone: number[];
let floor: FloorProcess;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "yimen-floor-process-"));
  heard = [];
  faults = [];
  gone = [];
});
afterEach(async () => {
  await floor.stop();
  rmSync(root, { recursive: true, force: true });
});

function floorOf(program: string, lookEveryMs = 2_000): FloorProcess {
  const file = join(root, "floor.mjs");
  writeFileSync(file, program);
  floor = new FloorProcess({
    file: join(root, "devices.json"),
    places: () => ({ tell: "places", windows: ["w1"], zones: [] }),
    onMessage: (message) => void heard.push(message),
    onGone: (times) => void gone.push(times),
    onFault: (what) => void faults.push(what),
    program: file,
    lookEveryMs,
    firstRestartMs: 1,
  });
  return floor;
}
const patience = { timeout: 60_000, interval: 20 };

test("D-93 one that says nothing is ended, whatever it does about it, and started again and again", async () => {
  const deaf = `process.on("SIGTERM", () => {}); setInterval(() => {}, 1_000); while (true);`;
  await floorOf(deaf, 10).start();
  await expect.poll(() => gone.length, patience).toBeGreaterThan(1);
  expect(gone.slice(0, 2)).toEqual([1, 2]);
  expect(heard).toEqual([]);
});

test("D-93 one that ends at once, before its profile is read, does not keep the hall from starting", async () => {
  await floorOf(`process.exit(3)`).start();
  await expect.poll(() => gone.length, patience).toBeGreaterThan(2);
  expect(faults.length).toBeGreaterThan(2);
});

test("D-93 what it says is read strictly: nonsense is a fault, and what makes sense beside it is heard", async () => {
  const babble = `
    setInterval(() => process.send({ tell: "alive" }), 1);
    process.on("message", ({ windows }) => {
      process.send("nonsense");
      process.send({ tell: "key", window: windows[0], key: "openTheVault" });
      process.send({ tell: "key", window: windows[0], key: "next", clerk: "m1" });
      process.send({ tell: "ready", devices: [] });
      process.send({ tell: "key", window: windows[0], key: "next" });
    });`;
  await floorOf(babble).start();
  await expect.poll(() => heard, patience).toContainEqual({ tell: "key", window: "w1", key: "next" });
  expect(heard.filter(({ tell }) => tell !== "alive")).toEqual([
    { tell: "ready", devices: [] },
    { tell: "key", window: "w1", key: "next" },
  ]);
  expect(faults.filter((what) => what.includes("no message"))).toHaveLength(3);
});

test("D-93 it gets nothing of the hall's secrets, and is told nothing after its end", async () => {
  process.env["KEY_DIR_OF_TEST"] = "/keys";
  const tells = `
    setInterval(() => process.send({ tell: "alive" }), 1);
    process.on("message", () =>
      process.send({ tell: "badProfile", problems: [Object.keys(process.env).sort().join(" ")] }));`;
  const problem = await floorOf(tells)
    .start()
    .catch((error: Error) => error.message);
  expect(problem).toMatch(/PATH/);
  expect(problem).not.toMatch(/KEY|DATA|HALL|PIN/);
  delete process.env["KEY_DIR_OF_TEST"];
  await floor.stop();
  floor.tell({ tell: "refused", window: "w1", code: "noVisitor" });
});
