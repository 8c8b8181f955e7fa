import { useState } from "react";
import type { KioskState, Screen } from "../electron/bridge.ts";
import { helpSaid } from "./locales/help-said.ts";
import { useFitted } from "./fitting.ts";
import { useKeypad } from "./keys/use-keypad.ts";
import { type Send, useKiosk } from "./kiosk-connection.ts";
import { AwayDialog } from "./parts/away-dialog.tsx";
import { Dock } from "./parts/dock.tsx";
import { HelpContext, HelpDialog } from "./parts/help-dialog.tsx";
import { Header } from "./parts/header.tsx";
import { ElderContext } from "./parts/matter-list.tsx";
import { useChime } from "./parts/use-chime.ts";
import { BookingProblemScreen, CheckInScreen, LookingUpScreen } from "./screens/booking.tsx";
import { ChooseScreen } from "./screens/choose.tsx";
import { ConfirmScreen } from "./screens/confirm.tsx";
import { DoneScreen, GivenBackScreen } from "./screens/done.tsx";
import { CardProblemScreen, IdleScreen, ReadingScreen } from "./screens/idle.tsx";
import { EngineerDoorScreen } from "./screens/engineer-door.tsx";
import { EngineerInsideScreen } from "./screens/engineer.tsx";
import { OtherCardScreen } from "./screens/other-card.tsx";
import { HandedScreen, IssuingScreen, PrintingScreen, PrintTroubleScreen } from "./screens/printing.tsx";
import { TypingScreen } from "./screens/typing.tsx";
import { QuestionScreen } from "./screens/question.tsx";
import { OutOfServiceScreen, RefusedScreen, SlipPendingScreen, SplashScreen } from "./screens/trouble.tsx";
import { useSurface } from "./use-surface.ts";
import { useVoice } from "./voice/use-voice.ts";

/** A pure view of the kiosk's state: what it keeps by itself, it forgets with the session. */
export function App() {
  const { state: sent, send } = useKiosk();
  const state = useFitted(sent);
  useSurface(state);
  useChime(state?.cardChimes ?? 0);
  useVoice(state);
  useKeypad(state?.session, send);
  if (!state) return <SplashScreen />;
  return <Kiosk key={state.session} state={state} send={send} />;
}

function Kiosk({ state, send }: { state: KioskState; send: Send }) {
  const [isAskingHelp, setAskingHelp] = useState(false);
  return (
    <div
      className="kiosk"
      data-screen={state.screen.kind}
      data-language={state.language}
      data-session={state.session}
    >
      <Header
        hall={state.hall}
        language={state.language}
        onKnock={() => send({ kind: "engineer", ask: { do: "knock" } })}
      />
      <main className="stage">
        <ElderContext value={state.surface.elder}>
          <HelpContext value={helpSaid(state.help)}>
            <ScreenOf state={state} screen={state.screen} send={send} />
          </HelpContext>
        </ElderContext>
      </main>
      <Dock state={state} send={send} onAskHelp={() => setAskingHelp(true)} />
      <HelpDialog help={state.help} isOpen={isAskingHelp} onOpenChange={setAskingHelp} send={send} />
      <AwayDialog
        seconds={state.countdown}
        help={state.help}
        send={send}
        onAskHelp={() => setAskingHelp(true)}
      />
    </div>
  );
}

function ScreenOf({ state, screen, send }: { state: KioskState; screen: Screen; send: Send }) {
  const canRead = state.reader === "ready";
  switch (screen.kind) {
    case "outOfService":
      return <OutOfServiceScreen reason={screen.reason} state={state} />;
    case "engineerDoor":
      return (
        <EngineerDoorScreen screen={screen} language={state.language} pxPerMm={state.pxPerMm} send={send} />
      );
    case "engineer":
      return <EngineerInsideScreen screen={screen} language={state.language} send={send} />;
    case "idle":
      return <IdleScreen state={state} screen={screen} send={send} />;
    case "reading":
      return <ReadingScreen />;
    case "cardProblem":
      return <CardProblemScreen problem={screen.problem} send={send} />;
    case "typing":
      return (
        <TypingScreen
          // A page for another thing, or after a scan, begins empty.
          key={screen.what}
          screen={screen}
          language={state.language}
          pxPerMm={state.pxPerMm}
          canScan={state.scanner}
          link={state.link}
          canRead={canRead}
          send={send}
        />
      );
    case "otherCard":
      return <OtherCardScreen screen={screen} canRead={canRead} send={send} />;
    case "lookingUp":
      return <LookingUpScreen />;
    case "checkIn":
      return <CheckInScreen screen={screen} state={state} send={send} />;
    case "bookingProblem":
      return <BookingProblemScreen screen={screen} language={state.language} send={send} />;
    case "slipPending":
      return <SlipPendingScreen screen={screen} state={state} send={send} />;
    case "choose":
      return (
        <ChooseScreen
          screen={screen}
          language={state.language}
          pxPerMm={state.pxPerMm}
          offersElder={state.offersElder}
          voice={state.surface.voice}
          canRead={canRead}
          send={send}
        />
      );
    case "question":
      return <QuestionScreen screen={screen} language={state.language} send={send} />;
    case "confirm":
      return (
        <ConfirmScreen
          screen={screen}
          language={state.language}
          pxPerMm={state.pxPerMm}
          canPrint={state.printer.fault === null}
          elsewhere={state.elsewhere}
          send={send}
        />
      );
    case "issuing":
      return <IssuingScreen />;
    case "printing":
      return <PrintingScreen screen={screen} language={state.language} />;
    case "handed":
      return <HandedScreen given={screen.given} language={state.language} send={send} />;
    case "printTrouble":
      return <PrintTroubleScreen screen={screen} state={state} send={send} />;
    case "givenBack":
      return <GivenBackScreen screen={screen} takeCardBack={state.takeCardBack} send={send} />;
    case "done":
      return (
        <DoneScreen screen={screen} language={state.language} takeCardBack={state.takeCardBack} send={send} />
      );
    case "refused":
      return <RefusedScreen screen={screen} state={state} send={send} />;
  }
}
