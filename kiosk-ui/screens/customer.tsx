import { useEffect, useLayoutEffect, useState } from "react";
import { io } from "socket.io-client";
import type { Bilingual, CustomerState } from "../../electron/bridge.ts";
import { en } from "../locales/en.ts";
import { zh } from "../locales/zh.ts";
import { GableMark, Skyline } from "../parts/gables.tsx";

/** The display that faces those who wait: in both languages at once, since nobody chooses one there. */
export function CustomerPage() {
  const state = useCustomer();
  const shows = state?.shows ?? { kind: "out" as const, elsewhere: null };
  return (
    <div className="customer" data-shows={shows.kind}>
      <header className="header">
        <GableMark />
        <p className="hall">{state?.hall?.zh ?? zh.hallUnnamed}</p>
      </header>
      <main>
        <Skyline />
        {shows.kind === "number" ? (
          <>
            <h1>{zh.given.yourNumber}</h1>
            <p className="number value" data-testid="number">
              {shows.number}
            </p>
            <p className="big">{shows.queue.zh}</p>
            <p lang="en">{shows.queue.en}</p>
          </>
        ) : (
          <Words {...wordsOf(shows)} />
        )}
      </main>
    </div>
  );
}

function Words({ title, next }: { title: Bilingual; next: Bilingual }) {
  return (
    <>
      <h1>{title.zh}</h1>
      <p className="big">{next.zh}</p>
      <p className="english" lang="en">
        {title.en}
        {". "}
        {next.en}
      </p>
    </>
  );
}

type Said = Exclude<CustomerState["shows"], { kind: "number" }>;

function wordsOf(shows: Said): { title: Bilingual; next: Bilingual } {
  return { title: pair((texts) => texts.customer[shows.kind].what), next: nextOf(shows) };
}

function nextOf(shows: Said): Bilingual {
  if (shows.kind !== "out" || shows.elsewhere === null)
    return pair((texts) => texts.customer[shows.kind].next);
  const { elsewhere } = shows;
  const fill = (text: string, kiosk: string) => text.replace("{{kiosk}}", kiosk);
  return {
    zh: fill(zh.customer.out.elsewhere, elsewhere.zh),
    en: fill(en.customer.out.elsewhere, elsewhere.en),
  };
}

const pair = (of: (texts: typeof zh) => string): Bilingual => ({ zh: of(zh), en: of(en) });

function useCustomer(): CustomerState | null {
  const [state, setState] = useState<CustomerState | null>(null);
  useEffect(() => {
    const socket = io("/customer", {
      transports: ["websocket"],
      reconnectionDelay: 200,
      reconnectionDelayMax: 1_000,
    });
    socket.on("state", setState);
    socket.on("disconnect", () => setState(null));
    return () => void socket.close();
  }, []);
  const pxPerMm = state?.pxPerMm;
  useLayoutEffect(() => {
    if (pxPerMm) document.documentElement.style.setProperty("--mm", `${pxPerMm}px`);
  }, [pxPerMm]);
  return state;
}
