import { useState } from "react";
import type { ConfigFile } from "../../../hall-server/contract/config-wire.ts";
import { TextDialog } from "../../shared/asking/text-dialog.tsx";
import { useLanguage } from "../../shared/i18n.ts";
import { refusalText } from "../../shared/refusal-text.ts";
import { newKioskKey, setPin } from "../use-config.ts";
import { Basics, SlipSection } from "./basics.tsx";
import { CalendarSection } from "./calendar.tsx";
import type { Editing } from "./fields.tsx";
import { CatalogueSection } from "./catalogue.tsx";
import { PlacesSection, QueuesSection, StaffSection, WindowsSection } from "./lists.tsx";
import { Matrix } from "./matrix.tsx";

export const sectionNames = [
  "basics",
  "queues",
  "catalogue",
  "matrix",
  "windows",
  "places",
  "calendar",
  "staff",
  "slip",
] as const;
export type SectionName = (typeof sectionNames)[number];

interface SectionsProps extends Editing {
  section: SectionName;
  known: ConfigFile;
  withPin: readonly string[];
  reload: () => Promise<void>;
}

/** One part of the form. */
export function Sections({ section, withPin, reload, ...editing }: SectionsProps) {
  switch (section) {
    case "basics":
      return <Basics {...editing} />;
    case "queues":
      return <QueuesSection {...editing} />;
    case "catalogue":
      return <CatalogueSection {...editing} />;
    case "matrix":
      return <Matrix {...editing} />;
    case "windows":
      return <WindowsSection {...editing} />;
    case "places":
      return <PlacesSection {...editing} kioskActions={(id) => <KioskKey id={id} />} />;
    case "calendar":
      return <CalendarSection {...editing} />;
    case "staff":
      return (
        <StaffSection
          {...editing}
          staffActions={(id) => <Pin id={id} has={withPin.includes(id)} reload={reload} />}
        />
      );
    case "slip":
      return <SlipSection {...editing} />;
  }
}

/** A PIN is no part of a configuration: it is set at once, and for staff who are in force. */
function Pin({ id, has, reload }: { id: string; has: boolean; reload: () => Promise<void> }) {
  const { t } = useLanguage();
  const [isAsking, setAsking] = useState(false);
  const [said, setSaid] = useState("");
  const set = async (pin: string) => {
    setAsking(false);
    if (!/^\d{6,12}$/.test(pin)) return setSaid(t("admin.pinShape"));
    const asked = await setPin(id, pin);
    setSaid(asked.ok ? t("admin.pinIsSet") : refusalText(t, asked.refusal));
    await reload();
  };
  return (
    <>
      <button
        type="button"
        className="button button-quiet button-small"
        aria-label={`${t(has ? "admin.newPin" : "admin.firstPin")} ${id}`}
        onClick={() => setAsking(true)}
      >
        {t(has ? "admin.newPin" : "admin.firstPin")}
      </button>
      <span role="status">{said}</span>
      {isAsking ? (
        <TextDialog
          title={t("admin.setPinOf", { id })}
          hint={t("admin.pinShape")}
          label="PIN"
          most={12}
          onSay={(pin) => void set(pin)}
          onCancel={() => setAsking(false)}
        />
      ) : null}
    </>
  );
}

/** A new key for a kiosk that is lost or replaced: shown once, to be carried there. */
function KioskKey({ id }: { id: string }) {
  const { t } = useLanguage();
  const [key, setKey] = useState<string | null>(null);
  const [said, setSaid] = useState("");
  const renew = async () => {
    const asked = await newKioskKey(id);
    if (asked.ok) setKey(asked.value.key);
    else setSaid(refusalText(t, asked.refusal));
  };
  return (
    <>
      <button
        type="button"
        className="button button-quiet button-small"
        aria-label={`${t("admin.newKey")} ${id}`}
        onClick={() => void renew()}
      >
        {t("admin.newKey")}
      </button>
      <span role="status">{said}</span>
      {key ? (
        <span className="kiosk-key">
          {t("admin.keyOnce")} <code>{key}</code>
        </span>
      ) : null}
    </>
  );
}
