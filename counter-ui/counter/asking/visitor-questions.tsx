import { useState } from "react";
import type { CatalogueView, CounterView } from "../../../hall-server/contract/views.ts";
import { Dialog } from "../../shared/asking/dialog.tsx";
import { PickDialog } from "../../shared/asking/pick-dialog.tsx";
import { useLanguage } from "../../shared/i18n.ts";
import { itemOptions } from "../../shared/find-items.ts";
import type { Answering } from "./asking.ts";

type Question = Answering & { view: CounterView; visitor: NonNullable<CounterView["visitor"]> };

const holdKinds = ["papers", "result", "steppedOut"] as const;

/** Why the visitor leaves the window for a while. */
export function AskHold({ view, visitor, onCommand, onCancel }: Question) {
  const { t } = useLanguage();
  return (
    <PickDialog
      title={t("counter.holdTitle", { number: visitor.number })}
      options={holdKinds.map((id) => ({ id, label: t(`holdKind.${id}`), note: t(`holdHint.${id}`) }))}
      onPick={(id) =>
        onCommand({ type: "hold", window: view.window, kind: id as (typeof holdKinds)[number] })
      }
      onCancel={onCancel}
    />
  );
}

/** Where to; the rank goes along. */
export function AskTransfer({ view, visitor, onCommand, onCancel }: Question) {
  const { t, name } = useLanguage();
  const windows = view.windows
    .filter(({ state }) => state !== "closed")
    .map(({ window, name: it, state }) => ({
      id: `window ${window}`,
      label: name(it),
      note: t(`windowState.${state}`),
    }));
  const queues = view.queues
    .filter(({ queue }) => queue !== visitor.queue)
    .map(({ queue, name: it }) => ({ id: `queue ${queue}`, label: name(it), note: t("counter.toQueue") }));
  const options = [...windows, ...queues];
  const pick = (id: string) => {
    const [kind, to] = id.split(" ") as ["window" | "queue", string];
    onCommand({
      type: "transfer",
      ticket: visitor.ticket,
      ...(kind === "window" ? { window: to } : { queue: to }),
    });
  };
  return (
    <PickDialog
      title={t("counter.transferTitle", { number: visitor.number })}
      hint={t("counter.transferHint")}
      options={options}
      onPick={pick}
      onCancel={onCancel}
      {...(options.length > 9 ? { find: t("counter.findTarget") } : {})}
    />
  );
}

/** One more matter on the same number. */
export function AskAddItem(props: Question & { catalogue: CatalogueView | null }) {
  const { view, visitor, catalogue, onCommand, onCancel } = props;
  const { t, name } = useLanguage();
  const queueName = (id: string) => {
    const queue = view.queues.find((each) => each.queue === id);
    return queue ? name(queue.name) : id;
  };
  const had = new Set(visitor.items.map(({ id }) => id));
  const all = catalogue ? itemOptions(catalogue, { name, queueName }) : [];
  return (
    <PickDialog
      // Asked before the guide was there, it is asked anew.
      key={String(catalogue !== null)}
      title={t("counter.addItemTitle", { number: visitor.number })}
      options={all.filter(({ id }) => !had.has(id))}
      find={t("ask.findItem")}
      onPick={(item) => onCommand({ type: "addItem", ticket: visitor.ticket, item })}
      onCancel={onCancel}
    />
  );
}

/** Which of the matters get a number of their own. Both numbers keep at least one. */
export function AskSplit({ visitor, onCommand, onCancel }: Question) {
  const { t, name } = useLanguage();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const mayGo = chosen.length > 0 && chosen.length < visitor.items.length;
  const toggle = (id: string) =>
    setChosen((now) => (now.includes(id) ? now.filter((each) => each !== id) : [...now, id]));
  const split = () => {
    if (mayGo) onCommand({ type: "split", ticket: visitor.ticket, items: [...chosen] });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const item = visitor.items[Number(event.key) - 1];
    if (item && !event.repeat) toggle(item.id);
    const onField = event.target instanceof HTMLInputElement;
    if (event.key === "Enter" && onField && !event.repeat) split();
  };
  return (
    <Dialog
      title={t("counter.splitTitle", { number: visitor.number })}
      hint={t("counter.splitHint")}
      onCancel={onCancel}
      onKeyDown={onKeyDown}
    >
      <ul className="pick">
        {visitor.items.map((item, at) => (
          <li key={item.id}>
            <label className="pick-check">
              <input type="checkbox" checked={chosen.includes(item.id)} onChange={() => toggle(item.id)} />
              <span className="pick-label">{name(item.name)}</span>
              <kbd aria-hidden="true">{at + 1}</kbd>
            </label>
          </li>
        ))}
      </ul>
      <button type="button" className="button button-primary" aria-disabled={!mayGo} onClick={split}>
        <span>{t("counter.verb.split")}</span>
        <kbd aria-hidden="true">Enter</kbd>
      </button>
    </Dialog>
  );
}
