import type { HallClient } from "../../hall-server/contract/client.ts";
import type { CatalogueView, GuideView } from "../../hall-server/contract/views.ts";
import { ConfirmDialog } from "../shared/asking/confirm-dialog.tsx";
import { useLanguage } from "../shared/i18n.ts";
import { NewBooking } from "./bookings/new-booking.tsx";
import { SlipDialog } from "./slip/slip-dialog.tsx";
import { TicketQuestions } from "./tickets/ticket-questions.tsx";
import type { DeskWork } from "./use-desk.ts";

interface DeskDialogsProps {
  client: HallClient;
  work: DeskWork;
  view: GuideView;
  catalogue: CatalogueView;
  disabled: boolean;
}

/** What is open over the desk. */
export function DeskDialogs({ client, work, view, catalogue, disabled }: DeskDialogsProps) {
  const { t } = useLanguage();
  const { open, setOpen, confirm } = work;
  const close = () => setOpen(null);
  if (open === null) return null;
  switch (open.what) {
    case "ticket": {
      const ticket = view.tickets.find((each) => each.ticket === open.ticket);
      if (!ticket) return null;
      return (
        <TicketQuestions
          {...{ view, catalogue, ticket }}
          asking={open.asking}
          onAsk={(asking) => setOpen({ ...open, asking })}
          onCommand={confirm}
          onCancel={close}
        />
      );
    }
    case "slip": {
      const ticket = view.tickets.find((each) => each.ticket === open.slip.ticket);
      // A number that has just been taken is not in the view yet.
      const isReserved = ticket ? ticket.state === "reserved" : !open.slip.again;
      return (
        <SlipDialog
          slip={open.slip}
          {...{ client, isReserved, disabled }}
          onCommand={confirm}
          onClose={close}
        />
      );
    }
    case "newBooking":
      return <NewBooking {...{ view, catalogue, disabled }} onBook={confirm} onCancel={close} />;
    case "cancelBooking":
      return (
        <ConfirmDialog
          title={t("guide.cancelBookingTitle", { code: open.code })}
          hint={t("guide.cancelBookingHint")}
          yes={t("guide.cancelBooking")}
          onYes={() => confirm({ type: "cancelBooking", booking: open.booking })}
          onCancel={close}
        />
      );
  }
}
