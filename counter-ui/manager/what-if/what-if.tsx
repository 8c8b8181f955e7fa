import { useId, useState } from "react";
import type { HallClient } from "../../../hall-server/contract/client.ts";
import type { CatalogueView, ManagerView } from "../../../hall-server/contract/views.ts";
import { useLanguage } from "../../shared/i18n.ts";
import { refusalText } from "../../shared/refusal-text.ts";
import { type Acts, windowNameOf } from "../acting/use-acts.ts";
import { useAnswer } from "../acting/use-answer.ts";
import type { Change } from "../acting/consequences.tsx";
import { Forecast } from "./forecast.tsx";

interface WhatIfProps {
  client: HallClient | null;
  view: ManagerView;
  catalogue: CatalogueView;
  acts: Acts;
}

const kinds = ["open", "close", "move", "serve"] as const;
type Kind = (typeof kinds)[number];

/** A change is thought through before it is made: waits of the next two hours, as it is and changed. */
export function WhatIf({ client, view, catalogue, acts }: WhatIfProps) {
  const { t, name } = useLanguage();
  const id = useId();
  const [kind, setKind] = useState<Kind>("open");
  const [picked, setPicked] = useState<string | null>(null);
  const [pickedTo, setPickedTo] = useState<string | null>(null);
  const [queues, setQueues] = useState<readonly string[] | null>(null);
  const [tried, setTried] = useState<{ change: Change; round: number } | null>(null);
  const answer = useAnswer<"whatIf">(client, tried && { ask: "whatIf", change: tried.change }, tried?.round);

  const staffed = view.windows.filter(({ state }) => state !== "closed");
  const closed = view.windows.filter(({ state }) => state === "closed");
  const choices = kind === "open" ? closed : kind === "serve" ? view.windows : staffed;
  const window = choices.find((each) => each.window === picked) ?? choices[0];
  const to = closed.find((each) => each.window === pickedTo) ?? closed[0];
  const servedNow = view.queues.filter(({ queue }) =>
    catalogue.items.some((item) => item.queue === queue && window?.items.includes(item.id)),
  );
  const served = queues ?? servedNow.map(({ queue }) => queue);
  const change = changeOf();

  function changeOf(): Change | null {
    if (!window) return null;
    if (kind === "move") return to ? { kind, from: window.window, to: to.window } : null;
    if (kind !== "serve") return { kind, window: window.window };
    const items = catalogue.items.filter((item) => item.queue !== null && served.includes(item.queue));
    return { kind, window: window.window, items: items.map((item) => item.id) };
  }
  // A list without a choice says nothing by itself.
  const lacking = change ? null : kind === "open" || window ? "noneClosed" : "noneOpen";
  const isShown = tried !== null && JSON.stringify(tried.change) === JSON.stringify(change);

  return (
    <section className="panel card" aria-labelledby={`${id}-title`}>
      <header className="panel-head">
        <h2 id={`${id}-title`}>{t("managing.whatIfTitle")}</h2>
        <p>{t("managing.whatIfHint")}</p>
      </header>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="scroll" tabIndex={0} role="group" aria-labelledby={`${id}-title`}>
        <form
          className="what-if-form"
          onSubmit={(event) => {
            event.preventDefault();
            if (change) setTried({ change, round: (tried?.round ?? 0) + 1 });
          }}
        >
          <KindChoice
            kind={kind}
            onKind={(each) => {
              setKind(each);
              setQueues(null);
            }}
          />
          <WindowChoice
            label={t("managing.window")}
            choices={choices}
            value={window?.window ?? ""}
            onChange={(value) => {
              setPicked(value);
              setQueues(null);
            }}
          />
          {kind === "move" ? (
            <WindowChoice
              label={t("managing.toWindow")}
              choices={closed}
              value={to?.window ?? ""}
              onChange={setPickedTo}
            />
          ) : null}
          {kind === "serve" ? <QueueChoice view={view} served={served} onServed={setQueues} /> : null}
          <button type="submit" className="button button-primary" aria-disabled={change === null}>
            {t("managing.compute")}
          </button>
          {isShown && answer?.ok && change ? <DoIt {...{ view, acts, change }} /> : null}
        </form>
        <p role="status" className="what-if-status">
          {lacking ? t(`managing.${lacking}`) : null}
          {tried && answer === null ? t("managing.computing") : null}
          {answer?.ok === false
            ? refusalText(t, answer.refusal, (each) => windowNameOf(view, each, name))
            : null}
        </p>
        {isShown && answer?.ok ? <Forecast view={view} answer={answer} /> : null}
      </div>
    </section>
  );
}

function KindChoice({ kind, onKind }: { kind: Kind; onKind: (kind: Kind) => void }) {
  const { t } = useLanguage();
  const id = useId();
  return (
    <fieldset className="choices">
      <legend className="visually-hidden">{t("managing.act")}</legend>
      {kinds.map((each) => (
        <label key={each}>
          <input type="radio" name={id} checked={kind === each} onChange={() => onKind(each)} />
          <span>{t(`managing.change.${each}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}

interface QueueChoiceProps {
  view: ManagerView;
  served: readonly string[];
  onServed: (queues: readonly string[]) => void;
}

function QueueChoice({ view, served, onServed }: QueueChoiceProps) {
  const { t, name } = useLanguage();
  const toggle = (queue: string) =>
    onServed(served.includes(queue) ? served.filter((each) => each !== queue) : [...served, queue]);
  return (
    <fieldset className="choices">
      <legend>{t("managing.items")}</legend>
      {view.queues.map(({ queue, name: it }) => (
        <label key={queue}>
          <input type="checkbox" checked={served.includes(queue)} onChange={() => toggle(queue)} />
          <span>{name(it)}</span>
        </label>
      ))}
    </fieldset>
  );
}

interface WindowChoiceProps {
  label: string;
  choices: ManagerView["windows"];
  value: string;
  onChange: (window: string) => void;
}

function WindowChoice({ label, choices, value, onChange }: WindowChoiceProps) {
  const { name } = useLanguage();
  const id = useId();
  return (
    <span className="inline-field">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="field" value={value} onChange={(event) => onChange(event.target.value)}>
        {choices.map((window) => (
          <option key={window.window} value={window.window}>
            {[name(window.name), window.clerkName ? name(window.clerkName) : null]
              .filter(Boolean)
              .join(" · ")}
          </option>
        ))}
      </select>
    </span>
  );
}

/** The real command, by the same question as everywhere; a window is opened by its clerk only. */
function DoIt({ view, acts, change }: { view: ManagerView; acts: Acts; change: Change }) {
  const { t, name } = useLanguage();
  if (change.kind === "open")
    return (
      <p className="what-if-ask">
        {t("managing.openByClerk", { window: windowNameOf(view, change.window, name) })}
      </p>
    );
  const ask = () => {
    switch (change.kind) {
      case "close":
        return acts.ask({ ask: "close", window: change.window });
      case "move":
        return acts.ask({ ask: "move", from: change.from, to: change.to });
      case "serve":
        return acts.ask({ ask: "serve", window: change.window, item: "", items: change.items });
    }
  };
  return (
    <button type="button" className="button" onClick={ask}>
      {t("managing.doIt")}
    </button>
  );
}
