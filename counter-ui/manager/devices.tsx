import type { ManagerView } from "../../hall-server/contract/views.ts";
import { type Bilingual, type Translate, useLanguage } from "../shared/i18n.ts";
import { minutesText } from "../shared/time.ts";

type Device = ManagerView["devices"][number];

/** Where it stands and what it is; a kiosk's place says both. */
export function deviceText(
  { place, placeName, kind }: Pick<Device, "place" | "placeName" | "kind">,
  t: Translate,
  name: (name: Bilingual) => string,
): string {
  const where = placeName ? name(placeName) : place.at === "hall" ? t("manager.wholeHall") : place.id;
  return kind === "kiosk" ? where : `${where} · ${t(`deviceKind.${kind}`)}`;
}

/** What is connected in the hall: what needs somebody first, with what to do about it. */
export function Devices({ view, serverNow }: { view: ManagerView; serverNow: number }) {
  const { t } = useLanguage();
  const count = (state: Device["state"]) => view.devices.filter((device) => device.state === state).length;
  return (
    <section className="devices card" aria-labelledby="devices-title">
      <h3 id="devices-title">
        {t("manager.devices")}{" "}
        <small>
          {t("manager.deviceSummary", {
            down: count("down"),
            degraded: count("degraded"),
            ready: count("ready"),
          })}
        </small>
      </h3>
      {view.devices.length === 0 ? <p className="empty">{t("manager.noDevices")}</p> : null}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="scroll" tabIndex={0} role="group" aria-labelledby="devices-title">
        <ul>
          {view.devices.map((device) => (
            <DeviceRow key={keyOf(device)} device={device} serverNow={serverNow} />
          ))}
        </ul>
      </div>
    </section>
  );
}

function DeviceRow({ device, serverNow }: { device: Device; serverNow: number }) {
  const { t, name } = useLanguage();
  const { state, cause, code, since } = device;
  return (
    <li className={`device device-${state}`}>
      <span className="device-what">
        <b>{deviceText(device, t, name)}</b>
        {cause === null ? null : (
          <small>
            {t(`deviceCause.${cause}`)}
            {/* An engineer knows more by the driver's own word. */}
            {code !== null && cause === "fault" ? ` (${code})` : null}
          </small>
        )}
      </span>
      <span className="device-since">
        <span className={`pill pill-${pill[state]}`}>{t(`deviceState.${state}`)}</span>
        {cause === null ? null : <small>{minutesText(t, serverNow - since)}</small>}
      </span>
    </li>
  );
}

const pill = { ready: "open", degraded: "paused", down: "alarm" } as const;

export const keyOf = ({ place, kind, device }: Device) =>
  [place.at, place.at === "hall" ? "" : place.id, kind, device].join("/");
