import { useEffect, useRef } from "react";

/** Puts a keyboard and a screen reader at the heading of what has just come. */
export function useFocus() {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return heading;
}
