import { connect } from "node:net";
import { existsSync, readlinkSync } from "node:fs";
import { afterEach, describe, expect, it, vi } from "vitest";
import { systemClock } from "../port/clock.ts";
import { openPort } from "../port/open-port.ts";
import { TicketPrinter } from "../printer/ticket-printer.ts";
import { callPadsKind } from "../call-pad/pads-kind.ts";
import { deviceContext } from "../profile/device-context.ts";
import { readProfile } from "../profile/read-profile.ts";
import { windowLedKind } from "../window-led/led-kind.ts";
import type { BenchState } from "./state.ts";
import { startTestbench, type Testbench } from "./testbench.ts";

let bench: Testbench | undefined;
let printer: TicketPrinter | undefined;

afterEach(async () => {
  await printer?.stop();
  await bench?.close();
  bench = printer = undefined;
  vi.unstubAllEnvs();
});

async function start(): Promise<Testbench> {
  bench = await startTestbench({ port: 0 });
  return bench;
}

async function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${bench?.url}api/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}

async function state(): Promise<BenchState> {
  return (await fetch(`${bench?.url}api/state`)).json() as Promise<BenchState>;
}

describe("T-1 the test bench", () => {
  it("shows a printed slip as a picture and as words", async () => {
    const { printerUrl } = await start();
    printer = new TicketPrinter({ open: () => openPort(printerUrl), clock: systemClock, width: 80 });
    printer.start();
    const slip = { jobId: "job-1", lines: [{ kind: "text" as const, text: "号码 A012", size: 3 }] };
    expect(await printer.print(slip)).toEqual({ outcome: "printed" });
    const [shown] = (await state()).slips;
    expect(shown).toMatchObject({ id: 1, whole: true, width: 576, error: null });
    expect(shown?.text).toBe("号码 A012\njob-1\n[cut]");
    const picture = await fetch(`${bench?.url}api/slips/1.png`);
    expect(picture.headers.get("content-type")).toBe("image/png");
    expect([...new Uint8Array(await picture.arrayBuffer()).subarray(1, 4)]).toEqual([...Buffer.from("PNG")]);
    expect(await (await fetch(`${bench?.url}api/slips/1.txt`)).text()).toContain("A012");
    expect((await fetch(`${bench?.url}api/slips/1.bin`)).headers.get("content-type")).toBe(
      "application/octet-stream",
    );
    expect((await fetch(`${bench?.url}api/slips/2.png`)).status).toBe(404);
    expect((await fetch(`${bench?.url}api/slips/..%2F1.png`)).status).toBe(404);
    await post("slips/clear", {});
    expect((await state()).slips).toEqual([]);
  });

  it.each([
    ["printer/paper", { paper: "out" }, "paperOut"],
    ["printer/cover", { open: true }, "coverOpen"],
    ["printer/cutter", { jammed: true }, "cutter"],
    ["printer/plug", { plugged: false }, "unplugged"],
  ])("%s %j: the driver says %s", async (path, body, cause) => {
    const { printerUrl } = await start();
    expect((await post(path, body)).status).toBe(200);
    printer = new TicketPrinter({ open: () => openPort(printerUrl), clock: systemClock, width: 80 });
    printer.start();
    expect(await printer.print({ jobId: "job-1", lines: [] })).toEqual({ outcome: "failed", cause });
    expect((await state()).slips).toEqual([]);
  });

  it("lets the paper run out in the middle of the next slip", async () => {
    const { printerUrl } = await start();
    printer = new TicketPrinter({ open: () => openPort(printerUrl), clock: systemClock, width: 80 });
    printer.start();
    const answer = (await (await post("printer/next", { fault: "runOut" })).json()) as BenchState;
    expect(answer.printer.next).toBe("runOut");
    const lines = Array.from({ length: 40 }, () => ({ kind: "text" as const, text: "请留意屏幕与语音叫号" }));
    expect(await printer.print({ jobId: "job-1", lines })).toEqual({ outcome: "failed", cause: "paperOut" });
    expect((await state()).printer).toMatchObject({ paper: "out", next: "nothing" });
    await post("printer/paper", { paper: "ok" });
    // Whoever put the paper in has torn off the beginning.
    expect((await state()).slips).toMatchObject([{ whole: false }]);
  });

  it("sets and takes back every quirk", async () => {
    await start();
    const quirks = { garbage: true, losesAcknowledgement: true, printsNothing: true, keepsMemory: true };
    await post("printer/quirks", quirks);
    expect((await state()).printer.quirks).toEqual(quirks);
    const none = { garbage: false, losesAcknowledgement: false, printsNothing: false, keepsMemory: false };
    await post("printer/quirks", none);
    expect((await state()).printer.quirks).toEqual(none);
  });

  it("lays and lifts cards", async () => {
    await start();
    const { cards } = await state();
    expect(new Set(cards.map((card) => card.kind))).toEqual(new Set(["resident", "J", "I", "Y"]));
    const card = cards[0]?.id ?? "";
    const laid = (await (await post("reader/lay", { card, removeMidRead: true })).json()) as BenchState;
    expect(laid.reader.laid).toEqual({ card, removeMidRead: true });
    await post("reader/lift", {});
    expect((await state()).reader.laid).toBeNull();
    expect((await post("reader/lay", { card: "unreadable" })).status).toBe(200);
    expect((await post("reader/lay", { card: "nobody" })).status).toBe(404);
  });

  it.skipIf(process.platform !== "linux")("keeps the reader's path over a replug", async () => {
    const { readerUrl } = await start();
    const path = readerUrl.replace("serial:", "");
    expect(readlinkSync(path)).toMatch(/^\/dev\/pts\/\d+$/);
    await post("reader/plug", { plugged: false });
    expect(existsSync(path)).toBe(false);
    expect((await state()).reader.plugged).toBe(false);
    await post("reader/plug", { plugged: true });
    await post("reader/plug", { plugged: true });
    expect(readlinkSync(path)).toMatch(/^\/dev\/pts\/\d+$/);
    await bench?.close();
    expect(existsSync(path)).toBe(false);
    bench = undefined;
  });

  it("tells changes as they happen", async () => {
    await start();
    const stream = await fetch(`${bench?.url}api/events`);
    expect(stream.headers.get("content-type")).toBe("text/event-stream");
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    const next = async (part: string): Promise<void> => {
      while (!text.includes(part)) text += (await reader?.read())?.value ?? "";
      text = "";
    };
    await next('"coverOpen":false');
    await post("printer/cover", { open: true });
    await next('"coverOpen":true');
    await reader?.cancel();
  });
});

describe("T-4 what it refuses", () => {
  it.each([
    ["reader/lay", {}],
    ["reader/lay", { card: "x", more: 1 }],
    ["printer/paper", { paper: "none" }],
    ["printer/cover", { open: "yes" }],
    ["printer/next", []],
    ["printer/quirks", { garbage: true }],
  ])("%s with %j", async (path, body) => {
    await start();
    expect((await post(path, body)).status).toBe(400);
  });

  it("other sites' pages and other names", async () => {
    const { url } = await start();
    expect((await post("printer/cover", { open: true }, { origin: "https://evil.example" })).status).toBe(
      403,
    );
    expect((await post("printer/cover", { open: true }, { origin: "null" })).status).toBe(403);
    expect((await post("printer/cover", { open: true }, { origin: new URL(url).origin })).status).toBe(200);
    expect((await post("printer/cover", { open: true }, { "content-type": "text/plain" })).status).toBe(415);
    // fetch does not let a page choose its Host; a name that points here does.
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(new URL(url).port), "127.0.0.1", () => {
        socket.end("GET /api/state HTTP/1.1\r\nHost: rebind.example\r\nConnection: close\r\n\r\n");
      });
      let said = "";
      socket.on("data", (bytes) => (said += bytes.toString()));
      socket.once("close", () => resolve(said));
      socket.once("error", reject);
    });
    expect(answer).toMatch(/^HTTP\/1.1 403/);
  });

  it("everything that is not its own", async () => {
    const { url } = await start();
    const answer = await fetch(url);
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(answer.headers.get("content-security-policy")).not.toContain("unsafe");
  });

  it.each([
    ["NODE_ENV", "production"],
    ["MODE", "production"],
  ])("to start when %s is %s", async (name, value) => {
    vi.stubEnv(name, value);
    await expect(startTestbench({ port: 0 })).rejects.toMatchObject({ name: "TestbenchRefused" });
  });

  it("to listen to the world", async () => {
    await expect(startTestbench({ port: 0, host: "0.0.0.0" })).rejects.toMatchObject({
      name: "TestbenchRefused",
    });
  });
});

describe("T-5 what stands at windows", () => {
  it("a strip and a pad show what they are told, and a key is a key", async () => {
    const { floor } = await start();
    const read = readProfile(JSON.stringify({ devices: floor }), "/");
    const [led, pads] = read.ok ? read.profile.devices : [];
    if (led?.kind !== "windowLed" || pads?.kind !== "callPads") throw new Error("not a floor's entries");
    const context = (entry: typeof led | typeof pads) =>
      deviceContext(entry, { directory: "/", clock: systemClock, onTrouble: () => undefined });
    const strips = await windowLedKind.create(led, context(led));
    const bus = await callPadsKind.create(pads, context(pads));
    const pressed = new Promise((resolve) => bus.onKey(resolve));
    strips.start();
    bus.start();
    await strips.showText(2, "请 A003 到2号窗口");
    bus.display(2, "A003 12");
    await vi.waitFor(
      async () =>
        expect((await state()).windows[1]).toEqual({
          address: 2,
          strip: "请 A003 到2号窗口",
          pad: "A003 12",
        }),
      { timeout: 60_000, interval: 50 },
    );
    expect((await post("pad/press", { address: 2, key: "next" })).status).toBe(200);
    expect(await pressed).toEqual({ address: 2, key: "next" });
    expect((await post("pad/press", { address: 9, key: "next" })).status).toBe(404);
    await Promise.all([strips.stop(), bus.stop()]);
  });
});
