import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import { systemClock } from "../port/clock.ts";
import { kinds } from "../profile/kinds.ts";
import { readProfile } from "../profile/read-profile.ts";
import { checkProfile, type Checked, isGood } from "./check.ts";
import { run, Simulated } from "./cli-process.ts";
import { simulatableKinds, simulatableNames, simulate } from "./simulate.ts";

it("D-66 every kind that has a line has a simulation", () => {
  expect(simulatableKinds.map(({ name }) => name)).toEqual(
    kinds.filter(({ urls }) => !urls).map(({ name }) => name),
  );
});

it.each(simulatableKinds)(
  "D-66 a simulated $name on TCP fits its own entry of a profile, and is well",
  async (kind) => {
    const output = new PassThrough();
    const said = new Promise<string>((resolve) => output.once("data", (line) => resolve(String(line))));
    const running = await simulate({
      simulation: kind.simulate(),
      entry: { id: "it", kind: kind.name },
      line: { kind: "tcp", port: 0 },
      language: "en",
      json: true,
      input: new PassThrough(),
      output,
    });
    const { entry } = JSON.parse(await said) as { entry: object };
    const read = readProfile(JSON.stringify({ devices: [entry] }), "/");
    expect(read).toMatchObject({ ok: true });
    const profile = read.ok ? read.profile : { devices: [], directory: "/" };
    const [checked] = await checkProfile(profile, {
      clock: systemClock,
      mayTry: async (_device, { hands }) => hands !== true,
    });
    expect(checked).toMatchObject({ state: "ready", problem: null, troubles: [] });
    expect(checked && isGood(checked)).toBe(true);
    await running.close();
  },
);

it.skipIf(process.platform !== "linux")(
  "D-66 one profile of every kind, each on a real serial line, is checked with one command",
  async () => {
    const dir = mkdtempSync(join(tmpdir(), "every-kind-"));
    const devices = simulatableNames().map((name) => new Simulated(name, "--pty"));
    try {
      const entries = await Promise.all(devices.map((device) => device.next<object>("entry")));
      const file = join(dir, "devices.json");
      writeFileSync(file, JSON.stringify({ devices: entries }));
      const { code, out } = await run("check", file, "--print", "--json");
      const { ok, devices: checked } = JSON.parse(out) as { ok: boolean; devices: Checked[] };
      expect(checked.map(({ kind, state }) => [kind, state])).toEqual(
        simulatableKinds.map(({ name }) => [name, "ready"]),
      );
      expect(checked.flatMap(({ trial }) => trial?.code ?? [])).toEqual(["printed", "shown"]);
      expect(checked[0]?.identity["sam"]).toMatch(/^05\.03-/);
      expect([ok, code]).toEqual([true, 0]);
      const led = devices[simulatableNames().indexOf("led")];
      expect(await led?.next("news")).toContain("测试 TEST 1");
    } finally {
      await Promise.all(devices.map((device) => device.end()));
      rmSync(dir, { recursive: true });
    }
  },
  60_000,
);
