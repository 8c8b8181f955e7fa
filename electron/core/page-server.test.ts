import { EventEmitter } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { io } from "socket.io-client";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { KioskIntent } from "../bridge.ts";
import { BridgeServer } from "./bridge-server.ts";
import { lookEveryMs, mostSilentLooks, whenSilent } from "./page-silence.ts";
import { type PageServer, startPageServer } from "./page-server.ts";
import { galleryView } from "./testing/gallery.ts";
import { PageClient, passOf } from "./testing/page-client.ts";

let dir: string;
let server: PageServer;
let bridge: BridgeServer;
let intents: KioskIntent[];
let bad: number;
let gone: number;
let pages: boolean[];
let origin: string;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), "kiosk-page-"));
  mkdirSync(join(dir, "kiosk-ui"));
  mkdirSync(join(dir, "assets"));
  writeFileSync(join(dir, "kiosk-ui", "index.html"), "<!doctype html><title>kiosk</title>");
  writeFileSync(join(dir, "assets", "a.js"), "1");
  writeFileSync(join(dir, "secret.html"), "secret");
  server = await startPageServer(dir, 0);
  intents = [];
  bad = 0;
  gone = 0;
  pages = [];
  bridge = new BridgeServer({
    http: server.http,
    admits: server.admits,
    view: () => galleryView("idle", "zh", 4),
    onIntent: (intent) => void intents.push(intent),
    onBadIntent: () => void bad++,
    onGone: () => void gone++,
    onPage: (isThere) => void pages.push(isThere),
    now: () => performance.now(),
  });
  ({ origin } = new URL(server.url));
});

afterEach(async () => {
  await bridge.close();
  await server.close();
  rmSync(dir, { recursive: true });
});

/** By hand, since `fetch` sets the host and tidies the path by itself. */
function ask(path: string, headers: Record<string, string> = {}, method = "GET"): Promise<number> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin);
    request({ hostname, port, path, method, headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    })
      .on("error", reject)
      .end();
  });
}

const statuses = (paths: string[], headers = {}) =>
  Promise.all(paths.map(async (path) => [path, await ask(path, headers)]));

describe("K-7 the page's server", () => {
  test("gives nothing without the token, and for it a cookie that says something else", async () => {
    const closed = ["/", "/assets/a.js", "/?token=", "/?token=wrong", "/?token=%00", "/nothing"];
    expect(await statuses(closed)).toEqual(closed.map((path) => [path, 401]));
    const answer = await fetch(server.url, { redirect: "manual" });
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe("/");
    expect(answer.headers.get("set-cookie")).toMatch(/^kiosk=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    // What is in the address is worth nothing as a cookie.
    expect(await ask("/", { cookie: `kiosk=${new URL(server.url).searchParams.get("token")}` })).toBe(401);
  });

  test("serves the page and its assets, and nothing that lies beside them", async () => {
    const cookie = await passOf(server.url);
    expect(await ask("/", { cookie })).toBe(200);
    expect(await ask("/assets/a.js", { cookie })).toBe(200);
    const others = [
      "/secret.html",
      "/../secret.html",
      "/assets/../secret.html",
      "/assets/%2e%2e/secret.html",
    ];
    others.push("/assets/..%2fsecret.html", "/assets/..\\secret.html", "/assets/", "/assets", "//etc/passwd");
    expect(await statuses(others, { cookie })).toEqual(others.map((path) => [path, 404]));
  });

  test("refuses another host and another origin, whatever cookie they bring", async () => {
    const cookie = await passOf(server.url);
    expect(await ask("/", { cookie, host: "evil.example" })).toBe(403);
    expect(await ask("/", { cookie, host: `localhost:${new URL(origin).port}` })).toBe(403);
    expect(await ask("/", { cookie, origin: "http://evil.example" })).toBe(403);
    expect(await ask("/", { cookie, origin: "null" })).toBe(403);
    expect(await ask("/", { cookie }, "POST")).toBe(405);
  });

  test("states its policy on every answer", async () => {
    for (const url of [origin, server.url]) {
      const { headers } = await fetch(url, { redirect: "manual" });
      const policy = headers.get("content-security-policy") ?? "";
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain("unsafe");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("cache-control")).toBe("no-store");
    }
  });

  test("survives a request line that is no URL", async () => {
    const { port } = new URL(origin);
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), "127.0.0.1", () => {
        socket.write(`GET http://[ HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`);
      });
      socket.on("error", () => resolve());
      socket.on("close", () => resolve());
      socket.resume();
    });
    expect(await ask("/")).toBe(401);
  });
});

describe("K-7 the bridge", () => {
  const refused = (headers: Record<string, string>) =>
    new Promise<boolean>((resolve) => {
      const socket = io(origin, { transports: ["websocket"], extraHeaders: headers, reconnection: false });
      socket.on("connect", () => (socket.close(), resolve(false)));
      socket.on("connect_error", () => (socket.close(), resolve(true)));
    });

  test("opens to our own page only", async () => {
    const cookie = await passOf(server.url);
    expect(await refused({ origin })).toBe(true);
    expect(await refused({ cookie: "kiosk=wrong", origin })).toBe(true);
    expect(await refused({ cookie, origin: "http://evil.example" })).toBe(true);
    expect(await refused({ cookie })).toBe(true);
    expect(await refused({ cookie, origin })).toBe(false);
  });

  test("shows the whole state at once, and takes intents in their exact shape", async () => {
    const page = await PageClient.open(server.url);
    await page.screen("idle");
    expect(await page.send({ kind: "toggleItem", item: "item-01" })).toEqual({ ok: true });
    const nonsense: unknown[] = [
      null,
      "next",
      {},
      { kind: "nothing" },
      { kind: "next", extra: 1 },
      { kind: "toggleItem", item: "x".repeat(65) },
      { kind: "toggleItem", item: "<b>" },
      { kind: "takeNumber", paper: "yes" },
      { kind: "setLanguage", language: "fr" },
      { kind: "__proto__" },
    ];
    for (const each of nonsense)
      expect(await page.send(each as KioskIntent)).toEqual({ ok: false, code: "malformed" });
    expect(intents).toEqual([{ kind: "toggleItem", item: "item-01" }]);
    expect(bad).toBe(nonsense.length);
    page.close();
  });

  test("K-151 tells whether any page is there: not while the last one is gone", async () => {
    const [one, other] = [await PageClient.open(server.url), await PageClient.open(server.url)];
    await Promise.all([one.screen("idle"), other.screen("idle")]);
    expect(pages).toEqual([true, true]);
    one.close();
    await vi.waitFor(() => expect(gone).toBe(1));
    expect(pages).toHaveLength(2);
    other.close();
    await vi.waitFor(() => expect(pages).toEqual([true, true, false]));
  });

  test("K-151 gives up a page that is silent for more than three seconds; a core that was held up hears first what came meanwhile", async () => {
    vi.useFakeTimers();
    try {
      const line = new EventEmitter();
      let given = 0;
      whenSilent(line, () => void given++);
      for (let n = 0; n < 100; n++) {
        vi.advanceTimersByTime(lookEveryMs * (mostSilentLooks - 1));
        line.emit("packet");
      }
      vi.advanceTimersByTime(3_000);
      expect(given).toBe(0);
      vi.advanceTimersByTime(60_000);
      expect(given).toBe(1);
      const closed = new EventEmitter();
      whenSilent(closed, () => void given++);
      closed.emit("close");
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
    const held = new EventEmitter();
    let silent = false;
    whenSilent(held, () => void (silent = true), 10);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
    await new Promise((resolve) => setImmediate(resolve));
    expect(silent).toBe(false);
    held.emit("close");
  });

  test("drops what comes faster than a hand, and lives on without acknowledgements", async () => {
    const page = await PageClient.open(server.url);
    await page.screen("idle");
    page.socket.emit("intent", { kind: "touch" }, undefined as never);
    const answers = await Promise.all(Array.from({ length: 60 }, () => page.send({ kind: "touch" })));
    expect(answers.filter(({ ok }) => !ok).length).toBeGreaterThan(20);
    expect(answers[0]).toEqual({ ok: true });
    page.close();
  });
});
