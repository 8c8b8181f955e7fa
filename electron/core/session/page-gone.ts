/**
 * The page crashed, hung or was closed: whoever stood before it is not known to stand there any more. Nothing of them is
 * left; a number that is on its way is seen through, since a slip may still come out.
 */
import { emptyPlan } from "./plan.ts";
import type { SessionState, Step, Turn, Who } from "./session-state.ts";
import { reset, stay } from "./turn.ts";

const nobody: Who = { kind: "withoutCard" };

export function onPageGone(state: SessionState, now: number): Turn {
  const { step } = state;
  switch (step.at) {
    case "issuing":
    case "printing":
    case "printTrouble":
    case "handed":
      return stay({
        ...state,
        session: state.session + 1,
        plan: emptyPlan,
        step: { ...step, who: nobody } as Step,
      });
    default:
      return reset(state, now);
  }
}
