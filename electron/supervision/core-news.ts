import type { CoreNews } from "../bridge.ts";

/** A line of the core's: only its own page on this machine is believed. */
export function newsIn(line: string): CoreNews | null {
  try {
    const { url, idle, page } = JSON.parse(line) as Record<string, unknown>;
    if (typeof idle === "boolean") return { idle };
    if (typeof page === "boolean") return { page };
    return typeof url === "string" && URL.parse(url)?.hostname === "127.0.0.1" ? { url } : null;
  } catch {
    return null;
  }
}
