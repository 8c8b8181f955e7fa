import { type FormEvent, useState } from "react";
import type { HallClient } from "../../../hall-server/contract/client.ts";
import type { WireCommand } from "../../../hall-server/contract/commands.ts";
import type { ManagerView } from "../../../hall-server/contract/views.ts";
import { ConfirmDialog } from "../../shared/asking/confirm-dialog.tsx";
import { useLanguage } from "../../shared/i18n.ts";
import { clockText } from "../../shared/time.ts";
import { type Acts, windowNameOf } from "../acting/use-acts.ts";
import { NoteDialog } from "./note-dialog.tsx";

interface MessagesProps {
  client: HallClient | null;
  view: ManagerView;
  acts: Acts;
}

type Message = ManagerView["service"]["messages"][number];

/** Words for one window or all of them, and who has read those of today. */
export function Messages({ client, view, acts }: MessagesProps) {
  const { t } = useLanguage();
  const [opened, open] = useState<Message | null>(null);
  const { messages } = view.service;
  return (
    <section className="panel card" aria-labelledby="messages-title">
      <header className="panel-head">
        <h2 id="messages-title">{t("telling.messages")}</h2>
        <p>{t("telling.messagesHint")}</p>
      </header>
      <MessageForm {...{ view, acts }} />
      <h3 className="telling-list-title">{t("telling.sent")}</h3>
      {messages.length === 0 ? <p className="empty">{t("telling.noneSent")}</p> : null}
      <ul className="telling-list">
        {messages.map((message) => (
          <Sent key={message.message} {...{ view, message }} onOpen={() => open(message)} />
        ))}
      </ul>
      {opened ? (
        <NoteDialog
          client={client}
          title={clockText(opened.at)}
          notes={[{ of: "message", id: opened.message, label: t("telling.text") }]}
          onClose={() => open(null)}
        />
      ) : null}
    </section>
  );
}

function Sent({ view, message, onOpen }: { view: ManagerView; message: Message; onOpen: () => void }) {
  const { t, name, comma } = useLanguage();
  const { at, to, read } = message;
  const place = (window: string) => windowNameOf(view, window, name);
  const who = read.map(({ window, clerk, at: when }) => `${place(window)} ${name(clerk)} ${clockText(when)}`);
  return (
    <li>
      <span>
        <b className="number">{clockText(at)}</b>{" "}
        {to === null ? t("telling.allWindows") : to.map(place).join(comma)}
        <small>
          {read.length === 0
            ? t("telling.unread")
            : t("telling.readBy", { n: read.length, who: who.join(" · ") })}
        </small>
      </span>
      <button
        type="button"
        className="small-button"
        aria-label={`${t("telling.showText")} ${clockText(at)}`}
        onClick={onOpen}
      >
        {t("telling.showText")}
      </button>
    </li>
  );
}

/** As an option's value; no window has an empty id. */
const everyWindow = "";

function MessageForm({ view, acts }: Omit<MessagesProps, "client">) {
  const { t, name } = useLanguage();
  const [to, setTo] = useState(everyWindow);
  const [text, setText] = useState("");
  const [asking, ask] = useState(false);
  const said = text.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (said !== "") ask(true);
  };
  const place = to === everyWindow ? t("telling.allWindows") : windowNameOf(view, to, name);
  const staffed = view.windows.filter(
    ({ window, state }) => state !== "closed" && (to === everyWindow || window === to),
  ).length;
  const send = () => {
    const whom = to === everyWindow ? {} : { to: [to] };
    const command: WireCommand = { type: "sendMessage", ...whom, text: said };
    acts.send(command, undefined, () => setText(""));
    ask(false);
  };
  return (
    <form className="telling-form" onSubmit={submit}>
      <label>
        <span>{t("telling.to")}</span>
        <select className="field" value={to} onChange={(event) => setTo(event.target.value)}>
          <option value={everyWindow}>{t("telling.allWindows")}</option>
          {view.windows.map((window) => (
            <option key={window.window} value={window.window}>
              {name(window.name)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{t("telling.text")}</span>
        <textarea
          className="field"
          rows={3}
          maxLength={500}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <button type="submit" className="button button-primary" aria-disabled={said === "" || acts.busy}>
        {t("telling.send")}
      </button>
      {asking ? (
        <ConfirmDialog
          title={t("telling.sendTitle", { to: place })}
          hint={t("telling.sendHint", { n: staffed })}
          yes={t("telling.send")}
          onYes={send}
          onCancel={() => ask(false)}
        />
      ) : null}
    </form>
  );
}
