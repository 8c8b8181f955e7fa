import { connect } from "node:net";
import { test as base, expect } from "@playwright/test";
import { expectClean } from "./axe.ts";
import { startTestbench, type Testbench } from "../../drivers/testbench/testbench.ts";

const test = base.extend<{ bench: Testbench }>({
  bench: async ({}, use) => {
    const bench = await startTestbench({ port: 0 });
    await use(bench);
    await bench.close();
  },
});

/** What any program could send to the printer: a line of text, fed and cut. */
function print(printerUrl: string, text: string): Promise<void> {
  const { hostname, port } = new URL(printerUrl);
  return new Promise((resolve, reject) => {
    const line = connect(Number(port), hostname, () => {
      line.end(Buffer.concat([Buffer.from(`\x1b@${text}\n\n`), Buffer.from([0x1d, 0x56, 0x00])]), resolve);
    });
    line.on("error", reject);
  });
}

test("T-1 a card is laid and lifted by hand or by key, and the page says what lies there", async ({
  bench,
  page,
}) => {
  await page.goto(bench.url);
  const words = page.getByRole("region", { name: "身份证读卡器" }).getByRole("status");
  await page.getByRole("button", { name: /张测试/ }).click();
  await expect(words).toContainText("张测试");
  await page.keyboard.press("Escape");
  await expect(words).toBeEmpty();
  await page.keyboard.press("2");
  await expect(words).toContainText("王䶮");
});

test("T-2 a slip that comes out is shown as a picture and as words", async ({ bench, page }) => {
  await page.goto(bench.url);
  await expect(page.getByText("还没有小票")).toBeVisible();
  await print(bench.printerUrl, "HELLO A001");
  const slip = page.getByRole("button", { name: "放大第 1 张小票" });
  await expect(slip).toBeVisible();
  const width = () => slip.locator("img").evaluate((image: HTMLImageElement) => image.naturalWidth);
  await expect.poll(width).toBe(576);
  await slip.click();
  await expect(page.getByRole("dialog")).toContainText("HELLO A001");
});

test("T-3 paper, cover, cutter and cables are in the developer's hands, in both languages, without an axe violation", async ({
  bench,
  page,
}) => {
  await page.goto(bench.url);
  const state = async () => {
    const answer = await fetch(new URL("/api/state", bench.url));
    return ((await answer.json()) as { printer: object }).printer;
  };
  await page.getByRole("radio", { name: "没有" }).click({ force: true });
  await expect.poll(state).toMatchObject({ paper: "out" });
  await page.getByRole("radio", { name: "打开" }).click({ force: true });
  await expect.poll(state).toMatchObject({ paper: "out", coverOpen: true });
  await expectClean(page);
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("heading", { name: "Test bench" })).toBeVisible();
  // What citizens are called stays Chinese; everything else of the page is English now.
  await expect(page.getByText("Ticket printer")).toBeVisible();
  await expectClean(page);
});
