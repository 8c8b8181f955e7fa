import type { WireCommand } from "../../../hall-server/contract/commands.ts";
import type { GuideView } from "../../../hall-server/contract/views.ts";

/** "I go" to whoever wants somebody first and has nobody yet: an emergency before all; null while nobody does. */
export function nextAnswer({ help, emergencies }: GuideView["service"]): WireCommand | null {
  const emergency = emergencies.find(({ state }) => state !== "acknowledged");
  if (emergency) return { type: "acknowledgeEmergency", emergency: emergency.emergency };
  const asked = help.find(({ state }) => state !== "answered");
  return asked ? { type: "answerHelp", help: asked.help } : null;
}
