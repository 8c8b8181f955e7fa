import type { DeviceContext } from "../device/device-kind.ts";
import type { DeviceClock } from "../port/clock.ts";
import { watchPort } from "../port/hot-plug.ts";
import { openPort } from "../port/open-port.ts";
import type { PortError } from "../port/port.ts";
import { kindNamed } from "./kinds.ts";
import type { ProfileDevice } from "./schema.ts";

export interface ContextOptions extends Pick<DeviceContext, "directory" | "clock" | "onTrouble"> {
  clock: DeviceClock;
  /** Told why a line could not be opened, in words. */
  onOpenError?: (error: PortError) => void;
}

/** What a profile's device is made with: its line, opened as its kind knows, and a watch for its being plugged in. */
export function deviceContext({ id, kind, url }: ProfileDevice, options: ContextOptions): DeviceContext {
  const { directory, clock, onTrouble, onOpenError } = options;
  const { openOptions: known = {}, urls } = kindNamed(kind) ?? {};
  return {
    id,
    url,
    directory,
    clock,
    onTrouble,
    open: () =>
      openPort(url, known).catch((error: PortError) => {
        onOpenError?.(error);
        throw error;
      }),
    onPlugged: urls ? undefined : watchPort(url, clock, known),
  };
}
