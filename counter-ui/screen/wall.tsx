import { type CSSProperties, useEffect, useMemo } from "react";
import type { Freshness, HallClient, Received } from "../../hall-server/contract/client.ts";
import { staleAfterMs } from "../../hall-server/contract/timing.ts";
import type { ScreensView } from "../../hall-server/contract/views.ts";
import { useBoard, useFreshness, useSilence } from "../shared/hall.ts";
import { useLanguage } from "../shared/i18n.ts";
import { clockText, dateText, useServerNow } from "../shared/time.ts";
import { type Frame, frameOf, type ScreenSettings } from "./layout/frame.ts";
import { unitsOf } from "./layout/units.ts";
import { usePageSize } from "./layout/use-size.ts";
import { Board } from "./show/board.tsx";
import { noticesNow } from "./show/cards.tsx";
import { WindowFace } from "./show/window-face.tsx";
import { type Speaking, useVoice } from "./voice/use-voice.ts";
import { readVoiceSettings, type VoiceSettings } from "./voice/voice-settings.ts";

interface WallProps {
  client: HallClient | null;
  screen: ScreenSettings;
  screens: Received<"screens">;
}

/** The same object as long as it says the same: with every message another one, the speaker would begin anew and lose calls. */
function useVoiceSettings(screen: ScreenSettings, zone: string | null): VoiceSettings {
  const text = JSON.stringify(readVoiceSettings(location.search, screen, zone));
  return useMemo(() => JSON.parse(text) as VoiceSettings, [text]);
}

/** One screen of the hall: who is called where, and how many wait. Numbers and windows only. */
export function Wall({ client, screen, screens }: WallProps) {
  const { t, language } = useLanguage();
  const zone = zoneOf(screen, screens.data);
  const received = useBoard(client, zone);
  const freshness = useFreshness(client);
  const speaking = useVoice(client, useVoiceSettings(screen, zone ?? null), language);
  const frame = frameOf(screen, usePageSize());
  useFullscreenKey();
  return (
    <div
      className={`screen screen-${freshness} screen-${screen.shows.kind} ${frame.isPortrait ? "portrait" : "landscape"}`}
      style={styleOf(frame)}
      data-px-per-mm={frame.pxPerMm}
    >
      <Head {...{ screen, screens, received, freshness, frame, speaking }} />
      {received && freshness !== "blank" ? <Urgent received={received} /> : null}
      <Body {...{ screen, screens: screens.data, received, freshness, frame }} />
      <Foot speaking={speaking} />
      <div role="log" aria-label={t("screen.spoken")} className="visually-hidden">
        <ol>
          {speaking.said.map(({ id, text, clips }) => (
            <li key={id} data-clips={clips}>
              {text}
            </li>
          ))}
        </ol>
      </div>
    </div>
  );
}

/** Undefined: the whole hall's, or a hall without zones. */
function zoneOf({ shows }: ScreenSettings, { windows }: ScreensView): string | undefined {
  if (shows.kind === "hall") return undefined;
  if (shows.kind === "zone") return shows.zone;
  return windows.find(({ window }) => window === shows.window)?.zone ?? undefined;
}

/** A panel that hangs turned while its machine draws as if it did not is turned back here. */
function styleOf({ width, height, number, rest, turned }: Frame): CSSProperties {
  const turn: CSSProperties =
    turned === 90
      ? { transform: `rotate(90deg) translateY(-${height}px)` }
      : turned === 270
        ? { transform: `rotate(270deg) translateX(-${width}px)` }
        : {};
  const sizes = { "--n": `${number}px`, "--r": `${rest}px` } as CSSProperties;
  return { width, height, ...sizes, ...turn };
}

interface HeadProps extends Omit<WallProps, "client"> {
  received: Received<"board"> | null;
  freshness: Freshness;
  frame: Frame;
  speaking: Speaking;
}

/** Of the date, the clock and the stamp, in letters. */
const dateUnits = 9;
const clockUnits = 9;

function Head({ screen, screens, received, freshness, frame, speaking }: HeadProps) {
  const { t, name, language } = useLanguage();
  const at = useServerNow(received);
  const { shows } = screen;
  const zone =
    shows.kind === "zone" ? screens.data.zones.find((each) => each.zone === shows.zone) : undefined;
  const hall = name(screens.data.hall);
  const title = unitsOf(hall) + (zone ? unitsOf(name(zone.name)) + 1 : 0);
  const hasDate = (title + clockUnits + dateUnits) * frame.rest < frame.width;
  return (
    <header className="head">
      <h1>
        {hall}
        {zone ? <span className="zone">{name(zone.name)}</span> : null}
      </h1>
      <p className="clock">
        {at === null || !hasDate ? null : <span className="date">{dateText(at, language)}</span>}
        {at === null ? null : <time className="number">{clockText(at)}</time>}
        <Stamp freshness={freshness} />
        {speaking.elsewhere ? <Muted label={t("screen.elsewhere")} /> : null}
      </p>
    </header>
  );
}

/** How fresh what is shown is: always there, so that nobody takes a dead wall for a quiet hall. */
function Stamp({ freshness }: { freshness: Freshness }) {
  const { t } = useLanguage();
  const seconds = useSilence(freshness, staleAfterMs);
  const isOld = freshness === "stale" || freshness === "blank";
  return (
    <span role="status" className={`stamp ${isOld ? "is-old" : ""}`}>
      {isOld
        ? t("screen.stale", { seconds })
        : freshness === "fresh"
          ? t("screen.live")
          : t("screen.connecting")}
    </span>
  );
}

function Muted({ label }: { label: string }) {
  return (
    <svg className="muted" role="img" aria-label={label} viewBox="0 0 24 24">
      <path d="M4 9v6h4l5 4V5L8 9H4z" fill="currentColor" />
      <path d="M16 9l5 6M21 9l-5 6" stroke="currentColor" strokeWidth="2" fill="none" />
    </svg>
  );
}

/** What everybody has to know now stays in sight. */
function Urgent({ received }: { received: Received<"board"> }) {
  const { name } = useLanguage();
  const now = useServerNow(received) ?? 0;
  const urgent = noticesNow(received.data, now).find((notice) => notice.urgent);
  return urgent ? (
    <p role="alert" className="urgent">
      {name(urgent.text)}
    </p>
  ) : null;
}

interface BodyProps {
  screen: ScreenSettings;
  screens: ScreensView;
  received: Received<"board"> | null;
  freshness: Freshness;
  frame: Frame;
}

/** No number is better than a wrong one: after a minute of silence the wall stops showing what it knew. */
function Body({ screen, screens, received, freshness, frame }: BodyProps) {
  const { t } = useLanguage();
  if (freshness === "blank")
    return (
      <main className="message">
        <p className="message-title">{t("screen.blank")}</p>
        <p className="message-hint">{t("screen.blankHint")}</p>
      </main>
    );
  if (!received)
    return (
      <main className="message">
        <p className="message-title">{t("loading")}</p>
      </main>
    );
  return screen.shows.kind === "window" ? (
    <WindowFace received={received} window={screen.shows.window} frame={frame} />
  ) : (
    <Board received={received} screens={screens} frame={frame} />
  );
}

/** Only what somebody has to do something about takes a line of the wall. */
function Foot({ speaking }: { speaking: Speaking }) {
  const { t } = useLanguage();
  if (speaking.needsGesture)
    return (
      <footer className="foot">
        <button type="button" className="sound" onClick={speaking.allow}>
          {t("screen.soundOn")}
        </button>
      </footer>
    );
  return speaking.noVoice ? (
    <footer className="foot">
      <p className="no-voice">{t("screen.noVoice")}</p>
    </footer>
  ) : null;
}

/** Browsers started as a wall are full-screen already; where one is not, F or a double click makes it so. */
function useFullscreenKey(): void {
  useEffect(() => {
    const enter = () => void document.documentElement.requestFullscreen?.().catch(() => undefined);
    const onKey = ({ key }: KeyboardEvent) => {
      if (key === "f" || key === "F") enter();
    };
    window.addEventListener("dblclick", enter);
    window.addEventListener("keydown", onKey);
    return () => {
      window.removeEventListener("dblclick", enter);
      window.removeEventListener("keydown", onKey);
    };
  }, []);
}
