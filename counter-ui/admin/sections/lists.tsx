import type { ReactNode } from "react";
import type { ConfigFile } from "../../../hall-server/contract/config-wire.ts";
import { useLanguage } from "../../shared/i18n.ts";
import type { adminZh } from "../../shared/words/admin-zh.ts";
import { at, freshId, setAt } from "../draft/draft.ts";
import { type Column, type Editing, type Kind, Rows } from "./fields.tsx";
import { Choices, Presence } from "./ticks.tsx";

export interface ListsProps extends Editing {
  /** The version in force: what it names may be referred to. */
  known: ConfigFile;
}

const text: Kind = { kind: "text" };
const short: Kind = { kind: "text", isShort: true };
const number: Kind = { kind: "number" };
const unset: Kind = { kind: "number", optional: true };
type FieldKey = keyof typeof adminZh.field;

/** Columns by the names of their fields. */
export function useColumns() {
  const { t } = useLanguage();
  const column = (key: string, of: Kind, label = key as FieldKey): Column => ({
    key,
    of,
    label: t(`admin.field.${label}`),
  });
  return { column, names: [column("name.zh", text, "zh"), column("name.en", text, "en")] };
}

export const isNewIn = (things: readonly { id: string }[]) => (id: string) =>
  !things.some((each) => each.id === id);
export const unnamed = { zh: "", en: "" };

export function QueuesSection({ known, ...editing }: ListsProps) {
  const { t } = useLanguage();
  const { column, names } = useColumns();
  const { config } = editing;
  return (
    <>
      <Rows
        {...editing}
        caption={t("admin.section.queues")}
        path={["queues"]}
        isNew={isNewIn(known.queues)}
        make={() => ({ ...newQueue, id: freshId(config.queues, "q") })}
        columns={[
          ...names,
          column("prefix", short),
          column("from", number),
          column("to", number),
          column("width", number),
          column("capacity", unset),
          column("perHour", unset),
          column("perPerson", unset),
        ]}
      />
      <OfflineRanges {...editing} />
      <Rows
        {...editing}
        caption={t("admin.policy")}
        path={["queues"]}
        isNew={() => false}
        make={null}
        columns={[
          column("policy.priorityEvery", number, "priorityEvery"),
          column("policy.mostOvertaken", number, "mostOvertaken"),
          column("policy.agingMinutes", unset, "agingMinutes"),
          column("policy.bookingEarlyMinutes", number, "bookingEarlyMinutes"),
          column("policy.bookingLateMinutes", number, "bookingLateMinutes"),
          column("cutOff", short),
        ]}
      />
    </>
  );
}

const newQueue = {
  name: unnamed,
  prefix: "",
  from: 1,
  to: 899,
  width: 3,
  items: [],
  policy: { priorityEvery: 3, mostOvertaken: 12, bookingEarlyMinutes: 30, bookingLateMinutes: 15 },
};

const usualOffline = { from: 901, to: 999, perKiosk: 30 };

/** Numbers that only kiosks without the hall give. */
function OfflineRanges(editing: Editing) {
  const { t } = useLanguage();
  const { column } = useColumns();
  const { config } = editing;
  return (
    <>
      <p className="ticks">
        {config.queues.map(({ id }, i) => (
          <Presence
            key={id}
            {...editing}
            label={t("admin.offlineFor", { id })}
            path={["queues", i, "offline"]}
            usual={usualOffline}
          />
        ))}
      </p>
      <Rows
        {...editing}
        caption={t("admin.field.offline")}
        path={["queues"]}
        isNew={() => false}
        make={null}
        only={(row) => "offline" in row && row.offline !== undefined}
        columns={[
          column("offline.from", number, "from"),
          column("offline.to", number, "to"),
          column("offline.perKiosk", number, "perKiosk"),
        ]}
      />
    </>
  );
}

export function WindowsSection({ known, ...editing }: ListsProps) {
  const { t, name } = useLanguage();
  const { column, names } = useColumns();
  const { config } = editing;
  const zones = config.zones.map((zone) => [zone.id, name(zone.name)] as const);
  return (
    <>
      <Rows
        {...editing}
        caption={t("admin.section.windows")}
        path={["windows"]}
        isNew={isNewIn(known.windows)}
        make={() => ({ id: freshId(config.windows, "w"), name: unnamed, items: [], zone: null })}
        columns={[...names, column("zone", { kind: "select", options: zones, empty: t("none") })]}
      />
      <Rows
        {...editing}
        caption={t("admin.section.zones")}
        path={["zones"]}
        isNew={isNewIn(known.zones)}
        make={() => ({ id: freshId(config.zones, "z"), name: unnamed })}
        columns={names}
      />
    </>
  );
}

export function PlacesSection({
  known,
  kioskActions,
  ...editing
}: ListsProps & { kioskActions: (id: string) => ReactNode }) {
  const { t, name } = useLanguage();
  const { column, names } = useColumns();
  const { config, change } = editing;
  const targets = [
    ["hall", t("admin.shows.hall")],
    ...config.zones.map((zone) => [`zone:${zone.id}`, name(zone.name)]),
    ...config.windows.map((window) => [`window:${window.id}`, name(window.name)]),
  ] as [string, string][];
  return (
    <>
      <Rows
        {...editing}
        caption={t("admin.section.screens")}
        path={["screens"]}
        isNew={isNewIn(known.screens)}
        make={() => ({
          id: freshId(config.screens, "s"),
          name: unnamed,
          shows: { kind: "hall" },
          distance: 8,
          speaks: false,
        })}
        columns={[
          ...names,
          column("distance", { kind: "number", step: "0.5" }),
          column("widthMm", unset),
          column("speaks", { kind: "check" }),
        ]}
        more={(row, i) => (
          <select
            aria-label={t("admin.showsOf", { id: row.id })}
            value={showsText(at(config, ["screens", i, "shows"]))}
            onChange={({ target }) => change(setAt(config, ["screens", i, "shows"], showsOf(target.value)))}
          >
            {targets.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        )}
      />
      <Voices {...editing} />
      <Rows
        {...editing}
        caption={t("admin.section.kiosks")}
        path={["kiosks"]}
        isNew={isNewIn(known.kiosks)}
        make={() => ({ id: freshId(config.kiosks, "k"), name: unnamed })}
        columns={names}
        more={({ id }) => (isNewIn(known.kiosks)(id) ? null : kioskActions(id))}
      />
    </>
  );
}

const usualVoice = { languages: ["zh"], one: "一", volume: 100 };

/** How a screen speaks where it is not as usual: which languages, how loud, and which word for 1. */
function Voices(editing: Editing) {
  const { t } = useLanguage();
  const { column } = useColumns();
  const { config } = editing;
  return (
    <>
      <p className="ticks">
        {config.screens.map(({ id }, i) => (
          <Presence
            key={id}
            {...editing}
            label={t("admin.ownVoice", { id })}
            path={["screens", i, "voice"]}
            usual={usualVoice}
          />
        ))}
      </p>
      <Rows
        {...editing}
        caption={t("admin.field.voice")}
        path={["screens"]}
        isNew={() => false}
        make={null}
        only={(row) => "voice" in row && row.voice !== undefined}
        columns={[
          column("voice.volume", number, "volume"),
          column(
            "voice.one",
            { kind: "select", options: ["一", "幺"].map((word) => [word, word] as const) },
            "one",
          ),
        ]}
        more={({ id }, i) => (
          <Choices
            {...editing}
            label={t("admin.speaksIn", { id })}
            path={["screens", i, "voice", "languages"]}
            options={[
              ["zh", t("admin.field.zh")],
              ["en", t("admin.field.en")],
            ]}
          />
        )}
      />
    </>
  );
}

function showsText(shows: unknown): string {
  const { kind, zone, window } = (shows ?? {}) as { kind?: string; zone?: string; window?: string };
  return kind === "zone" ? `zone:${zone}` : kind === "window" ? `window:${window}` : "hall";
}

function showsOf(value: string) {
  const [kind = "", ...id] = value.split(":");
  return kind === "hall" ? { kind } : { kind, [kind]: id.join(":") };
}

const roles = ["clerk", "guide", "manager", "admin", "engineer"] as const;

export function StaffSection({
  known,
  staffActions,
  ...editing
}: ListsProps & { staffActions: (id: string) => ReactNode }) {
  const { t } = useLanguage();
  const { names } = useColumns();
  const { config, change } = editing;
  return (
    <Rows
      {...editing}
      caption={t("admin.section.staff")}
      path={["staff"]}
      isNew={isNewIn(known.staff)}
      make={() => ({ id: freshId(config.staff, "c"), name: unnamed, roles: ["clerk"] })}
      columns={names}
      more={({ id }, i) => (
        <>
          {roles.map((role) => {
            const has = config.staff[i]?.roles ?? [];
            const next = has.includes(role) ? has.filter((each) => each !== role) : [...has, role];
            return (
              <label key={role}>
                <input
                  type="checkbox"
                  checked={has.includes(role)}
                  onChange={() => change(setAt(config, ["staff", i, "roles"], next))}
                />{" "}
                {t(`admin.role.${role}`)}
              </label>
            );
          })}
          {isNewIn(known.staff)(id) ? null : staffActions(id)}
        </>
      )}
    />
  );
}
