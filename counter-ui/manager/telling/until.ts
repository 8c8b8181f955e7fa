/** All of China keeps one civil time; a manager's machine may keep another. */
const offset = "+08:00";
const offsetMs = 8 * 3_600_000;

/** An instant as a field of day and time has it, on the hall's clock. */
export const toField = (at: number): string => new Date(at + offsetMs).toISOString().slice(0, 16);

/** The instant that such a field says; null while it says none. */
export function fromField(text: string): number | null {
  const at = Date.parse(`${text}:00${offset}`);
  return Number.isNaN(at) ? null : at;
}

/** The end in words: the day too where it is another than today. */
export function untilText(until: number, now: number): string {
  const [day, time] = toField(until).split("T") as [string, string];
  return toField(now).startsWith(day) ? time : `${day} ${time}`;
}
