import axe from "axe-core";
import { expect, type Page } from "@playwright/test";

/** Nothing bars a screen reader, as far as axe can tell. */
export async function expectClean(page: Page): Promise<void> {
  await withoutTransitions(page);
  expect(await findViolations(page)).toEqual([]);
}

/** What axe objects to on the page as it stands, in words. `without`: rules that something else looks after. */
export async function findViolations(page: Page, without: readonly string[] = []): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  return page.evaluate(violationsHere, without);
}

/** Runs in the page. */
async function violationsHere(without: readonly string[]): Promise<string[]> {
  const { axe: here } = window as unknown as { axe: typeof axe };
  const { violations } = await here.run(document, {
    resultTypes: ["violations"],
    rules: Object.fromEntries(without.map((rule) => [rule, { enabled: false }])),
  });
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`,
  );
}

/** A verb that is just coming back is pale for a moment: what is judged is what stays. */
async function withoutTransitions(page: Page): Promise<void> {
  await page.evaluate(() => {
    const still = new CSSStyleSheet();
    still.replaceSync("*, ::before, ::after { transition: none !important; }");
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, still];
  });
}

/** Nothing lies outside the page's width. */
export async function expectNoOverflow(page: Page): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(over).toBeLessThanOrEqual(0);
}
