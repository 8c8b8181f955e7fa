/** How the page meets whoever stands here. A choice of a hand, never of a card: an old citizen is asked, not sorted. */
import type { KioskIntent, Surface } from "../../bridge.ts";
import type { SessionState } from "./session-state.ts";

/** What everybody finds, and what a reset goes back to. */
export const ordinarySurface: Surface = { elder: false, contrast: "ordinary", reach: "whole", voice: false };

/** The age from which the law speaks of old people (老年人权益保障法, 第二条), and from which 长辈版 is offered. */
const elderFrom = 60;

type Adjustment = KioskIntent & { kind: "setElder" | "setContrast" | "setReach" | "setVoice" };

/** The surface after a choice. 长辈版 brings its voice and takes it away again; either can be had alone afterwards. */
export function adjust(surface: Surface, intent: Adjustment): Surface {
  switch (intent.kind) {
    case "setElder":
      return { ...surface, elder: intent.on, voice: intent.on };
    case "setContrast":
      return { ...surface, contrast: intent.contrast };
    case "setReach":
      return { ...surface, reach: intent.reach };
    case "setVoice":
      return { ...surface, voice: intent.on };
  }
}

export function isOrdinary({ elder, contrast, reach, voice }: Surface): boolean {
  return !elder && contrast === "ordinary" && reach === "whole" && !voice;
}

/** Whether to ask for 长辈版: of a card, its holder's age is used here and goes no further than this yes or no. */
export function offersElder({ step, surface, surroundings }: SessionState): boolean {
  const who = "who" in step ? step.who : null;
  const day = surroundings.offer?.day;
  if (surface.elder || who?.kind !== "card" || day === undefined) return false;
  return ageOn(day, who.card.birth) >= elderFrom;
}

/** Full years between two days written `YYYY-MM-DD`. */
function ageOn(day: string, birth: string): number {
  const years = Number(day.slice(0, 4)) - Number(birth.slice(0, 4));
  return day.slice(5) < birth.slice(5) ? years - 1 : years;
}
