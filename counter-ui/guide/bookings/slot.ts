/** The instant of a local date and time in a zone, or null when there is no such. `day` is YYYY-MM-DD, `time` HH:MM. */
export function instantAt(day: string, time: string, timeZone: string): number | null {
  const asUtc = Date.parse(`${day}T${time}:00Z`);
  if (Number.isNaN(asUtc)) return null;
  // Twice, because the offset belongs to the moment that is looked for.
  const first = asUtc - offsetAt(asUtc, timeZone);
  return asUtc - offsetAt(first, timeZone);
}

/** How far a zone's clock is ahead of UTC at a moment, in milliseconds. */
function offsetAt(at: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  return Date.parse(`${format.format(at).replace(" ", "T")}Z`) - Math.floor(at / 1000) * 1000;
}

const digits = 10 ** 8;

/** A booking's code: eight digits, which can be said over a telephone and typed at any machine. */
export function newCode(random: Pick<Crypto, "getRandomValues"> = crypto): string {
  const [value] = random.getRandomValues(new Uint32Array(1));
  return String(value! % digits).padStart(8, "0");
}
