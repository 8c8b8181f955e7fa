import type { WireCommand } from "../../../hall-server/contract/commands.ts";

/** What an engineer did here, for the hall's log. */
export type EngineerNote = WireCommand & { type: "noteEngineer" };
