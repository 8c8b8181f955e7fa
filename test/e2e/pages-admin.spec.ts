import { readFile } from "node:fs/promises";
import { readSheet } from "read-excel-file/universal";
import writeWorkbook, { type SheetData } from "write-excel-file/universal";
import { expectClean, expectNoOverflow } from "./axe.ts";
import { expect, items, openWindow, press, shoot, test, visitor } from "./desk-hall.ts";

test("J-14 an administrator edits, previews, publishes and rolls back, while the hall works", async ({
  browser,
  hall,
}) => {
  const counter = await hall.open(browser, "/counter/", "c01");
  await openWindow(counter, "1号窗口");
  await hall.take([items.marry]);
  const admin = await hall.open(browser, "/admin/", "a01");
  const tab = (name: string) =>
    admin.getByRole("navigation").getByRole("button", { name, exact: true }).click();
  await expect(admin.getByRole("row", { name: /^1 正在生效/ })).toContainText("系统");
  await expectClean(admin);
  await shoot(admin, "versions");

  // Draft: another name for a window, and another prefix for a queue whose numbers are in use.
  await tab("窗口与分区");
  await admin.getByRole("textbox", { name: "w1 中文" }).fill("一号综合窗口");
  await tab("队列");
  await expectNoOverflow(admin);
  await shoot(admin, "queues");
  await admin.getByRole("textbox", { name: "marriage 前缀" }).fill("b");
  await expect(admin.getByRole("textbox", { name: "marriage 前缀" })).toHaveAttribute("aria-invalid", "true");
  await expect(admin.getByText(/队列“婚姻登记与收养” · 前缀：填写不对/)).toBeVisible();
  await admin.getByRole("textbox", { name: "marriage 前缀" }).fill("F");
  await expect(admin.getByText("草稿：2 处改动，0 处问题。")).toBeVisible();
  // A reload loses nothing.
  await admin.reload();
  await expect(admin.getByText("草稿：2 处改动，0 处问题。")).toBeVisible();

  await admin.getByRole("button", { name: "预览并发布" }).click();
  const dialog = admin.getByRole("dialog");
  await expect(dialog).toContainText("窗口“一号综合窗口” · 名称：1号窗口 → 一号综合窗口");
  await expect(dialog).toContainText("下一工作日才生效");
  await expect(dialog).toContainText("队列“婚姻登记与收养” · 前缀：A → F");
  await dialog.getByLabel(/^说明/).fill("改窗口名称");
  await expectClean(admin);
  await shoot(admin, "preview");
  const published = Date.now();
  await dialog.getByRole("button", { name: "发布，立即生效" }).click();
  await expect(counter.getByText("一号综合窗口").first()).toBeVisible();
  test
    .info()
    .annotations.push({ type: "counter shows it after ms", description: String(Date.now() - published) });
  await expect(admin.getByText(/第 2 版已发布，其余自 .* 起生效/)).toBeVisible();
  await expect(admin.getByRole("row", { name: /^2 正在生效/ })).toContainText("改窗口名称");
  await expect(admin.getByRole("row", { name: /^2 正在生效/ })).toContainText("冯甲");

  // The number in a citizen's hand is called as if nothing had happened.
  await press(counter, "呼叫下一位", "Space");
  await expect(visitor(counter)).toContainText("A001");

  await admin.getByRole("button", { name: "退回到这一版 1" }).click();
  await admin.getByRole("button", { name: "预览并发布" }).click();
  await expect(dialog).toContainText("将被取代，不再生效");
  await dialog.getByLabel(/^说明/).fill("退回");
  await dialog.getByRole("button", { name: "发布，立即生效" }).click();
  await expect(counter.getByText("1号窗口").first()).toBeVisible();
  await expect(admin.getByRole("row", { name: /^3 正在生效/ })).toContainText("退回");
  expect(hall.events().filter((type) => type.startsWith("config") || type === "hallConfigured")).toEqual([
    "hallConfigured",
    "hallConfigured",
    "configScheduled",
    "configWithdrawn",
    "hallConfigured",
  ]);
});

test("J-14 every part is drawn, said in both languages, reached by keyboard, and goes out and back as a file", async ({
  browser,
  hall,
}) => {
  // Axe goes over ten pages.
  test.slow();
  const admin = await hall.open(browser, "/admin/", "a01");
  const tab = (name: string) =>
    admin.getByRole("navigation").getByRole("button", { name, exact: true }).click();
  await test.step("every part", async () => {
    for (const name of ["大厅与规则", "事项目录", "事项·队列·窗口", "屏幕与取号机", "日历", "人员", "小票"]) {
      await tab(name);
      await expectNoOverflow(admin);
      await shoot(admin, name);
      // Hundreds of boxes of one kind tell axe no more than a few.
      const find = admin.getByRole("searchbox", { name: "查找事项" });
      if (await find.isVisible()) await find.fill("内地居民结婚");
      await expectClean(admin);
    }
    await tab("事项目录");
    const rows = [{ id: "X-1", name: { zh: "只有名称" } }];
    const buffer = Buffer.from(JSON.stringify(rows));
    await admin
      .getByLabel("导入事项目录（Excel 或 JSON）")
      .setInputFiles({ mimeType: "application/json", name: "rows.json", buffer });
    await expect(admin.getByRole("alert")).toContainText("第 1 行 name.en");
    await expect(admin.getByText("没有草稿")).toBeVisible();
    await tab("小票");
    await admin.getByRole("button", { name: "English" }).click();
    await admin.getByRole("checkbox", { name: "Print who is ahead" }).focus();
    await admin.keyboard.press("Space");
    await expect(admin.getByText("Draft: 1 changes, 0 problems.")).toBeVisible();
  });

  await test.step("rules of waits, ratings and voices are settled by ticks and numbers, and previewed in words", async () => {
    await tab("Hall and rules");
    await admin.getByRole("checkbox", { name: /^Own alerts for waits/ }).check();
    await admin.getByLabel("A wait is an alarm after (min)").fill("45");
    await admin.getByRole("checkbox", { name: "stepped out" }).click();
    await admin.getByLabel("Ask for a rating during (s)").fill("5");
    await expect(admin.getByLabel("Ask for a rating during (s)")).toHaveAttribute("aria-invalid", "true");
    await admin.getByLabel("Ask for a rating during (s)").fill("60");
    await shoot(admin, "rules-en");
    await tab("Screens and kiosks");
    await admin.getByRole("checkbox", { name: "s1 has a voice of its own" }).check();
    await admin.getByRole("group", { name: "s1 speaks" }).getByRole("checkbox", { name: "English" }).check();
    await expect(admin.getByText("0 problems.")).toBeVisible();
    await expectNoOverflow(admin);
    await shoot(admin, "voices-en");
    await admin.getByRole("button", { name: "Preview and publish" }).click();
    const preview = admin.getByRole("dialog");
    await expect(preview).toContainText("New: Rules of the floor · Alerts of waiting");
    await expect(preview).toContainText("Holds that stop the clock · 1 less: stepped out");
    await expect(preview).toContainText("New: Ratings");
    await expect(preview).toContainText("New: Screens “Main screen” · Voice");
    await shoot(admin, "preview-en");
    await admin.keyboard.press("Escape");
  });

  await test.step("the whole configuration goes out and comes back as a file", async () => {
    const waiting = admin.waitForEvent("download");
    await admin.getByRole("button", { name: "Export JSON" }).click();
    const file = await (await waiting).path();
    const config = JSON.parse(await readFile(file, "utf8")) as { queues: { to: number }[] };
    config.queues[0]!.to = 1_000;
    const body = { mimeType: "application/json", name: "hall.json" };
    await admin
      .getByLabel("Import JSON")
      .setInputFiles({ ...body, buffer: Buffer.from(JSON.stringify(config)) });
    await expect(admin.getByText(/numbers have more digits/)).toBeVisible();
    await admin.getByLabel("Import JSON").setInputFiles({ ...body, buffer: Buffer.from("no") });
    await expect(admin.getByText("This is no JSON file; nothing was imported.")).toBeVisible();
  });
});

test("A-17 matters come from a workbook: from the template, and with every fault named", async ({
  browser,
  hall,
}) => {
  const admin = await hall.open(browser, "/admin/", "a01");
  await admin.getByRole("navigation").getByRole("button", { name: "事项目录", exact: true }).click();
  await admin.getByRole("searchbox", { name: "查找事项" }).fill("示例事项");
  const waiting = admin.waitForEvent("download");
  await admin.getByRole("button", { name: "下载 Excel 模板" }).click();
  const template = await readFile(await (await waiting).path());
  const upload = (buffer: Buffer, name = "matters.xlsx") =>
    admin
      .getByLabel("导入事项目录（Excel 或 JSON）")
      .setInputFiles({ mimeType: "application/octet-stream", name, buffer });

  await upload(Buffer.from("no workbook"));
  await expect(admin.getByRole("alert")).toContainText("这不是 .xlsx 文件或文件已损坏，没有导入。");
  await upload(Buffer.alloc(4 * 1024 * 1024 + 1));
  await expect(admin.getByRole("alert")).toContainText("文件超过 4 MB。");

  // So many rows that unpacking them is worth a worker to the reader, which the page may not start; one is wrong.
  const [head = [], row = []] = await readSheet(new Blob([template]));
  const rows = Array.from({ length: 2_000 }, (_, i) => row.with(0, `X-${i}`));
  const many = writeWorkbook([head, ...rows.with(1_234, row.with(6, "也许"))] as SheetData);
  await upload(Buffer.from(await (await many.toBlob()).arrayBuffer()));
  await expect(admin.getByRole("alert")).toContainText("第 1236 行 高频：“也许”不对，请填“是”或“否”。");
  await expect(admin.getByRole("button", { name: "只导入正确的 1999 行" })).toBeVisible();
  await expect(admin.getByText("没有草稿")).toBeVisible();
  await expectNoOverflow(admin);
  await shoot(admin, "workbook-faults");

  await upload(template);
  await expect(admin.getByText("已放入草稿 1 行，请预览后发布。")).toBeVisible();
  await expect(admin.getByRole("textbox", { name: "X-1 中文" })).toHaveValue("示例事项");
  await expectClean(admin);
  await shoot(admin, "workbook-taken");
});

test("J-14 nobody but an administrator comes in", async ({ browser, hall }) => {
  const page = await hall.open(browser, "/admin/", "m01");
  await expect(page.getByRole("alert")).toContainText("不是系统管理员");
});
