import type { FastifyInstance } from "fastify";
import {
  BookingImport,
  type BookingImportReport,
  bookCommand,
  readBookingRow,
  type RowRefused,
} from "../../contract/booking-import.ts";
import { newCommandId } from "../../contract/command-id.ts";
import type { Ack, AnyRefusal, OpenedCommand } from "../../contract/commands.ts";
import type { Booking } from "../../domain/booking/booking.ts";
import { bookingOfCode } from "../../domain/booking/decide.ts";
import { businessDayAt } from "../../domain/calendar.ts";
import type { HallState } from "../../domain/hall/state.ts";
import type { Principal } from "../../domain/roles.ts";
import { type AdminOf, refuse } from "./config-routes.ts";

/** What importing needs of the hall. */
interface BookingDesk {
  state: () => HallState;
  execute: (request: { id: string; command: OpenedCommand; principal: Principal }) => Promise<Ack>;
}

const largestList = 4 * 1024 * 1024;

/** Bookings that come as a list. The same list again changes nothing; what can't be taken is named by its row. */
export function addBookingRoutes(app: FastifyInstance, desk: BookingDesk, importerOf: AdminOf): void {
  app.post("/api/bookings", { bodyLimit: largestList }, async (request, reply) => {
    const principal = importerOf(request);
    if (!principal) return refuse(reply, 403, { code: "notAllowed", params: { command: "book" } });
    const parsed = BookingImport.safeParse(request.body);
    if (!parsed.success) return refuse(reply, 400, { code: "malformed", params: {} });
    return importBookings(parsed.data.bookings, desk, principal);
  });
}

type Outcome = "booked" | "cancelled" | "known" | Omit<RowRefused, "row">;

/** Row by row, because a later one may be about the same booking as an earlier one. */
async function importBookings(
  rows: readonly unknown[],
  desk: BookingDesk,
  principal: Principal,
): Promise<BookingImportReport> {
  const report: BookingImportReport = { booked: 0, cancelled: 0, known: 0, rows: [] };
  for (const [at, raw] of rows.entries()) {
    const outcome = await importRow(raw, desk, principal);
    if (typeof outcome === "string") report[outcome] += 1;
    else report.rows.push({ row: at + 1, ...outcome });
  }
  return report;
}

async function importRow(
  raw: unknown,
  { state, execute }: BookingDesk,
  principal: Principal,
): Promise<Outcome> {
  const read = readBookingRow(raw);
  if (!read.ok) return read;
  const { row, people } = read;
  const { code } = row;
  const refused = (refusal: AnyRefusal): Outcome => ({ code, refusal });
  const day = businessDayAt(Date.parse(row.from), state().config.hall.timeZone);
  const command = bookCommand(row, people, day);
  if (!command) return refused({ code: "malformed", params: { at: "items" } });
  const before = bookingOfCode(state(), code);
  if (before && !isSame(before, command)) return refused({ code: "codeInUse", params: {} });
  if (row.cancelled) {
    if (!before || before.state === "cancelled") return "known";
    const cancel = { type: "cancelBooking", booking: before.id } as const;
    const answer = await execute({ id: newCommandId(), command: cancel, principal });
    return answer.ok ? "cancelled" : refused(answer.refusal);
  }
  if (before) return "known";
  const answer = await execute({ id: newCommandId(), command, principal });
  return answer.ok ? "booked" : refused(answer.refusal);
}

/** The same visit. Whose it is can't be compared: only the vault knows. */
function isSame(
  { from, to, items, hall }: Booking,
  wanted: Pick<Booking, "from" | "to" | "items"> & { hall?: Booking["hall"] | undefined },
): boolean {
  return (
    from === wanted.from &&
    to === wanted.to &&
    items.join(" ") === wanted.items.join(" ") &&
    hall?.zh === wanted.hall?.zh
  );
}
