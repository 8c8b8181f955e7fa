import type { z } from "zod";
import type { DeviceClock } from "../port/clock.ts";
import type { OpenOptions } from "../port/open-port.ts";
import type { OpenPort, Port } from "../port/port.ts";
import type { DeviceLifeOptions } from "./device-life.ts";
import type { Device } from "./device.ts";

/** A sentence for people, in both languages. */
export interface Words {
  zh: string;
  en: string;
}

/** What a device is made with, besides its own settings. */
export interface DeviceContext {
  /** The device's name in its profile. */
  id: string;
  url: string;
  open: OpenPort;
  onPlugged: DeviceLifeOptions["onPlugged"] | undefined;
  clock: DeviceClock;
  /** The folder of the profile: files that it names are looked for there. */
  directory: string;
  /** Something that an engineer should read, and that does not stop the device. Codes and names only. */
  onTrouble: (code: string, detail: Readonly<Record<string, string | number>>) => void;
}

/** How trying a device ended; `code` has words in `drivers/cli/words.ts`, a good one in `done` there. */
export interface Trial {
  good: boolean;
  code: string;
}

/** Somewhere in a hall that settings name; what is called so is the hall's to know. `path` is where they name it. */
export interface NamedPlace {
  path: readonly (string | number)[];
  place: "window" | "zone";
  name: string;
}

/** A device made of software that a person plays with: `npm run devices -- simulate`. */
export interface Simulation {
  /** Gives it a line; the driver is at the other end. */
  attach(port: Port): void;
  /** What can be done to it. The first one is shown first. */
  readonly commands: readonly SimulationCommand[];
  /** Tells what came out of it or was shown on it, in one line. */
  onNews(listener: (news: Words) => void): void;
  /** The kind's own fields of a profile that fits it; its defaults do when absent. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

export interface SimulationCommand {
  /** What is typed: `lay 1`. With `…` at its end, whatever is typed there is given to `run`. */
  says: string;
  does: Words;
  run(rest: string): void;
}

/**
 * One kind of device, as a profile, the command line and a kiosk see it. A driver's folder exports one; the list of
 * them all is `drivers/profile/kinds.ts`.
 */
export interface DeviceKind<Name extends string, Shape extends z.ZodRawShape, D extends Device> {
  readonly name: Name;
  readonly title: Words;
  /** The kind's own fields in a profile, each with a description. `id`, `kind`, `label` and `url` are everybody's. */
  readonly settings: Shape;
  /** What this kind's urls may leave out, and how its makers wrap bytes. */
  readonly openOptions?: OpenOptions;
  /** What its urls are when they name no line, such as a sound device's; `open` then fails. */
  readonly urls?: z.ZodString;
  /** Makes the device; does not start it. */
  create(settings: z.output<z.ZodObject<Shape>>, context: DeviceContext): Promise<D>;
  /** What is wrong with settings that are each right, such as an input that its line can't have. */
  refuses?(settings: z.output<z.ZodObject<Shape>> & { url: string }): { field: string; says: Words } | null;
  /** Where in a hall its devices stand, as settings say it. */
  places?(settings: z.output<z.ZodObject<Shape>>): readonly NamedPlace[];
  /** Has it do something that a technician can see, such as a test print. `hands`: somebody has to do something too. */
  readonly trial?: { asks: Words; hands?: true; run(device: D, clock: DeviceClock): Promise<Trial> };
  /**
   * Makes a simulated one, where there is a line to simulate. Its codec is its own: what it shares with the driver, a test
   * of the driver can't find.
   */
  readonly simulate?: () => Simulation;
}

/** Keeps the types of a kind together. */
export function defineKind<Name extends string, Shape extends z.ZodRawShape, D extends Device>(
  kind: DeviceKind<Name, Shape, D>,
): DeviceKind<Name, Shape, D> {
  return kind;
}
