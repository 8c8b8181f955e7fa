import { z } from "zod";
import type { DeviceContext, DeviceKind, NamedPlace } from "../device/device-kind.ts";
import type { Device } from "../device/device.ts";
import { type OpenOptions, parsePortUrl } from "../port/open-port.ts";
import { PortError } from "../port/port.ts";
import { type AnyKind, type KindName, kinds } from "./kinds.ts";

/**
 * A device profile, `devices.json`: what is connected to one kiosk or window, and where. `read-profile.ts` reads one;
 * `docs/devices.schema.json` is made from here and lets an editor complete and check it.
 */

const portUrl = (known: OpenOptions = {}) =>
  z
    .string()
    .superRefine((url, context) => {
      try {
        parsePortUrl(url, known);
      } catch (error) {
        if (!(error instanceof PortError)) throw error;
        context.addIssue({ code: "custom", message: error.message });
      }
    })
    .describe(
      "在哪里 Where it is: serial:by-id/…, tcp://host:port, hid:…, usb:…, file:/dev/usb/lp0 (docs/devices.md)",
    );

const common = {
  id: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9_-]{0,31}$/, "expected a letter, then letters, digits, - or _, 32 at most")
    .describe("设备编号，本文件内唯一 Its name, unique in this file"),
  label: z.string().min(1).max(60).optional().describe("给人看的说明 What people call it"),
};

function entrySchema<Name extends string, Shape extends z.ZodRawShape, D extends Device>(
  kind: DeviceKind<Name, Shape, D>,
) {
  const { name, title, settings, openOptions, urls } = kind;
  return z
    .strictObject({
      ...common,
      kind: z.literal(name).describe(`${title.zh} ${title.en}`),
      url: urls ?? portUrl(openOptions),
      ...settings,
    })
    .describe(`${title.zh} ${title.en}`);
}

type EntrySchema<Kind> =
  Kind extends DeviceKind<infer Name, infer Shape, infer D>
    ? ReturnType<typeof entrySchema<Name, Shape, D>>
    : never;

type EntrySchemas<Kinds extends readonly unknown[]> = { [Index in keyof Kinds]: EntrySchema<Kinds[Index]> };

/** A list's map forgets which kind stands where; the union needs it, to know a kind's settings by its name. */
const entrySchemas = kinds.map((kind: AnyKind) =>
  entrySchema<string, z.ZodRawShape, Device>(kind as never),
) as unknown as EntrySchemas<typeof kinds>;

/** The schema of a whole profile. What it can't say (two devices on one line) is in `read-profile.ts`. */
export const profileSchema = z
  .strictObject({
    $schema: z
      .string()
      .optional()
      .describe("编辑器用的结构说明 For editors: the path of devices.schema.json"),
    devices: z
      .array(z.discriminatedUnion("kind", entrySchemas))
      .min(1)
      .describe("本机连接的设备 The devices connected to this machine"),
  })
  .describe("一台自助机或一个窗口的设备 The devices of one kiosk or window");

/** One device of a profile, with its kind's settings. */
export type ProfileDevice = z.output<typeof profileSchema>["devices"][number];

/** The devices of a profile of one kind. */
export type ProfileDeviceOf<Name extends KindName> = Extract<ProfileDevice, { kind: Name }>;

/** The devices of one kind, in the profile's order. */
export function devicesOf<Name extends KindName>(
  devices: readonly ProfileDevice[],
  kind: Name,
): ProfileDeviceOf<Name>[] {
  return devices.filter((device): device is ProfileDeviceOf<Name> => device.kind === kind);
}

/** Where in a hall a profile's device stands. */
export function placesOf(device: ProfileDevice): readonly NamedPlace[] {
  const kind = kinds.find(({ name }) => name === device.kind) as
    | { places?(settings: ProfileDevice): readonly NamedPlace[] }
    | undefined;
  return kind?.places?.(device) ?? [];
}

/** Makes a profile's device, whatever its kind; does not start it. */
export function createDevice(device: ProfileDevice, context: DeviceContext): Promise<Device> {
  const kind = kinds.find(({ name }) => name === device.kind) as
    | { create(settings: ProfileDevice, context: DeviceContext): Promise<Device> }
    | undefined;
  if (kind === undefined) throw new Error(`no driver for ${device.kind}`);
  return kind.create(device, context);
}
