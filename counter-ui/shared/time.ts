import { useEffect, useState } from "react";
import type { Received } from "../../hall-server/contract/client.ts";
import type { ViewName } from "../../hall-server/contract/views.ts";
import type { Language, Translate } from "./i18n.ts";

/** All of China keeps one civil time; a wall box whose own zone is wrong must still show the hall's. */
const hallTimeZone = "Asia/Shanghai";

const two = (n: number) => String(n).padStart(2, "0");

/** `03:25`, or `1:02:09` from an hour on. */
export function stopwatch(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const h = Math.floor(seconds / 3600);
  const m = Math.floor(seconds / 60) % 60;
  return h > 0 ? `${h}:${two(m)}:${two(seconds % 60)}` : `${two(m)}:${two(seconds % 60)}`;
}

/** Whole minutes, as people say a wait. */
export function minutesText(t: Translate, ms: number): string {
  const n = Math.floor(Math.max(0, ms) / 60_000);
  return n === 0 ? t("underAMinute") : t("minutes", { n });
}

/** `09:05` or `09:05:07` on the hall's clock. */
export function clockText(at: number, withSeconds = false): string {
  return new Intl.DateTimeFormat("en-GB", {
    timeZone: hallTimeZone,
    hour: "2-digit",
    minute: "2-digit",
    ...(withSeconds ? { second: "2-digit" } : {}),
  }).format(at);
}

/** `11月24日 星期二` or `Tuesday 24 November`. */
export function dateText(at: number, language: Language): string {
  return new Intl.DateTimeFormat(language === "en" ? "en-GB" : "zh-CN", {
    timeZone: hallTimeZone,
    month: "long",
    day: "numeric",
    weekday: "long",
  }).format(at);
}

/** The server's clock, once a second or oftener. Null before the first view. */
export function useServerNow(received: Received<ViewName> | null, everyMs = 1000): number | null {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return received ? received.serverNow() : null;
}
