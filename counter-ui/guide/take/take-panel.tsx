import { type FormEvent, type KeyboardEvent, type RefObject, useMemo, useState } from "react";
import type { CatalogueView, GuideView } from "../../../hall-server/contract/views.ts";
import { useLanguage } from "../../shared/i18n.ts";
import { findItems } from "../../shared/find-items.ts";
import { clockText } from "../../shared/time.ts";
import { bookingOf, type Draft, emptyDraft, mostItems, queueOf } from "./draft.ts";
import { People } from "./people.tsx";
import { PriorityChoice } from "./priority-choice.tsx";
import { personProblem } from "./typed-person.ts";

interface TakePanelProps {
  view: GuideView;
  catalogue: CatalogueView;
  draft: Draft;
  onDraft: (draft: Draft) => void;
  onTake: () => void;
  disabled: boolean;
  findRef: RefObject<HTMLInputElement | null>;
}

const mostFound = 5;

/** A number for whoever has no device and no card: matters, then perhaps a person, priority, a booking's code. */
export function TakePanel({ view, catalogue, draft, onDraft, onTake, disabled, findRef }: TakePanelProps) {
  const { t } = useLanguage();
  const booking = bookingOf(view, draft.code);
  const wrongCode = draft.code.trim() !== "" && !booking;
  const isWrong = draft.people.some((person) => personProblem(person) !== null);
  const isUnsaid = draft.why !== null && draft.why.trim() === "";
  const cannot = disabled || draft.items.length === 0 || isWrong || wrongCode || isUnsaid;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!cannot) onTake();
  };
  const setCode = (code: string) => {
    const found = bookingOf(view, code);
    onDraft({ ...draft, code, items: found ? found.items.map(({ id }) => id) : draft.items });
  };
  return (
    <form className="take card" aria-labelledby="take-title" onSubmit={submit} noValidate>
      <h2 id="take-title">
        {t("guide.take")} <kbd aria-hidden="true">N</kbd>
      </h2>
      <ItemFinder {...{ view, catalogue, draft, onDraft, findRef }} />
      <Line view={view} items={draft.items} />
      <label className="take-row">
        <span>{t("guide.code")}</span>
        <input
          className="field"
          value={draft.code}
          onChange={(event) => setCode(event.target.value)}
          maxLength={64}
          autoComplete="off"
          spellCheck={false}
        />
      </label>
      {booking ? (
        <p className="take-note">
          {t("guide.bookedFor", { from: clockText(booking.from), to: clockText(booking.to) })}
        </p>
      ) : null}
      {wrongCode ? <p className="take-problem">{t("guide.noSuchCode")}</p> : null}
      {booking ? null : <PriorityChoice why={draft.why} onWhy={(why) => onDraft({ ...draft, why })} />}
      <People people={draft.people} onPeople={(people) => onDraft({ ...draft, people })} />
      <div className="take-ways">
        <button type="submit" className="button button-primary" aria-disabled={cannot}>
          <span>{t("guide.takeNow")}</span>
          <kbd aria-hidden="true">Enter</kbd>
        </button>
        <button type="button" className="button button-quiet" onClick={() => onDraft(emptyDraft)}>
          {t("guide.clear")}
        </button>
      </div>
    </form>
  );
}

type ItemFinderProps = Pick<TakePanelProps, "view" | "catalogue" | "draft" | "onDraft" | "findRef">;

/** Pinyin, words of the name or everyday ones; Enter takes the first that is found. */
function ItemFinder({ view, catalogue, draft, onDraft, findRef }: ItemFinderProps) {
  const { t, name, language } = useLanguage();
  const [typed, setTyped] = useState("");
  const found = useMemo(
    () => findItems(catalogue, typed, language).filter(({ id }) => !draft.items.includes(id)),
    [catalogue, typed, language, draft.items],
  ).slice(0, mostFound);
  const add = (id: string) => {
    if (draft.items.length < mostItems) onDraft({ ...draft, items: [...draft.items, id] });
    setTyped("");
    findRef.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const first = found[0];
    if (event.key !== "Enter" || event.nativeEvent.isComposing || typed === "") return;
    event.preventDefault();
    if (first && !event.repeat) add(first.id);
  };
  const queueName = (id: string | null) => {
    const queue = view.queues.find((each) => each.queue === id);
    return queue ? name(queue.name) : id;
  };
  const labelOf = (id: string) => {
    const item = catalogue.items.find((each) => each.id === id);
    return item ? name(item.name) : id;
  };
  return (
    <div className="take-items">
      <ul className="chosen" aria-label={t("guide.chosen")}>
        {draft.items.map((id) => (
          <li key={id}>
            <span>{labelOf(id)}</span>
            <button
              type="button"
              aria-label={t("guide.remove", { item: labelOf(id) })}
              onClick={() => onDraft({ ...draft, items: draft.items.filter((each) => each !== id) })}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
      <input
        ref={findRef}
        type="text"
        className="field"
        aria-label={t("ask.findItem")}
        placeholder={t("ask.findItem")}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={onKeyDown}
        autoComplete="off"
        spellCheck={false}
        maxLength={40}
      />
      {typed === "" && draft.items.length > 0 ? null : (
        <ul className="found">
          {found.map(({ id, name: it, queue }) => (
            <li key={id}>
              <button type="button" onClick={() => add(id)}>
                <span>{name(it)}</span>
                <small>{queueName(queue)}</small>
              </button>
            </li>
          ))}
          {found.length === 0 ? <li className="empty">{t("ask.nothingFound")}</li> : null}
        </ul>
      )}
    </div>
  );
}

/** The line that these matters stand in, and what a guide should say before giving the number. */
function Line({ view, items }: { view: GuideView; items: readonly string[] }) {
  const { t, name } = useLanguage();
  if (items.length === 0) return null;
  const queue = queueOf(view, items);
  if (!queue) return <p className="take-problem">{t("guide.severalQueues")}</p>;
  const warning = queue.closed
    ? t("guide.queueClosed")
    : queue.full
      ? t("guide.queueFull")
      : queue.openWindows === 0
        ? t("guide.noWindow")
        : null;
  return (
    <>
      <p className="take-note">
        {t("guide.line", { queue: name(queue.name), waiting: queue.waiting, windows: queue.openWindows })}
      </p>
      {warning ? <p className="take-problem">{warning}</p> : null}
    </>
  );
}
