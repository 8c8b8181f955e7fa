import { expect, type Page } from "@playwright/test";
import type { GuideView } from "../../hall-server/contract/views.ts";
import { guideView } from "../support/fake-guide.ts";
import type { FakeHall } from "../support/fake-hall.ts";

/** Signed in at the guide desk of a hall that shows so many who wait. */
export async function atGuideDesk(
  hall: FakeHall,
  page: Page,
  waiting = 3,
  change: Partial<GuideView> = {},
  query = "",
): Promise<void> {
  hall.show("guide", guideView(hall.now(), waiting, change));
  await page.goto(`${hall.url}/guide/${query}`);
  await page.locator("input[name=staff]").fill("g01");
  await page.locator("input[name=pin]").fill("2468");
  await page.keyboard.press("Enter");
  await expect(page.locator(".take")).toBeVisible();
}
