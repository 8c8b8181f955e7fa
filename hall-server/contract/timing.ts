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
/** How often a loudspeaker follows again, and so keeps its zone's lease. */
export const followEveryMs = 3_000;
/** A lease that is not kept for so long goes to the next speaker. */
export const leaseMs = 8_000;
/** So long after it last kept its lease a speaker falls silent, which is before another may begin. */
export const leaseTrustedMs = 6_500;
/** The largest message the hall reads. */
export const maxMessageBytes = 64 * 1024;
/** What a report of a device may say of it: so many facts, of such names, so long. */
export const mostFacts = 24;
export const longestFact = 64;
export const factShape = /^[A-Za-z][A-Za-z0-9_-]{0,39}$/;
