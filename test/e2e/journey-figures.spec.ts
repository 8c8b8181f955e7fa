import type { Page } from "@playwright/test";
import type { LoggedEvent } from "../../hall-server/domain/hall/events.ts";
import { someCitizen } from "../../hall-server/testing/open-hall.ts";
import { expectClean, expectNoOverflow } from "./axe.ts";
import { type DeskHall, expect, items, shoot } from "./desk-hall.ts";
import { type DeskKiosk, test } from "./desk-kiosk.ts";

test.describe.configure({ timeout: 120_000 });

const minute = 60_000;
const pension = "MZ-032";

const part = (page: Page, name: string) =>
  page.getByRole("navigation", { name: /页面|Parts/ }).getByRole("button", { name });

/** A morning with somebody of each kind: overtaken, chosen, called in vain, taken back, rated well, badly and not at all. */
async function playMorning(hall: DeskHall): Promise<void> {
  hall.skip(86_400_000 - ((hall.now() + 8 * 3_600_000) % 86_400_000) + 10 * 3_600_000);
  const [first, second] = [
    { clerk: "c01", window: "w1" },
    { clerk: "c02", window: "w2" },
  ];
  const as = async (clerk: string, command: Parameters<DeskHall["as"]>[1]) =>
    expect(await hall.as(clerk, command)).toBe("ok");
  await as(first.clerk, { type: "openWindow", window: first.window });
  await as(second.clerk, { type: "openWindow", window: second.window });
  const tickets: string[] = [];
  for (const [item, card] of [
    [items.marry, undefined],
    [items.marry, undefined],
    [items.divorce, someCitizen],
    [items.marry, undefined],
    [pension, undefined],
    [items.marry, undefined],
  ] as const) {
    tickets.push((await hall.take([item], card)).ticket);
    hall.skip(4 * minute);
  }
  const call = () => hall.as(first.clerk, { type: "callNext", window: first.window });
  /** The one that is called, or null: it only finished the visitor before. */
  const callOne = async (): Promise<string | null> => {
    const before = of(hall.log(), "ticketCalled").length;
    await call();
    return of(hall.log(), "ticketCalled")[before]?.event.ticket ?? null;
  };
  // Taken back: it counts in nothing.
  expect(await call()).toBe("ok");
  await as(first.clerk, { type: "undo", window: first.window });
  hall.skip(minute);
  expect(await call()).toBe("ok");
  await as(first.clerk, { type: "startServing", window: first.window });
  hall.skip(7 * minute);
  await as(second.clerk, { type: "callNext", window: second.window });
  await as(second.clerk, { type: "finish", window: second.window });
  // The last of the line, by a supervisor's word.
  await as(first.clerk, {
    type: "callTicket",
    window: first.window,
    ticket: tickets[5]!,
    reason: "supervisor",
  });
  hall.skip(minute);
  await as(first.clerk, { type: "markAbsent", window: first.window });
  for (let called = await callOne(); called !== null; called = await callOne()) {
    await as(first.clerk, { type: "startServing", window: first.window });
    if (called === tickets[3]) {
      await as(first.clerk, { type: "askRating", window: first.window });
      expect(
        await hall.by(
          { kind: "tablet", id: first.window },
          { type: "rate", ticket: called, level: "basicallySatisfied", tags: [], channel: "tablet" },
        ),
      ).toBe("ok");
    }
    hall.skip(3 * minute);
  }
  const rate = async (ticket: string, level: "verySatisfied" | "veryDissatisfied") =>
    expect(
      await hall.by(
        { kind: "phone", id: ticket },
        { type: "rate", ticket, level, tags: [], channel: "phone" },
      ),
    ).toBe("ok");
  await rate(tickets[0]!, "verySatisfied");
  await rate(tickets[1]!, "veryDissatisfied");
  // The same one once more: an addition, which no share counts.
  await rate(tickets[1]!, "verySatisfied");
}

const of = <T extends LoggedEvent["event"]["type"]>(log: readonly LoggedEvent[], type: T) =>
  log.flatMap((logged) =>
    logged.event.type === type
      ? [{ ...logged, event: logged.event as Extract<LoggedEvent["event"], { type: T }> }]
      : [],
  );

/** Calls that were not taken back, counted as naively as can be: an undo takes back the last call of its window. */
function callsOf(log: readonly LoggedEvent[]) {
  const calls: ReturnType<typeof of<"ticketCalled">> = [];
  for (const logged of log) {
    const { event } = logged;
    if (event.type === "ticketCalled") calls.push({ ...logged, event });
    if (event.type === "actionUndone" && event.verb === "callNext")
      calls.splice(
        calls.findLastIndex((call) => call.event.window === event.window),
        1,
      );
  }
  return calls;
}

/** A share of sorted waits as the report gives it, in the page's own words. */
function waitsOf(
  waits: readonly number[],
  words: { under: string; minutes: (n: number) => string },
): string[] {
  const sorted = waits.toSorted((a, b) => a - b);
  const said = (share: number) => {
    const n = Math.floor(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]! / minute);
    return n === 0 ? words.under : words.minutes(n);
  };
  return [String(sorted.length), said(0.5), said(0.9), said(1)];
}

const zh = { under: "不到 1 分钟", minutes: (n: number) => `${n} 分钟` };
const en = { under: "under 1 min", minutes: (n: number) => `${n} min` };

test("J-15 M-7 M-8 the fairness report's every figure is the log's, in both languages", async ({
  hall,
  browser,
}) => {
  await playMorning(hall);
  const log = hall.log();
  const taken = new Map(of(log, "ticketTaken").map(({ event }) => [event.ticket, event]));
  const calls = callsOf(log);
  const firsts = [...new Map(calls.toReversed().map((call) => [call.event.ticket, call])).values()];
  const waits = (wanted: (ticket: string) => boolean) =>
    firsts.filter(({ event }) => wanted(event.ticket)).map(({ event }) => event.why.waited);
  const page = await hall.open(browser, "/manager/", "m01");
  await part(page, "公平报告").click();
  const report = page.locator(".report");
  const expectRow = async (label: string, wanted: (ticket: string) => boolean, words: typeof zh) =>
    expect(report.getByRole("row", { name: new RegExp(`^${label}`) }).getByRole("cell")).toHaveText(
      waitsOf(waits(wanted), words),
    );
  const isClass = (wanted: string) => (ticket: string) => taken.get(ticket)!.class === wanted;
  const isQueue = (item: string) => {
    const queue = [...taken.values()].find((event) => event.items.includes(item))!.queue;
    return (ticket: string) => taken.get(ticket)!.queue === queue;
  };
  await expectRow("全部", () => true, zh);
  await expectRow("普通", isClass("ordinary"), zh);
  await expectRow("优先", isClass("priority"), zh);
  await expectRow("婚姻登记与收养", isQueue(items.marry), zh);

  const overtaking = calls.filter(({ event }) => event.why.overtook.length > 0);
  const overtaken = new Set(overtaking.flatMap(({ event }) => event.why.overtook));
  expect(overtaking.length).toBeGreaterThan(0);
  await expect(report).toContainText(
    `${overtaking.length} 次呼叫按规则把人提前，${overtaken.size} 个号被超过。`,
  );
  const chosen = calls.filter(({ event }) => event.why.rule === "chosen");
  const missed = of(log, "ticketMissed");
  await expect(report.getByRole("heading", { name: "人工" }).locator("..")).toContainText(
    `${chosen.length} 次`,
  );
  await expect(report).toContainText(
    `过号 ${missed.length} 次，${new Set(missed.map(({ event }) => event.ticket)).size} 个号；回来排队 0 次；现在还有 1 个没回来。`,
  );
  await expect(report).toContainText(`撤销 ${of(log, "actionUndone").length} 步`);
  await shoot(page, "fairness zh");
  await expectClean(page);
  await expectNoOverflow(page);
  await page.getByRole("button", { name: "English" }).click();
  await expectRow("All", () => true, en);
  await expectRow("priority", isClass("priority"), en);
  await expect(report).toContainText(
    `Calls that put somebody first by a rule: ${overtaking.length}; numbers overtaken: ${overtaken.size}.`,
  );
  await shoot(page, "fairness en");
  await expectClean(page);
});

test("J-15 M-9 each number's timeline is exactly the records that name it, in order, with sequence and work number", async ({
  hall,
  browser,
}) => {
  await playMorning(hall);
  const page = await hall.open(browser, "/manager/", "m01");
  await part(page, "查一个号").click();
  for (const { event: taken } of of(hall.log(), "ticketTaken")) {
    await page.getByLabel("号码，如 A001").fill(taken.number);
    await page.getByRole("button", { name: "查", exact: true }).click();
    await expect(page.locator(".number-facts b")).toHaveText(taken.number);
    const naming = hall.log().filter(({ event }) => JSON.stringify(event).includes(`"${taken.ticket}"`));
    // A call that finished its visitor names them too; what it says of them is said by its own record.
    const own = naming.filter(
      ({ event }) =>
        event.type !== "ticketCalled" ||
        event.ticket === taken.ticket ||
        event.why.overtook.includes(taken.ticket),
    );
    await expect(page.locator(".timeline tbody small")).toHaveText(own.map(({ seq }) => `第 ${seq} 条`));
  }
  await shoot(page, "timeline zh");
  await page.getByRole("button", { name: "English" }).click();
  await shoot(page, "timeline en");
  await expectClean(page);
});

test("J-15 M-12 the day's ratings are the log's: shares, levels, windows, channels, additions, and who was not asked", async ({
  hall,
  browser,
}) => {
  await playMorning(hall);
  const log = hall.log();
  const first = of(log, "serviceRated").filter(({ event }) => event.nth === 1);
  const share = (of: typeof first) => {
    const good = of.filter(({ event }) => !event.level.endsWith("issatisfied")).length;
    return `${Math.floor((good / of.length) * 100)}%`;
  };
  const finished = of(log, "ticketFinished").length;
  const page = await hall.open(browser, "/manager/", "m01");
  await part(page, "评价").click();
  const sums = page.locator(".rating-sums");
  const sum = (label: string) => sums.locator("div").filter({ hasText: label }).locator("dd.number").first();
  await expect(sum("好评率")).toHaveText(share(first));
  const levels = {
    非常满意: "verySatisfied",
    基本满意: "basicallySatisfied",
    非常不满意: "veryDissatisfied",
  };
  for (const [label, level] of Object.entries(levels))
    await expect(sum(label)).toHaveText(String(first.filter(({ event }) => event.level === level).length));
  await expect(sum("追评")).toHaveText(String(of(log, "serviceRated").length - first.length));
  const rated = new Set(first.map(({ event }) => event.ticket));
  const unrated = of(log, "ticketFinished").filter(({ event }) => !rated.has(event.ticket)).length;
  expect(finished).toBeGreaterThan(unrated);
  await expect(sum("未评")).toHaveText(String(unrated));
  const row = page.getByRole("row", { name: /^1号窗口/ });
  const at1 = first.filter(({ event }) => event.window === "w1");
  await expect(row.getByRole("cell").first()).toHaveText(share(at1));
  await expect(page.getByText(/窗口平板/)).toHaveText(
    `窗口平板 ${first.filter(({ event }) => event.channel === "tablet").length}`,
  );
  await shoot(page, "ratings zh");
  await expectClean(page);
  await page.getByRole("button", { name: "English" }).click();
  await shoot(page, "ratings en");
  await expectClean(page);
});

test("J-15 M-1 the devices that the manager sees are those that the log heard of last", async ({
  hall,
  kiosk,
  browser,
}) => {
  const page = await hall.open(browser, "/manager/", "m01");
  const devices = page.locator(".devices");
  const expectLogged = async (down: number) => {
    const last = new Map(
      of(hall.log(), "deviceStateChanged").map(({ event }) => [
        `${JSON.stringify(event.place)} ${event.kind} ${event.device}`,
        event.status.state,
      ]),
    );
    const count = (state: string) => [...last.values()].filter((each) => each === state).length;
    expect(count("down")).toBe(down);
    await expect(devices.locator("small").first()).toHaveText(
      `停用 ${count("down")} · 留意 ${count("degraded")} · 正常 ${count("ready")}`,
    );
  };
  await expect(devices).toContainText("1号取号机 · 小票打印机", { timeout: 20_000 });
  await expect(async () => expectLogged(0)).toPass({ timeout: 20_000 });
  outOfPaper(kiosk);
  await expect(devices).toContainText("停用 1", { timeout: 20_000 });
  await expect(async () => expectLogged(1)).toPass({ timeout: 20_000 });
  await shoot(page, "devices zh");
  await page.getByRole("button", { name: "English" }).click();
  await shoot(page, "devices en");
});

const outOfPaper = ({ printer }: DeskKiosk) => printer.setPaper("out");
