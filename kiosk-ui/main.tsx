import { CSPProvider } from "@base-ui/react/csp-provider";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { I18nextProvider } from "react-i18next";
import { App } from "./app.tsx";
import { refuseWhatLeadsOut } from "./hardening.ts";
import { i18n } from "./i18n.ts";
import { BrowserSpeaker } from "./voice/browser-speaker.ts";
import { SilentSpeaker } from "./voice/silent-speaker.ts";
import { SpeakerContext } from "./voice/use-voice.ts";
import "./design/tokens.css";
import "./styles/base.css";
import "./styles/frame.css";
import "./styles/art.css";
import "./styles/keyboard.css";
import "./styles/choose.css";
import "./styles/number.css";
import "./styles/engineer.css";
import "./styles/identity.css";
import "./styles/access.css";

/** `?voice=silent`: nothing is heard, and `kioskSaid` holds what would be. */
const silent = new URLSearchParams(location.search).get("voice") === "silent" ? new SilentSpeaker() : null;
if (silent) Object.assign(window, { kioskSaid: silent.said });
const speaker = silent ?? new BrowserSpeaker();

refuseWhatLeadsOut();
createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <I18nextProvider i18n={i18n}>
      {/* The kiosk's policy allows no style elements, and none are needed. */}
      <CSPProvider disableStyleElements>
        <SpeakerContext value={speaker}>
          <App />
        </SpeakerContext>
      </CSPProvider>
    </I18nextProvider>
  </StrictMode>,
);
