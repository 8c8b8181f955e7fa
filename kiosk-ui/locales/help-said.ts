import type { HelpShown, Screen } from "../../electron/bridge.ts";

/** What the button that calls staff says. */
export const helpButtonKey = (help: HelpShown) =>
  help === "asked" ? "help.called" : help === "answered" ? "help.coming" : "help.button";

/** Which words fit that button: texts that send somebody to it have others once staff have been called. */
export type HelpSaid = "callable" | "called";
export const helpSaid = (help: HelpShown): HelpSaid =>
  helpButtonKey(help) === "help.button" ? "callable" : "called";

/** What to do where a card would be asked for, and nothing can read one. */
export const insteadOfCard = (of: (Screen & { kind: "otherCard" })["of"], help: HelpSaid) =>
  of === "principal" ? (`otherCard.${of}.instead.${help}` as const) : (`otherCard.${of}.instead` as const);
