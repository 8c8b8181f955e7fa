import { type RefObject, useEffect, useRef, useState } from "react";
import type { Freshness, HallClient, Received } from "../../hall-server/contract/client.ts";
import type { WireCommandType } from "../../hall-server/contract/commands.ts";
import type { CatalogueView, GuideView } from "../../hall-server/contract/views.ts";
import type { Session } from "../../hall-server/contract/wire.ts";
import { Toasts } from "../shared/acting/toast.tsx";
import { ConnectionBanner } from "../shared/connection-banner.tsx";
import { useLanguage } from "../shared/i18n.ts";
import { useServerNow } from "../shared/time.ts";
import { TopBar } from "../shared/top-bar.tsx";
import { Alerts } from "./alerts.tsx";
import { BookingList } from "./bookings/booking-list.tsx";
import { HelpList } from "../shared/help/help-list.tsx";
import { nextAnswer } from "../shared/help/next-answer.ts";
import { DeskDialogs } from "./desk-dialogs.tsx";
import { TakePanel } from "./take/take-panel.tsx";
import { TicketDetail } from "./tickets/ticket-detail.tsx";
import { TicketList } from "./tickets/ticket-list.tsx";
import { commandType, isPlain, ticketVerbs, type TicketVerb } from "./tickets/ticket-verbs.ts";
import { useDesk, type DeskWork } from "./use-desk.ts";
import { useDeskKeys } from "./use-desk-keys.ts";

interface DeskProps {
  session: Session;
  client: HallClient;
  received: Received<"guide">;
  catalogue: CatalogueView;
  freshness: Freshness;
  signOut: () => void;
}

type Tab = "numbers" | "bookings";

/** The whole desk: a number to give on the left, every number and booking of the day on the right. */
export function Desk({ session, client, received, catalogue, freshness, signOut }: DeskProps) {
  const { t, name } = useLanguage();
  const view = received.data;
  const serverNow = useServerNow(received) ?? 0;
  const work = useDesk(client, received, catalogue);
  const disabled = freshness !== "fresh" || work.busy;
  const isDisabled = (type: WireCommandType) => disabled || work.resting === type;
  const mayAct = (verb: TicketVerb) => !(isPlain(verb) ? isDisabled(commandType(verb)) : disabled);
  const [typed, setTyped] = useState("");
  const { tab, go, find } = useTab();
  const itemFind = useRef<HTMLInputElement>(null);
  useDeskKeys(work.open === null, {
    onTake: () => itemFind.current?.focus(),
    onLookUp: () => go("numbers"),
    onBookings: () => go("bookings"),
    onHelp: () => {
      const answer = nextAnswer(view.service);
      if (answer && !isDisabled(answer.type)) work.send(answer);
    },
    onDigit: (n) => {
      const verb = work.ticket && tab === "numbers" ? ticketVerbs(work.ticket)[n - 1] : undefined;
      if (verb && mayAct(verb)) work.act(verb);
    },
  });
  const show = (number: string) => {
    setTyped(number);
    go("numbers");
  };
  return (
    <div className="guide-page">
      <TopBar title={t("guide.title")} onSignOut={signOut}>
        <span className="fact">{name(session.name)}</span>
      </TopBar>
      <ConnectionBanner freshness={freshness} />
      <main className="desk">
        <TakePanel
          {...{ view, catalogue }}
          disabled={isDisabled("takeTicket")}
          draft={work.draft}
          onDraft={work.setDraft}
          onTake={work.take}
          findRef={itemFind}
        />
        <div className="desk-side">
          <HelpList {...{ serverNow, isDisabled }} service={view.service} onCommand={work.send} cap="H" />
          <Alerts view={view} onShow={show} />
          <nav className="tabs" aria-label={t("guide.tabs")}>
            <TabButton
              label={t("guide.numbers")}
              cap="/"
              isOn={tab === "numbers"}
              onPress={() => go("numbers")}
            />
            <TabButton
              label={t("guide.bookings")}
              cap="B"
              isOn={tab === "bookings"}
              onPress={() => go("bookings")}
            />
          </nav>
          {tab === "numbers" ? (
            <div className="numbers">
              <TicketList
                {...{ view, serverNow, typed }}
                onType={setTyped}
                selected={work.ticket?.ticket ?? null}
                onSelect={work.select}
                findRef={find}
              />
              {work.ticket ? (
                <TicketDetail {...{ view, serverNow, mayAct }} ticket={work.ticket} onVerb={work.act} />
              ) : (
                <p className="detail-none">{t("guide.chooseNumber")}</p>
              )}
            </div>
          ) : (
            <Bookings {...{ view, disabled, work }} mayCheckIn={!isDisabled("takeTicket")} findRef={find} />
          )}
        </div>
      </main>
      <DeskDialogs {...{ client, work, view, catalogue }} disabled={freshness !== "fresh"} />
      <Toasts said={work.said} onDismiss={work.hush} />
    </div>
  );
}

interface BookingsProps {
  view: GuideView;
  disabled: boolean;
  mayCheckIn: boolean;
  work: DeskWork;
  findRef: RefObject<HTMLInputElement | null>;
}

function Bookings({ view, disabled, mayCheckIn, work, findRef }: BookingsProps) {
  return (
    <BookingList
      {...{ view, disabled, mayCheckIn, findRef }}
      onNew={() => work.setOpen({ what: "newBooking" })}
      onCheckIn={({ booking, items }) =>
        work.send({ type: "takeTicket", items: items.map(({ id }) => id), people: [], booking })
      }
      onCancel={({ booking, code }) => work.setOpen({ what: "cancelBooking", booking, code })}
    />
  );
}

/** Which list is shown; going there means to type into its field. */
function useTab() {
  const [at, setAt] = useState<{ tab: Tab; asked: number }>({ tab: "numbers", asked: 0 });
  const find = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (at.asked > 0) find.current?.focus();
  }, [at]);
  return { tab: at.tab, find, go: (tab: Tab) => setAt(({ asked }) => ({ tab, asked: asked + 1 })) };
}

interface TabButtonProps {
  label: string;
  cap: string;
  isOn: boolean;
  onPress: () => void;
}

function TabButton({ label, cap, isOn, onPress }: TabButtonProps) {
  return (
    <button type="button" className="tab" aria-pressed={isOn} aria-keyshortcuts={cap} onClick={onPress}>
      <span>{label}</span>
      <kbd aria-hidden="true">{cap}</kbd>
    </button>
  );
}
