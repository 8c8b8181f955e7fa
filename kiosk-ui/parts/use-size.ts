import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";

/**
 * How much room an element has and how large its glyphs are, in pixels; zero before it is drawn. When its room changes it is
 * drawn anew before anybody sees it.
 */
export function useSize<E extends HTMLElement>(): {
  ref: RefObject<E | null>;
  size: { width: number; height: number; glyph: number; isTight: boolean };
} {
  const ref = useRef<E>(null);
  const [size, setSize] = useState({ width: 0, height: 0, glyph: 0, isTight: false });
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const measure = () => {
      const glyph = Number.parseFloat(getComputedStyle(element).fontSize);
      // A magnified page scrolls, so its height is none to fit into.
      const isTight = document.documentElement.dataset["room"] === "tight";
      setSize({ width: element.clientWidth, height: element.clientHeight, glyph, isTight });
    };
    measure();
    // Before the frame is shown: what was measured for another room would lie under the keys that have just come.
    const again = () => flushSync(measure);
    const observer = new ResizeObserver(again);
    observer.observe(element);
    // 长辈版 changes the glyphs, and the room perhaps not.
    const looks = new MutationObserver(again);
    looks.observe(document.documentElement, { attributeFilter: ["data-size", "data-room", "lang"] });
    return () => {
      observer.disconnect();
      looks.disconnect();
    };
  }, []);
  return { ref, size };
}
