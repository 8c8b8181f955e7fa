import { test as base } from "@playwright/test";

/**
 * What a test opens is closed with it. Pages that stay open go on looking for a hall that is gone, beside every test that
 * follows.
 */
export const test = base.extend<{ closedAfter: void }>({
  closedAfter: [
    async ({ browser }, use) => {
      await use();
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
    { auto: true },
  ],
});
