import type { ManagerView } from "../../hall-server/contract/views.ts";
import { type Translate, useLanguage } from "../shared/i18n.ts";
import { zh } from "../shared/texts-zh.ts";
import { clockText } from "../shared/time.ts";
import { deviceText } from "./devices.tsx";
import { whoText } from "./reports/who-text.ts";

/** What just happened, newest first, in people's words. */
export function Events({ view }: { view: ManagerView }) {
  const { t, name } = useLanguage();
  const windowName = (id: string) => {
    const found = view.windows.find(({ window }) => window === id);
    return found ? name(found.name) : id;
  };
  const said = ({ type, device }: ManagerView["events"][number]) =>
    device
      ? t("manager.deviceIs", {
          device: deviceText(device, t, name),
          state: device.state ? t(`deviceState.${device.state}`) : eventText(t, type),
        })
      : eventText(t, type);
  return (
    <section className="events card" aria-labelledby="events-title">
      <h3 id="events-title">{t("manager.events")}</h3>
      {view.events.length === 0 ? <p className="empty">{t("manager.noEvents")}</p> : null}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="scroll" tabIndex={0} role="group" aria-labelledby="events-title">
        <ol>
          {view.events.map((event) => (
            <li key={event.seq}>
              <time className="number">{clockText(event.at, true)}</time>
              <span className="event-what">
                <b className="number">{event.number}</b> {said(event)}
                <small>
                  {[
                    event.window ? windowName(event.window) : null,
                    event.byName ? name(event.byName) : whoText(t, event.principal),
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </small>
              </span>
            </li>
          ))}
        </ol>
      </div>
    </section>
  );
}

/** A type that this page does not know yet is named as it is, rather than hidden. */
export function eventText(t: Translate, type: string): string {
  return isKnown(type) ? t(`event.${type}`) : t("event.other", { type });
}

const isKnown = (type: string): type is Exclude<keyof typeof zh.event, "other"> =>
  type !== "other" && Object.hasOwn(zh.event, type);
