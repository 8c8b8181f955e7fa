import { type RefObject, useState } from "react";
import type { GuideView } from "../../../hall-server/contract/views.ts";
import { CommandButton } from "../../shared/acting/command-button.tsx";
import { useLanguage } from "../../shared/i18n.ts";
import { clockText } from "../../shared/time.ts";

type Booking = GuideView["bookings"][number];

interface BookingListProps {
  view: GuideView;
  disabled: boolean;
  mayCheckIn: boolean;
  findRef: RefObject<HTMLInputElement | null>;
  onNew: () => void;
  onCheckIn: (booking: Booking) => void;
  onCancel: (booking: Booking) => void;
}

const mostShown = 50;

/** Today's bookings, by slot; found by code. */
export function BookingList({
  view,
  disabled,
  mayCheckIn,
  findRef,
  onNew,
  onCheckIn,
  onCancel,
}: BookingListProps) {
  const { t, name, comma } = useLanguage();
  const [typed, setTyped] = useState("");
  const found = view.bookings.filter(({ code }) => code.includes(typed.trim()));
  const shown = found.slice(0, mostShown);
  return (
    <div className="lookup">
      <div className="lookup-head">
        <input
          ref={findRef}
          type="text"
          className="field lookup-find"
          aria-label={t("guide.findCode")}
          placeholder={t("guide.findCode")}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          autoComplete="off"
          spellCheck={false}
          maxLength={64}
        />
        <CommandButton label={t("guide.newBooking")} disabled={disabled} onPress={onNew} />
      </div>
      {shown.length === 0 ? (
        <p className="empty">{t(typed === "" ? "guide.noBookings" : "guide.noSuchCode")}</p>
      ) : (
        <ul className="tickets" aria-label={t("guide.bookings")}>
          {shown.map((booking) => (
            <li key={booking.booking} className="booking">
              <span className="number booking-slot">
                {clockText(booking.from)}–{clockText(booking.to)}
              </span>
              <span className="number booking-code">{booking.code}</span>
              <span className="row-what">{booking.items.map((item) => name(item.name)).join(comma)}</span>
              {booking.state === "booked" ? (
                <>
                  <CommandButton
                    label={t("guide.checkIn")}
                    spoken={t("guide.checkInCode", { code: booking.code })}
                    disabled={!mayCheckIn}
                    onPress={() => onCheckIn(booking)}
                  />
                  <CommandButton
                    label={t("guide.cancelBooking")}
                    spoken={t("guide.cancelCode", { code: booking.code })}
                    kind="quiet"
                    disabled={disabled}
                    onPress={() => onCancel(booking)}
                  />
                </>
              ) : (
                <span className="mark">
                  {t(`bookingState.${booking.state}`)}
                  {booking.number ? ` ${booking.number}` : ""}
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      {found.length > shown.length ? (
        <p className="take-note">{t("guide.firstOnly", { n: shown.length, of: found.length })}</p>
      ) : null}
    </div>
  );
}
