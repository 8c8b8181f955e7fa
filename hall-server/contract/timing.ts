/** Times and sizes that both ends of the wire hold to. Free of Zod, so that pages can import it. */

/** How often a heartbeat comes. */
export const heartbeatMs = 3_000;
/** How often a kiosk says that it is alive. */
export const kioskPulseMs = 15_000;
/** Silence after which a kiosk counts as gone: three pulses. */
export const kioskSilentAfterMs = 45_000;
/** Silence after which a client stamps what it shows as stale, by its own monotonic clock. */
export const staleAfterMs = 10_000;
/** Silence after which numbers are blanked: no number is better than a wrong one. */
export const blankAfterMs = 60_000;
/** An announcement older than this is not spoken any more. */
export const announcementLivesMs = 30_000;
/** How often the edge, and through it every phone, hears of the lines. */
export const phoneBeatMs = 2_000;
/** The largest message the hall reads. */
export const maxMessageBytes = 64 * 1024;
/** What a report of a device may say of it: so many facts, of such names, so long. */
export const mostFacts = 24;
export const longestFact = 64;
export const factShape = /^[A-Za-z][A-Za-z0-9_-]{0,39}$/;
