import type { Page } from "@playwright/test";
import type { Surface } from "../../electron/bridge.ts";

/** What a mode promises of its letters and its contrast, and of where a hand reaches, in millimetres. */
export interface Promised {
  glyphMm: number;
  contrast: number;
  /** Up from the display's foot. */
  upMm: number;
  /** From the side of this hand. */
  from: { hand: "left" | "right"; mm: number } | null;
}

export const ordinarily: Promised = { glyphMm: 7, contrast: 7, upMm: Infinity, from: null };
export const forElders: Promised = { ...ordinarily, glyphMm: 10 };

/** What is promised of a page in this look. */
export const promisedOf = ({ elder, contrast, reach = "whole" }: Partial<Surface> = {}): Promised => ({
  ...(elder ? forElders : ordinarily),
  ...(contrast === "high" ? { contrast: 10 } : {}),
  ...(reach === "whole" ? {} : { upMm: 320 }),
  ...(reach === "left" || reach === "right" ? { from: { hand: reach, mm: 340 } } : {}),
});

/**
 * What a finger or an eye would stumble over on the page as it is drawn, in words; measured in one go.
 *
 * A letter's size is that of its ink: the font's own 「国」 for Chinese, and from the top of b to the foot of p for Latin
 * letters and digits, both measured as the browser draws them and scaled to the font size of each text. Targets and
 * gaps are the boxes that a finger meets. A contrast is that of a text's colour and the nearest ground behind it, the
 * worst of a gradient's colours where that is one.
 */
export function findMisfits(page: Page, promised: Promised): Promise<string[]> {
  return page.evaluate(misfitsHere, { ...promised, mayScroll: false });
}

/** After a touch: whatever came with it has found its room, as in the first frame that a citizen sees. */
export function firstFrame(page: Page): Promise<void> {
  return page.evaluate(async () => {
    for (const _ of ["rendered", "measured"]) await new Promise(requestAnimationFrame);
  });
}

/** The same of a page that somebody magnifies: it may scroll down, and nothing may be lost. */
export function findLosses(page: Page): Promise<string[]> {
  return page.evaluate(misfitsHere, { ...ordinarily, glyphMm: 0, mayScroll: true });
}

/** Runs in the page, so it holds all that it needs. */
function misfitsHere(promised: Promised & { mayScroll: boolean }): string[] {
  const { glyphMm, contrast: leastContrast, upMm, from, mayScroll } = promised;
  const found = new Set<string>();
  // A page has hundreds of texts in few boxes: what is asked of each box is asked once.
  const onlySaid = new Map<Element, boolean>();
  const grounds = new Map<Element, number[][]>();
  const root = document.documentElement;
  const mm = Number.parseFloat(getComputedStyle(root).getPropertyValue("--mm"));
  const nameOf = (element: Element) =>
    `${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""} "${(element.textContent ?? "").slice(0, 24)}"`;
  const inMm = (px: number) => (px / mm).toFixed(1);

  const dialog = document.querySelector(".dialog");
  const seen = [dialog ?? document.querySelector(".kiosk")!];
  const scroller = document.scrollingElement!;
  if (scroller.scrollWidth > innerWidth + 1) found.add("the page scrolls sideways");
  if (!mayScroll && scroller.scrollHeight > innerHeight + 1) found.add("the page scrolls");

  /* Text: there, whole, large enough, and of enough contrast. */
  const inkOf = measureInk();
  const walker = document.createTreeWalker(seen[0]!, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement!;
    const text = (node.textContent ?? "").trim();
    if (text === "" || element.closest("svg") || isOnlySaid(element)) continue;
    const style = getComputedStyle(element);
    const what = `${nameOf(element)}`;
    const range = document.createRange();
    range.selectNodeContents(node);
    const size = Number.parseFloat(style.fontSize);
    for (const box of range.getClientRects()) {
      const cut = cutBy(element, box, 0.25 * size);
      if (cut) found.add(`cut by ${cut}: ${what}`);
      const cover = coverOf(element, box);
      if (cover) found.add(`under ${cover}: ${what}`);
    }
    const broken = mayScroll ? null : wrongBreakIn(node, range);
    if (broken) found.add(`a line begins with ${broken}: ${what}`);
    if (/\{\{|^[a-z]+(\.[a-zA-Z]+){1,3}$/.test(text)) found.add(`unsaid: ${what}`);
    const ink = (size * (/\p{Script=Han}/u.test(text) ? inkOf.han : inkOf.latin)) / mm;
    if (ink < glyphMm - 0.01) found.add(`letters of ${ink.toFixed(1)} mm: ${what}`);
    const contrast = contrastOf(element, style.color);
    if (contrast < leastContrast) found.add(`contrast ${contrast.toFixed(1)}: ${what}`);
  }

  /* Targets: large enough, apart, and where a hand gets. */
  const targets = [...seen[0]!.querySelectorAll<HTMLElement>("button, input, a[href]")]
    .filter((each) => each.getClientRects().length > 0 && each.tabIndex >= 0)
    .map((element) => ({ element, box: element.getBoundingClientRect() }));
  for (const { element, box } of targets) {
    const least = element.matches(".primary, .item, .option, .dock-button, .help-button") ? 20 : 16;
    if (Math.min(box.width, box.height) < least * mm - 0.5)
      found.add(`target of ${inMm(box.width)} × ${inMm(box.height)} mm: ${nameOf(element)}`);
    const isOut =
      box.left < -1 ||
      box.right > innerWidth + 1 ||
      (!mayScroll && (box.top < -1 || box.bottom > innerHeight + 1));
    if (isOut) found.add(`outside: ${nameOf(element)}`);
    if (innerHeight - box.top > upMm * mm + 1)
      found.add(`${inMm(innerHeight - box.top)} mm up: ${nameOf(element)}`);
    const far = from?.hand === "left" ? box.right : innerWidth - box.left;
    if (from && far > from.mm * mm + 1)
      found.add(`${inMm(far)} mm from the ${from.hand}: ${nameOf(element)}`);
  }
  targets.forEach(({ element, box }, at) => {
    for (const other of targets.slice(at + 1)) {
      const across = Math.max(box.left - other.box.right, other.box.left - box.right);
      const down = Math.max(box.top - other.box.bottom, other.box.top - box.bottom);
      if (Math.max(across, down) < 3 * mm - 0.5)
        found.add(
          `gap of ${inMm(Math.max(across, down))} mm: ${nameOf(element)} and ${nameOf(other.element)}`,
        );
    }
  });
  return [...found];

  /** There for a screen reader alone. */
  function isOnlySaid(element: Element | null): boolean {
    if (!element) return false;
    const known = onlySaid.get(element);
    if (known !== undefined) return known;
    const is = getComputedStyle(element).clipPath === "inset(50%)" || isOnlySaid(element.parentElement);
    onlySaid.set(element, is);
    return is;
  }

  /** What a line of this text begins with that none may: punctuation, or the rest of an English word. */
  function wrongBreakIn(text: Node, range: Range): string | null {
    const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
    if (lines.size < 2) return null;
    const said = text.textContent!;
    const topAt = (at: number) => {
      range.setStart(text, at);
      range.setEnd(text, at + 1);
      return range.getBoundingClientRect().top;
    };
    for (let at = 1; at < said.length; at += 1) {
      const [before, after] = [said[at - 1]!, said[at]!];
      const isWrong = /[，。；：？！、”’）》」]/u.test(after) || (/[a-z-]/i.test(before) && /\w/.test(after));
      if (isWrong && topAt(at) - topAt(at - 1) > 1) return said.slice(at, at + 6);
    }
    return null;
  }

  /** The ink of a letter as a share of its font's size. */
  function measureInk(): { han: number; latin: number } {
    const canvas = document.createElement("canvas").getContext("2d")!;
    canvas.font = `100px ${getComputedStyle(document.body).fontFamily}`;
    const heightOf = (letters: string) => {
      const { actualBoundingBoxAscent: up, actualBoundingBoxDescent: under } = canvas.measureText(letters);
      return (up + under) / 100;
    };
    return { han: heightOf("国"), latin: heightOf("bp") };
  }

  /** The element that hides a part of this box, or the display's edge. A line is a little higher than its letters. */
  function cutBy(element: Element, box: DOMRect, slack: number): string | null {
    for (let at: Element | null = element; at && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at);
      const isFrame = at.matches("button, .panel, .dialog, .notice, .option, .material, .tray");
      if (!isFrame && style.overflowX === "visible" && style.overflowY === "visible") continue;
      if (mayScroll && /auto|scroll/.test(style.overflowY)) continue;
      const frame = at.getBoundingClientRect();
      // What has an edge that is seen holds its letters clear of it.
      const over = isFrame ? slack / 3 : slack;
      const isCut =
        box.left < frame.left - 1 ||
        box.right > frame.right + 1 ||
        box.top < frame.top - over ||
        box.bottom > frame.bottom + over;
      if (isCut) return nameOf(at).slice(0, 40);
    }
    const isOut =
      box.left < -1 ||
      box.right > innerWidth + 1 ||
      (!mayScroll && (box.top < -slack || box.bottom > innerHeight + slack));
    return isOut ? "the display" : null;
  }

  /** What lies over the letters of this box, looked for at nine places, and is neither around the text nor in it. */
  function coverOf(element: Element, box: DOMRect): string | null {
    if (mayScroll) return null;
    for (const across of [0.1, 0.5, 0.9])
      for (const down of [0.3, 0.5, 0.75]) {
        const top = document.elementFromPoint(box.left + across * box.width, box.top + down * box.height);
        if (top && !top.contains(element) && !element.contains(top)) return nameOf(top).slice(0, 40);
      }
    return null;
  }

  function contrastOf(element: Element, color: string): number {
    const ink = luminance(colorsIn(color)[0]!);
    const ratios = groundsOf(element).map((ground) => {
      const light = luminance(ground);
      return (Math.max(ink, light) + 0.05) / (Math.min(ink, light) + 0.05);
    });
    return Math.min(...ratios);
  }

  /** The colours behind an element: of the nearest ancestor that has any. */
  function groundsOf(element: Element | null): number[][] {
    if (!element) return [[255, 255, 255, 1]];
    const known = grounds.get(element);
    if (known) return known;
    const { backgroundColor, backgroundImage } = getComputedStyle(element);
    const own = [...colorsIn(backgroundImage), ...colorsIn(backgroundColor)].filter(([, , , a]) => a !== 0);
    const found = own.length > 0 ? own : groundsOf(element.parentElement);
    grounds.set(element, found);
    return found;
  }

  function colorsIn(css: string): number[][] {
    return [...css.matchAll(/rgba?\(([^)]+)\)/g)].map(([, parts]) => {
      const [r = 0, g = 0, b = 0, a = 1] = parts!.split(/[\s,/]+/).map(Number);
      return [r, g, b, a];
    });
  }

  function luminance([r = 0, g = 0, b = 0]: number[]): number {
    const [lr, lg, lb] = [r, g, b].map((each) => {
      const share = each / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * lr! + 0.7152 * lg! + 0.0722 * lb!;
  }
}
