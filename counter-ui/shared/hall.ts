import { useEffect, useRef, useState } from "react";
import { type Freshness, HallClient, type Received, type Seat } from "../../hall-server/contract/client.ts";
import type { AnyRefusal } from "../../hall-server/contract/commands.ts";
import type { ViewName, Views } from "../../hall-server/contract/views.ts";
import type { Subscription } from "../../hall-server/contract/wire.ts";
import { newCommandId } from "../../hall-server/contract/command-id.ts";

/** Monotonic, so that setting the machine's clock makes nothing look fresh or old. */
export const now = () => performance.now();

/**
 * One connection for as long as the component lives. `who` stands for the principal: another one is another connection,
 * because the hall reads the cookie once, when it connects.
 */
export function useHall(
  who: string | null,
  auth?: Record<string, string>,
  clock: () => number = now,
): HallClient | null {
  const [client, setClient] = useState<HallClient | null>(null);
  const authRef = useRef(auth);
  useEffect(() => {
    if (who === null) return;
    const made = new HallClient({ now: clock, ...(authRef.current ? { auth: authRef.current } : {}) });
    setClient(made);
    return () => {
      made.close();
      setClient(null);
    };
  }, [who, clock]);
  return client;
}

/** The whole view, now and whenever it changes; null until it first came. Views that need no window. */
export function useView<V extends Exclude<ViewName, "counter" | "rating">>(
  client: HallClient | null,
  view: V,
): Received<V> | null {
  const [received, setReceived] = useState<Received<V> | null>(null);
  useEffect(
    () =>
      client?.subscribe({ view } as Subscription, (message) =>
        setReceived(message as unknown as Received<V>),
      ),
    [client, view],
  );
  return received;
}

/** The board of a zone, or of the whole hall; null until it first came, and again as soon as another is asked for. */
export function useBoard(client: HallClient | null, zone: string | undefined): Received<"board"> | null {
  const [shown, setShown] = useState<{ zone: string | undefined; received: Received<"board"> } | null>(null);
  useEffect(() => {
    const subscription = { view: "board" as const, ...(zone === undefined ? {} : { zone }) };
    return client?.subscribe(subscription, (received) => setShown({ zone, received }));
  }, [client, zone]);
  return shown && shown.zone === zone ? shown.received : null;
}

/** The counter of one window; null until it first came, and again as soon as another window is asked for. */
export function useCounterView(client: HallClient | null, window: string): Received<"counter"> | null {
  const [received, setReceived] = useState<Received<"counter"> | null>(null);
  useEffect(() => client?.subscribe({ view: "counter", window }, setReceived), [client, window]);
  const data: Views["counter"] | undefined = received?.data;
  return data?.window === window ? received : null;
}

/** What a window's tablet shows; null until it first came. */
export function useRatingView(client: HallClient | null, window: string): Received<"rating"> | null {
  const [received, setReceived] = useState<Received<"rating"> | null>(null);
  useEffect(() => client?.subscribe({ view: "rating", window }, setReceived), [client, window]);
  return received;
}

/** Where this clerk works, and the way to take over from another screen. */
export function useSeat(
  client: HallClient | null,
  window: string,
): { seat: Seat; wasHere: boolean; takeOver: () => void } {
  const [seat, setSeat] = useState<Seat>(null);
  const [wasHere, setWasHere] = useState(false);
  const taking = useRef<() => void>(() => undefined);
  useEffect(() => {
    const hear = (told: Seat) => {
      setSeat(told);
      if (told?.at === "here") setWasHere(true);
    };
    if (client) taking.current = client.sit({ window, screen: thisScreen() }, hear);
  }, [client, window]);
  return { seat, wasHere, takeOver: () => taking.current() };
}

const keptScreen = "yimen.screen";

/** This tab's name: it outlives a reload and a crash of the browser, not the tab. */
function thisScreen(): string {
  const kept = sessionStorage.getItem(keptScreen);
  if (kept) return kept;
  const made = newCommandId();
  sessionStorage.setItem(keptScreen, made);
  return made;
}

/** How fresh what is shown is, and for how many seconds the hall has not been heard when it is not. */
export function useFreshness(client: HallClient | null): Freshness {
  const [freshness, setFreshness] = useState<Freshness>("connecting");
  useEffect(() => client?.onFreshness(setFreshness), [client]);
  return freshness;
}

/** A subscription that the hall refused to this connection. */
export function useRefusedView(client: HallClient | null): AnyRefusal | null {
  const [refused, setRefused] = useState<{ by: HallClient; refusal: AnyRefusal } | null>(null);
  useEffect(() => client?.onRefused((refusal) => setRefused({ by: client, refusal })), [client]);
  return refused && refused.by === client ? refused.refusal : null;
}

/** For how many seconds the hall has not been heard, once that is long enough to be told. */
export function useSilence(freshness: Freshness, staleAfterMs: number): number {
  const [seconds, setSeconds] = useState(0);
  const silent = freshness === "stale" || freshness === "blank";
  useEffect(() => {
    if (!silent) return;
    const since = now() - staleAfterMs;
    const count = () => setSeconds(Math.floor((now() - since) / 1000));
    count();
    const timer = setInterval(count, 1000);
    return () => clearInterval(timer);
  }, [silent, staleAfterMs]);
  return seconds;
}
