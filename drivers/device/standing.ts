import { z } from "zod";
import type { NamedPlace, Words } from "./device-kind.ts";

/** Where a device stands in a hall, as a profile says it: names of the hall's, which mean nothing to a driver. */

const placeName = z
  .string()
  .regex(/^[A-Za-z0-9_.-]{1,32}$/, "expected a name as the hall's configuration has it, such as w1");

/** For a device that stands at one window. */
export const windowSetting = placeName
  .optional()
  .describe("在哪个窗口（大厅配置里的编号） The window it stands at, as the hall's configuration names it");

/** For several devices on one line: which window each address stands at. */
export const windowsSetting = z
  .record(z.string().regex(/^(0|[1-9]\d{0,4})$/, "expected an address"), placeName)
  .default({})
  .describe('每个地址在哪个窗口，如 {"1": "w1"} The window each address stands at, such as {"1": "w1"}');

export const zoneSetting = placeName
  .optional()
  .describe("在大厅的哪个区；不写则全厅 The zone it is heard in; all of the hall when left out");

/** What is said on small displays. */
export const languageSetting = z
  .enum(["zh", "en"])
  .default("zh")
  .describe("显示的语言 The language it shows");

/** The windows of a line's addresses. */
export function windowPlaces(windows: Readonly<Record<string, string>>): NamedPlace[] {
  return Object.entries(windows).map(([address, name]) => ({
    path: ["windows", address],
    place: "window",
    name,
  }));
}

/** An address that nothing on the line has. */
export function strayAddress(
  windows: Readonly<Record<string, string>>,
  addresses: readonly number[],
): { field: string; says: Words } | null {
  const stray = Object.keys(windows).find((address) => !addresses.includes(Number(address)));
  if (stray === undefined) return null;
  const there = addresses.join(", ");
  return {
    field: "windows",
    says: {
      zh: `这条线上没有地址 ${stray}；有：${there}`,
      en: `there is no address ${stray} on this line; there are: ${there}`,
    },
  };
}
