import type { Page } from "@playwright/test";

/**
 * Characters on the page that no font of this machine has, and that are drawn as a box. Found by drawing each: what looks
 * the same as a character that is in no font is a box.
 */
export function missingGlyphs(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const seen = ((window as { glyphsSeen?: Map<string, boolean> }).glyphsSeen ??= new Map<
      string,
      boolean
    >());
    const canvas = Object.assign(document.createElement("canvas"), { width: 40, height: 40 });
    const pen = canvas.getContext("2d", { willReadFrequently: true })!;
    pen.font = `24px ${getComputedStyle(document.body).fontFamily}`;
    const drawn = (sign: string) => {
      pen.clearRect(0, 0, 40, 40);
      pen.fillText(sign, 6, 30);
      return pen.getImageData(0, 0, 40, 40).data.join();
    };
    // A noncharacter: no font may have it.
    const box = drawn("\u{1FFFE}");
    const isMissing = (sign: string) => {
      const known = seen.get(sign);
      if (known !== undefined) return known;
      const is = drawn(sign) === box;
      seen.set(sign, is);
      return is;
    };
    const signs = new Set(Array.from(document.body.innerText.replaceAll(/\s/g, "")));
    return [...signs]
      .filter(isMissing)
      .map((sign) => `no glyph for U+${sign.codePointAt(0)!.toString(16)} ${sign}`);
  });
}
