import { type FormEvent, useState } from "react";
import type { WireCommand } from "../../../hall-server/contract/commands.ts";
import type { CatalogueView, GuideView } from "../../../hall-server/contract/views.ts";
import { Dialog } from "../../shared/asking/dialog.tsx";
import { useLanguage } from "../../shared/i18n.ts";
import { findItems } from "../../shared/find-items.ts";
import { People } from "../take/people.tsx";
import { personProblem, toPerson, type TypedPerson } from "../take/typed-person.ts";
import { instantAt, newCode } from "./slot.ts";

interface NewBookingProps {
  view: GuideView;
  catalogue: CatalogueView;
  disabled: boolean;
  onBook: (command: WireCommand & { type: "book" }) => void;
  onCancel: () => void;
}

/** A visit agreed on at the desk: which matter, which day, which slot. The code is told or written down. */
export function NewBooking({ view, catalogue, disabled, onBook, onCancel }: NewBookingProps) {
  const { t, name, language } = useLanguage();
  const [code] = useState(() => newCode());
  const [typed, setTyped] = useState("");
  const [item, setItem] = useState("");
  const [slot, setSlot] = useState({ day: view.day, start: "", end: "" });
  const [people, setPeople] = useState<readonly TypedPerson[]>([]);
  const items = findItems(catalogue, typed, language);
  const chosen = items.some(({ id }) => id === item) ? item : (items[0]?.id ?? "");
  const { day } = slot;
  const from = instantAt(day, slot.start, view.timeZone);
  const to = instantAt(day, slot.end, view.timeZone);
  const isSaid = people.every((person) => personProblem(person) === null);
  // What is yet to be filled in is said once somebody thinks that they are done.
  const [tried, setTried] = useState(false);
  const wrong = whyNot(chosen, from, to);
  const problem = wrong === "slotBackwards" || tried ? wrong : null;
  const isReady = !disabled && isSaid && wrong === null && from !== null && to !== null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isReady) return;
    onBook({ type: "book", code, day, from, to, items: [chosen], people: people.map(toPerson) });
  };
  return (
    <Dialog title={t("guide.newBooking")} hint={t("guide.newBookingHint")} onCancel={onCancel} wide>
      <form className="dialog-form" onSubmit={submit}>
        <input
          className="field"
          aria-label={t("ask.findItem")}
          placeholder={t("ask.findItem")}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          autoComplete="off"
          maxLength={40}
        />
        <select
          className="field"
          aria-label={t("guide.item")}
          value={chosen}
          onChange={(event) => setItem(event.target.value)}
          size={5}
        >
          {items.map((each) => (
            <option key={each.id} value={each.id}>
              {name(each.name)}
            </option>
          ))}
        </select>
        <Slot first={view.day} slot={slot} onSlot={setSlot} />
        <People people={people} onPeople={setPeople} />
        <p className="take-note">
          {t("guide.code")} <b className="number booking-new-code">{code}</b>
        </p>
        <div role="status">{problem ? <p className="take-problem">{t(`guide.${problem}`)}</p> : null}</div>
        <button type="submit" className="button button-primary" aria-disabled={!isReady}>
          <span>{t("guide.bookNow")}</span>
          <kbd aria-hidden="true">Enter</kbd>
        </button>
      </form>
    </Dialog>
  );
}

/** What stands against booking it, as far as this page knows. */
function whyNot(item: string, from: number | null, to: number | null) {
  if (item === "") return "itemMissing";
  if (from === null || to === null) return "slotMissing";
  return from < to ? null : "slotBackwards";
}

interface SlotTyped {
  day: string;
  start: string;
  end: string;
}

interface SlotProps {
  /** The earliest day. */
  first: string;
  slot: SlotTyped;
  onSlot: (slot: SlotTyped) => void;
}

function Slot({ first, slot, onSlot }: SlotProps) {
  const { t } = useLanguage();
  const field = (what: keyof SlotTyped, label: string, type: "date" | "time") => (
    <label>
      <span>{label}</span>
      <input
        className="field"
        type={type}
        value={slot[what]}
        {...(type === "date" ? { min: first } : {})}
        onChange={(event) => onSlot({ ...slot, [what]: event.target.value })}
      />
    </label>
  );
  return (
    <div className="slot">
      {field("day", t("guide.day"), "date")}
      {field("start", t("guide.from"), "time")}
      {field("end", t("guide.to"), "time")}
    </div>
  );
}
