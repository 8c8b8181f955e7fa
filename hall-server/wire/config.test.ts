import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { io } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ConfigFile, ConfigOverview } from "../contract/config-wire.ts";
import { smallHall } from "../domain/hall/small-hall.ts";
import { readEnvironment } from "../environment.ts";
import { type RunningHall, startHall } from "../start-hall.ts";

/** One hall for all of them: each test publishes over what the one before left. */
let root: string;
let running: RunningHall;
const cookies: Record<string, string> = {};
let ids = 0;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "yimen-config-"));
  const { rejected: _, ...catalogue } = smallHall.catalogue;
  const admin = { id: "a1", name: { zh: "管理", en: "Admin" }, roles: ["admin"] };
  const hall = { ...smallHall, catalogue, staff: [...smallHall.staff, admin] };
  writeFileSync(join(root, "hall.json"), JSON.stringify(hall));
  running = await startHall(
    readEnvironment({
      PORT: "0",
      DATA_DIR: join(root, "data"),
      HALL_CONFIG: join(root, "hall.json"),
      LOG_LEVEL: "silent",
    }),
  );
  for (const staff of ["a1", "m1"]) {
    await running.store.secrets.setPin(staff, "1001");
    cookies[staff] = await signIn(staff, "1001");
  }
});
afterAll(async () => {
  await running.close();
  rmSync(root, { recursive: true, force: true });
});

async function signIn(staff: string, pin: string): Promise<string> {
  const answer = await call("POST", "/api/session", { staff, pin }, "");
  return answer.headers.get("set-cookie")?.split(";")[0] ?? "";
}

function call(method: string, path: string, body?: unknown, cookie = cookies.a1!): Promise<Response> {
  const json = body === undefined ? {} : { body: JSON.stringify(body) };
  const headers = { cookie, ...(body === undefined ? {} : { "content-type": "application/json" }) };
  return fetch(`${running.url}${path}`, { method, headers, ...json });
}

const overview = async () => (await (await call("GET", "/api/config")).json()) as ConfigOverview;
const publish = async (config: unknown, more: object = {}) => {
  const { lastVersion } = await overview();
  const id = `publish-from-a-test-${++ids}`;
  return (
    await call("POST", "/api/config/publish", {
      id,
      config,
      note: "试",
      base: lastVersion,
      from: null,
      ...more,
    })
  ).json();
};
const renamed = (config: ConfigFile, zh: string): ConfigFile => ({
  ...config,
  hall: { ...config.hall, name: { zh, en: "Renamed" } },
});

describe("A-9 configuration over HTTP is for administrators", () => {
  test.each([
    ["GET", "/api/config"],
    ["GET", "/api/config/versions/1"],
    ["POST", "/api/config/preview"],
    ["POST", "/api/config/publish"],
    ["POST", "/api/config/withdraw"],
    ["POST", "/api/staff/c1/pin"],
    ["POST", "/api/kiosks/k1/key"],
  ])("%s %s", async (method, path) => {
    const body = method === "POST" ? {} : undefined;
    expect((await call(method, path, body, cookies.m1!)).status).toBe(403);
    expect((await call(method, path, body, "")).status).toBe(403);
  });

  test("what is not a configuration is refused where it is wrong, and changes nothing", async () => {
    const { config, lastVersion } = await overview();
    const broken = structuredClone(config) as unknown as { queues: { prefix: string }[] };
    broken.queues[0]!.prefix = "1";
    expect(await publish(broken)).toMatchObject({ ok: false, problems: [{ at: "queues.a.prefix" }] });
    expect(await publish("nothing")).toMatchObject({ ok: false });
    expect((await call("POST", "/api/config/publish", { config })).status).toBe(400);
    expect((await call("POST", "/api/config/preview", "x".repeat(5_000_000))).status).toBe(413);
    expect((await overview()).lastVersion).toBe(lastVersion);
  });
});

test("A-10 preview, publish, plan, withdraw, roll back: every version stays, with who, when and why", async () => {
  const first = await overview();
  const changed = renamed(first.config, "新大厅");
  const looked = await (await call("POST", "/api/config/preview", { config: changed, from: null })).json();
  expect(looked).toMatchObject({ ok: true, preview: { problems: [], changes: [{ at: "hall.name" }] } });
  expect(await publish(changed, { note: "改名" })).toMatchObject({ ok: true, result: { from: null } });
  expect(running.hall.state.config.hall.name.zh).toBe("新大厅");
  expect(await publish(changed, { base: first.lastVersion })).toMatchObject({
    refusal: { code: "configMoved" },
  });

  expect(await publish(renamed(first.config, "明年"), { from: "2099-01-01" })).toMatchObject({ ok: true });
  const planned = await overview();
  expect(planned.scheduled).toMatchObject({ day: "2099-01-01", config: { hall: { name: { zh: "明年" } } } });
  await call("POST", "/api/config/withdraw", { id: "withdraw-from-a-test-1" });

  const { config: former } = (await (await call("GET", `/api/config/versions/${first.version}`)).json()) as {
    config: ConfigFile;
  };
  expect(await publish(former, { note: "退回" })).toMatchObject({ ok: true });
  const last = await overview();
  expect(last.config).toEqual(first.config);
  expect(last.versions.map(({ by, note, state }) => [by, note, state])).toEqual([
    ["staff:a1", "退回", "inForce"],
    ["staff:a1", "试", "withdrawn"],
    ["staff:a1", "改名", "past"],
    ["system", "", "past"],
  ]);
  const configSeq = running.store.log.configEvents(0).at(-1)!.seq;
  await running.hall.executeSystem({ type: "rollDay", day: "2999-01-01" }, "system:a-late-roll");
  expect(running.store.log.page(configSeq, 10).map(({ config }) => config)).toContain(configSeq);
});

test("A-11 a kiosk and a clerk come and go with a version, their lines and keys too", async () => {
  const { config } = await overview();
  const kiosk = { id: "k9", name: { zh: "九号机", en: "Kiosk 9" } };
  expect(await publish({ ...config, kiosks: [...config.kiosks, kiosk] })).toMatchObject({ ok: true });
  const key = readFileSync(running.kioskKeyFile("k9"), "utf8");
  const admitted = await connect({ kiosk: "k9", key });
  expect(admitted.connected).toBe(true);
  const gone = new Promise((resolve) => void admitted.once("disconnect", resolve));
  expect(await publish(config)).toMatchObject({ ok: true });
  await gone;
  admitted.close();
  await expect(connect({ kiosk: "k9", key })).rejects.toThrow("notAllowed");

  // A new key makes the old one worth nothing.
  const old = readFileSync(running.kioskKeyFile("k1"), "utf8");
  const { key: fresh } = (await (await call("POST", "/api/kiosks/k1/key", {})).json()) as { key: string };
  expect(fresh).not.toBe(old);
  await expect(connect({ kiosk: "k1", key: old })).rejects.toThrow("notAllowed");

  expect((await call("POST", "/api/staff/c2/pin", { pin: "135790" })).status).toBe(204);
  expect((await call("POST", "/api/staff/c2/pin", { pin: "1" })).status).toBe(400);
  expect((await call("POST", "/api/staff/nobody/pin", { pin: "135790" })).status).toBe(404);
  const cookie = await signIn("c2", "135790");
  expect((await call("GET", "/api/session", undefined, cookie)).status).toBe(200);
  expect(await publish({ ...config, staff: config.staff.filter(({ id }) => id !== "c2") })).toMatchObject({
    ok: true,
  });
  expect((await call("GET", "/api/session", undefined, cookie)).status).toBe(401);
});

function connect(auth: Record<string, string>) {
  const socket = io(running.url, { transports: ["websocket"], reconnection: false, auth });
  return new Promise<typeof socket>((resolve, reject) => {
    socket.once("connect", () => resolve(socket));
    socket.once("connect_error", (error) => {
      socket.close();
      reject(error);
    });
  });
}
