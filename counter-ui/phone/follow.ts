import { freshnessOf, type Freshness } from "./show.ts";

/** How soon a line that the edge has refused is tried again. */
const retryMs = 4_000;

interface Following {
  /** The page's own address: gone means that nobody is there to follow. */
  page: string;
  events: string;
  /** By the name of a server-sent event. */
  hear: Record<string, (data: unknown) => void>;
  onGone: () => void;
  /** Every second, and whenever something was heard. */
  onTick: () => void;
}

export interface Follower {
  freshness(): Freshness;
  /** The wall clock when the hall was last heard. */
  heardAt(): number;
}

/** Follows the edge's events through whatever a phone does: lost lines, sleep, a refusal while the hall is away. */
export function follow({ page, events, hear, onGone, onTick }: Following): Follower {
  /** When the hall was last heard, by both clocks: a phone that slept has one that stood still. */
  let heard: { steady: number; wall: number } | null = null;
  let source: EventSource | null = null;
  let over = false;
  const silence = () => heard && Math.max(performance.now() - heard.steady, Date.now() - heard.wall);

  const close = () => {
    source?.close();
    source = null;
  };
  const open = () => {
    if (over) return;
    close();
    const opened = new EventSource(events);
    source = opened;
    for (const [name, take] of Object.entries(hear))
      opened.addEventListener(name, (event) => {
        take(JSON.parse((event as MessageEvent<string>).data));
        onTick();
      });
    opened.addEventListener("beat", (event) => {
      const { ageMs } = JSON.parse((event as MessageEvent<string>).data) as { ageMs: number | null };
      if (ageMs !== null) heard = { steady: performance.now() - ageMs, wall: Date.now() - ageMs };
      onTick();
    });
    opened.addEventListener("gone", end);
    opened.addEventListener("error", () => {
      // It comes back by itself, unless the edge has said no: then only the page can say why.
      if (opened !== source || opened.readyState !== EventSource.CLOSED) return;
      setTimeout(() => void lookAgain(), retryMs);
    });
  };
  const end = () => {
    over = true;
    close();
    onGone();
  };
  const lookAgain = async () => {
    try {
      const { status } = await fetch(page, { method: "HEAD", cache: "no-store" });
      if (status === 404) return end();
    } catch {
      // No network: the next look says more.
    }
    open();
  };
  document.addEventListener("visibilitychange", () => {
    // A browser that lay in a pocket may hold a line that is long dead.
    if (document.visibilityState === "visible") open();
  });
  setInterval(onTick, 1_000);
  open();
  return { freshness: () => freshnessOf(silence()), heardAt: () => heard?.wall ?? Date.now() };
}
