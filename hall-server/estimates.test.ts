import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { io, type Socket } from "socket.io-client";
import { afterEach, beforeEach, expect, test } from "vitest";
import { HallClient } from "./contract/client.ts";
import type { KioskView } from "./contract/views.ts";
import type { WireCommand } from "./contract/commands.ts";
import type { AnswerTo, Question } from "./contract/questions.ts";
import type { ClientToServer, ServerToClient } from "./contract/wire.ts";
import { readEnvironment } from "./environment.ts";
import { demoPins } from "./seed/demo-hall.ts";
import { type RunningHall, startHall } from "./start-hall.ts";

let root: string;
let running: RunningHall;
const clients: { close(): unknown }[] = [];

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "yimen-estimates-"));
  running = await startHall(readEnvironment({ PORT: "0", DATA_DIR: join(root, "data") }), {
    log: pino({ level: "silent" }),
  });
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await running.close();
  rmSync(root, { recursive: true, force: true });
});

function kiosk(): HallClient {
  const key = readFileSync(running.kioskKeyFile("k1"), "utf8");
  const client = new HallClient({
    url: running.url,
    auth: { kiosk: "k1", key },
    now: () => performance.now(),
  });
  clients.push(client);
  return client;
}

/** A staff page's connection, which a cookie lets in. */
async function staff(id: string) {
  const response = await fetch(`${running.url}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ staff: id, pin: demoPins[id] }),
  });
  const cookie = response.headers.get("set-cookie")!.split(";")[0]!;
  const socket: Socket<ServerToClient, ClientToServer> = io(running.url, {
    transports: ["websocket"],
    extraHeaders: { cookie },
    forceNew: true,
  });
  clients.push(socket);
  return {
    ask: async (question: WhatIf) => (await socket.emitWithAck("ask", question)) as AnswerTo<"whatIf">,
    execute: (command: WireCommand) => socket.emitWithAck("command", { id: randomUUID(), command }),
  };
}

/** The first view of the kiosk that is as it should be. */
const kioskView = (client: HallClient, isMeant: (view: KioskView) => boolean): Promise<KioskView> =>
  new Promise((seen) => {
    client.subscribe({ view: "kiosk" }, ({ data }) => {
      if (isMeant(data)) seen(data);
    });
  });

type WhatIf = Question & { ask: "whatIf" };
const open = (window: string): WhatIf => ({ ask: "whatIf", change: { kind: "open", window } });

test("X-8 whoever looks at a line is told who is ahead and how long it takes, once a window serves it", async () => {
  const [here, clerk] = [kiosk(), await staff("c01")];
  const marriage = (view: KioskView) => view.queues.find(({ queue }) => queue === "marriage")!;
  const first = await kioskView(here, () => true);
  expect(marriage(first).estimate).toBeNull();
  await clerk.execute({ type: "openWindow", window: "w1" });
  for (let i = 0; i < 3; i++) {
    const items = marriage(first).items.slice(0, 1);
    const taken = await here.execute({ type: "takeTicket", items, people: [] }, randomUUID());
    if (!taken.ok) throw new Error(taken.refusal.code);
    const { ticket } = taken.result;
    await here.execute({ type: "confirmPrint", ticket, outcome: "printed" }, randomUUID());
  }
  const known = await kioskView(
    here,
    (view) => (marriage(view).estimate?.ahead ?? 0) === 3 && marriage(view).estimate!.p10S > 300,
  );
  const { p10S, p50S, p90S } = marriage(known).estimate!;
  expect(p10S).toBeLessThan(p50S);
  expect(p50S).toBeLessThan(p90S);
});

/** A number for the first matter of marriages, with its slip. */
async function takeSlip(here: HallClient) {
  const items = running.hall.state.config.queues[0]!.items.slice(0, 1);
  const taken = await here.execute({ type: "takeTicket", items, people: [] }, randomUUID());
  if (!taken.ok) throw new Error(taken.refusal.code);
  const { ticket } = taken.result;
  await here.execute({ type: "confirmPrint", ticket, outcome: "printed" }, randomUUID());
  return taken.result;
}

test("X-11 who takes a number is told its wait with it, once anybody can say one", async () => {
  const [here, clerk] = [kiosk(), await staff("c01")];
  const unknown = await takeSlip(here);
  expect(unknown.wait).toBeUndefined();
  await clerk.execute({ type: "openWindow", window: "w1" });
  const isSettled = ({ queues: [line] }: KioskView) =>
    line!.estimate?.ahead === 1 && line!.estimate.p10S > 60;
  await kioskView(here, isSettled);
  const { ahead, wait } = await takeSlip(here);
  expect(ahead).toBe(1);
  expect(wait!.p10S).toBeGreaterThan(60);
  expect(wait!.p90S).toBeGreaterThan(wait!.p10S);
});

test("X-12 a young hall learns of its first visits as they end, and not of forty events at once", async () => {
  const [here, clerk] = [kiosk(), await staff("c01")];
  await clerk.execute({ type: "openWindow", window: "w1" });
  await takeSlip(here);
  const line = ({ queues: [first] }: KioskView) => first!.estimate;
  const before = line(await kioskView(here, (view) => (line(view)?.p10S ?? 0) > 60))!;
  for (let visit = 0; visit < 3; visit++) {
    await takeSlip(here);
    await clerk.execute({ type: "callNext", window: "w1" });
    await clerk.execute({ type: "startServing", window: "w1" });
    await clerk.execute({ type: "finish", window: "w1" });
  }
  expect(running.hall.seq).toBeLessThan(40);
  const isLearned = (view: KioskView) => line(view)?.ahead === 1 && line(view)!.p90S < before.p90S * 0.7;
  expect(line(await kioskView(here, isLearned))).toMatchObject({ ahead: 1 });
});

test("X-9 a manager asks what a change would do, nobody else, and what can't be is refused by name", async () => {
  const manager = await staff("m01");
  const answer = await manager.ask(open("w1"));
  expect(answer).toMatchObject({ ok: true });
  const queues = answer.ok ? answer.after.map(({ queue }) => queue) : [];
  expect(queues).toEqual(["marriage", "organisation", "elder-care", "assistance"]);
  expect(running.hall.state.windows["w1"]).toEqual({ state: "closed" });
  const code = async (client: { ask(question: WhatIf): Promise<AnswerTo<"whatIf">> }, question: WhatIf) => {
    const said = await client.ask(question);
    return said.ok ? "ok" : said.refusal.code;
  };
  expect(await code(await staff("c01"), open("w1"))).toBe("notAllowed");
  expect(await code(kiosk(), open("w1"))).toBe("notAllowed");
  expect(await code(manager, open("constructor"))).toBe("unknownWindow");
  expect(await code(manager, { ask: "whatIf", change: { kind: "close", window: "w1" } })).toBe(
    "windowNotOpen",
  );
  const serve: WhatIf["change"] = { kind: "serve", window: "w1", items: ["nothing"] };
  expect(await code(manager, { ask: "whatIf", change: serve })).toBe("unknownItem");
  expect(await code(manager, { ask: "order" } as unknown as WhatIf)).toBe("malformed");
});
