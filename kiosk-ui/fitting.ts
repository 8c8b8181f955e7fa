import { useSyncExternalStore } from "react";
import type { KioskState } from "../electron/bridge.ts";

/** Pages are drawn for displays that have this much at least, in millimetres. */
const least = { shorter: 267.9, longer: 337.7 };
/** A page is made smaller by no more than this; where that is not enough somebody magnifies it, and wants it large. */
const smallest = 0.94;

/**
 * How many pixels a millimetre gets on a display with sides of so many: what the kiosk's setting says, or a little less, so
 * that nothing lies over anything where nobody has set how dense the display is.
 */
export function fitted(pxPerMm: number, one: number, other: number): number {
  const [shorter, longer] = [Math.min(one, other), Math.max(one, other)];
  const most = Math.min(shorter / least.shorter, longer / least.longer);
  return Math.max(smallest * pxPerMm, Math.min(pxPerMm, most));
}

function onResize(tell: () => void): () => void {
  window.addEventListener("resize", tell);
  return () => window.removeEventListener("resize", tell);
}

/** The state as this display can show it. */
export function useFitted(state: KioskState | null): KioskState | null {
  const width = useSyncExternalStore(onResize, () => innerWidth);
  const height = useSyncExternalStore(onResize, () => innerHeight);
  return state && { ...state, pxPerMm: fitted(state.pxPerMm, width, height) };
}
