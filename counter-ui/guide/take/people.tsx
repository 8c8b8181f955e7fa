import { useLanguage } from "../../shared/i18n.ts";
import { mostPeople } from "./draft.ts";
import { nobody, type PersonRole, personProblem, type TypedPerson } from "./typed-person.ts";

const roles: readonly PersonRole[] = ["self", "spouse", "agent", "principal", "representative"];

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
  const problem = isEmpty ? null : personProblem(person);
  return (
    <div className="person">
      <select
        className="field"
        aria-label={t("guide.role")}
        value={person.role}
        onChange={(event) => onChange({ ...person, role: event.target.value as PersonRole })}
      >
        {roles.map((role) => (
          <option key={role} value={role}>
            {t(`guide.roles.${role}`)}
          </option>
        ))}
      </select>
      <input
        className="field"
        aria-label={t("guide.name")}
        placeholder={t("guide.name")}
        value={person.name}
        onChange={(event) => onChange({ ...person, name: event.target.value })}
        maxLength={60}
        autoComplete="off"
      />
      <button type="button" className="button button-quiet" onClick={() => onChange(null)}>
        {t("guide.removePerson")}
      </button>
      <input
        className="field person-number"
        aria-label={t("guide.idNumber")}
        placeholder={t("guide.idNumber")}
        value={person.number}
        onChange={(event) => onChange({ ...person, number: event.target.value })}
        maxLength={24}
        autoComplete="off"
        spellCheck={false}
        inputMode="text"
      />
      {problem ? <p className="take-problem">{t(`guide.${problem}`)}</p> : null}
    </div>
  );
}
