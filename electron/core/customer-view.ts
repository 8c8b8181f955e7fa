import type { CustomerState, KioskState } from "../bridge.ts";

/** What faces those who wait: how to begin, that somebody is served, and a number that is just coming out. Nobody's name. */
export function customerView({ hall, pxPerMm, elsewhere, screen }: KioskState): CustomerState {
  const common = { hall, pxPerMm };
  switch (screen.kind) {
    case "idle":
      return { ...common, shows: { kind: "idle" } };
    case "printing":
    case "handed":
    case "printTrouble":
    case "done":
      return { ...common, shows: { kind: "number", number: screen.given.number, queue: screen.given.queue } };
    case "outOfService":
    case "engineer":
    case "engineerDoor":
      return { ...common, shows: { kind: "out", elsewhere } };
    default:
      return { ...common, shows: { kind: "busy" } };
  }
}
