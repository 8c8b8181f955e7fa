import type { Page } from "@playwright/test";
import { creditCode, silva, zhang } from "../../electron/core/testing/sample-cards.ts";
import { expectClean } from "./axe.ts";
import { type DeskHall, expect, items, pins } from "./desk-hall.ts";
import { type DeskKiosk, test } from "./desk-kiosk.ts";

test.describe.configure({ timeout: 90_000 });

const minute = 60_000;
const clock = (at: number) =>
  new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Shanghai", hour: "2-digit", minute: "2-digit" }).format(
    at,
  );

/** What a manager hands over as a list. */
async function importBookings(hall: DeskHall, bookings: object[]): Promise<unknown> {
  const post = (path: string, body: object, cookie = "") =>
    fetch(`${hall.url}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", cookie },
      body: JSON.stringify(body),
    });
  const signedIn = await post("/api/session", { staff: "m01", pin: pins.m01 });
  const cookie = signedIn.headers.get("set-cookie")!.split(";")[0]!;
  return (await post("/api/bookings", { bookings }, cookie)).json();
}

const taken = (hall: DeskHall) =>
  hall.log().flatMap(({ event }) => (event.type === "ticketTaken" ? [event] : []));

/** From the matters to a number, and off: by names as the page's language has them. */
async function takeNumber(page: Page, words: { matter: string; next: RegExp; take: string; done: string }) {
  await page.getByRole("button", { name: words.matter }).click();
  await page.getByRole("button", { name: words.next }).click();
  await page.getByRole("button", { name: words.take, exact: true }).click();
  await expect(page.getByTestId("number")).toBeVisible();
  await page.getByRole("button", { name: words.done, exact: true }).click();
}
/** A matter that asks nothing further. */
const chinese = { matter: "婚姻登记预约", next: /下一步/, take: "取号", done: "完成" };

/** Nobody's papers are anywhere but in the vault. */
async function expectNoTrace(page: Page, hall: DeskHall, kiosk: DeskKiosk, secrets: string[]) {
  const everywhere = [
    await page.content(),
    page.url(),
    kiosk.slips.join(),
    kiosk.log(),
    JSON.stringify(hall.log()),
  ];
  for (const secret of secrets) expect(everywhere.join("\n")).not.toContain(secret);
}

test("K-35 K-36 journey 2: a booking late, of another hall, cancelled, early: each explained; in time it has its rank", async ({
  hall,
  kiosk,
  page,
}) => {
  // From noon of the hall's next day on, so that no slot crosses midnight.
  hall.skip(86_400_000 - ((hall.now() + 8 * 3_600_000) % 86_400_000) + 12 * 3_600_000);
  const start = hall.now();
  const row = (code: string, from: number, to: number, more: object = {}) => ({
    code,
    from: new Date(start + from * minute).toISOString(),
    to: new Date(start + to * minute).toISOString(),
    items: [items.marry],
    ...more,
  });
  const { kind, number, name } = zhang;
  const list = [
    row("BK-LATE", 1, 10),
    row("BK-HALL", 30, 60, { hall: { zh: "蜀山区民政办事大厅", en: "Shushan Hall" }, items: ["theirs"] }),
    row("BK-CANCELLED", 30, 60),
    row("BK-CANCELLED", 30, 60, { cancelled: true }),
    row("BK-EARLY", 120, 150),
    row("BK-MINE", 30, 60, { card: { kind, number, name } }),
  ];
  expect(await importBookings(hall, list)).toEqual({ booked: 5, cancelled: 1, known: 0, rows: [] });
  hall.skip(31 * minute);

  const heading = (words: string | RegExp) =>
    expect(page.getByRole("heading", { level: 1, name: words })).toBeVisible();
  await heading("请放身份证");
  await kiosk.scan("BK-LATE");
  await heading("预约的时间已经过了");
  await kiosk.scan("BK-HALL");
  await heading("这个预约是「蜀山区民政办事大厅」的");
  await kiosk.scan("BK-CANCELLED");
  await heading("这个预约已经取消");
  await page.getByRole("button", { name: "返回首页" }).click();

  await page.getByRole("button", { name: /有预约/ }).click();
  await heading("请扫预约码，或在这里输入");
  await page.keyboard.type("BK-EARLY");
  await expectClean(page);
  await page.getByRole("button", { name: "确定" }).click();
  await heading("您来早了，预约还不能签到");
  await expect(page.getByText(`请 ${clock(start + 90 * minute)} 以后再来签到`)).toBeVisible();
  await page.getByRole("button", { name: "返回首页" }).click();

  // Whoever has a booking only lays their card.
  kiosk.reader.lay(zhang);
  await heading("找到您今天的预约");
  await expect(page.getByTestId("slot")).toHaveText(
    `${clock(start + 30 * minute)} 至 ${clock(start + 60 * minute)}`,
  );
  await expect(page.getByText("张**")).toBeVisible();
  await page.getByRole("button", { name: "签到取号" }).click();
  await heading("取号成功");
  await expect(page.getByTestId("number")).toHaveText("A001");
  expect(taken(hall)).toMatchObject([{ class: "booking", rank: start + 30 * minute }]);
  await page.getByRole("button", { name: "完成" }).click();
  await heading("请取回您的证件");
  kiosk.reader.lift();
  await heading("请放身份证");

  await kiosk.scan("BK-MINE");
  await heading("这个预约已经签到，号码是 A001");
  await expectNoTrace(page, hall, kiosk, [zhang.number, zhang.name]);
});

test("K-38 a booking is checked in by the phone number that it was made with, and nobody reads what it is for", async ({
  hall,
  kiosk,
  page,
}) => {
  hall.skip(86_400_000 - ((hall.now() + 8 * 3_600_000) % 86_400_000) + 12 * 3_600_000);
  const start = hall.now();
  const phone = "13900001234";
  const at = (minutes: number) => new Date(start + minutes * minute).toISOString();
  const row = { code: "BK-PHONE", from: at(10), to: at(40), items: [items.divorce], phone };
  expect(await importBookings(hall, [row])).toMatchObject({ booked: 1, rows: [] });

  const heading = (words: string) =>
    expect(page.getByRole("heading", { level: 1, name: words })).toBeVisible();
  const byPhone = async (typed: string) => {
    await page.getByRole("button", { name: /手机号/ }).click();
    await heading("请输入手机号");
    await page.keyboard.type(typed);
    await page.getByRole("button", { name: "确定" }).click();
  };
  await heading("请放身份证");
  await byPhone("13900001235");
  await expect(page.getByRole("button", { name: "婚姻登记预约" })).toBeVisible();
  await page.getByRole("button", { name: "返回首页" }).click();

  await byPhone(phone);
  await heading("找到您今天的预约");
  await expect(page.getByText("139****1234")).toBeVisible();
  await expect(page.getByTestId("slot")).toHaveText(
    `${clock(start + 10 * minute)} 至 ${clock(start + 40 * minute)}`,
  );
  await expectClean(page);
  expect(await page.content()).not.toContain("离婚");
  await page.getByRole("button", { name: "签到取号" }).click();
  await heading("取号成功");
  expect(taken(hall)).toMatchObject([
    { class: "booking", rank: start + 10 * minute, items: [items.divorce] },
  ]);
  expect(kiosk.slips.join()).toContain("A001");
  for (const seen of [await page.content(), kiosk.slips.join()]) expect(seen).not.toContain("离婚");
  await expectNoTrace(page, hall, kiosk, [phone]);
});

test("K-30 K-31 K-32 journeys 3, 5 and 6: no card, in English; a helper; an organisation's representative", async ({
  hall,
  kiosk,
  page,
}) => {
  await page.getByRole("button", { name: "English" }).click();
  await page.getByRole("button", { name: /^No card or papers/ }).click();
  await expect(page.getByText("No card: staff will assist you")).toBeVisible();
  const english = { next: /^Next/, take: "Take number", done: "Done" };
  await takeNumber(page, { matter: "Appointment for marriage registration", ...english });

  await expect(page.getByRole("heading", { name: "请放身份证" })).toBeVisible();
  kiosk.reader.lay(zhang);
  await page.getByRole("button", { name: "替别人办" }).click();
  await expect(page.getByText("请先取回读卡区上的证件")).toBeVisible();
  kiosk.reader.lift();
  await expect(page.getByText("请先取回读卡区上的证件")).toHaveCount(0);
  kiosk.reader.lay(silva);
  await expect(page.getByText("张** 替 S*** 办")).toBeVisible();
  await takeNumber(page, chinese);
  kiosk.reader.lift();

  await page.getByRole("button", { name: /单位办事/ }).click();
  await expect(page.getByRole("heading", { name: "请扫营业执照，或输入代码" })).toBeVisible();
  await page.keyboard.type(creditCode);
  await page.getByRole("button", { name: "确定" }).click();
  await expect(page.getByRole("heading", { name: "请放经办人的身份证" })).toBeVisible();
  kiosk.reader.lay(zhang);
  await expect(page.getByText("单位 9135****0Y43，经办人 张**")).toBeVisible();
  // Several matters on one number.
  await page.getByRole("button", { name: "内地居民离婚登记(冷静期届满发证)" }).click();
  await takeNumber(page, chinese);
  kiosk.reader.lift();
  await expect(page.getByRole("heading", { name: "请放身份证" })).toBeVisible();

  const people = taken(hall).map((event) => event.people.map(({ role }) => role));
  expect(people).toEqual([[], ["agent", "principal"], ["organisation", "representative"]]);
  expect(taken(hall).at(-1)!.items).toHaveLength(2);
  const secrets = [zhang.number, zhang.name, silva.number, silva.englishName, creditCode];
  await expectNoTrace(page, hall, kiosk, secrets);
});
