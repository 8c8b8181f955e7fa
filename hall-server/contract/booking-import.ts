import { z } from "zod";
import type { PersonOnWire, WireCommand } from "./commands.ts";
import { type AnyRefusal, CardData, PersonOnWire as Person, WireCommand as Command } from "./commands.ts";
import { bookingCodeShape, findPersonProblem, phoneShape } from "./identity.ts";

/** A list of bookings, as a platform or an office hands it over. What each row says is looked at row by row. */
export const BookingImport = z.strictObject({
  bookings: z.array(z.unknown()).max(2_000).describe("rows, each as `BookingRow`"),
});

const Slot = z.iso.datetime({ offset: true }).describe("with its offset, such as 2026-11-24T09:30:00+08:00");

/** One booking. Whoever booked is named by what a kiosk can read or ask for, or not at all: then the code alone counts. */
export const BookingRow = z.strictObject({
  code: z
    .string()
    .regex(bookingCodeShape)
    .describe("what its QR code says; the same code is the same booking"),
  from: Slot,
  to: Slot,
  items: z.array(z.string()).min(1).max(6),
  card: CardData.pick({ kind: true, number: true, name: true })
    .extend({ birth: CardData.shape.birth.optional(), sex: CardData.shape.sex.optional() })
    .optional()
    .describe("date of birth and sex may be left out where the number says them"),
  phone: z.string().regex(phoneShape).optional(),
  hall: z
    .strictObject({ zh: z.string().min(1).max(60), en: z.string().min(1).max(120) })
    .optional()
    .describe("another hall that it is for; absent: this one"),
  cancelled: z.boolean().optional(),
});
export type BookingRow = z.infer<typeof BookingRow>;

/** What became of a list. `rows` has those that were not taken, counted from 1. */
export const BookingImportReport = z.object({
  booked: z.number().int(),
  cancelled: z.number().int(),
  known: z.number().int().describe("rows that said what the hall knew already"),
  rows: z.array(
    z.object({
      row: z.number().int(),
      code: z.string().nullable().describe("the booking's; null where the row has none that can be read"),
      refusal: z.object({
        code: z.string(),
        params: z.record(z.string(), z.union([z.string(), z.number()])),
      }),
    }),
  ),
});
export interface RowRefused {
  row: number;
  code: string | null;
  refusal: AnyRefusal;
}
export interface BookingImportReport {
  booked: number;
  cancelled: number;
  known: number;
  rows: RowRefused[];
}

export type ReadRow =
  | { ok: true; row: BookingRow; people: PersonOnWire[] }
  | { ok: false; code: string | null; refusal: AnyRefusal };

/** A row in its exact shape with valid numbers, or where it is wrong; never what stood there, which may be personal. */
export function readBookingRow(raw: unknown): ReadRow {
  const parsed = BookingRow.safeParse(raw);
  if (!parsed.success) return { ok: false, code: codeIn(raw), refusal: malformed(parsed.error) };
  const row = parsed.data;
  const people = peopleOf(row);
  const { code } = row;
  for (const person of people) {
    const shape = Person.safeParse(person);
    if (!shape.success) return { ok: false, code, refusal: { code: "malformed", params: { at: "card" } } };
    const wrong = findPersonProblem(person);
    if (wrong)
      return {
        ok: false,
        code,
        refusal: { code: wrong.code, params: { person: 0, problem: wrong.problem } },
      };
  }
  return { ok: true, row, people };
}

/** The command that books it; null when it can't be one. */
export function bookCommand(
  { code, from, to, items, hall }: BookingRow,
  people: readonly PersonOnWire[],
  day: string,
): (WireCommand & { type: "book" }) | null {
  const command = {
    type: "book",
    code,
    day,
    from: Date.parse(from),
    to: Date.parse(to),
    items,
    people,
    ...(hall ? { hall } : {}),
  };
  const parsed = Command.safeParse(command);
  return parsed.success && parsed.data.type === "book" ? parsed.data : null;
}

function peopleOf({ card, phone }: BookingRow): PersonOnWire[] {
  if (card) {
    const { number } = card;
    const isCitizens = number.length === 18;
    const birth = card.birth ?? `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
    const sex = card.sex ?? (!isCitizens ? "unknown" : Number(number[16]) % 2 === 1 ? "male" : "female");
    // A number that does not say when somebody was born has to be told: a made-up date is refused as malformed.
    return [{ role: "self", card: { ...card, sex, birth: isCitizens || card.birth ? birth : "" } }];
  }
  return phone === undefined ? [] : [{ role: "self", phone }];
}

const malformed = (error: z.ZodError): AnyRefusal => ({
  code: "malformed",
  params: { at: error.issues[0]?.path.join(".") ?? "" },
});

/** A booking's code, where a row has one: it is opaque, so it may be told. */
function codeIn(raw: unknown): string | null {
  const code = typeof raw === "object" && raw !== null && "code" in raw ? raw.code : null;
  return typeof code === "string" && bookingCodeShape.test(code) ? code : null;
}
