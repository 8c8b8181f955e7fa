import type { HallConfig } from "../hall/config.ts";

/** What a hall settles about ratings and what follows from them. */
export interface ServiceRules {
  /** How long a window's tablet or pad asks after the service is done. */
  inviteSeconds: number;
  /** Working days to look into a bad rating, to mend a simple case, and to mend any other. */
  verifyWithin: number;
  mendSimpleWithin: number;
  mendWithin: number;
  /** What a window's tablet says of its clerk: the number on the badge, or the name too. */
  showsClerk: "number" | "nameAndNumber";
}

export const usualServiceRules: ServiceRules = {
  inviteSeconds: 45,
  verifyWithin: 1,
  mendSimpleWithin: 5,
  mendWithin: 15,
  showsClerk: "number",
};

/** A hall's own rules; what it has not settled is as usual. */
export const serviceRules = ({ service }: Pick<HallConfig, "service">): ServiceRules => ({
  ...usualServiceRules,
  ...service,
});
