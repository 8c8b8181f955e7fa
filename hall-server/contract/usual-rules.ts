/** What holds where a hall's configuration says nothing, for forms that show it. */
export { usualWaitAlerts } from "../domain/hall/config.ts";
export { usualServiceRules } from "../domain/service/rules.ts";
