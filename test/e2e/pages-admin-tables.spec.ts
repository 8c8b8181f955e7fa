import type { Locator, Page } from "@playwright/test";
import type { ConfigFile, ConfigOverview } from "../../hall-server/contract/config-wire.ts";
import type { DeskHall } from "./desk-hall.ts";
import { expect, items, shoot, test } from "./desk-hall.ts";

/** Every table of the settings, walked by keys alone. */

// Hundreds of presses in one test: a trace of each would take longer than they do.
test.use({ trace: "off" });

/** Tabs from where the keyboard is until it is there. */
async function reach(page: Page, target: Locator): Promise<void> {
  await expect(target).toHaveCount(1);
  const stepsLeft = () =>
    target.evaluate((element) => {
      const boxes = "a, button, input:not([type=radio]:not(:checked)), select";
      const here = document.activeElement!;
      const isAfter = (one: Node, other: Node) =>
        (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
      const isBack = isAfter(element, here) && here !== document.body;
      const [from, to] = isBack ? [element, here] : [here, element];
      const between = [...document.querySelectorAll(boxes)].filter(
        (each) =>
          !each.matches(":disabled") && each.checkVisibility() && isAfter(from, each) && isAfter(each, to),
      );
      return element === here ? null : { key: isBack ? "Shift+Tab" : "Tab", count: between.length + 1 };
    });
  // More than once where the page changes under the keys, or where there is what scrolls, which keys reach and nobody counts.
  let left = await stepsLeft();
  for (let tries = 0; left !== null && tries < 12; tries++) {
    for (let i = 0; i < left.count; i++) await page.keyboard.press(left.key);
    left = await stepsLeft();
  }
  await expect(target).toBeFocused();
}

/** The keys of an administrator at a page's tables. */
function handsAt(page: Page) {
  const table = (caption: string) => page.getByRole("table", { name: caption, exact: true });
  const press = async (target: Locator, key: string) => {
    await reach(page, target);
    await page.keyboard.press(key);
  };
  const write = async (target: Locator, text: string) => {
    await press(target, "ControlOrMeta+a");
    await page.keyboard.insertText(text);
  };
  const button = (name: string) => page.getByRole("button", { name, exact: true });
  return {
    part: (name: string) =>
      press(page.getByRole("navigation").getByRole("button", { name, exact: true }), "Enter"),
    tick: (name: string) => press(page.getByRole("checkbox", { name, exact: true }), "Space"),
    press: (name: string) => press(button(name), "Enter"),
    find: (text: string) => write(page.getByRole("searchbox"), text),
    /** Writes into a table's boxes, each by its name. */
    async fill(caption: string, cells: Readonly<Record<string, string>>) {
      for (const [name, text] of Object.entries(cells))
        await write(table(caption).getByLabel(name, { exact: true }), text);
    },
    async tickIn(caption: string, name: string) {
      await press(table(caption).getByRole("checkbox", { name, exact: true }), "Space");
    },
    /** Chooses by the arrows, as a closed list has it. */
    async choose(caption: string, name: string, label: string) {
      const list = table(caption).getByRole("combobox", { name, exact: true });
      await reach(page, list);
      const away = await list.evaluate(
        (select: HTMLSelectElement, wanted) =>
          [...select.options].findIndex((option) => option.label === wanted) - select.selectedIndex,
        label,
      );
      for (let i = 0; i < Math.abs(away); i++) await page.keyboard.press(away < 0 ? "ArrowUp" : "ArrowDown");
    },
    /** A new row, in whose first box the keyboard is then. */
    async add(caption: string) {
      const rows = page.locator(".rows").filter({ has: table(caption) });
      await press(rows.getByRole("button", { name: "新增一行", exact: true }), "Enter");
      await expect(table(caption).getByRole("row").last().locator("input").first()).toBeFocused();
    },
    /** A row goes; the keyboard is at the button that adds one. */
    async remove(caption: string, id: string) {
      await press(table(caption).getByRole("button", { name: `删除 ${id}`, exact: true }), "Enter");
      const rows = page.locator(".rows").filter({ has: table(caption) });
      await expect(rows.getByRole("button", { name: "新增一行", exact: true })).toBeFocused();
    },
    async publish(note: string) {
      await press(button("预览并发布"), "Enter");
      const dialog = page.getByRole("dialog");
      await write(dialog.getByLabel(/^说明/), note);
      const send = dialog.getByRole("button", { name: "发布，立即生效" });
      await expect(send).toBeEnabled();
      await press(send, "Enter");
      await expect(dialog).toHaveCount(0);
      await expect(page.getByRole("row", { name: /正在生效/ })).toContainText(note);
    },
  };
}

/** What the hall holds now, as it was published. */
async function held(page: Page, hall: DeskHall): Promise<ConfigFile> {
  const answer = await page.request.get(`${hall.url}/api/config`);
  return ((await answer.json()) as ConfigOverview).config;
}

test("A-18 every table of the settings, by keys alone: an edit, an addition and a removal are what the hall then holds", async ({
  browser,
  hall,
}) => {
  test.setTimeout(400_000);
  const page = await hall.open(browser, "/admin/", "a01");
  const by = handsAt(page);
  await expect(page.getByRole("row", { name: /^1 正在生效/ })).toBeVisible();
  const before = await held(page, hall);
  const wanted = structuredClone(before);
  const [queue] = wanted.queues;

  await test.step("queues, their ranges without the hall and their rules", async () => {
    await by.part("队列");
    await by.fill("队列", { "marriage 英文": "Weddings", "marriage 每日上限": "300" });
    await by.add("队列");
    await by.fill("队列", { 编号: "extra", "extra 中文": "咨询", "extra 英文": "Advice", "extra 前缀": "E" });
    await by.tick("extra 断网时可发号");
    await by.fill("离线号段", { "extra 止": "950" });
    await by.tick("marriage 断网时可发号");
    await by.fill("叫号与预约规则", { "marriage 优先：每几号一次": "4", "extra 截止取号（时:分）": "16:30" });
    Object.assign(queue!, { name: { ...queue!.name, en: "Weddings" }, capacity: 300 });
    queue!.policy.priorityEvery = 4;
    delete queue!.offline;
    wanted.queues.push({
      id: "extra",
      name: { zh: "咨询", en: "Advice" },
      prefix: "E",
      from: 1,
      to: 899,
      width: 3,
      items: ["X-new"],
      policy: { priorityEvery: 3, mostOvertaken: 12, bookingEarlyMinutes: 30, bookingLateMinutes: 15 },
      offline: { from: 901, to: 950, perKiosk: 30 },
      cutOff: "16:30",
    });
  });

  await test.step("windows and zones", async () => {
    await by.part("窗口与分区");
    await by.fill("窗口", { "w1 中文": "一号窗口" });
    await by.choose("窗口", "w1 所在分区", "东区");
    await by.add("窗口");
    await by.fill("窗口", { 编号: "w20", "w20 中文": "咨询窗口", "w20 英文": "Advice" });
    await by.fill("分区", { "west 英文": "West" });
    await by.add("分区");
    await by.fill("分区", { 编号: "north", "north 中文": "北区", "north 英文": "North" });
    await by.choose("窗口", "w20 所在分区", "北区");
    Object.assign(wanted.windows[0]!, { name: { ...wanted.windows[0]!.name, zh: "一号窗口" }, zone: "east" });
    wanted.windows.push({
      id: "w20",
      name: { zh: "咨询窗口", en: "Advice" },
      items: ["X-new"],
      zone: "north",
    });
    wanted.zones[0]!.name.en = "West";
    wanted.zones.push({ id: "north", name: { zh: "北区", en: "North" } });
  });

  await test.step("matters, and who gives numbers for them and does them", async () => {
    await by.part("事项目录");
    await by.find("领证");
    await by.fill("事项", { [`${items.marry} 平均办理（分）`]: "25" });
    await by.add("事项");
    await by.fill("事项", { 编号: "X-new", "X-new 中文": "政策咨询", "X-new 英文": "Advice on rules" });
    await by.tickIn("事项", "X-new 高频");
    await by.part("事项·队列·窗口");
    const matrix = "每个事项由哪个队列发号、由哪些窗口办理";
    await by.find("zhengcezixun");
    await by.choose(matrix, "政策咨询 的队列", "咨询");
    await by.tickIn(matrix, "咨询窗口 办理 政策咨询");
    await by.find(items.divorce);
    const divorce = wanted.catalogue.items.find(({ id }) => id === items.divorce);
    await by.tickIn(matrix, `2号窗口 办理 ${divorce!.name.zh}`);
    const matter = wanted.catalogue.items.find(({ id }) => id === items.marry)!;
    matter.serviceMinutes = 25;
    wanted.catalogue.items.push({
      id: "X-new",
      name: { zh: "政策咨询", en: "Advice on rules" },
      taskCode: "",
      highFrequency: true,
      promisedDays: 0,
      fee: false,
      serviceMinutes: 10,
      materials: [],
      specialProcedures: [],
    });
    const second = wanted.windows[1]!;
    second.items = second.items.filter((id) => id !== items.divorce);
  });

  await test.step("screens, their voices, and kiosks", async () => {
    await by.part("屏幕与取号机");
    await by.fill("屏幕", { "s1 观看距离（米）": "12.5" });
    await by.add("屏幕");
    await by.fill("屏幕", { 编号: "s20", "s20 中文": "北区屏", "s20 英文": "North screen" });
    await by.tickIn("屏幕", "s20 播报语音");
    await by.choose("屏幕", "屏幕 s20 显示什么", "北区");
    await by.tick("s20 自定语音");
    await by.fill("语音", { "s20 音量（%）": "60" });
    await by.choose("语音", "s20 “1”读作", "幺");
    await by.tick("s4 自定语音");
    await by.fill("取号机", { "k1 英文": "First kiosk" });
    await by.add("取号机");
    await by.fill("取号机", { 编号: "k20", "k20 中文": "北区取号机", "k20 英文": "North kiosk" });
    wanted.screens[0]!.distance = 12.5;
    delete wanted.screens[3]!.voice;
    wanted.screens.push({
      id: "s20",
      name: { zh: "北区屏", en: "North screen" },
      shows: { kind: "zone", zone: "north" },
      distance: 8,
      speaks: true,
      voice: { languages: ["zh"], one: "幺", volume: 60 },
    });
    wanted.kiosks[0]!.name.en = "First kiosk";
    wanted.kiosks.push({ id: "k20", name: { zh: "北区取号机", en: "North kiosk" } });
  });

  await test.step("the calendar and staff", async () => {
    await by.part("日历");
    await by.tick("不设日历，全天可取号");
    const days = "节假日、调休等特殊日期";
    await by.add(days);
    await by.fill(days, { 日期: "2099-02-02", "2099-02-02 中文": "调休", "2099-02-02 英文": "Worked" });
    await by.fill(days, { "2099-02-02 开放时段（空为休息）": "09:00-12:00" });
    await by.part("人员");
    await by.fill("人员", { "c01 英文": "Wang One" });
    await by.add("人员");
    await by.fill("人员", { 编号: "c20", "c20 中文": "何丁", "c20 英文": "He Ding" });
    const hours = [
      { from: "09:00", to: "12:00" },
      { from: "13:30", to: "17:00" },
    ];
    wanted.calendar = {
      week: [hours, hours, hours, hours, hours, [], []],
      days: [{ day: "2099-02-02", name: { zh: "调休", en: "Worked" }, open: [hours[0]!] }],
      takeEarlyMinutes: 15,
    };
    wanted.staff.find(({ id }) => id === "c01")!.name.en = "Wang One";
    wanted.staff.push({ id: "c20", name: { zh: "何丁", en: "He Ding" }, roles: ["clerk"] });
    await shoot(page, "staff");
  });

  await by.publish("改动与新增");
  const changed = await held(page, hall);
  const { catalogue, ...rest } = wanted;
  expect(changed).toMatchObject(rest);
  expect(changed.catalogue.items).toEqual(catalogue.items);

  await test.step("what was added goes again, and something that was there before", async () => {
    await by.part("事项·队列·窗口");
    await by.part("事项目录");
    await by.remove("事项", "X-new");
    await by.part("窗口与分区");
    await by.remove("窗口", "w20");
    await by.remove("分区", "north");
    await by.part("队列");
    await by.remove("队列", "extra");
    await by.part("屏幕与取号机");
    await by.remove("屏幕", "s20");
    await by.remove("屏幕", "s5");
    await by.remove("取号机", "k20");
    await by.remove("取号机", "k2");
    await by.part("日历");
    await by.remove("节假日、调休等特殊日期", "2099-02-02");
    await by.part("人员");
    await by.remove("人员", "c20");
    await by.remove("人员", "c08");
    await shoot(page, "removed");
  });
  await by.publish("删除");
  const gone = ["X-new", "w20", "north", "extra", "s20", "s5", "k20", "k2", "c20", "c08"];
  const without = <T extends { id: string }>(list: readonly T[]) =>
    list.filter(({ id }) => !gone.includes(id));
  const left = await held(page, hall);
  for (const key of ["queues", "windows", "zones", "screens", "kiosks", "staff"] as const)
    expect(left[key], key).toEqual(without(wanted[key]));
  expect(left.catalogue.items).toEqual(without(catalogue.items));
  expect(left.calendar).toEqual({ ...wanted.calendar, days: [] });
});
