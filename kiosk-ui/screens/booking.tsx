import { useTranslation } from "react-i18next";
import type { BookedVisit, KioskState, Language, Screen } from "../../electron/bridge.ts";
import type { Send } from "../kiosk-connection.ts";
import { bookingProblemKey, isSettled } from "../locales/refusal-key.ts";
import { Button } from "../parts/button.tsx";
import { Skyline } from "../parts/gables.tsx";
import { Heading } from "../parts/heading.tsx";
import { MatterList } from "../parts/matter-list.tsx";
import { Notice } from "../parts/notice.tsx";
import { visitorText } from "../parts/visitor-bar.tsx";
import { Materials } from "./confirm.tsx";

/** The hall is asked. */
export function LookingUpScreen() {
  const { t } = useTranslation();
  return (
    <div className="screen quiet">
      <Skyline />
      <div className="verdict">
        <span className="sign waiting" aria-hidden="true">
          …
        </span>
        <Heading title={t("booking.lookingUp")}>{t("booking.lookingUpLead")}</Heading>
      </div>
    </div>
  );
}

interface CheckInProps {
  screen: Screen & { kind: "checkIn" };
  state: Pick<KioskState, "language" | "pxPerMm" | "printer">;
  send: Send;
}

/** A booking of today, as far as anybody may see it: when, and what for. */
export function CheckInScreen({ screen, state, send }: CheckInProps) {
  const { t } = useTranslation();
  const { language, pxPerMm } = state;
  const { booked, queue, visitor, materials } = screen;
  const canPrint = state.printer.fault === null;
  return (
    <div className="screen confirm check-in">
      <Heading title={t("booking.title")}>{visitorText(visitor, t)}</Heading>
      {canPrint ? null : <Notice>{t("confirm.printerDown")}</Notice>}
      <div className="confirm-body">
        <section className="panel matters" aria-label={t("booking.matters")}>
          <h2>
            {t("booking.time")}
            <Slot booked={booked} />
          </h2>
          {booked.items.length > 0 ? (
            <MatterList items={booked.items} language={language} />
          ) : (
            <p>{t("booking.untold")}</p>
          )}
          <p className="line">
            <span className="tag">{queue.name[language]}</span>
          </p>
        </section>
        {booked.items.length > 0 ? (
          <Materials materials={materials} language={language} pxPerMm={pxPerMm} />
        ) : null}
      </div>
      <div className="actions">
        <Button onTouch={() => send({ kind: "back" })}>{t("booking.leave")}</Button>
        <Button onTouch={() => send({ kind: "ordinaryNumber" })}>{t("booking.ordinary")}</Button>
        <Button kind="primary" settles onTouch={() => send({ kind: "takeNumber", paper: canPrint })}>
          {t(canPrint ? "booking.checkIn" : "booking.checkInWithoutSlip")}
        </Button>
      </div>
    </div>
  );
}

interface ProblemProps {
  screen: Screen & { kind: "bookingProblem" };
  language: Language;
  send: Send;
}

/** It can't be checked in here and now: why, and what to do instead. */
export function BookingProblemScreen({ screen, language, send }: ProblemProps) {
  const { t } = useTranslation();
  const { code, params, booked } = screen;
  const key = bookingProblemKey(code);
  const isUnknown = code === "unknownBooking" || code === "noneByCard";
  return (
    <div className="screen quiet">
      <Skyline />
      <div className={booked ? "verdict with-facts" : "verdict"} data-refusal={code}>
        <span className="sign look" aria-hidden="true">
          !
        </span>
        <Heading title={t(`${key}.what`, { ...params })}>{t(`${key}.next`, { ...params })}</Heading>
        {booked ? (
          <section className="panel matters" aria-label={t("booking.matters")}>
            <Slot booked={booked} />
            {booked.items.length > 0 ? <MatterList items={booked.items} language={language} /> : null}
          </section>
        ) : null}
      </div>
      <div className="actions">
        {isSettled(screen) ? (
          <>
            <Button onTouch={() => send({ kind: "ordinaryNumber" })}>{t("booking.ordinary")}</Button>
            <Button kind="primary" onTouch={() => send({ kind: "finish" })}>
              {t("booking.known")}
            </Button>
          </>
        ) : (
          <>
            <Button onTouch={() => send({ kind: "cancel" })}>{t("booking.leave")}</Button>
            {isUnknown ? (
              <Button onTouch={() => send({ kind: "identifyBy", what: "booking" })}>
                {t("booking.retype")}
              </Button>
            ) : null}
            <Button kind="primary" onTouch={() => send({ kind: "ordinaryNumber" })}>
              {t("booking.ordinary")}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}

function Slot({ booked: { from, to } }: { booked: BookedVisit }) {
  const { t } = useTranslation();
  return (
    <span className="slot-time number" data-testid="slot">
      {t("booking.slot", { from, to })}
    </span>
  );
}
