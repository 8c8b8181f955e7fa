import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { WireCommand } from "../contract/commands.ts";
import type { Question } from "../contract/questions.ts";
import type { Views } from "../contract/views.ts";
import type { Spoken, Subscription } from "../contract/wire.ts";
import { rebuild } from "../store/rebuild.ts";
import { cookieIn, type Wire, WiredHall } from "../testing/wired-hall.ts";

// Signing in is dear by design, and there is much of it here.
vi.setConfig({ testTimeout: 60_000 });

let wired: WiredHall;

beforeEach(async () => {
  wired = await WiredHall.open();
});
afterEach(() => wired.close());

/** Somebody's connection: commands give their result or the refusal's code. */
function voice(socket: Wire) {
  return {
    socket,
    async send(command: WireCommand): Promise<Record<string, unknown> & { refused?: string }> {
      const answer = await socket.emitWithAck("command", { id: randomUUID(), command });
      return answer.ok ? { ...answer.result } : { refused: answer.refusal.code };
    },
    async ask(question: Question) {
      const answer = await socket.emitWithAck("ask", question);
      return answer.ok ? answer : answer.refusal.code;
    },
    async see<V extends Subscription["view"]>(subscription: Subscription & { view: V }): Promise<Views[V]> {
      const answer = await socket.emitWithAck("subscribe", subscription);
      if (!answer.ok) throw new Error(answer.refusal.code);
      return answer.message.data as Views[V];
    },
  };
}
type Who = ReturnType<typeof voice>;

const staff = async (id: string) => voice(await wired.staff(id));
const kiosk = async (id = "k1") => voice(await wired.kiosk(id));
/** The tablet of a window, set up by the manager. */
async function tablet(window: string): Promise<Who & { cookie: string }> {
  const paired = await wired.post("/api/tablet", { window }, await wired.sessionOf("m01"));
  expect(paired.status).toBe(204);
  const cookie = cookieIn(paired, "yimen_tablet");
  return { ...voice(await wired.connect({ auth: { tablet: window }, cookie })), cookie };
}

/** A clerk at window 1 with a visitor who is being served. */
async function serving(who: Who): Promise<string> {
  const machine = await kiosk();
  const { ticket } = (await machine.send({ type: "takeTicket", items: ["MZ-001"], people: [] })) as {
    ticket: string;
  };
  await machine.send({ type: "confirmPrint", ticket, outcome: "printed" });
  await who.send({ type: "openWindow", window: "w1" });
  await who.send({ type: "callNext", window: "w1" });
  await who.send({ type: "startServing", window: "w1" });
  return ticket;
}

const rate = (ticket: string, more: Partial<WireCommand & { type: "rate" }> = {}): WireCommand => ({
  type: "rate",
  ticket,
  level: "satisfied",
  tags: [],
  channel: "tablet",
  ...more,
});

/** Every byte that the hall has on its disk. */
const bytesOnDisk = (): string =>
  readdirSync(wired.dataDir)
    .map((file) => readFileSync(join(wired.dataDir, file)).toString("utf8"))
    .join("\n");

describe("B-5 who may rate", () => {
  test("a window's tablet, for whom the window asks, once and once more; never staff, never another window's", async () => {
    const clerk = await staff("c01");
    const pad = await tablet("w1");
    const other = await tablet("w2");
    const ticket = await serving(clerk);
    expect((await pad.send(rate(ticket))).refused).toBe("ratingOver");
    await clerk.send({ type: "askRating", window: "w1" });
    expect((await pad.see({ view: "rating", window: "w1" })).invitation).toMatchObject({
      ticket,
      until: null,
    });
    for (const who of [clerk, await staff("m01"), await staff("g01"), await kiosk()])
      expect((await who.send(rate(ticket))).refused).toBe("notAllowed");
    expect((await other.send(rate(ticket))).refused).toBe("ratingOver");
    expect((await pad.send(rate(ticket, { channel: "pad" }))).refused).toBe("notAllowed");
    expect((await pad.send(rate(ticket, { tags: ["attitude"] }))).refused).toBe("tagsOnlyForBad");
    expect((await pad.send(rate(ticket, { level: "good" as never }))).refused).toBe("malformed");
    expect(await pad.send(rate(ticket))).toMatchObject({ nth: 1 });
    expect((await clerk.see({ view: "counter", window: "w1" })).service.rating?.state).toBe("rated");
    expect((await pad.send(rate(ticket))).refused).toBe("ratingOver");
    // A kiosk may add what its holder wants to add, and then it is said.
    const machine = await kiosk();
    const byKiosk = { channel: "kiosk", level: "veryDissatisfied" } as const;
    expect(await machine.send(rate(ticket, byKiosk))).toMatchObject({ nth: 2 });
    expect((await machine.send(rate(ticket, byKiosk))).refused).toBe("ratedAlready");
    expect((await other.socket.emitWithAck("subscribe", { view: "rating", window: "w1" })).ok).toBe(false);
    expect((await pad.socket.emitWithAck("subscribe", { view: "counter", window: "w1" })).ok).toBe(false);
  });

  test("a tablet is set up by whoever answers for the hall, never by a clerk; a newer one takes its place", async () => {
    expect((await wired.post("/api/tablet", { window: "w1" })).status).toBe(401);
    expect((await wired.post("/api/tablet", { window: "w1" }, await wired.sessionOf("c01"))).status).toBe(
      403,
    );
    expect(
      (await wired.post("/api/tablet", { window: "nowhere" }, await wired.sessionOf("m01"))).status,
    ).toBe(403);
    expect((await wired.post("/api/tablet", {}, await wired.sessionOf("m01"))).status).toBe(400);
    const first = await tablet("w1");
    const isCut = new Promise<void>((resolve) => void first.socket.once("disconnect", () => resolve()));
    await tablet("w1");
    await isCut;
    await expect(wired.connect({ auth: { tablet: "w1" }, cookie: first.cookie })).rejects.toThrow(
      "notAllowed",
    );
    await expect(wired.connect({ auth: { tablet: "w1" } })).rejects.toThrow("notAllowed");
  });
});

describe("B-6 a bad rating", () => {
  test("is the manager's at once, is looked into and mended, and what was said is on no disk in clear", async () => {
    const [clerk, manager] = [await staff("c01"), await staff("m01")];
    const pad = await tablet("w1");
    const ticket = await serving(clerk);
    await clerk.send({ type: "finish", window: "w1" });
    const words = ["canary: rude clerk", "canary: it is so", "canary: said sorry"] as const;
    const bad = rate(ticket, { level: "veryDissatisfied", tags: ["attitude"], words: words[0] });
    const { rating } = (await pad.send(bad)) as { rating: string };
    const owed = async () => (await manager.see({ view: "manager" })).service.rectifications[0];
    expect(await owed()).toMatchObject({ rating, state: "open", hasWords: true, overdue: false });
    const done: WireCommand = { type: "rectify", rating, done: words[2] };
    const founded: WireCommand = { type: "verifyRating", rating, finding: "simple", found: words[1] };
    expect((await manager.send(done)).refused).toBe("verifyFirst");
    expect((await manager.send(founded)).refused).toBe("responsibleNeeded");
    expect((await clerk.send({ ...founded, responsible: "c01" })).refused).toBe("notAllowed");
    expect(await manager.send({ ...founded, responsible: "g01" })).toEqual({});
    expect(await owed()).toMatchObject({ state: "verified", responsible: { zh: "孙九" } });
    expect(await manager.send(done)).toEqual({});
    expect((await manager.send(done)).refused).toBe("settledAlready");
    const texts = [];
    for (const of of ["rating", "finding", "measures"] as const)
      texts.push(await manager.ask({ ask: "note", of, id: rating }));
    expect(texts).toEqual(words.map((text) => ({ ok: true, text })));
    expect(await clerk.ask({ ask: "note", of: "rating", id: rating })).toBe("unknownNote");
    expect(await pad.ask({ ask: "note", of: "rating", id: rating })).toBe("notAllowed");
    expect(bytesOnDisk()).not.toContain("canary");
    const report = rebuild(join(wired.dataDir, "hall.sqlite"));
    expect(report).toMatchObject({ chain: null, refused: null, differences: [], invariants: [] });
  });
});

describe("B-7 messages", () => {
  test("are for the windows they are sent to: their clerk reads and says so, nobody else learns what they say", async () => {
    const [clerk, other, manager] = [await staff("c01"), await staff("c02"), await staff("m01")];
    await clerk.send({ type: "openWindow", window: "w1" });
    await other.send({ type: "openWindow", window: "w2" });
    const text = "canary: the minister comes at ten";
    expect((await clerk.send({ type: "sendMessage", text })).refused).toBe("notAllowed");
    expect((await manager.send({ type: "sendMessage", to: ["nowhere"], text })).refused).toBe(
      "unknownWindow",
    );
    expect((await manager.send({ type: "sendMessage", text: "" })).refused).toBe("malformed");
    const { message } = (await manager.send({ type: "sendMessage", to: ["w1"], text })) as {
      message: string;
    };
    expect(await clerk.ask({ ask: "note", of: "message", id: message })).toEqual({ ok: true, text });
    expect(await other.ask({ ask: "note", of: "message", id: message })).toBe("unknownNote");
    expect((await other.send({ type: "readMessage", message, window: "w2" })).refused).toBe("unknownMessage");
    await clerk.send({ type: "readMessage", message, window: "w1" });
    await clerk.send({ type: "readMessage", message, window: "w1" });
    expect((await manager.see({ view: "manager" })).service.messages).toMatchObject([
      { message, to: ["w1"], read: [{ window: "w1", clerk: { zh: "王一" } }] },
    ]);
    expect(JSON.stringify(await clerk.see({ view: "counter", window: "w1" }))).not.toContain("canary");
    expect(bytesOnDisk()).not.toContain("canary");
  });
});

describe("B-8 help", () => {
  test("is asked once per place, by that place or staff, answered and settled; its kiosk is told", async () => {
    const [machine, other, guide] = [await kiosk(), await kiosk("k2"), await staff("g01")];
    const place = { at: "kiosk", id: "k1" } as const;
    expect((await other.send({ type: "askHelp", place })).refused).toBe("notAllowed");
    const { help } = (await machine.send({ type: "askHelp", place })) as { help: string };
    expect(await machine.send({ type: "askHelp", place })).toEqual({ help });
    expect((await machine.send({ type: "answerHelp", help })).refused).toBe("notAllowed");
    expect((await other.send({ type: "closeHelp", help })).refused).toBe("notAllowed");
    await guide.send({ type: "answerHelp", help });
    expect((await machine.see({ view: "kiosk" })).help).toMatchObject([{ kiosk: "k1", state: "answered" }]);
    expect((await guide.see({ view: "guide" })).service.help).toMatchObject([{ by: { zh: "孙九" } }]);
    await guide.send({ type: "closeHelp", help });
    expect((await guide.send({ type: "closeHelp", help })).refused).toBe("unknownHelp");
    expect((await machine.see({ view: "kiosk" })).help).toEqual([]);
    expect((await guide.send({ type: "askHelp", place: { at: "kiosk", id: "k9" } })).refused).toBe(
      "unknownPlace",
    );
  });
});

describe("B-9 an emergency", () => {
  test("is silent: the guide desk and the manager see it, no wall and no loudspeaker does, its clerk can't close it", async () => {
    const [clerk, guide, wall] = [await staff("c01"), await staff("g01"), voice(await wired.connect())];
    await clerk.send({ type: "openWindow", window: "w1" });
    const said: Spoken[] = [];
    wall.socket.on("announcement", (spoken) => said.push(spoken));
    await wall.socket.emitWithAck("follow", { after: 0, zone: null, said: 0, able: true });
    const before = await wall.see({ view: "board" });
    const { emergency } = (await clerk.send({ type: "callForHelp", window: "w1" })) as { emergency: string };
    expect((await guide.see({ view: "guide" })).service.emergencies).toMatchObject([{ window: "w1" }]);
    expect(await wall.see({ view: "board" })).toEqual(before);
    expect(said).toEqual([]);
    expect((await clerk.send({ type: "closeEmergency", emergency })).refused).toBe("notAllowed");
    await guide.send({ type: "acknowledgeEmergency", emergency });
    expect((await clerk.see({ view: "counter", window: "w1" })).service.emergency?.state).toBe(
      "acknowledged",
    );
    await guide.send({ type: "closeEmergency", emergency });
    expect((await guide.send({ type: "closeEmergency", emergency })).refused).toBe("unknownEmergency");
  });
});

describe("B-10 notices", () => {
  test("are shown where they are for, spoken once, taken back, and name nobody's number", async () => {
    const [manager, wall] = [await staff("m01"), voice(await wired.connect())];
    await wall.socket.emitWithAck("follow", { after: 0, zone: null, said: 0, able: true });
    const until = Date.now() + 600_000;
    const post = (more: Partial<WireCommand & { type: "postNotice" }>) =>
      manager.send({
        type: "postNotice",
        text: { phrase: "closingSoon", value: 15 },
        zones: [],
        until,
        urgent: false,
        spoken: true,
        ...more,
      });
    const words = (zh: string) => post({ text: { words: { zh } } });
    expect((await words("请 138 0013 8000 的机主到导办台")).refused).toBe("looksPersonal");
    expect((await words("请11010519491231002X的失主到导办台")).refused).toBe("looksPersonal");
    expect((await words("请\n看")).refused).toBe("malformed");
    expect((await words("长".repeat(61))).refused).toBe("malformed");
    expect((await post({ text: { phrase: "closingSoon" } })).refused).toBe("badPhrase");
    expect((await post({ zones: ["nowhere"] })).refused).toBe("unknownZone");
    expect((await post({ until: 1 })).refused).toBe("noticeIsOver");
    const heard = new Promise<Spoken>((resolve) => void wall.socket.once("announcement", resolve));
    const { notice } = (await post({ zones: ["west"] })) as { notice: string };
    expect(await heard).toMatchObject({
      notice,
      zones: ["west"],
      text: { zh: "离下班还有15分钟，请抓紧办理。" },
    });
    const shown = async (zone?: string) =>
      (await wall.see({ view: "board", ...(zone ? { zone } : {}) })).notices.map((each) => each.notice);
    expect([await shown(), await shown("west"), await shown("east")]).toEqual([[notice], [notice], []]);
    await manager.send({ type: "endNotice", notice });
    expect(await shown()).toEqual([]);
    for (let i = 0; i < 12; i++) await post({ spoken: false });
    expect((await post({})).refused).toBe("tooManyNotices");
  });
});
