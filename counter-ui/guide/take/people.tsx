import { useLanguage } from "../../shared/i18n.ts";
import { mostPeople } from "./draft.ts";
import {
  capacities,
  type Capacity,
  hasCard,
  nobody,
  personProblem,
  type TypedPerson,
} from "./typed-person.ts";

interface PeopleProps {
  people: readonly TypedPerson[];
  onPeople: (people: readonly TypedPerson[]) => void;
}

/** Who comes, typed from a document: needed by nobody, and kept in the vault when given. */
export function People({ people, onPeople }: PeopleProps) {
  const { t } = useLanguage();
  const change = (at: number, person: TypedPerson | null) =>
    onPeople(people.flatMap((each, i) => (i === at ? (person ?? []) : each)));
  return (
    <fieldset className="take-people">
      <legend>{t("guide.people")}</legend>
      {people.map((person, at) => (
        // Places in the form are what they are known by; typed values are no keys.
        // oxlint-disable-next-line react/no-array-index-key
        <OnePerson key={at} person={person} onChange={(next) => change(at, next)} />
      ))}
      {people.length < mostPeople ? (
        <button type="button" className="button button-quiet" onClick={() => onPeople([...people, nobody])}>
          {t("guide.addPerson")}
        </button>
      ) : null}
    </fieldset>
  );
}

interface OnePersonProps {
  person: TypedPerson;
  onChange: (person: TypedPerson | null) => void;
}

function OnePerson({ person, onChange }: OnePersonProps) {
  const { t } = useLanguage();
  const isEmpty = person.name === "" && person.number === "";
  const numberLabel = t(`guide.numberOf.${hasCard(person.capacity) ? "card" : person.capacity}`);
  const problem = isEmpty ? null : personProblem(person);
  return (
    <div className="person">
      <select
        className="field"
        aria-label={t("guide.role")}
        value={person.capacity}
        onChange={(event) => onChange({ ...person, capacity: event.target.value as Capacity })}
      >
        {capacities.map((capacity) => (
          <option key={capacity} value={capacity}>
            {t(`guide.roles.${capacity}`)}
          </option>
        ))}
      </select>
      {hasCard(person.capacity) ? (
        <input
          className="field person-name"
          aria-label={t("guide.name")}
          placeholder={t("guide.name")}
          value={person.name}
          onChange={(event) => onChange({ ...person, name: event.target.value })}
          maxLength={60}
          autoComplete="off"
        />
      ) : null}
      <button type="button" className="button button-quiet" onClick={() => onChange(null)}>
        {t("guide.removePerson")}
      </button>
      <input
        className="field person-number"
        aria-label={numberLabel}
        placeholder={numberLabel}
        value={person.number}
        onChange={(event) => onChange({ ...person, number: event.target.value })}
        maxLength={24}
        autoComplete="off"
        spellCheck={false}
        inputMode={person.capacity === "phone" ? "tel" : "text"}
      />
      {problem ? <p className="take-problem">{t(`guide.${problem}`)}</p> : null}
    </div>
  );
}
