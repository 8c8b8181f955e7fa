import type { Page } from "@playwright/test";
import { creditCode, silva, zhang } from "../../electron/core/testing/sample-cards.ts";
import { expectClean } from "./axe.ts";
import { type DeskHall, expect, items, pins } from "./desk-hall.ts";
import { type DeskKiosk, test } from "./desk-kiosk.ts";
import { finger, type Hand, keyboard, keypad } from "./hands.ts";

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

/** How a journey is walked: the words of its page, what works it, and in which look. */
interface Way {
  language: "zh" | "en";
  hand: Hand;
  isElder: boolean;
}

const words = {
  zh: {
    start: "请放身份证",
    home: "返回首页",
    understood: "知道了",
    late: "预约的时间已经过了",
    otherHall: "这个预约是“蜀山区民政办事大厅”的",
    cancelled: "这个预约已经取消",
    booking: /^有预约/,
    typeBooking: "请扫预约码，或在这里输入",
    ok: "确定",
    early: "您来早了，预约还不能签到",
    earlyNext: (from: string) => `请 ${from} 以后再来签到`,
    found: "找到您今天的预约",
    slot: (from: string, to: string) => `${from} 至 ${to}`,
    checkIn: "签到取号",
    taken: "取号成功",
    used: "这个预约已经签到，号码是 A001",
    noCard: /^没带证件/,
    assisted: "没放证件：工作人员会协助您",
    forAnother: "替别人办",
    takeFirst: "请先取回读卡区上的证件",
    helps: "张** 替 S*** 办",
    organisation: /^单位办事/,
    typeCode: "请扫营业执照，或输入代码",
    representative: "请放经办人的身份证",
    represents: "单位 9135****0Y43，经办人 张**",
    matter: "婚姻登记预约",
    another: "内地居民离婚登记(冷静期届满发证)",
    more: /^下一页/,
    next: /^下一步/,
    take: "取号",
    done: "完成",
  },
  en: {
    start: "Place your ID card",
    home: "Start page",
    understood: "OK",
    late: "The booked time is over",
    otherHall: "This booking is for Shushan Hall",
    cancelled: "This booking was cancelled",
    booking: /^I have a booking/,
    typeBooking: "Scan your booking code, or type it",
    ok: "OK",
    early: "You are early: check-in is not open yet",
    earlyNext: (from: string) => `Check in after ${from}`,
    found: "Your booking for today",
    slot: (from: string, to: string) => `${from}–${to}`,
    checkIn: "Check in",
    taken: "You have a number",
    used: "This booking is checked in already: A001",
    noCard: /^No card or papers/,
    assisted: "No card: staff will assist you",
    forAnother: "For someone else",
    takeFirst: "First take the card that lies there",
    helps: "张** for S***",
    organisation: /^For an organisation/,
    typeCode: "Scan the business licence, or type its code",
    representative: "Place the representative's ID card",
    represents: "Organisation 9135****0Y43, by 张**",
    matter: "Appointment for marriage registration",
    another: "Divorce certificate (after cooling-off period)",
    more: /^More/,
    next: /^Next/,
    take: "Take a number",
    done: "Done",
  },
};
const chinese: Way = { language: "zh", hand: finger, isElder: false };

/** Somebody new, in their own language and look: both are taken back with whoever was there before. */
async function begin(page: Page, { language, hand, isElder }: Way) {
  await expect(page.getByRole("heading", { level: 1, name: words.zh.start })).toBeVisible();
  await hand.begin(page);
  if (language === "en") await hand.press(page, "English");
  await expect(page.getByRole("heading", { level: 1, name: words[language].start })).toBeVisible();
  if (isElder) await hand.press(page, language === "en" ? "Easy view" : "长辈版");
  await expect(page.locator("html")).toHaveAttribute("data-size", isElder ? "elder" : "ordinary");
}

/** A matter, on whichever page of them it stands. */
async function choose(page: Page, { language, hand }: Way, name: string) {
  const matter = page.getByRole("button", { name, exact: true });
  const first = page.locator(".item").first();
  await expect(first).toBeVisible();
  while (!(await matter.isVisible())) {
    const before = (await first.textContent())!;
    await hand.press(page, words[language].more);
    await expect(first).not.toHaveText(before);
  }
  await hand.press(page, name);
  await expect(matter).toHaveAttribute("aria-pressed", "true");
}

/** From the matters to a number, and off. */
async function takeNumber(page: Page, way: Way, ...matters: string[]) {
  const say = words[way.language];
  for (const matter of matters) await choose(page, way, matter);
  await way.hand.press(page, say.next);
  await way.hand.press(page, say.take);
  await expect(page.getByTestId("number")).toBeVisible();
  await way.hand.press(page, say.done);
}

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

const ways: [title: string, way: Way][] = [
  ["in Chinese by finger", chinese],
  ["in English by a keyboard alone", { language: "en", hand: keyboard, isElder: false }],
];

for (const [title, way] of ways)
  test(`K-35 K-36 K-54 journey 2, ${title}: a booking late, of another hall, cancelled, early: each explained; in time it has its rank`, async ({
    hall,
    kiosk,
    page,
  }) => {
    const say = words[way.language];
    const { press, type } = way.hand;
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
      row("BKEARLY", 120, 150),
      row("BK-MINE", 30, 60, { card: { kind, number, name } }),
    ];
    expect(await importBookings(hall, list)).toEqual({ booked: 5, cancelled: 1, known: 0, rows: [] });
    hall.skip(31 * minute);

    await page.goto(kiosk.url);
    const heading = (name: string) => expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    await begin(page, way);
    await kiosk.scan("BK-LATE");
    await heading(say.late);
    await kiosk.scan("BK-HALL");
    await heading(say.otherHall);
    await kiosk.scan("BK-CANCELLED");
    await heading(say.cancelled);
    await press(page, say.home);
    // K-113: the start page has the language still.
    await heading(say.start);
    if (way.language === "en") await press(page, "中文");

    await begin(page, way);
    await press(page, say.booking);
    await heading(say.typeBooking);
    await type(page, "BKEARLY");
    await expectClean(page);
    await press(page, say.ok);
    await heading(say.early);
    await expect(page.getByText(say.earlyNext(clock(start + 90 * minute)))).toBeVisible();
    await press(page, say.understood);

    // Whoever has a booking only lays their card.
    await begin(page, way);
    kiosk.reader.lay(zhang);
    await heading(say.found);
    await expect(page.getByTestId("slot")).toHaveText(
      say.slot(clock(start + 30 * minute), clock(start + 60 * minute)),
    );
    await expect(page.getByText("张**")).toBeVisible();
    await press(page, say.checkIn);
    await heading(say.taken);
    await expect(page.getByTestId("number")).toHaveText("A001");
    expect(taken(hall)).toMatchObject([{ class: "booking", rank: start + 30 * minute }]);
    await press(page, say.done);
    await heading("请取回您的证件");
    kiosk.reader.lift();

    await begin(page, way);
    await kiosk.scan("BK-MINE");
    await heading(say.used);
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
    await expect(page.getByRole("button", { name: "1", exact: true })).toBeVisible();
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

for (const [title, way] of [
  ["in Chinese by finger", chinese],
  ["in English by a keypad alone, in 长辈版", { language: "en", hand: keypad, isElder: true }],
] satisfies [string, Way][])
  test(`K-30 K-31 K-32 K-54 journeys 3, 5 and 6, ${title}: no card; a helper; an organisation's representative`, async ({
    hall,
    kiosk,
    page,
  }) => {
    const say = words[way.language];
    const { press, type } = way.hand;
    await page.goto(kiosk.url);
    await begin(page, way);
    await press(page, say.noCard);
    await expect(page.getByText(say.assisted)).toBeVisible();
    await takeNumber(page, way, say.matter);

    await begin(page, way);
    kiosk.reader.lay(zhang);
    await press(page, say.forAnother);
    await expect(page.getByText(say.takeFirst)).toBeVisible();
    kiosk.reader.lift();
    await expect(page.getByText(say.takeFirst)).toHaveCount(0);
    kiosk.reader.lay(silva);
    await expect(page.getByText(say.helps)).toBeVisible();
    await takeNumber(page, way, say.matter);
    kiosk.reader.lift();

    await begin(page, way);
    await press(page, say.organisation);
    await expect(page.getByRole("heading", { name: say.typeCode })).toBeVisible();
    await type(page, creditCode);
    await press(page, say.ok);
    await expect(page.getByRole("heading", { name: say.representative })).toBeVisible();
    kiosk.reader.lay(zhang);
    await expect(page.getByText(say.represents)).toBeVisible();
    // Several matters on one number.
    await takeNumber(page, way, say.another, say.matter);
    kiosk.reader.lift();
    await expect(page.getByRole("heading", { name: words.zh.start })).toBeVisible();

    const people = taken(hall).map((event) => event.people.map(({ role }) => role));
    expect(people).toEqual([[], ["agent", "principal"], ["organisation", "representative"]]);
    expect(taken(hall).at(-1)!.items).toHaveLength(2);
    const secrets = [zhang.number, zhang.name, silva.number, silva.englishName, creditCode];
    await expectNoTrace(page, hall, kiosk, secrets);
  });
