import type { Page } from "@playwright/test";

/** What a finger or an eye would stumble over, in words. */
export function findMisfits(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.documentElement;
    const mm = Number.parseFloat(getComputedStyle(root).getPropertyValue("--mm"));
    const found: string[] = [];
    if (root.scrollHeight > innerHeight || root.scrollWidth > innerWidth) found.push("the page scrolls");
    for (const element of document.querySelectorAll<HTMLElement>(".kiosk *, .dialog *")) {
      const box = element.getBoundingClientRect();
      if (box.width === 0 || element.closest("svg")) continue;
      const what = `${element.tagName}.${element.className} "${(element.textContent ?? "").slice(0, 24)}"`;
      const style = getComputedStyle(element);
      const size = Number.parseFloat(style.fontSize);
      if (box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1)
        found.push(`outside: ${what}`);
      // The line box of a CJK font is higher than its line; a hanging decoration is not text.
      const isCut = element.scrollHeight > element.clientHeight + 0.2 * size + 2;
      if (isCut && element.clientHeight > 0 && style.display !== "inline" && element.tagName !== "HEADER")
        found.push(`cut: ${what}`);
      if (element.tagName === "BUTTON" && (box.height < 20 * mm || box.width < 16 * mm))
        found.push(`small: ${what}`);
      if (element.childElementCount === 0 && element.textContent?.trim() && size < 7 * mm)
        found.push(`tiny: ${what}`);
      if (
        /\{\{|\b[a-z]\w*\.[a-z]\w*\.[a-z]\w*/i.test(
          element.childElementCount === 0 ? (element.textContent ?? "") : "",
        )
      )
        found.push(`unsaid: ${what}`);
    }
    return [...new Set(found)];
  });
}
