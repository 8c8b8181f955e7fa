import { useState } from "react";
import type { Freshness, Received } from "../../hall-server/contract/client.ts";
import { staleAfterMs } from "../../hall-server/contract/timing.ts";
import { useFreshness, useHall, useSilence, useView } from "../shared/hall.ts";
import { useLanguage } from "../shared/i18n.ts";
import { clockText, dateText, useServerNow } from "../shared/time.ts";
import { useTitle } from "../shared/use-title.ts";
import { Calls } from "./calls.tsx";
import { Side } from "./side.tsx";
import { type Speaking, useVoice } from "./use-voice.ts";
import { readVoiceSettings } from "./voice-settings.ts";

/** The wall of the hall: who is called where, and how many wait. Numbers and windows only. */
export function ScreenPage() {
  const { t, language } = useLanguage();
  useTitle(`${t("brand")} · ${t("screen.title")}`);
  const client = useHall("screen");
  const received = useView(client, "board");
  const freshness = useFreshness(client);
  const [settings] = useState(() => readVoiceSettings(location.search));
  const speaking = useVoice(client, settings, language);
  return (
    <div className={`screen screen-${freshness}`}>
      <Head received={received} />
      <Body received={received} freshness={freshness} />
      <Foot freshness={freshness} speaking={speaking} />
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

interface Shown {
  received: Received<"board"> | null;
}

function Head({ received }: Shown) {
  const { t, name, language } = useLanguage();
  const at = useServerNow(received);
  return (
    <header className="head">
      <h1>{received ? name(received.data.hall) : t("brand")}</h1>
      {at === null ? null : (
        <p className="clock">
          <span className="date">{dateText(at, language)}</span>
          <time className="number">{clockText(at)}</time>
        </p>
      )}
    </header>
  );
}

/** No number is better than a wrong one: after a minute of silence the wall stops showing what it knew. */
function Body({ received, freshness }: Shown & { freshness: Freshness }) {
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
  return (
    <main className="board">
      <Calls received={received} />
      <Side board={received.data} />
    </main>
  );
}

function Foot({ freshness, speaking }: { freshness: Freshness; speaking: Speaking }) {
  const { t } = useLanguage();
  const seconds = useSilence(freshness, staleAfterMs);
  return (
    <footer className="foot">
      <p role="status" className="stamp">
        {freshness === "stale" || freshness === "blank" ? t("screen.stale", { seconds }) : null}
      </p>
      {speaking.noVoice && !speaking.needsGesture ? <p className="no-voice">{t("screen.noVoice")}</p> : null}
      {speaking.needsGesture ? (
        <button type="button" className="sound" onClick={speaking.allow}>
          {t("screen.soundOn")}
        </button>
      ) : null}
    </footer>
  );
}
