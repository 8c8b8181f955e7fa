import { randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { BookingImportReport } from "../contract/booking-import.ts";
import { HallClient } from "../contract/client.ts";
import type { WireCommand } from "../contract/commands.ts";
import { smallHall } from "../domain/hall/small-hall.ts";
import { readEnvironment } from "../environment.ts";
import { type RunningHall, startHall } from "../start-hall.ts";
import { someCitizen } from "../testing/open-hall.ts";

let root: string;
let running: RunningHall;
let kiosk: HallClient;
let cookie: string;
let logged: string;

const phone = "13800138000";
const creditCode = "91350100M000100Y43";

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "yimen-bookings-"));
  const { rejected: _, ...catalogue } = smallHall.catalogue;
  writeFileSync(join(root, "hall.json"), JSON.stringify({ ...smallHall, catalogue }));
  logged = "";
  running = await startHall(
    readEnvironment({ PORT: "0", DATA_DIR: join(root, "data"), HALL_CONFIG: join(root, "hall.json") }),
    { log: pino({ level: "trace" }, { write: (line: string) => void (logged += line) }) },
  );
  await running.store.secrets.setPin("m1", "1001");
  const signedIn = await post("/api/session", { staff: "m1", pin: "1001" }, "");
  cookie = signedIn.headers.get("set-cookie")!.split(";")[0]!;
  kiosk = new HallClient({
    url: running.url,
    auth: { kiosk: "k1", key: readFileSync(running.kioskKeyFile("k1"), "utf8") },
    now: () => performance.now(),
  });
});
afterEach(async () => {
  kiosk.close();
  await running.close();
  rmSync(root, { recursive: true, force: true });
});

const post = (path: string, body: unknown, as = cookie) =>
  fetch(`${running.url}${path}`, {
    method: "POST",
    headers: { cookie: as, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
const importRows = async (...bookings: unknown[]) =>
  (await (await post("/api/bookings", { bookings })).json()) as BookingImportReport;

/** A slot around now, so many minutes from it, which may be checked in. */
const slot = (minutes = 0) => {
  const from = Date.now() + minutes * 60_000;
  return { from: new Date(from).toISOString(), to: new Date(from + 1_800_000).toISOString() };
};
const row = (code: string, more: object = {}) => ({ code, ...slot(), items: ["pension"], ...more });
const card = { kind: someCitizen.kind, number: someCitizen.number, name: someCitizen.name };
const ask = (of: { code: string } | { phone: string } | { card: { kind: "resident"; number: string } }) =>
  kiosk.ask({ ask: "bookings", of });
const run = <C extends WireCommand>(command: C) => kiosk.execute(command, randomUUID());

describe("K-36 bookings are imported", () => {
  test("row by row, with what is wrong; the same list again changes nothing; a row cancels", async () => {
    const good = row("BK-0001", { card });
    const list = [
      good,
      row("BK-0002", { phone }),
      row("no"),
      row("BK-0003", { card: { ...card, number: "340103195001010081" } }),
      row("BK-0004", { items: ["nothing"] }),
      { ...row("BK-0005"), ...slot(), to: slot(-60).from },
      { ...good, items: ["relief"] },
      row("BK-0006", { note: "anything else" }),
    ];
    const report = await importRows(...list);
    expect(report).toMatchObject({ booked: 2, cancelled: 0, known: 0 });
    expect(report.rows.map(({ row: at, code, refusal }) => [at, code, refusal.code])).toEqual([
      [3, null, "malformed"],
      [4, "BK-0003", "invalidCard"],
      [5, "BK-0004", "unknownItem"],
      [6, "BK-0005", "slotIsOver"],
      [7, "BK-0001", "codeInUse"],
      [8, "BK-0006", "malformed"],
    ]);
    expect(JSON.stringify(report)).not.toContain(someCitizen.number);
    const { seq } = running.hall;
    expect(await importRows(good)).toEqual({ booked: 0, cancelled: 0, known: 1, rows: [] });
    expect(running.hall.seq).toBe(seq);
    expect(await importRows({ ...good, cancelled: true })).toMatchObject({ cancelled: 1 });
    expect(await importRows({ ...good, cancelled: true })).toMatchObject({ cancelled: 0, known: 1 });
    expect(await ask({ code: "BK-0001" })).toMatchObject({
      bookings: [{ why: { code: "bookingCancelled" } }],
    });
  });

  test("by managers and administrators only", async () => {
    expect((await post("/api/bookings", { bookings: [] }, "")).status).toBe(403);
    expect((await post("/api/bookings", { bookings: "none" })).status).toBe(400);
    expect(await importRows()).toEqual({ booked: 0, cancelled: 0, known: 0, rows: [] });
  });
});

describe("K-37 a kiosk finds bookings", () => {
  test("by code and by card, without a word of whose they are, and checks in at the booked rank", async () => {
    const mine = row("BK-1001", { card });
    await importRows(mine);
    const byCode = await ask({ code: "BK-1001" });
    expect(await ask({ card: { kind: "resident", number: card.number } })).toEqual(byCode);
    if (!byCode.ok) throw new Error(byCode.refusal.code);
    const [found] = byCode.bookings;
    expect(found).toEqual({
      booking: expect.any(String) as string,
      from: Date.parse(mine.from),
      to: Date.parse(mine.to),
      items: ["pension"],
      why: null,
    });
    const people = [{ role: "self", card: someCitizen }] as const;
    const taken = await run({
      type: "takeTicket",
      items: ["pension"],
      people: [...people],
      booking: found!.booking,
    });
    if (!taken.ok) throw new Error(taken.refusal.code);
    expect(running.hall.state.tickets.get(taken.result.ticket)).toMatchObject({
      class: "booking",
      rank: Date.parse(mine.from),
    });
    expect(await ask({ code: "BK-1001" })).toMatchObject({
      bookings: [{ why: { code: "bookingUsed", params: { number: taken.result.number } } }],
    });
  });

  test("Q-35 who took an ordinary number too early checks in with it once the time has come", async () => {
    await importRows(row("BK-1101", { card }));
    const people = [{ role: "self" as const, card: someCitizen }];
    const taken = await run({ type: "takeTicket", items: ["pension"], people });
    if (!taken.ok) throw new Error(taken.refusal.code);
    const { ticket, number } = taken.result;
    await run({ type: "confirmPrint", ticket, outcome: "printed" });
    const answer = await ask({ card: { kind: "resident", number: card.number } });
    if (!answer.ok) throw new Error(answer.refusal.code);
    const [{ booking, why } = { booking: "", why: null }] = answer.bookings;
    expect(why).toBeNull();
    const checkedIn = await run({ type: "takeTicket", items: ["pension"], people, booking });
    expect(checkedIn).toMatchObject({ ok: true, result: { ticket, number, held: { items: ["pension"] } } });
    expect(running.hall.state.tickets.get(ticket)).toMatchObject({ class: "booking", booking });
    expect(await ask({ code: "BK-1101" })).toMatchObject({
      bookings: [{ why: { code: "bookingUsed", params: { number } } }],
    });
  });

  test("K-38 by the phone number that it was made with, which checks it in; no other does", async () => {
    await importRows(row("BK-2001", { phone }));
    expect(await ask({ phone: "13900139000" })).toEqual({ ok: true, bookings: [] });
    const answer = await ask({ phone });
    if (!answer.ok) throw new Error(answer.refusal.code);
    const [{ booking } = { booking: "" }] = answer.bookings;
    const take = (by: string) =>
      run({ type: "takeTicket", items: ["pension"], people: [{ role: "self", phone: by }], booking });
    expect(await take("13900139000")).toMatchObject({ refusal: { code: "bookingNotTheirs" } });
    expect(await take(phone)).toMatchObject({ ok: true });
    expect(await ask({ phone })).toMatchObject({ bookings: [{ why: { code: "bookingUsed" } }] });
    expect(JSON.stringify(running.store.recent(5_000)) + logged).not.toContain(phone);
  });

  test("K-64 a number that was checked in by its code alone is had by that code until its slip is out", async () => {
    const code = "BK-3001";
    await importRows(row(code));
    const answer = await ask({ code });
    if (!answer.ok) throw new Error(answer.refusal.code);
    expect(answer).not.toHaveProperty("slipPending");
    const [{ booking } = { booking: "" }] = answer.bookings;
    const taken = await run({ type: "takeTicket", items: ["pension"], people: [], booking });
    if (!taken.ok) throw new Error(taken.refusal.code);
    const { ticket, number } = taken.result;
    await run({ type: "confirmPrint", ticket, outcome: "failed" });
    expect(await ask({ code })).toMatchObject({ slipPending: { number, items: ["pension"] } });
    const fetch = () => run({ type: "reprintSlip", items: ["pension"], people: [], booking });
    expect(await fetch()).toMatchObject({ result: { ticket, number, reserved: true } });
    await run({ type: "confirmPrint", ticket, outcome: "printed" });
    expect(await ask({ code })).not.toHaveProperty("slipPending");
    expect(await fetch()).toMatchObject({ refusal: { code: "holdsNothing" } });
    // Nor does anybody's own card get a second slip of it.
    const people = [{ role: "self" as const, card: someCitizen }];
    expect(await run({ type: "reprintSlip", items: ["pension"], people, booking })).toMatchObject({
      refusal: { code: "holdsNothing" },
    });
    expect(await run({ type: "reprintSlip", items: ["pension"], people: [] })).toMatchObject({
      refusal: { code: "holdsNothing" },
    });
  });

  test("early, another day, another hall, unknown: each with what the page needs to say", async () => {
    const hall = { zh: "别的大厅", en: "Another hall" };
    await importRows(
      row("BK-EARLY", slot(90)),
      row("BK-HALL", { hall, items: ["theirs"] }),
      row("BK-DAY", slot(3 * 24 * 60)),
    );
    const why = async (code: string) => {
      const answer = await ask({ code });
      return answer.ok ? answer.bookings[0]!.why : answer.refusal;
    };
    // Near midnight the slot in 90 minutes is tomorrow's.
    expect(["bookingTooEarly", "bookingOtherDay"]).toContain((await why("BK-EARLY"))?.code);
    expect(await why("BK-HALL")).toEqual({
      code: "bookingOtherHall",
      params: { hall: hall.zh, hallEn: hall.en },
    });
    expect(await why("BK-DAY")).toMatchObject({ code: "bookingOtherDay" });
    expect(await why("BK-NONE")).toEqual({ code: "unknownBooking", params: {} });
  });

  test("is for kiosks only", async () => {
    const wall = new HallClient({ url: running.url, now: () => performance.now() });
    const answer = await wall.ask({ ask: "bookings", of: { code: "BK-1001" } });
    expect(answer).toMatchObject({ refusal: { code: "notAllowed" } });
    wall.close();
  });
});

describe("K-31 organisations and phones are personal", () => {
  test("in the vault and nowhere else; whoever holds a number is told it", async () => {
    const take = (people: (WireCommand & { type: "takeTicket" })["people"]) =>
      run({ type: "takeTicket", items: ["pension"], people });
    const organisation = { role: "organisation", organisation: { creditCode } } as const;
    const representative = { role: "representative", card: someCitizen } as const;
    for (const people of [[organisation, representative], [{ role: "self", phone } as const]]) {
      const taken = await take(people);
      if (!taken.ok) throw new Error(taken.refusal.code);
      await run({ type: "confirmPrint", ticket: taken.result.ticket, outcome: "printed" });
      expect(await take(people)).toMatchObject({
        refusal: { code: "alreadyHolding", params: { number: taken.result.number } },
      });
    }
    const [first] = [...running.hall.state.tickets.values()];
    expect(first!.people.map(({ person }) => running.store.vault.open(person))).toEqual([
      { kind: "organisation", number: creditCode },
      someCitizen,
    ]);
    await importRows(row("BK-3001", { phone }));
    for (const file of readdirSync(root, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue;
      const bytes = readFileSync(join(file.parentPath, file.name)).toString("latin1") + logged;
      for (const secret of [creditCode, phone, someCitizen.number]) expect(bytes).not.toContain(secret);
    }
  });

  test("wrong ones are refused by name", async () => {
    const wrong = { role: "organisation", organisation: { creditCode: "91350100M000100Y44" } } as const;
    expect(await run({ type: "takeTicket", items: ["pension"], people: [wrong] })).toMatchObject({
      refusal: { code: "invalidCreditCode", params: { person: 0, problem: "checkDigit" } },
    });
    const people = [{ role: "self" as const, phone: "12345" }];
    expect(await run({ type: "takeTicket", items: ["pension"], people })).toMatchObject({
      refusal: { code: "malformed" },
    });
  });
});
