import type { HallClient } from "../../../hall-server/contract/client.ts";
import type { CounterView } from "../../../hall-server/contract/views.ts";
import { CommandButton } from "../../shared/acting/command-button.tsx";
import { useLanguage } from "../../shared/i18n.ts";
import { clockText } from "../../shared/time.ts";
import type { KeyAction } from "../keys/key-map.ts";
import { useMessageText } from "./use-note.ts";

interface TalkProps {
  client: HallClient;
  view: CounterView;
  isMine: boolean;
  disabled: boolean;
  isEnabled: (action: KeyAction) => boolean;
  cap: (action: KeyAction) => string;
  /** The first press of two has been made. */
  isArmed: boolean;
  onPress: (action: KeyAction) => void;
  onRead: (message: string) => void;
}

/** What passes between this window and others: the manager's messages, a rating that is asked for, a silent emergency. */
export function Talk(props: TalkProps) {
  const { client, view, isMine, disabled, isEnabled, cap, isArmed, onPress, onRead } = props;
  const { t } = useLanguage();
  if (!isMine || view.state === "closed") return null;
  const { emergency, rating } = view.service;
  return (
    <section className="talk" aria-label={t("counter.talk")}>
      <Message {...{ client, view, disabled, onRead }} />
      <div className="talk-verbs">
        {rating?.state === "asked" || rating?.state === "rated" ? (
          <p role="status">{t(`counter.rating.${rating.state}`, { number: rating.number })}</p>
        ) : null}
        <CommandButton
          label={t("counter.verb.askRating")}
          kind="quiet"
          cap={cap("askRating")}
          disabled={!isEnabled("askRating")}
          onPress={() => onPress("askRating")}
        />
        <span aria-live="polite" className="talk-emergency" data-armed={isArmed}>
          {emergency ? (
            <span className="talk-sent">{t(`counter.emergency.${emergency.state}`)}</span>
          ) : (
            <CommandButton
              label={t(isArmed ? "counter.emergency.again" : "counter.verb.emergency")}
              kind="quiet"
              cap={cap("emergency")}
              disabled={!isEnabled("emergency")}
              onPress={() => onPress("emergency")}
            />
          )}
        </span>
      </div>
    </section>
  );
}

/** The oldest message that was not read yet, and how many more there are. */
function Message({
  client,
  view,
  disabled,
  onRead,
}: Pick<TalkProps, "client" | "view" | "disabled" | "onRead">) {
  const { t, name } = useLanguage();
  const unread = view.service.messages.filter(({ read }) => !read).toReversed();
  const first = unread[0];
  const text = useMessageText(client, first?.message ?? null);
  return (
    <div role="status" className="talk-message">
      {first ? (
        <>
          <p>
            <b>
              {name(first.by)} {clockText(first.at)}
            </b>
            <span>{text ?? t("loading")}</span>
            {unread.length > 1 ? <small>{t("counter.moreMessages", { n: unread.length - 1 })}</small> : null}
          </p>
          <CommandButton
            label={t("counter.readMessage")}
            kind="plain"
            disabled={disabled || text === null}
            onPress={() => onRead(first.message)}
          />
        </>
      ) : null}
    </div>
  );
}
