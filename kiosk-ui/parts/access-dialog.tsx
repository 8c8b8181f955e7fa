import { Dialog } from "@base-ui/react/dialog";
import { useTranslation } from "react-i18next";
import type { KioskState, Reach } from "../../electron/bridge.ts";
import type { Send } from "../kiosk-connection.ts";
import { useCanSay } from "../voice/use-voice.ts";

const reaches: readonly Reach[] = ["whole", "low", "left", "right"];

/** How to see, hear and reach this page: whatever is not so common that it stands in the dock itself. */
export function AccessDialog({ state, send }: { state: KioskState; send: Send }) {
  const { t } = useTranslation();
  const canSay = useCanSay(state.language);
  const { contrast, voice, reach } = state.surface;
  return (
    <Dialog.Root>
      <Dialog.Trigger className="dock-button access-button">
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <circle cx="12" cy="3.6" r="2.4" />
          <path d="M3 8.2 l6.4 1.4 v4.2 L7 22 M21 8.2 l-6.4 1.4 v4.2 L17 22 M9.4 13.8 h5.2" />
        </svg>
        {t("access.button")}
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="dialog access">
          <Dialog.Title className="dialog-title">{t("access.title")}</Dialog.Title>
          <div className="options">
            <Option
              isOn={contrast === "high"}
              onTouch={() =>
                send({ kind: "setContrast", contrast: contrast === "high" ? "ordinary" : "high" })
              }
            >
              {t("access.contrast")}
            </Option>
            {canSay ? (
              <Option isOn={voice} onTouch={() => send({ kind: "setVoice", on: !voice })}>
                {t("access.voice")}
              </Option>
            ) : (
              <p className="option missing">{t("access.noVoice")}</p>
            )}
          </div>
          <p className="options-label" id="reach-label">
            {t("access.reach")}
          </p>
          <div className="options four" role="group" aria-labelledby="reach-label">
            {reaches.map((each) => (
              <button
                key={each}
                type="button"
                className="option"
                aria-pressed={reach === each}
                onClick={() => send({ kind: "setReach", reach: each })}
              >
                {t(`access.reaches.${each}`)}
              </button>
            ))}
          </div>
          <p className="options-label">{t("access.keypad")}</p>
          <div className="dialog-actions">
            <Dialog.Close className="button primary" data-key="back">
              <span className="words">{t("access.close")}</span>
            </Dialog.Close>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface OptionProps {
  children: string;
  isOn: boolean;
  onTouch: () => void;
}

/** Something that is on or off, and says so in words. */
function Option({ children, isOn, onTouch }: OptionProps) {
  const { t } = useTranslation();
  return (
    <button type="button" className="option" aria-pressed={isOn} onClick={onTouch}>
      <span>{children}</span>
      <span className="whether" aria-hidden="true">
        {t(isOn ? "access.on" : "access.off")}
      </span>
    </button>
  );
}
