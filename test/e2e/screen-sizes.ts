import type { Page } from "@playwright/test";

/** The smallest letters of a wall in millimetres, by what they are, with what they say. */
export interface Smallest {
  call: { mm: number; text: string };
  rest: { mm: number; text: string };
}

/** Every text that is seen, measured as it is drawn. A size is the em: the height of a Han character. */
export function smallestLetters(page: Page, pxPerMm: number): Promise<Smallest> {
  return page.evaluate((scale) => {
    const found = { call: { mm: Infinity, text: "" }, rest: { mm: Infinity, text: "" } };
    const walker = document.createTreeWalker(document.querySelector(".screen")!, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement!;
      const text = (node.textContent ?? "").trim();
      if (text === "" || element.closest(".visually-hidden")) continue;
      const kind = element.closest(".call-number, .call-window") ? "call" : "rest";
      const mm = Number.parseFloat(getComputedStyle(element).fontSize) / scale;
      if (mm < found[kind].mm) found[kind] = { mm, text };
    }
    return found;
  }, pxPerMm);
}

/** What reaches out of its box, or out of the wall. */
export function cutParts(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>(".screen *:not(.visually-hidden, .visually-hidden *, svg *)")]
      .filter((part) => {
        const box = part.getBoundingClientRect();
        const frame = part.parentElement!.closest(
          ".newest, .others li, .pager, .head, .foot, .face-state, .screen",
        )!;
        const around = frame.getBoundingClientRect();
        const outside =
          box.left < around.left - 1 ||
          box.top < around.top - 1 ||
          box.right > around.right + 1 ||
          box.bottom > around.bottom + 1;
        return outside || part.scrollWidth > part.clientWidth + 1;
      })
      .map((part) => `${String(part.className)} ${part.textContent}`),
  );
}
