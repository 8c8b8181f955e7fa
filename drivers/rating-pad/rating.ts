/**
 * What a rating pad is to the hall, whatever it is made of: a box on a serial line (`RatingPad`), or a page on a tablet.
 */

/** The five levels of 好差评 (GB/T 39734), by name: a number would be read upside down by somebody some day. */
export const ratingLevels = [
  "verySatisfied",
  "satisfied",
  "basicallySatisfied",
  "dissatisfied",
  "veryDissatisfied",
] as const;
export type RatingLevel = (typeof ratingLevels)[number];

export const padStates = ["welcome", "serving", "paused", "closed"] as const;
export type PadState = (typeof padStates)[number];

/** What the pad shows while nobody is asked. */
export interface PadFace {
  state: PadState;
  /** Who serves here: name and staff number, as on the clerk's badge; null when nobody does. */
  staff: { name: string; number: string } | null;
}

/** How a request ended. Only `rated` is a rating: nobody is given a level that they did not press. */
export type RatingOutcome =
  | { outcome: "rated"; level: RatingLevel }
  | { outcome: "timeout" }
  | {
      outcome: "cancelled";
      why:
        /** `cancelRating`. */
        | "byCaller"
        /** Another visitor's request came. */
        | "superseded"
        /** The pad is not there, or went. */
        | "padLost"
        | "stopped";
    };

/** Something that can be asked for a rating. The clerk can't press for the visitor: there is no call for it. */
export interface RatingAsker {
  /** Sets what is shown; kept, and shown again after the pad was away. */
  show(face: PadFace): void;
  /**
   * Asks the visitor of `id`. A key counts for the request that is open, and for nothing else. The same id while it is
   * open joins the request; another id ends the one before as `superseded`. Never rejects.
   */
  requestRating(id: string, timeoutMs: number): Promise<RatingOutcome>;
  /** Ends the open request if it is that one's. */
  cancelRating(id: string): void;
}
