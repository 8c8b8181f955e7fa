import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { KioskState, Language, Screen, TypedIdentity } from "../../electron/bridge.ts";
import type { Send } from "../kiosk-connection.ts";
import { typingNotice } from "../locales/typing-notice.ts";
import { Button } from "../parts/button.tsx";
import { Heading } from "../parts/heading.tsx";
import { Keyboard } from "../parts/keyboard.tsx";
import { Notice } from "../parts/notice.tsx";

interface TypingProps {
  screen: Screen & { kind: "typing" };
  language: Language;
  pxPerMm: number;
  /** There is a scanner, which is quicker. */
  canScan: boolean;
  link: KioskState["link"];
  /** A card can be laid instead, where that helps. */
  canRead: boolean;
  send: Send;
}

const layouts = { booking: "bookingCode", organisation: "creditCode", phone: "digits" } as const;
/** How long each may be, and how long it must be to be tried. */
const lengths: Record<TypedIdentity, { least: number; most: number }> = {
  booking: { least: 4, most: 40 },
  organisation: { least: 18, most: 18 },
  phone: { least: 11, most: 11 },
};

/** A code or a number, typed instead of a card. It stays in the page until its citizen says that it is whole. */
export function TypingScreen({ screen, language, pxPerMm, canScan, canRead, link, send }: TypingProps) {
  const { t } = useTranslation();
  const { what } = screen;
  const [text, setText] = useState("");
  const { least, most } = lengths[what];
  const title = t(`typing.${what}.${canScan ? "title" : "titleTyped"}`);
  const notice = typingNotice(screen, { link, language }, t);
  return (
    <div className="screen typing" data-what={what}>
      {notice ? (
        <Heading title={title} />
      ) : (
        <Heading title={title}>
          {what === "booking" && !canRead ? t("typing.noCards") : t(`typing.${what}.lead`)}
        </Heading>
      )}
      <div className="typing-body">
        {/* Beside the field: whoever types looks there. */}
        {notice ? <Notice>{notice}</Notice> : null}
        <Keyboard
          layout={layouts[what]}
          value={text}
          onChange={setText}
          language={language}
          pxPerMm={pxPerMm}
          label={t(`typing.${what}.label`)}
          placeholder={t(`typing.${what}.placeholder`)}
          most={most}
        />
      </div>
      <div className="actions">
        <Button onTouch={() => send({ kind: "back" })}>{t("typing.back")}</Button>
        <Button
          kind="primary"
          disabled={text.trim().length < least}
          onTouch={() => send({ kind: "enter", text: text.trim() })}
        >
          {t("typing.enter")}
        </Button>
      </div>
    </div>
  );
}
