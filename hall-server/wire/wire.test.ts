import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { pino } from "pino";
import { io, type Socket } from "socket.io-client";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Ack, WireCommand } from "../contract/commands.ts";
import { HallClient } from "../contract/client.ts";
import type { BoardView } from "../contract/views.ts";
import type { ClientToServer, ServerToClient, ViewMessage } from "../contract/wire.ts";
import { smallHall } from "../domain/hall/small-hall.ts";
import { readEnvironment } from "../environment.ts";
import { type RunningHall, startHall } from "../start-hall.ts";
import { someCitizen } from "../testing/open-hall.ts";

type Wire = Socket<ServerToClient, ClientToServer>;

let root: string;
let running: RunningHall;
let logged: string;
const closers: (() => unknown)[] = [];

async function start(env: Record<string, string> = {}): Promise<RunningHall> {
  const { rejected: _, ...catalogue } = smallHall.catalogue;
  writeFileSync(join(root, "hall.json"), JSON.stringify({ ...smallHall, catalogue }));
  const settings = readEnvironment({
    PORT: "0",
    DATA_DIR: join(root, "data"),
    HALL_CONFIG: join(root, "hall.json"),
    ...env,
  });
  const sink = new PassThrough();
  sink.on("data", (chunk: Buffer) => (logged += chunk.toString()));
  return startHall(settings, { log: pino({ level: "debug" }, sink) });
}

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "yimen-wire-"));
  logged = "";
  running = await start();
  for (const staff of ["c1", "m1"]) await running.store.secrets.setPin(staff, "1001");
});
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
  await running.close();
  rmSync(root, { recursive: true, force: true });
});

async function connect(options: {
  auth?: Record<string, string>;
  headers?: Record<string, string>;
}): Promise<Wire> {
  const socket: Wire = io(running.url, {
    transports: ["websocket"],
    reconnection: false,
    ...(options.auth ? { auth: options.auth } : {}),
    ...(options.headers ? { extraHeaders: options.headers } : {}),
  });
  closers.push(() => socket.close());
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("connect_error", reject);
  });
  return socket;
}

const kioskKey = () => readFileSync(running.kioskKeyFile("k1"), "utf8");
const asKiosk = () => connect({ auth: { kiosk: "k1", key: kioskKey() } });

async function signIn(staff: string, pin = "1001"): Promise<Response> {
  return fetch(`${running.url}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ staff, pin }),
  });
}
/** The status of signing in from another address of this machine. */
function signInFrom(localAddress: string, staff: string, pin = "1001"): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json" };
    const sent = request(`${running.url}/api/session`, { method: "POST", localAddress, headers });
    sent.once("response", (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    sent.once("error", reject);
    sent.end(JSON.stringify({ staff, pin }));
  });
}

async function asStaff(staff: string): Promise<Wire> {
  const cookie = (await signIn(staff)).headers.get("set-cookie")!.split(";")[0]!;
  return connect({ headers: { cookie } });
}

let commands = 0;
const message = (command: WireCommand) => ({ id: `wire-test-command-${++commands}`, command });
const send = (socket: Wire, command: WireCommand): Promise<Ack> =>
  socket.timeout(5_000).emitWithAck("command", message(command));
/** Sends what no typed client could. */
const sendRaw = (socket: Wire, raw: unknown): Promise<Ack> =>
  (socket as unknown as Socket).timeout(5_000).emitWithAck("command", raw);

const take = (people: (WireCommand & { type: "takeTicket" })["people"] = []): WireCommand => ({
  type: "takeTicket",
  items: ["marry"],
  people,
});

const nextView = (socket: Wire, wanted: (message: ViewMessage) => boolean) =>
  new Promise<ViewMessage>((resolve) => {
    const listen = (each: ViewMessage) => {
      if (!wanted(each)) return;
      socket.off("view", listen);
      resolve(each);
    };
    socket.on("view", listen);
  });

async function subscribe(socket: Wire, subscription: Parameters<ClientToServer["subscribe"]>[0]) {
  return socket.timeout(5_000).emitWithAck("subscribe", subscription);
}

/** Takes a number, prints it, and calls it at w1. */
async function callSomebody(kiosk: Wire, clerk: Wire): Promise<string> {
  const taken = await send(kiosk, take());
  if (!taken.ok) throw new Error(taken.refusal.code);
  const { ticket, number } = taken.result as { ticket: string; number: string };
  await send(kiosk, { type: "confirmPrint", ticket, outcome: "printed" });
  await send(clerk, { type: "openWindow", window: "w1" });
  expect(await send(clerk, { type: "callNext", window: "w1" })).toMatchObject({ ok: true });
  return number;
}

describe("W-1 a number travels from the kiosk to every screen", () => {
  test("taken, printed, called: the board shows it at once, and a speaker hears it once", async () => {
    const [kiosk, clerk, screen] = [await asKiosk(), await asStaff("c1"), await connect({})];
    const heard: number[] = [];
    screen.on("announcement", ({ seq }) => heard.push(seq));
    await screen.timeout(5_000).emitWithAck("follow", { after: 0 });
    expect(await subscribe(screen, { view: "board" })).toMatchObject({
      ok: true,
      message: { view: "board", data: { calls: [] } },
    });
    const called = nextView(screen, ({ data }) => (data as BoardView).calls.length > 0);
    const number = await callSomebody(kiosk, clerk);
    const { data, seq } = await called;
    expect((data as BoardView).calls[0]).toMatchObject({ number, window: "w1", times: 1, atWindow: true });
    expect(seq).toBe(running.hall.seq);
    await send(clerk, { type: "recall", window: "w1" });
    await expect.poll(() => heard.length).toBe(2);
  });

  test("whoever comes later gets the whole view, and the announcements that are still true", async () => {
    const [kiosk, clerk] = [await asKiosk(), await asStaff("c1")];
    const number = await callSomebody(kiosk, clerk);
    const screen = await connect({});
    expect(await subscribe(screen, { view: "board" })).toMatchObject({
      message: { data: { calls: [{ number }] } },
    });
    expect(await screen.timeout(5_000).emitWithAck("follow", { after: 1 })).toMatchObject({
      held: true,
      announcements: [{ number, times: 1 }],
    });
    expect(await screen.timeout(5_000).emitWithAck("follow", { after: 0 })).toMatchObject({
      announcements: [],
    });
  });
});

describe("W-2 after a server restart everybody goes on where they were", () => {
  test("a client's command sent while the server is down is answered once; its view comes back whole", async () => {
    const port = new URL(running.url).port;
    const client = new HallClient({
      url: running.url,
      auth: { kiosk: "k1", key: kioskKey() },
      now: () => performance.now(),
    });
    closers.push(() => client.close());
    const seen: number[] = [];
    client.subscribe({ view: "kiosk" }, ({ data }) => seen.push(data.queues.length));
    await expect.poll(() => seen.length).toBeGreaterThan(0);
    await running.close();
    const before = seen.length;
    const answer = client.execute(
      { type: "takeTicket", items: ["marry"], people: [] },
      "sent-while-down-1",
      20_000,
    );
    running = await start({ PORT: port });
    expect(await answer).toMatchObject({ ok: true, result: { number: "A001" } });
    await expect.poll(() => seen.length).toBeGreaterThan(before);
    expect(running.hall.state.tickets.size).toBe(1);
  });
});

describe("W-3 bad input is refused by name, and the server lives", () => {
  test.each([
    ["nothing", undefined, "malformed"],
    ["a string", "takeTicket", "malformed"],
    ["no id", { command: { type: "callNext", window: "w1" } }, "malformed"],
    [
      "an unknown verb",
      { id: "bad-input-number-1", command: { type: "giveMeEverything" } },
      "unknownCommand",
    ],
    [
      "a field too many",
      { id: "bad-input-number-2", command: { type: "recall", window: "w1", x: 1 } },
      "malformed",
    ],
    [
      "a system command",
      { id: "bad-input-number-3", command: { type: "rollDay", day: "2030-01-01" } },
      "unknownCommand",
    ],
    [
      "a prototype",
      JSON.parse('{"id":"bad-input-number-4","command":{"type":"finish","window":"w1","__proto__":{}}}'),
      "malformed",
    ],
    ["a huge message", { id: "x".repeat(70_000), command: {} }, "tooLarge"],
    [
      "a wrong check digit",
      {
        id: "bad-input-number-5",
        command: take([{ role: "self", card: { ...someCitizen, number: "340103195001010081" } }]),
      },
      "invalidCard",
    ],
  ])("%s", async (_what, raw, code) => {
    const kiosk = await asKiosk();
    expect(await sendRaw(kiosk, raw)).toMatchObject({ ok: false, refusal: { code } });
    expect(await send(kiosk, take())).toMatchObject({ ok: true });
  });

  test("a message beyond all measure cuts that line only", async () => {
    const kiosk = await asKiosk();
    const cut = new Promise((resolve) => kiosk.once("disconnect", resolve));
    (kiosk as unknown as Socket).emit("command", "x".repeat(2_000_000));
    await cut;
    expect(await send(await asKiosk(), take())).toMatchObject({ ok: true });
  });

  test("no acknowledgement function, garbage events, unknown views", async () => {
    const kiosk = (await asKiosk()) as unknown as Socket;
    kiosk.emit("command", { id: 1 });
    kiosk.emit("subscribe");
    kiosk.emit("unsubscribe", { view: 1 });
    kiosk.emit("follow", null, "not a function");
    kiosk.emit("no-such-event", {});
    expect(await subscribe(kiosk as unknown as Wire, { view: "counter", window: "nowhere" })).toMatchObject({
      refusal: { code: "unknownView" },
    });
    expect(await send(kiosk as unknown as Wire, take())).toMatchObject({ ok: true });
  });

  test("who sends too fast is told so", async () => {
    const kiosk = await asKiosk();
    const answers = await Promise.all(Array.from({ length: 400 }, () => sendRaw(kiosk, null)));
    const codes = answers.map((ack) => (ack.ok ? "ok" : ack.refusal.code));
    // Twice a second's worth at once; how much more comes in meanwhile is the clock's affair.
    expect(codes.slice(0, 100)).toEqual(Array.from({ length: 100 }, () => "malformed"));
    expect(codes).toContain("tooFast");
  });

  test("what is logged of it holds nothing of a citizen", async () => {
    const kiosk = await asKiosk();
    const card = { ...someCitizen, number: "340103195001010081" };
    await send(kiosk, take([{ role: "self", card }]));
    await send(kiosk, take([{ role: "self", card: someCitizen }]));
    await sendRaw(kiosk, { id: someCitizen.number, command: { type: someCitizen.name } });
    expect(logged).toContain("invalidCard");
    for (const canary of [someCitizen.number, card.number, someCitizen.name])
      expect(logged).not.toContain(canary);
  });
});

describe("W-4 nobody may do or see what their role does not name", () => {
  test("an anonymous screen sees the board and nothing else, and commands nothing", async () => {
    const screen = await connect({});
    const answers = await Promise.all(
      (["manager", "kiosk", "catalogue"] as const).map((view) => subscribe(screen, { view })),
    );
    expect(answers.map((answer) => (answer.ok ? "ok" : answer.refusal.code))).toEqual([
      "notAllowed",
      "notAllowed",
      "notAllowed",
    ]);
    expect(await send(screen, take())).toMatchObject({ refusal: { code: "notAllowed" } });
  });

  test("a clerk's counter, a manager's hall", async () => {
    const [clerk, manager] = [await asStaff("c1"), await asStaff("m1")];
    expect(await subscribe(clerk, { view: "manager" })).toMatchObject({ refusal: { code: "notAllowed" } });
    expect(await subscribe(clerk, { view: "counter", window: "w1" })).toMatchObject({ ok: true });
    expect(await subscribe(manager, { view: "manager" })).toMatchObject({ ok: true });
  });

  test("an id of the hall's own can't be taken first, and what a role may not do is not stored", async () => {
    const screen = await connect({});
    const command = { type: "takeTicket", items: ["marry"], people: [] };
    expect(await sendRaw(screen, { id: "system:rollDay:2026-11-24", command })).toMatchObject({
      refusal: { code: "malformed" },
    });
    await sendRaw(screen, { id: "a-stranger-was-here", command });
    expect(running.store.answer("a-stranger-was-here")).toBeUndefined();
  });

  test("a session that was signed out commands nothing any more, on no connection", async () => {
    const cookie = (await signIn("c1")).headers.get("set-cookie")!.split(";")[0]!;
    const socket = await connect({ headers: { cookie } });
    running.store.secrets.endSession(cookie.split("=")[1]!);
    expect(await send(socket, { type: "openWindow", window: "w1" })).toMatchObject({
      refusal: { code: "notSignedIn" },
    });
  });

  test("a kiosk without its key, and a page of another origin, do not come in", async () => {
    await expect(connect({ auth: { kiosk: "k1", key: "guessed" } })).rejects.toThrow("notAllowed");
    await expect(connect({ auth: { kiosk: "k9", key: kioskKey() } })).rejects.toThrow("notAllowed");
    await expect(connect({ headers: { origin: "http://elsewhere.example" } })).rejects.toThrow(/error/);
    expect((await connect({ headers: { origin: running.url } })).connected).toBe(true);
  });

  test("five wrong PINs lock a name for a minute; an unknown name is not told apart", async () => {
    const wrong = await signIn("c1", "0000");
    const unknown = await signIn("nobody", "0000");
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(await wrong.json()).toEqual(await unknown.json());
    for (let i = 0; i < 4; i++) await signIn("c1", "0000");
    const locked = await signIn("c1", "1001");
    expect(locked.status).toBe(429);
    expect(await locked.json()).toMatchObject({ refusal: { code: "tooManyAttempts" } });
    expect((await signIn("m1")).status).toBe(200);
  });

  test("what somebody gets wrong at one desk locks nobody out at another", async () => {
    for (let i = 0; i < 5; i++) await signInFrom("127.0.0.2", "c1", "0000");
    expect(await signInFrom("127.0.0.2", "c1")).toBe(429);
    expect(await signInFrom("127.0.0.1", "c1")).toBe(200);
  });

  test("who tries made-up names by the dozen is turned away, and others sign in meanwhile", async () => {
    const flood: number[] = [];
    const flooding = Array.from({ length: 60 }, async (_, i) => {
      flood.push(await signInFrom("127.0.0.2", `nobody${i}`, "0000"));
    });
    expect(await signInFrom("127.0.0.1", "c1")).toBe(200);
    await Promise.all(flooding);
    expect(new Set(flood)).toEqual(new Set([401, 429]));
  });

  test("a client hears that its connection is refused, and comes in once that is put right", async () => {
    const client = new HallClient({
      url: running.url,
      auth: { kiosk: "k1", key: "a-key-from-elsewhere" },
      now: () => performance.now(),
    });
    closers.push(() => client.close());
    const refusal = await new Promise((resolve) => client.onRefused(resolve));
    expect(refusal).toEqual({ code: "notAllowed", params: {} });
    running.store.secrets.setKioskKey("k1", "a-key-from-elsewhere");
    const view = await new Promise<{ data: object }>((resolve) =>
      client.subscribe({ view: "kiosk" }, resolve),
    );
    expect(view.data).toHaveProperty("queues");
  });

  test("signing out ends the session and its connections", async () => {
    const cookie = (await signIn("c1")).headers.get("set-cookie")!.split(";")[0]!;
    const socket = await connect({ headers: { cookie } });
    const gone = new Promise((resolve) => socket.once("disconnect", resolve));
    await fetch(`${running.url}/api/session`, { method: "DELETE", headers: { cookie } });
    await gone;
    expect((await fetch(`${running.url}/api/session`, { headers: { cookie } })).status).toBe(401);
  });
});

describe("W-5 HTTP", () => {
  test("health says how the hall is", async () => {
    await connect({});
    expect(await (await fetch(`${running.url}/healthz`)).json()).toEqual({
      ok: true,
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      seq: running.hall.seq,
      uptimeS: expect.any(Number),
      connections: 1,
    });
  });

  test.each([
    ["POST", "/api/session", "{", 400],
    ["POST", "/api/session", '{"staff":"c1"}', 400],
    ["POST", "/api/session", JSON.stringify({ staff: "c1", pin: "1".repeat(9_000) }), 413],
    ["GET", "/../../etc/passwd", null, 404],
    ["GET", "/assets/..%2f..%2fpackage.json", null, 404],
    ["GET", "/nowhere", null, 404],
    ["PUT", "/api/session", "{}", 404],
  ])("%s %s is refused without harm", async (method, path, body, status) => {
    const answer = await raw(method, path, body);
    expect(answer.status).toBe(status);
    expect(answer.headers["content-security-policy"]).toContain("default-src 'none'");
    expect(answer.headers["x-content-type-options"]).toBe("nosniff");
  });

  test("a heartbeat comes every 3 s with the log's sequence", async () => {
    const socket = await connect({});
    const beat = await new Promise<{ seq: number }>((resolve) => socket.once("heartbeat", resolve));
    expect(beat.seq).toBe(running.hall.seq);
  });
});

/** A request whose path nobody tidies up before it is sent. */
function raw(method: string, path: string, body: string | null) {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]> }>((resolve, reject) => {
    const { hostname, port } = new URL(running.url);
    const headers = body === null ? {} : { "content-type": "application/json" };
    const sent = request({ hostname, port, method, path, headers }, (answer) => {
      answer.resume();
      answer.on("end", () => resolve({ status: answer.statusCode!, headers: answer.headers }));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
