import type { HallClient } from "../../../hall-server/contract/client.ts";
import type { CatalogueView, ManagerView } from "../../../hall-server/contract/views.ts";
import { ConfirmDialog } from "../../shared/asking/confirm-dialog.tsx";
import { PickDialog } from "../../shared/asking/pick-dialog.tsx";
import { useLanguage } from "../../shared/i18n.ts";
import { ConfirmChange } from "./consequences.tsx";
import { type Acts, type Asking, queueNameOf, windowNameOf } from "./use-acts.ts";

interface ActDialogsProps {
  client: HallClient | null;
  view: ManagerView;
  catalogue: CatalogueView | null;
  acts: Acts;
  onMatrix: () => void;
}

/** The question that is open, if any. */
export function ActDialogs(props: ActDialogsProps) {
  const { asking } = props.acts;
  switch (asking?.ask) {
    case undefined:
      return null;
    case "window":
      return <AskWindow {...props} window={asking.window} />;
    case "moveTo":
      return <AskWhereTo {...props} window={asking.window} />;
    case "queue":
      return <AskQueue {...props} queue={asking.queue} closed={asking.closed} />;
    case "close":
    case "move":
    case "serve":
      return <AskChange {...props} asking={asking} />;
  }
}

function AskWindow({ view, acts, onMatrix, window: id }: ActDialogsProps & { window: string }) {
  const { t, name } = useLanguage();
  const window = view.windows.find((each) => each.window === id);
  const clerk = window?.clerkName ? name(window.clerkName) : "";
  const isStaffed = window !== undefined && window.state !== "closed";
  return (
    <PickDialog
      title={t("managing.adjustWindow", { window: windowNameOf(view, id, name) })}
      hint={t("managing.adjustHint")}
      options={[
        ...(isStaffed
          ? [
              { id: "moveTo", label: t("managing.moveClerk", { clerk }) },
              { id: "close", label: t("managing.closeWindow") },
            ]
          : []),
        { id: "matrix", label: t("managing.changeItems") },
      ]}
      onPick={(picked) => {
        if (picked === "matrix") {
          acts.ask(null);
          return onMatrix();
        }
        acts.ask({ ask: picked as "moveTo" | "close", window: id });
      }}
      onCancel={() => acts.ask(null)}
    />
  );
}

function AskWhereTo({ view, acts, window: from }: ActDialogsProps & { window: string }) {
  const { t, name } = useLanguage();
  const clerk = view.windows.find((each) => each.window === from)?.clerkName;
  const free = view.windows.filter(({ state }) => state === "closed");
  return (
    <PickDialog
      title={t("managing.moveTo", { clerk: clerk ? name(clerk) : "" })}
      {...(free.length === 0 ? { hint: t("managing.noFreeWindow") } : {})}
      options={free.map(({ window, name: it }) => ({ id: window, label: name(it) }))}
      onPick={(to) => acts.ask({ ask: "move", from, to })}
      onCancel={() => acts.ask(null)}
    />
  );
}

function AskQueue({ view, acts, queue, closed }: ActDialogsProps & { queue: string; closed: boolean }) {
  const { t, name } = useLanguage();
  const found = view.queues.find((each) => each.queue === queue);
  const words = { queue: queueNameOf(view, queue, name), n: closed ? found?.waiting : found?.left };
  return (
    <ConfirmDialog
      title={t(closed ? "managing.stopTitle" : "managing.resumeTitle", words)}
      hint={t(closed ? "managing.stopHint" : "managing.resumeHint", words)}
      yes={t(closed ? "managing.stop" : "managing.resume")}
      onYes={() =>
        acts.send({ type: "switchQueue", queue, closed }, { type: "switchQueue", queue, closed: !closed })
      }
      onCancel={() => acts.ask(null)}
    />
  );
}

type ChangeAsking = Extract<Asking, { ask: "close" | "move" | "serve" }>;

function AskChange({ client, view, catalogue, acts, asking }: ActDialogsProps & { asking: ChangeAsking }) {
  const { t, name } = useLanguage();
  const windowName = (id: string) => windowNameOf(view, id, name);
  const shared = { client, onCancel: () => acts.ask(null) };
  switch (asking.ask) {
    case "close":
      return (
        <ConfirmChange
          {...shared}
          title={t("managing.closeTitle", { window: windowName(asking.window) })}
          change={{ kind: "close", window: asking.window }}
          visitor="stays"
          onYes={(evenIfWaiting) => acts.send({ type: "closeWindow", window: asking.window, evenIfWaiting })}
        />
      );
    case "move": {
      const { from, to } = asking;
      const clerk = view.windows.find(({ window }) => window === from)?.clerkName;
      const words = { clerk: clerk ? name(clerk) : "", from: windowName(from), to: windowName(to) };
      return (
        <ConfirmChange
          {...shared}
          title={t("managing.moveTitle", words)}
          change={{ kind: "move", from, to }}
          visitor="comes"
          onYes={(evenIfWaiting) =>
            acts.send(
              { type: "moveClerk", from, to, evenIfWaiting },
              {
                type: "moveClerk",
                from: to,
                to: from,
              },
            )
          }
        />
      );
    }
    case "serve": {
      const { window, item, items } = asking;
      const before = view.windows.find((each) => each.window === window)?.items ?? [];
      const isAdded = items.length > before.length;
      const found = catalogue?.items.find(({ id }) => id === item);
      const queue = view.queues.find((each) => each.queue === item);
      const what = found ? name(found.name) : queue ? t("managing.allOf", { queue: name(queue.name) }) : item;
      return (
        <ConfirmChange
          {...shared}
          title={t(isAdded ? "managing.add" : "managing.remove", { window: windowName(window), item: what })}
          change={{ kind: "serve", window, items: [...items] }}
          visitor="untouched"
          onYes={() =>
            acts.send(
              { type: "setWindowItems", window, items: [...items] },
              { type: "setWindowItems", window, items: [...before] },
            )
          }
        />
      );
    }
  }
}
