import type { BusinessDay, Instant, QueueId } from "../queue/ticket.ts";

export type LeaseId = string;

/** Numbers of one queue that one kiosk may give by itself. */
export interface Block {
  queue: QueueId;
  prefix: string;
  width: number;
  /** First and last number, inclusive. */
  from: number;
  to: number;
}

/**
 * What a kiosk may give while it can't reach the hall: numbers of offline-only ranges, on one business day. The hall
 * never gives them itself, and no two leases share one, so whatever a cut-off kiosk does, no number exists twice.
 */
export interface Lease {
  id: LeaseId;
  kiosk: string;
  day: BusinessDay;
  /** When it was granted: nothing was taken from it before. */
  at: Instant;
  blocks: readonly Block[];
  /** The numbers that the kiosk has reported as given. */
  used: readonly string[];
}

/** The lease without what has become of it: what its kiosk is told. */
export type Granted = Omit<Lease, "used">;
