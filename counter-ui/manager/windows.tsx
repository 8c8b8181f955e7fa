import type { ManagerView } from "../../hall-server/contract/views.ts";
import { useLanguage } from "../shared/i18n.ts";
import { stopwatch } from "../shared/time.ts";

type Window = ManagerView["windows"][number];

/** Every window: its state and for how long, who works there, which number stands before it. */
export function Windows({ view, serverNow }: { view: ManagerView; serverNow: number }) {
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
            <WindowTile key={window.window} window={window} serverNow={serverNow} />
          ))}
        </ul>
      </div>
    </section>
  );
}

function WindowTile({ window, serverNow }: { window: Window; serverNow: number }) {
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
      </div>
      {window.number || window.state === "open" ? (
        <p className="window-number">
          {window.number ? t("manager.serving", { number: window.number }) : t("manager.noVisitor")}
        </p>
      ) : null}
      <p className="window-who">
        {window.clerkName ? <span>{name(window.clerkName)}</span> : null}
        <span className="number">{since[window.state]}</span>
        <span>{t("manager.finishedAt", { n: window.finishedToday })}</span>
      </p>
    </li>
  );
}
