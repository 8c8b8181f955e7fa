import type { HallConfig } from "./domain/hall/config.ts";
import type { Hall } from "./hall.ts";
import { keyIn, newKeyIn } from "./key-file.ts";
import type { AdminDesk } from "./live/admin/config-routes.ts";
import type { Store } from "./store/store.ts";

/** What administrators reach over HTTP. */
export const adminDesk = (hall: Hall, store: Store, keyFile: (kiosk: string) => string): AdminDesk => ({
  state: () => hall.state,
  execute: (request) => hall.execute(request),
  configEvents: (after) => store.log.configEvents(after),
  eventAt: (seq) => store.log.at(seq),
  hasPin: (staff) => store.secrets.hasPin(staff),
  setPin: (staff, pin) => store.secrets.setPin(staff, pin),
  newKioskKey: (kiosk) => {
    const key = newKeyIn(keyFile(kiosk));
    store.secrets.setKioskKey(kiosk, key);
    return key;
  },
});

/** Hears of every configuration that comes into force while the hall runs. */
export function onNewConfig(hall: Hall, listener: (config: HallConfig) => void): void {
  hall.onCommitted(({ events, state }) => {
    if (events.some(({ event }) => event.type === "hallConfigured")) listener(state.config);
  });
}

/** Every kiosk of a configuration has its key, made when it is first heard of. */
export function seedKioskKeys(
  store: Store,
  { kiosks }: HallConfig,
  keyFile: (kiosk: string) => string,
): void {
  for (const { id } of kiosks) store.secrets.setKioskKey(id, keyIn(keyFile(id)));
}
