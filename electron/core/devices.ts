import type { DeviceContext } from "../../drivers/device/device-kind.ts";
import type { Device, DeviceHealth } from "../../drivers/device/device.ts";
import type { CardReaderEvent } from "../../drivers/id-card/card-reader.ts";
import { cardReaderKind } from "../../drivers/id-card/reader-kind.ts";
import { systemClock } from "../../drivers/port/clock.ts";
import { ticketPrinterKind } from "../../drivers/printer/printer-kind.ts";
import type { PrinterStatus, PrintOutcome, Slip } from "../../drivers/printer/slip.ts";
import { deviceContext } from "../../drivers/profile/device-context.ts";
import type { Profile } from "../../drivers/profile/read-profile.ts";
import type { Scanner } from "../../drivers/scanner/scanner.ts";
import { createDevice, devicesOf, type ProfileDevice } from "../../drivers/profile/schema.ts";

/** How one of the kiosk's devices is. */
export interface DeviceState {
  /** Its id in the profile. */
  device: string;
  kind: ProfileDevice["kind"];
  health: DeviceHealth;
}

export interface DevicesOptions {
  /** With one card reader and one ticket printer. */
  profile: Profile;
  onReader: (event: CardReaderEvent) => void;
  onPrinter: (status: PrinterStatus) => void;
  onLatePrint: (jobId: string) => void;
  /** A code was held before one of the scanners. */
  onScan: (code: string) => void;
  /** A device is otherwise than it was. */
  onState: (state: DeviceState) => void;
  /** Something an engineer should read. Names and codes only. */
  onTrouble: (message: string, detail: Record<string, string | number>) => void;
}

/** A device of the profile, and how it is. */
export interface DeviceNow {
  entry: ProfileDevice;
  health: DeviceHealth;
}

/** The kiosk's devices, kept open until `stop`. */
export interface Devices {
  /** All of them, as they are now. */
  now: () => DeviceNow[];
  print: (slip: Slip) => Promise<PrintOutcome>;
  stop: () => Promise<void>;
}

/** Opens the profile's devices and keeps them open; whatever is unplugged comes back by itself. */
export async function startDevices(options: DevicesOptions): Promise<Devices> {
  const { profile, onTrouble } = options;
  const contextOf = (device: ProfileDevice): DeviceContext => {
    // A device is opened again and again; why it can't be is told once.
    let lastWhy = "";
    return deviceContext(device, {
      directory: profile.directory,
      clock: systemClock,
      onTrouble: (code, detail) => onTrouble(code, { device: device.id, ...detail }),
      onOpenError: ({ code, message }) => {
        if (message !== lastWhy) onTrouble(code, { device: device.id, message });
        lastWhy = message;
      },
    });
  };
  const [ofReader] = devicesOf(profile.devices, "cardReader");
  const [ofPrinter] = devicesOf(profile.devices, "ticketPrinter");
  if (!ofReader || !ofPrinter) throw new Error("a kiosk's profile has a card reader and a ticket printer");
  const reader = await cardReaderKind.create(ofReader, contextOf(ofReader));
  const printer = await ticketPrinterKind.create(ofPrinter, contextOf(ofPrinter));
  reader.onEvent(options.onReader);
  printer.onPrinterStatus(options.onPrinter);
  printer.onLatePrint(options.onLatePrint);
  const devices = new Map<ProfileDevice, Device>([
    [ofReader, reader],
    [ofPrinter, printer],
  ]);
  for (const entry of profile.devices)
    if (!devices.has(entry)) {
      const device = await createDevice(entry, contextOf(entry));
      if (entry.kind === "scanner") (device as Scanner).onScan(({ text }) => options.onScan(text));
      devices.set(entry, device);
    }
  for (const [{ id, kind }, device] of devices) {
    device.onStatus(() => options.onState({ device: id, kind, health: device.health() }));
    device.start();
  }
  return {
    now: () => [...devices].map(([entry, device]) => ({ entry, health: device.health() })),
    print: (slip) => printer.print(slip),
    stop: async () => void (await Promise.all([...devices.values()].map((device) => device.stop()))),
  };
}
