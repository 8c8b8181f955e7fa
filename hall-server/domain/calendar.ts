import type { BusinessDay, Instant } from "./queue/ticket.ts";

const formats = new Map<string, Intl.DateTimeFormat>();

/** The hall's calendar date at a moment. A day is the hall's own, whatever zone the machine is set to. */
export function businessDayAt(instant: Instant, timeZone: string): BusinessDay {
  let format = formats.get(timeZone);
  if (!format) {
    // The Swedish locale writes ISO 8601 dates.
    format = new Intl.DateTimeFormat("sv-SE", {
      timeZone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
    });
    formats.set(timeZone, format);
  }
  return format.format(instant);
}
