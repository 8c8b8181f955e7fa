import { useEffect, useLayoutEffect } from "react";
import type { KioskState } from "../electron/bridge.ts";
import { htmlLanguage, i18n } from "./i18n.ts";

/** Below this a page can't have everything at once: somebody magnifies it, and then it scrolls. In millimetres. */
const least = { width: 220, height: 200 };

/** What one hand reaches without a step aside, in millimetres. */
const armsLength = 400;

/** Size, language, looks and focus belong to the document, not to a component. */
export function useSurface(state: KioskState | null): void {
  const language = state?.language ?? "zh";
  const pxPerMm = state?.pxPerMm;
  const screen = state?.screen.kind;
  const asked = state?.screen.kind === "question" ? state.screen.asks.zh : screen;
  if (i18n.language !== language) void i18n.changeLanguage(language);
  useLayoutEffect(() => {
    document.documentElement.lang = htmlLanguage[language];
  }, [language]);
  useLayoutEffect(() => {
    if (!pxPerMm) return;
    const { style, dataset } = document.documentElement;
    style.setProperty("--mm", `${pxPerMm}px`);
    const measure = () => {
      const isTight = innerWidth < least.width * pxPerMm || innerHeight < least.height * pxPerMm;
      dataset["room"] = isTight ? "tight" : "whole";
      dataset["span"] = innerWidth >= armsLength * pxPerMm ? "wide" : "near";
    };
    measure();
    window.addEventListener("resize", measure);
    return () => window.removeEventListener("resize", measure);
  }, [pxPerMm]);
  const { elder: wantsElder = false, contrast = "ordinary", reach = "whole" } = state?.surface ?? {};
  // An engineer's pages are for nobody else.
  const elder = wantsElder && screen !== "engineer" && screen !== "engineerDoor";
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    dataset["size"] = elder ? "elder" : "ordinary";
    dataset["contrast"] = contrast;
    dataset["reach"] = reach;
  }, [elder, contrast, reach]);
  useEffect(() => {
    // Whoever listens instead of looking hears the new question.
    document.querySelector<HTMLElement>("main h1")?.focus({ preventScroll: true });
  }, [asked]);
}
