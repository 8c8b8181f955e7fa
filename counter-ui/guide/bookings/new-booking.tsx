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
  const [day, setDay] = useState(view.day);
  const [start, setStart] = useState("");
  const [end, setEnd] = useState("");
  const [people, setPeople] = useState<readonly TypedPerson[]>([]);
  const items = findItems(catalogue, typed, language);
  const chosen = items.some(({ id }) => id === item) ? item : (items[0]?.id ?? "");
  const from = instantAt(day, start, view.timeZone);
  const to = instantAt(day, end, view.timeZone);
  const isSaid = people.every((person) => personProblem(person) === null);
  const isBackwards = from !== null && to !== null && from >= to;
  const isReady = !disabled && isSaid && chosen !== "" && from !== null && to !== null && !isBackwards;
  // What is yet to be filled in is said once somebody thinks that they are done.
  const [tried, setTried] = useState(false);
  const missing =
    chosen === "" ? "guide.itemMissing" : from === null || to === null ? "guide.slotMissing" : null;
  const problem = isBackwards ? "guide.slotBackwards" : tried ? missing : null;
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
        <div className="slot">
          <label>
            <span>{t("guide.day")}</span>
            <input
              className="field"
              type="date"
              value={day}
              min={view.day}
              onChange={(event) => setDay(event.target.value)}
            />
          </label>
          <label>
            <span>{t("guide.from")}</span>
            <input
              className="field"
              type="time"
              value={start}
              onChange={(event) => setStart(event.target.value)}
            />
          </label>
          <label>
            <span>{t("guide.to")}</span>
            <input
              className="field"
              type="time"
              value={end}
              onChange={(event) => setEnd(event.target.value)}
            />
          </label>
        </div>
        <People people={people} onPeople={setPeople} />
        <p className="take-note">
          {t("guide.code")} <b className="number booking-new-code">{code}</b>
        </p>
        <div role="status">{problem ? <p className="take-problem">{t(problem)}</p> : null}</div>
        <button type="submit" className="button button-primary" aria-disabled={!isReady}>
          <span>{t("guide.bookNow")}</span>
          <kbd aria-hidden="true">Enter</kbd>
        </button>
      </form>
    </Dialog>
  );
}
