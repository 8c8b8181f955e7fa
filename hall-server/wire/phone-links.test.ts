import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { pino } from "pino";
import { afterEach, expect, test } from "vitest";
import { HallClient } from "../contract/client.ts";
import type { WireResult } from "../contract/commands.ts";
import { smallHall } from "../domain/hall/small-hall.ts";
import { readEnvironment } from "../environment.ts";
import { startHall } from "../start-hall.ts";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

async function open(env: Record<string, string>, root = mkdtempSync(join(tmpdir(), "yimen-links-"))) {
  const { rejected: _, ...catalogue } = smallHall.catalogue;
  writeFileSync(join(root, "hall.json"), JSON.stringify({ ...smallHall, catalogue }));
  const files = { PORT: "0", DATA_DIR: join(root, "data"), HALL_CONFIG: join(root, "hall.json") };
  const log = pino({ level: "debug" }, new PassThrough());
  const running = await startHall(readEnvironment({ ...files, ...env }), { log });
  const key = readFileSync(running.kioskKeyFile("k1"), "utf8");
  const kiosk = new HallClient({
    url: running.url,
    auth: { kiosk: "k1", key },
    now: () => performance.now(),
  });
  const close = async () => {
    kiosk.close();
    await running.close();
  };
  return { root, running, kiosk, close };
}

const take = async (kiosk: HallClient, id: string) => {
  const answer = await kiosk.execute({ type: "takeTicket", items: ["marry"], people: [] }, id);
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.result as WireResult<"takeTicket">;
};

test("PH-1 without PUBLIC_URL a number has no link", async () => {
  const { root, kiosk, close } = await open({});
  expect(await take(kiosk, "take-without-link-1")).not.toHaveProperty("link");
  await close();
  rmSync(root, { recursive: true, force: true });
});

test("PH-2 a number's link comes with it to its kiosk, again under the same id and after a restart, and is in no file", async () => {
  const env = { PUBLIC_URL: "https://hall.example" };
  const first = await open(env);
  const taken = await take(first.kiosk, "take-with-a-link-1");
  const other = await take(first.kiosk, "take-with-a-link-2");
  expect(taken.link).toMatch(/^https:\/\/hall\.example\/t\/[\w-]{27}$/);
  expect(other.link).not.toBe(taken.link);
  expect(await take(first.kiosk, "take-with-a-link-1")).toEqual(taken);
  // A kiosk asks for no other slip's link.
  expect(await first.kiosk.slipLink(taken.ticket)).toBeNull();
  await first.close();
  const again = await open(env, first.root);
  expect(await take(again.kiosk, "take-with-a-link-1")).toEqual(taken);
  await again.close();
  const secret = taken.link!.split("/t/")[1]!;
  for (const file of ["hall.sqlite", "hall.sqlite-wal"]) {
    const path = join(first.root, "data", file);
    const bytes = file === "hall.sqlite" ? readFileSync(path) : readIfThere(path);
    expect(bytes.includes(secret)).toBe(false);
  }
  rmSync(first.root, { recursive: true, force: true });
});

function readIfThere(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
}
