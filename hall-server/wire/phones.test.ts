import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { pino } from "pino";
import { io } from "socket.io-client";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readEdgeEnvironment } from "../edge/environment.ts";
import { Memory } from "../edge/memory.ts";
import { type RunningEdge, startEdge } from "../edge/start-edge.ts";
import type { PhoneTicket } from "../contract/phone.ts";
import { nothingRecent } from "../live/views/recent.ts";
import { boardView } from "../live/views/board.ts";
import { smallHall } from "../domain/hall/small-hall.ts";
import { EdgeLink } from "../phones/edge-link.ts";
import { hashOf, SlipSecrets } from "../phones/slip-secrets.ts";
import { type OpenHall, openHall } from "../testing/open-hall.ts";

const key = "k".repeat(43);
const clerk = { kind: "staff", id: "c1", roles: ["clerk"] } as const;
const kiosk = { kind: "kiosk", id: "k1" } as const;

let root: string;
let edge: RunningEdge;
let open: OpenHall;
let link: EdgeLink;
let logged: string;
const secrets = new SlipSecrets(Buffer.alloc(32, 7));
const closers: (() => unknown)[] = [];

function pagesIn(directory: string): string {
  mkdirSync(join(directory, "counter-ui", "phone"), { recursive: true });
  mkdirSync(join(directory, "assets"));
  for (const page of ["index", "live", "unknown"])
    writeFileSync(
      join(directory, "counter-ui", "phone", `${page}.html`),
      `<p>${page}</p><script src="/assets/${page}.js"></script>`,
    );
  for (const name of ["index.js", "live.js", "unknown.js", "shared.js", "counter.js"])
    writeFileSync(join(directory, "assets", name), `import"./shared.js";`);
  return directory;
}

async function openEdge(env: Record<string, string> = {}): Promise<RunningEdge> {
  const files = { EDGE_KEY_FILE: join(root, "edge.key"), PAGES_DIR: join(root, "pages") };
  const settings = readEdgeEnvironment({ PORT: "0", ...files, ...env });
  const sink = new PassThrough();
  sink.on("data", (chunk: Buffer) => (logged += chunk.toString()));
  return startEdge(settings, { log: pino({ level: "debug" }, sink) });
}

/** The small hall with room in its last queue. */
const openHallOf = (most: number) =>
  openHall({
    ...smallHall,
    queues: smallHall.queues.map((queue) =>
      queue.id === "c" ? { ...queue, to: most, capacity: most } : queue,
    ),
  });

function openLink(of = open): Promise<EdgeLink> {
  return new Promise((resolve) => {
    const made: EdgeLink = new EdgeLink({
      edgeUrl: edge.url,
      key,
      hall: of.hall,
      estimates: { current: null },
      board: () => boardView(of.hall.state, nothingRecent, null, of.hall.now()),
      secrets,
      now: () => performance.now(),
      onLink: (how) => {
        if (how === "connected") setImmediate(() => resolve(made));
      },
      onFault: (what, error) => {
        throw new Error(what, { cause: error });
      },
    });
    closers.push(() => made.stop());
  });
}

beforeEach(async () => {
  logged = "";
  root = mkdtempSync(join(tmpdir(), "yimen-edge-"));
  writeFileSync(join(root, "edge.key"), key, { mode: 0o600 });
  pagesIn(join(root, "pages"));
  [edge, open] = await Promise.all([openEdge(), openHall()]);
  link = await openLink();
});
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
  await edge.close();
  await open.dispose();
  rmSync(root, { recursive: true, force: true });
});

async function take(): Promise<{ ticket: string; number: string; token: string }> {
  const answer = await open.send({ type: "takeTicket", items: ["marry"], people: [] }, kiosk);
  if (!answer.ok) throw new Error(answer.refusal.code);
  const { ticket, number } = answer.result as { ticket: string; number: string };
  await open.send({ type: "confirmPrint", ticket, outcome: "printed" }, kiosk);
  return { ticket, number, token: secrets.of(open.hall.state, ticket)! };
}

/** What a phone hears, in order. */
async function listen(path: string) {
  const stop = new AbortController();
  closers.push(() => stop.abort());
  const answer = await fetch(`${edge.url}${path}`, { signal: stop.signal });
  const heard: { event: string; data: unknown }[] = [];
  const read = async () => {
    let rest = "";
    for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
      const parts = (rest + chunk).split("\n\n");
      rest = parts.pop()!;
      for (const part of parts) {
        const [, event, data] = /^event: (\w+)\ndata: (.*)$/.exec(part) ?? [];
        if (event) heard.push({ event, data: JSON.parse(data!) });
      }
    }
  };
  void read().catch(() => {});
  const last = (event: string) => heard.findLast((each) => each.event === event)?.data;
  return { answer, heard, last, stop: () => stop.abort() };
}

const act = (token: string, body: unknown) =>
  fetch(`${edge.url}/t/${token}/action`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
const stateOf = (last: (event: string) => unknown) => (last("ticket") as PhoneTicket | undefined)?.state;
const statusOf = async (token: string) => (await fetch(`${edge.url}/t/${token}`)).status;
/** Waits until the edge has been told of a slip. */
async function known(token: string): Promise<void> {
  await expect.poll(() => statusOf(token), { timeout: 20_000 }).toBe(200);
}

describe("PH-3 a phone follows its own number", () => {
  test("its place comes with the line of all, its call at once", async () => {
    const [first, second] = [await take(), await take()];
    await known(second.token);
    const phone = await listen(`/t/${second.token}/events`);
    expect(phone.answer.headers.get("content-type")).toContain("text/event-stream");
    await expect.poll(() => stateOf(phone.last), { timeout: 20_000 }).toBe("waiting");
    await expect
      .poll(() => phone.last("line"), { timeout: 20_000 })
      .toEqual([
        [first.number, null, null],
        [second.number, null, null],
      ]);
    await open.send({ type: "openWindow", window: "w1" }, clerk);
    await open.send({ type: "callNext", window: "w1" }, clerk);
    await expect.poll(() => phone.last("line"), { timeout: 20_000 }).toEqual([[second.number, null, null]]);
    await open.send({ type: "callNext", window: "w1" }, clerk);
    await expect.poll(() => stateOf(phone.last), { timeout: 20_000 }).toBe("called");
    expect(phone.last("ticket")).toMatchObject({ number: second.number, window: { zh: "1" }, times: 1 });
    // Nobody's ticket id, item or person is on its way to a phone.
    expect(JSON.stringify(phone.heard)).not.toMatch(/marry|id-\d/);
    expect(Object.keys(phone.last("ticket") as object).toSorted()).toEqual(
      [
        "hall",
        "help",
        "hold",
        "number",
        "queue",
        "rating",
        "queueName",
        "state",
        "steppedOut",
        "times",
        "window",
      ].toSorted(),
    );
  });

  test("the hall's board is for everybody; a phone is told of a beat that the hall is alive", async () => {
    const everybody = await listen("/live/events");
    await expect
      .poll(() => everybody.last("board"), { timeout: 20_000 })
      .toMatchObject({
        queues: [{ queue: "a", waiting: 0 }, { queue: "b" }, { queue: "c" }],
        windows: [{ window: "w1", state: "closed" }, {}, {}],
      });
    await expect.poll(() => everybody.last("beat"), { timeout: 20_000 }).toHaveProperty("ageMs");
  });

  test("on the next day a slip means nothing", async () => {
    const { token } = await take();
    await known(token);
    const phone = await listen(`/t/${token}/events`);
    await expect.poll(() => stateOf(phone.last), { timeout: 20_000 }).toBe("waiting");
    open.clock.now += 24 * 3_600_000;
    await open.hall.tick();
    await expect.poll(() => phone.last("gone"), { timeout: 20_000 }).toEqual({});
    const answer = await fetch(`${edge.url}/t/${token}`);
    expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining("unknown")]);
  });
});

describe("PH-3 the edge's memory", () => {
  const one = (number: string) => [hashOf(number), { number } as PhoneTicket] as [string, PhoneTicket];
  test("a day's numbers come in parts; until the last nobody's is gone", () => {
    const memory = new Memory(() => 0);
    expect(memory.knowsTickets).toBe(false);
    expect(memory.hearTickets({ part: "all", tickets: [one("A001"), one("A002")] })).toBe(true);
    expect(memory.hearTickets({ part: "allFrom", tickets: [one("A002")] })).toBe(false);
    expect(memory.hearTickets({ part: "changes", tickets: [one("A003")] })).toBe(false);
    expect(memory.find("A001")).not.toBeNull();
    expect(memory.hearTickets({ part: "allTo", tickets: [one("A004")] })).toBe(true);
    expect(["A001", "A002", "A003", "A004"].map((number) => memory.find(number) !== null)).toEqual([
      false,
      true,
      true,
      true,
    ]);
    // An end without a beginning is a change and no more.
    expect(memory.hearTickets({ part: "allTo", tickets: [one("A005")] })).toBe(false);
    expect(memory.find("A004")).not.toBeNull();
  });

  test("a day after its hall was last heard, it has forgotten", () => {
    let now = 0;
    const memory = new Memory(() => now);
    memory.hearTickets({ part: "all", tickets: [one("A001")] });
    now = 11 * 3_600_000;
    memory.forgetOld();
    expect(memory.find("A001")).not.toBeNull();
    now = 12 * 3_600_000;
    memory.forgetOld();
    expect([memory.find("A001"), memory.knowsTickets, memory.ageMs()]).toEqual([null, false, null]);
  });
});

test("PH-3 whatever a day has, an edge that comes later knows all of it", async () => {
  // More than one turn tells.
  const tokens: string[] = [];
  const crowd = await openHallOf(700);
  closers.push(() => crowd.dispose());
  for (let i = 0; i < 600; i++) {
    const answer = await crowd.send({ type: "takeTicket", items: ["pension"], people: [] }, kiosk);
    if (!answer.ok) throw new Error(answer.refusal.code);
    tokens.push(secrets.of(crowd.hall.state, (answer.result as { ticket: string }).ticket)!);
  }
  link.stop();
  link = await openLink(crowd);
  await known(tokens.at(-1)!);
  for (const token of [tokens[0]!, tokens[299]!]) expect(await statusOf(token)).toBe(200);
});

describe("PH-4 a phone acts for its own number, and the hall decides", () => {
  test("out of the line once and back, under one id however often it is sent; then cancelled", async () => {
    const { ticket, token } = await take();
    await known(token);
    const stepOut = { id: "phone-steps-out-1", action: { verb: "stepOut" } };
    for (let i = 0; i < 2; i++) expect((await act(token, stepOut)).status).toBe(200);
    expect(open.hall.state.tickets.get(ticket)).toMatchObject({ state: "held", kind: "steppedOut" });
    expect((await act(token, { id: "phone-comes-back-1", action: { verb: "resume" } })).status).toBe(200);
    const again = await act(token, { id: "phone-steps-out-2", action: { verb: "stepOut" } });
    expect(await again.json()).toMatchObject({ refusal: { code: "steppedOutBefore" } });
    expect((await act(token, { id: "phone-cancels-it-1", action: { verb: "cancel" } })).status).toBe(200);
    expect(open.hall.state.tickets.get(ticket)).toMatchObject({ state: "cancelled" });
    const who = open.store.recent(3).map(({ principal, event }) => `${principal} ${event.type}`);
    expect(who.at(-1)).toBe(`phone:${ticket} ticketCancelled`);
  });

  test("asks for somebody to come, and says how the service was, once it is over and once more", async () => {
    const { ticket, token } = await take();
    await known(token);
    const phone = await listen(`/t/${token}/events`);
    const ask = { id: "phone-asks-for-help-1", action: { verb: "help" } };
    expect((await act(token, ask)).status).toBe(200);
    await expect.poll(() => phone.last("ticket"), { timeout: 20_000 }).toMatchObject({ help: "asked" });
    const rate = (id: string, words: string) => ({
      id,
      action: { verb: "rate", level: "dissatisfied", tags: ["longWait"], words },
    });
    const early = await act(token, rate("phone-rates-early-1", "等得太久"));
    expect(await early.json()).toMatchObject({ refusal: { code: "notServedYet" } });
    await open.send({ type: "openWindow", window: "w1" }, clerk);
    for (const type of ["callNext", "startServing", "finish"] as const)
      await open.send({ type, window: "w1" }, clerk);
    await expect.poll(() => phone.last("ticket"), { timeout: 20_000 }).toMatchObject({ rating: "first" });
    expect((await act(token, rate("phone-rates-first-1", "等得太久"))).status).toBe(200);
    await expect.poll(() => phone.last("ticket"), { timeout: 20_000 }).toMatchObject({ rating: "addition" });
    const { event } = open.store.recent(1)[0]!;
    expect(event).toMatchObject({ type: "serviceRated", ticket, channel: "phone", level: "dissatisfied" });
    // Its words are in the vault.
    expect(JSON.stringify(event)).not.toContain("等得太久");
  });

  test("whatever else is sent is refused, by name", async () => {
    const { token } = await take();
    await known(token);
    const bad = async (body: unknown) => (await act(token, body)).status;
    expect(await bad({ id: "phone-tries-things-1", action: { verb: "finish" } })).toBe(400);
    expect(await bad({ id: "phone-tries-things-2", action: { verb: "cancel", ticket: "x" } })).toBe(400);
    expect(await bad({ id: "x", action: { verb: "cancel" } })).toBe(400);
    expect(await bad("{")).toBe(400);
    expect(await bad({ id: "x".repeat(3_000) })).toBe(413);
    expect((await act("a".repeat(27), { id: "phone-tries-things-3" })).status).toBe(404);
    // Nobody presses so often.
    const codes = await Promise.all(Array.from({ length: 12 }, () => bad({ id: "x" })));
    expect(codes).toContain(429);
  });

  test("without the hall nothing is promised; it comes back by itself with all it knows", async () => {
    const { token } = await take();
    await known(token);
    link.stop();
    await expect
      .poll(async () => ((await (await fetch(`${edge.url}/healthz`)).json()) as { hall: boolean }).hall, {
        timeout: 20_000,
      })
      .toBe(false);
    const answer = await act(token, { id: "phone-without-hall-1", action: { verb: "cancel" } });
    expect(await answer.json()).toMatchObject({ refusal: { code: "unreachable" } });
    const other = await take();
    link = await openLink();
    await known(other.token);
    expect((await act(token, { id: "phone-without-hall-1", action: { verb: "cancel" } })).status).toBe(200);
  });
});

describe("PH-7 what the edge gives away", () => {
  test("nobody comes in as a hall without its key", async () => {
    const stranger = io(edge.url, {
      path: "/hall",
      transports: ["websocket"],
      reconnection: false,
      extraHeaders: { authorization: "Bearer guessed" },
    });
    closers.push(() => stranger.close());
    await expect(
      new Promise((resolve, reject) => {
        stranger.once("connect", () => resolve("in"));
        stranger.once("connect_error", reject);
      }),
    ).rejects.toThrow("error");
    expect((await fetch(`${edge.url}/healthz`)).status).toBe(200);
  });

  test("a strict policy on every answer, no token in a log, only the phones' own files", async () => {
    const { token } = await take();
    await known(token);
    const phone = await listen(`/t/${token}/events`);
    for (const path of [`/t/${token}`, "/t/nothing", "/live", "/assets/index.js", "/nowhere"]) {
      const { headers } = await fetch(`${edge.url}${path}`);
      expect(headers.get("content-security-policy")).toContain("default-src 'none'");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("x-robots-tag")).toContain("noindex");
    }
    for (const path of [`/t/${token}`, "/t/nothing"])
      expect((await fetch(`${edge.url}${path}`)).headers.get("cache-control")).toBe("no-store");
    expect(phone.answer.headers.get("cache-control")).toBe("no-store");
    expect((await fetch(`${edge.url}/assets/shared.js`)).status).toBe(200);
    expect((await fetch(`${edge.url}/assets/counter.js`)).status).toBe(404);
    await act(token, { id: "phone-is-not-logged", action: { verb: "cancel" } });
    expect(logged).toContain("connected");
    expect(logged).not.toContain(token);
  });

  test("one number has few phones at once, one address no more than it may", async () => {
    const { token } = await take();
    await known(token);
    const phones = [];
    for (let i = 0; i < 5; i++) phones.push(await listen(`/t/${token}/events`));
    const health = async () =>
      ((await (await fetch(`${edge.url}/healthz`)).json()) as { phones: number }).phones;
    await expect.poll(health, { timeout: 20_000 }).toBe(4);
    const crowded = await openEdge({ CONNECTIONS_PER_ADDRESS: "2" });
    closers.push(() => crowded.close());
    const codes: number[] = [];
    for (let i = 0; i < 3; i++) codes.push(await statusOfStream(`${crowded.url}/live/events`));
    expect(codes).toEqual([200, 200, 503]);
  });

  test("a key that others may read, or that is none, stops the start", () => {
    const file = join(root, "edge.key");
    chmodSync(file, 0o644);
    const start = () => readEdgeEnvironment({ EDGE_KEY_FILE: file });
    expect(start).toThrow(/chmod 600/);
    chmodSync(file, 0o600);
    expect(start().key).toBe(key);
    writeFileSync(file, "short");
    expect(start).toThrow(/not a key/);
    expect(() => readEdgeEnvironment({})).toThrow(/EDGE_KEY_FILE/);
    expect(() => readEdgeEnvironment({ EDGE_KEY_FILE: file, PORT: "x" })).toThrow(/PORT=x/);
    expect(readFileSync(file, "utf8")).toBe("short");
  });
});

/** The status of an answer that does not end; it stays open until the test is over. */
function statusOfStream(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(url, (answer) => resolve(answer.statusCode!));
    sent.once("error", (error) => reject(error));
    closers.push(() => sent.destroy());
    sent.end();
  });
}
