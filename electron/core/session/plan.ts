/**
 * What somebody wants beyond the question that is before them: the cases of their matters, the matters that stand in another
 * line, and their guide. It outlives their first number, and goes with them.
 */
import type { PrintOutcome } from "../../../drivers/printer/slip.ts";
import type { Monotonic, SessionState } from "./session-state.ts";

export type GuidePrint =
  | { at: "none" }
  | { at: "printing"; jobId: string; since: Monotonic }
  | { at: PrintOutcome["outcome"] };

export interface Plan {
  /** By matter, the answers that chose its case, as in `lost/agent`. */
  cases: Readonly<Record<string, string>>;
  /** Matters of another line: a number for them is taken after this one. */
  later: readonly string[];
  guide: GuidePrint;
  /** They asked for their booking, and so are told if there is none. */
  asksForBooking: boolean;
}

export const emptyPlan: Plan = { cases: {}, later: [], guide: { at: "none" }, asksForBooking: false };

export const withPlan = (state: SessionState, change: Partial<Plan>): SessionState => ({
  ...state,
  plan: { ...state.plan, ...change },
});
