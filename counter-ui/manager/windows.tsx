import type { ManagerView } from "../../hall-server/contract/views.ts";
import { useLanguage } from "../shared/i18n.ts";
import { stopwatch } from "../shared/time.ts";
import type { Acts } from "./acting/use-acts.ts";
import type { Opened } from "./reports/ticket-list.tsx";

type Window = ManagerView["windows"][number];

interface WindowsProps {
  view: ManagerView;
  serverNow: number;
  acts: Acts;
  onOpen: (opened: Opened) => void;
}

/** Every window: its state and for how long, who works there, which number stands before it. */
export function Windows({ view, serverNow, acts, onOpen }: WindowsProps) {
  const { t } = useLanguage();
  const count = (state: Window["state"]) => view.windows.filter((window) => window.state === state).length;
  return (
    <section className="windows card" aria-labelledby="windows-title">
      <h3 id="windows-title">
        {t("manager.windows")}{" "}
        <small>
          {t("manager.summary", { open: count("open"), paused: count("paused"), closed: count("closed") })}
        </small>
      </h3>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="scroll" tabIndex={0} role="group" aria-labelledby="windows-title">
        <ul>
          {view.windows.map((window) => (
            <WindowTile key={window.window} {...{ view, window, serverNow, acts, onOpen }} />
          ))}
        </ul>
      </div>
    </section>
  );
}

function WindowTile({ window, serverNow, acts, onOpen }: WindowsProps & { window: Window }) {
  const { t, name } = useLanguage();
  const time = window.since === null ? "" : stopwatch(serverNow - window.since);
  const since = {
    open: t("manager.openFor", { time }),
    paused: t("manager.pausedFor", { time }),
    closed: t("manager.closedFor"),
  };
  return (
    <li className={`window window-${window.state}`}>
      <div className="window-head">
        <b>{name(window.name)}</b>
        <span className={`pill pill-${window.state}`}>{t(`windowState.${window.state}`)}</span>
        <button
          type="button"
          className="small-button"
          aria-label={t("managing.adjustWindow", { window: name(window.name) })}
          onClick={() => acts.ask({ ask: "window", window: window.window })}
        >
          {t("managing.adjust")}
        </button>
      </div>
      {window.number || window.state === "open" ? (
        <p className="window-number">
          {window.number ? t("manager.serving", { number: window.number }) : t("manager.noVisitor")}
        </p>
      ) : null}
      <p className="window-who">
        {window.clerkName ? (
          <span>
            {name(window.clerkName)} <span className="number">{window.clerk}</span>
          </span>
        ) : null}
        {window.pauseReason ? <span>{t(`pauseReason.${window.pauseReason}`)}</span> : null}
        <span className="number">{since[window.state]}</span>
        <button
          type="button"
          className="link"
          onClick={() => onOpen({ figure: "finished", queue: null, window: window.window })}
        >
          {t("manager.finishedAt", { n: window.finishedToday })}
        </button>
        <span>{t("managing.itemCount", { n: window.items.length })}</span>
      </p>
    </li>
  );
}
