import { type RefObject, useLayoutEffect, useRef, useState } from "react";

/** How much room an element has and how large its glyphs are, in pixels, whenever its room changes; zero before it is drawn. */
export function useSize<E extends HTMLElement>(): {
  ref: RefObject<E | null>;
  size: { width: number; height: number; glyph: number };
} {
  const ref = useRef<E>(null);
  const [size, setSize] = useState({ width: 0, height: 0, glyph: 0 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const measure = () => {
      const glyph = Number.parseFloat(getComputedStyle(element).fontSize);
      setSize({ width: element.clientWidth, height: element.clientHeight, glyph });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, size };
}
