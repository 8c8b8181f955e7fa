import { z } from "zod";
import type { HallConfig } from "../domain/hall/config.ts";

const Id = z.string().regex(/^[A-Za-z0-9_.-]{1,32}$/);
const Bilingual = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const Named = z.strictObject({ id: Id, name: Bilingual });
const Days = z.number().int().nonnegative();

const Material = z.strictObject({
  code: z.string(),
  name: Bilingual,
  exempt: z.enum(["none", "dataShare", "onlineVerify", "previousStep"]),
  exemptSource: Bilingual.nullable(),
  required: z.boolean(),
});

const CatalogueItem = z.strictObject({
  id: Id,
  name: Bilingual,
  taskCode: z.string(),
  highFrequency: z.boolean(),
  promisedDays: Days,
  fee: z.boolean(),
  serviceMinutes: z.number().positive(),
  materials: z.array(Material),
  specialProcedures: z.array(
    z.strictObject({
      name: z.string(),
      legalBasis: z.string().nullable(),
      lawPrescribedDays: Days.nullable(),
      capWorkingDays: Days.nullable(),
    }),
  ),
});

/**
 * A hall's configuration as a file (`HALL_CONFIG`). The catalogue's items are imported: what the law forbids in them is
 * struck and recorded, so a file never says what was rejected.
 */
export const HallConfigFile = z.strictObject({
  hall: z.strictObject({
    name: Bilingual,
    regionCode: z.string().regex(/^\d{6}$/),
    timeZone: z.string().refine((zone) => isTimeZone(zone), "not an IANA time zone"),
  }),
  queues: z
    .array(
      z.strictObject({
        id: Id,
        name: Bilingual,
        prefix: z.string().regex(/^[A-Z]{1,2}$/),
        from: z.number().int().positive(),
        to: z.number().int().positive(),
        width: z.number().int().min(1).max(8),
        capacity: z.number().int().positive().exactOptional(),
        items: z.array(Id),
      }),
    )
    .min(1),
  windows: z.array(z.strictObject({ id: Id, name: Bilingual, items: z.array(Id) })).min(1),
  kiosks: z.array(Named),
  screens: z.array(Named),
  staff: z.array(
    Named.extend({ roles: z.array(z.enum(["clerk", "guide", "manager", "admin", "engineer"])) }),
  ),
  catalogue: z.strictObject({ version: z.string(), items: z.array(CatalogueItem) }),
}) satisfies z.ZodType<
  Omit<HallConfig, "catalogue"> & { catalogue: Omit<HallConfig["catalogue"], "rejected"> }
>;

function isTimeZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: zone }));
  } catch {
    return false;
  }
}
