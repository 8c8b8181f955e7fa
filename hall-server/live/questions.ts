import type { AnyRefusal } from "../contract/commands.ts";
import type { Change } from "../domain/estimate/forecast.ts";
import { type HallState, isStaffed, windowAt } from "../domain/hall/state.ts";
import { hasRole, type Principal } from "../domain/roles.ts";

/** Who may ask what a change would do: whoever could make it. */
export const mayAsk = (principal: Principal): boolean => hasRole(principal, "manager");

/** Why a change can't be thought through, or null: it names what is not there, or would change nothing. */
export function whyNoChange(state: HallState, change: Change): { ok: false; refusal: AnyRefusal } | null {
  const named = change.kind === "move" ? [change.from, change.to] : [change.window];
  const unknown = named.find((window) => !windowAt(state, window));
  if (unknown !== undefined) return refusal("unknownWindow", { window: unknown });
  switch (change.kind) {
    case "open":
      return mustBe(state, change.window, "closed");
    case "close":
      return mustBe(state, change.window, "staffed");
    case "move":
      return mustBe(state, change.from, "staffed") ?? mustBe(state, change.to, "closed");
    case "serve": {
      const { items } = state.config.catalogue;
      const item = change.items.find((each) => !items.some(({ id }) => id === each));
      return item === undefined ? null : refusal("unknownItem", { item });
    }
  }
}

function mustBe(state: HallState, window: string, standing: "staffed" | "closed") {
  if (isStaffed(windowAt(state, window)) === (standing === "staffed")) return null;
  return refusal(standing === "staffed" ? "windowNotOpen" : "windowTaken", { window });
}

const refusal = (code: AnyRefusal["code"], params: AnyRefusal["params"]) => ({
  ok: false as const,
  refusal: { code, params },
});
