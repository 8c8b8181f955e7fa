import { expect, type Page } from "@playwright/test";
import type { GuideView } from "../../hall-server/contract/views.ts";
import { catalogueView, guideView, kioskView } from "../support/fake-guide.ts";
import { FakeHall, guideSession } from "../support/fake-hall.ts";

/** A hall with what a guide desk finds matters in. */
export async function hallOfGuide(): Promise<FakeHall> {
  const hall = await new FakeHall({ session: guideSession }).start();
  hall.show("catalogue", catalogueView);
  hall.show("kiosk", kioskView);
  return hall;
}

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
