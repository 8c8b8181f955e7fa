/** `2026-11-23 08:30:00`, as clocks in the hall say it. */
export const timeInHall = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" }).format(at);
