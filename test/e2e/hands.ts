import { expect, type Page } from "@playwright/test";

/** One of the ways in which somebody works a kiosk's page. */
export interface Hand {
  /** At the start page, before anything else. */
  begin: (page: Page) => Promise<void>;
  press: (page: Page, button: string | RegExp) => Promise<void>;
  /** Fills the page's field. */
  type: (page: Page, text: string) => Promise<void>;
}

const buttonOf = (page: Page, name: string | RegExp) =>
  page.getByRole("button", { name, exact: true }).first();

export const finger: Hand = {
  begin: async () => {},
  press: (page, name) => buttonOf(page, name).click(),
  type: async (page, text) => {
    for (const key of text) await buttonOf(page, key).click();
  },
};

/** Presses keys of a pad as a hand does, slower than a scanner that types. */
export const pressKeys = (page: Page, keys: string) => page.keyboard.type(keys, { delay: 60 });

/** A pad of 0-9, * and #: things are pressed by the numbers that they show. */
export const keypad: Hand = {
  // The first key shows the numbers; this one means nothing else here.
  begin: (page) => pressKeys(page, "*"),
  async press(page, name) {
    const button = buttonOf(page, name);
    await expect(button).toHaveAttribute("data-cap", /^\d+$/);
    const cap = (await button.getAttribute("data-cap"))!;
    const count = await page.locator("[data-cap]").count();
    // Where a longer number could follow, # says that none does.
    await pressKeys(page, Number(cap) * 10 > count ? cap : `${cap}#`);
  },
  async type(page, text) {
    for (const key of text) await keypad.press(page, key);
  },
};

/** A full keyboard: Tab to it, then Enter; letters and digits type. */
export const keyboard: Hand = {
  begin: async () => {},
  async press(page, name) {
    const button = buttonOf(page, name);
    await expect(button).toBeEnabled();
    await expect(async () => {
      await page.keyboard.press("Tab");
      await expect(button).toBeFocused({ timeout: 1 });
    }).toPass({ intervals: [0] });
    await page.keyboard.press("Enter");
  },
  type: (page, text) => page.keyboard.type(text, { delay: 60 }),
};
