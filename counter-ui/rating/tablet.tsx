import { useEffect, useRef, useState } from "react";
import type { Freshness, HallClient, Received } from "../../hall-server/contract/client.ts";
import type { RatingView } from "../../hall-server/contract/service/views.ts";
import { ConnectionBanner } from "../shared/connection-banner.tsx";
import { useLanguage } from "../shared/i18n.ts";
import { refusalText } from "../shared/refusal-text.ts";
import { clockText } from "../shared/time.ts";
import { Levels } from "./levels.tsx";
import { Reasons } from "./reasons.tsx";
import { type Phase, useRating } from "./use-rating.ts";

interface TabletProps {
  client: HallClient;
  received: Received<"rating">;
  freshness: Freshness;
}

/** Who serves here; and, when the window asks, five levels of which none is chosen before somebody chooses. */
export function Tablet({ client, received, freshness }: TabletProps) {
  const { t, name, language, toggle } = useLanguage();
  const view = received.data;
  const { phase, choose, send } = useRating(client, received);
  useOwnLanguage(phase.at === "idle" ? null : phase.invitation.ticket);
  return (
    <div className="rating-page">
      <header>
        <p className="rating-window">{name(view.name)}</p>
        <Clerk view={view} />
        <button
          type="button"
          className="button button-quiet"
          lang={language === "en" ? "zh-CN" : "en"}
          onClick={toggle}
        >
          {t("otherLanguage")}
        </button>
      </header>
      <ConnectionBanner freshness={freshness} />
      <main aria-live="polite">
        {phase.at === "idle" ? <Idle view={view} /> : null}
        {phase.at === "ask" ? (
          <Levels invitation={phase.invitation} disabled={freshness !== "fresh"} onChoose={choose} />
        ) : null}
        {phase.at === "reasons" ? (
          <Reasons
            level={phase.level}
            onSend={(tags, words) => void send(phase.invitation, phase.level, tags, words)}
          />
        ) : null}
        {phase.at === "thanks" ? <Thanks answer={phase.answer} /> : null}
      </main>
    </div>
  );
}

function Clerk({ view: { clerk } }: { view: RatingView }) {
  const { t, name } = useLanguage();
  if (!clerk) return <p className="rating-clerk" />;
  return (
    <p className="rating-clerk">
      {t("rating.clerk", { number: clerk.number })}
      {clerk.name ? <b>{name(clerk.name)}</b> : null}
    </p>
  );
}

/** While nobody is asked: how the window stands. */
function Idle({ view }: { view: RatingView }) {
  const { t, name } = useLanguage();
  const { state, until, serving } = view;
  if (state === "open")
    return (
      <Message
        title={serving ? t("rating.serving", { number: serving }) : t("rating.welcome")}
        hint={name(view.hall)}
      />
    );
  const hint = until === null ? t("rating.away") : t("rating.backAt", { time: clockText(until) });
  return <Message title={t(`rating.state.${state}`)} hint={state === "paused" ? hint : t("rating.away")} />;
}

function Thanks({ answer }: Pick<Phase & { at: "thanks" }, "answer">) {
  const { t } = useLanguage();
  if (typeof answer !== "string")
    return <Message title={t("rating.notTaken")} hint={refusalText(t, answer)} />;
  return (
    <Message
      title={t("rating.thanks")}
      hint={t(answer === "taken" ? "rating.thanksHint" : "rating.noting")}
    />
  );
}

function Message({ title, hint }: { title: string; hint: string }) {
  return (
    <section className="rating-message">
      <h1>{title}</h1>
      <p>{hint}</p>
    </section>
  );
}

/** The next visitor finds the tablet in its own language again. */
function useOwnLanguage(asked: string | null): void {
  const { language, toggle } = useLanguage();
  const [own] = useState(language);
  const latest = useRef({ language, toggle });
  useEffect(() => {
    latest.current = { language, toggle };
  });
  useEffect(() => {
    if (asked === null) return;
    return () => {
      if (latest.current.language !== own) latest.current.toggle();
    };
  }, [asked, own]);
}
