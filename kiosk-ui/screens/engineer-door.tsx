import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DoorTrouble, EngineerScreen, Language } from "../../electron/bridge.ts";
import type { Send } from "../kiosk-connection.ts";
import { Button } from "../parts/button.tsx";
import { Heading } from "../parts/heading.tsx";
import { Keyboard } from "../parts/keyboard.tsx";
import { Notice } from "../parts/notice.tsx";

const longestStaff = 32;
const pinLength = { least: 4, most: 12 };

interface DoorProps {
  screen: EngineerScreen & { kind: "engineerDoor" };
  language: Language;
  pxPerMm: number;
  send: Send;
}

/** Who repairs the kiosk: first the work number, then the PIN. Neither leaves this page but once, together. */
export function EngineerDoorScreen({ screen, language, pxPerMm, send }: DoorProps) {
  const { t } = useTranslation();
  const [staff, setStaff] = useState("");
  const [pin, setPin] = useState<string | null>(null);
  const leave = () => send({ kind: "engineer", ask: { do: "leave" } });
  const signIn = () => {
    send({ kind: "engineer", ask: { do: "signIn", staff: staff.toLowerCase(), pin: pin ?? "" } });
    setPin("");
  };
  const isPin = pin !== null;
  const isReady = isPin ? pin.length >= pinLength.least : staff !== "";
  return (
    <div className="screen engineer-door">
      <div className="engineer-top">
        <Heading title={t("engineer.door.title")}>{t("engineer.door.lead")}</Heading>
        <Button isBack onTouch={leave}>
          {t("engineer.door.leave")}
        </Button>
      </div>
      {screen.trouble ? <Notice>{troubleText(screen.trouble, t)}</Notice> : null}
      <Keyboard
        key={isPin ? "pin" : "staff"}
        layout={isPin ? "digits" : "workNumber"}
        // Whoever stands behind sees how many digits there are, and no more.
        value={isPin ? "●".repeat(pin.length) : staff}
        onChange={(next) => (isPin ? setPin(digitsAfter(pin, next)) : setStaff(next))}
        language={language}
        pxPerMm={pxPerMm}
        label={t(isPin ? "engineer.door.pin" : "engineer.door.staff")}
        placeholder={t(isPin ? "engineer.door.pin" : "engineer.door.staff")}
        most={isPin ? pinLength.most : longestStaff}
        beside={
          <>
            {isPin ? (
              <Button isBack onTouch={() => setPin(null)}>
                {t("engineer.door.change")}
              </Button>
            ) : null}
            <Button
              kind="primary"
              disabled={!isReady || screen.checking}
              onTouch={isPin ? signIn : () => setPin("")}
            >
              {t(
                screen.checking
                  ? "engineer.door.checking"
                  : isPin
                    ? "engineer.door.enter"
                    : "engineer.door.next",
              )}
            </Button>
          </>
        }
      />
    </div>
  );
}

/** The digits after a key, of which the field shows dots only. */
function digitsAfter(pin: string, shown: string): string {
  if (shown === "") return "";
  return shown.length > pin.length ? pin + shown.slice(-1) : pin.slice(0, -1);
}

function troubleText(trouble: DoorTrouble, t: ReturnType<typeof useTranslation>["t"]): string {
  switch (trouble.code) {
    case "wrong":
      return t("engineer.door.wrong", { left: trouble.left });
    case "locked":
      return t("engineer.door.locked", { seconds: trouble.seconds });
    case "notEngineer":
    case "unknownHere":
      return t(`engineer.door.${trouble.code}`);
  }
}
