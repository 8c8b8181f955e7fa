import { readdir, readFile, readlink } from "node:fs/promises";
import { join, resolve } from "node:path";
import { table } from "./table.ts";
import { type Language, words } from "./words.ts";

/** One thing that is plugged in, as the system shows it. */
export interface Found {
  sort: "serial" | "hid" | "usb" | "printerPort";
  /** What to write into a profile. */
  url: string;
  /** What it calls itself. */
  name: string;
}

/** Where to look; a test brings folders of its own. */
export interface ListOptions {
  dev: string;
  sys: string;
  /** node-hid's list. */
  hid: () => Promise<
    { vendorId: number; productId: number; product?: string | undefined; manufacturer?: string | undefined }[]
  >;
}

/** The machine's own places. */
export const thisMachine: ListOptions = {
  dev: "/dev",
  sys: "/sys",
  hid: async () => (await import("node-hid")).devicesAsync(),
};

/** Lists what is plugged in. Reads the kernel's own folders, so nothing else need be installed (no udevadm). */
export async function listDevices({ dev, sys, hid }: ListOptions = thisMachine): Promise<Found[]> {
  const [serial, usb, ports, hids] = await Promise.all([
    serialLines(dev),
    usbDevices(sys),
    printerPorts(dev),
    hid().catch(() => []),
  ]);
  const seen = new Set<string>();
  const hidFound = hids.map(({ vendorId, productId, manufacturer = "", product = "" }): Found => {
    const url = `hid:${hex4(vendorId)}:${hex4(productId)}`;
    return { sort: "hid", url, name: `${manufacturer} ${product}`.trim() };
  });
  return [...serial, ...ports, ...hidFound, ...usb].filter(({ url }) => !seen.has(url) && seen.add(url));
}

/** The list as a technician reads it. */
export function listText(found: readonly Found[], language: Language): string {
  if (found.length === 0) return words.nothingFound[language];
  const sorts = {
    serial: { zh: "串口", en: "Serial" },
    hid: { zh: "HID", en: "HID" },
    usb: { zh: "USB", en: "USB" },
    printerPort: { zh: "打印口", en: "Printer port" },
  };
  return table(found.map(({ sort, url, name }) => [sorts[sort][language], url, name])).join("\n");
}

const hex4 = (value: number): string => value.toString(16).padStart(4, "0").toUpperCase();

const entries = (path: string): Promise<string[]> =>
  readdir(path).then(
    (names) => names.toSorted(),
    () => [],
  );

/** By the name that stays the same over a replug where there is one. */
async function serialLines(dev: string): Promise<Found[]> {
  const byId = join(dev, "serial", "by-id");
  const found: Found[] = [];
  const named = new Set<string>();
  for (const name of await entries(byId)) {
    const target = resolve(byId, await readlink(join(byId, name)).catch(() => name));
    named.add(target);
    found.push({ sort: "serial", url: `serial:${join(byId, name)}`, name: target });
  }
  for (const name of await entries(dev)) {
    const path = join(dev, name);
    if (/^tty(USB|ACM|AMA|XRUSB)\d+$/u.test(name) && !named.has(path))
      found.push({ sort: "serial", url: `serial:${path}`, name: "" });
  }
  return found;
}

async function printerPorts(dev: string): Promise<Found[]> {
  const names = await entries(join(dev, "usb"));
  return names
    .filter((name) => /^lp\d+$/u.test(name))
    .map((name) => ({ sort: "printerPort", url: `file:${join(dev, "usb", name)}`, name: "" }));
}

async function usbDevices(sys: string): Promise<Found[]> {
  const root = join(sys, "bus", "usb", "devices");
  const found: Found[] = [];
  for (const name of await entries(root)) {
    const read = (file: string): Promise<string> =>
      readFile(join(root, name, file), "utf8").then(
        (text) => text.trim(),
        () => "",
      );
    const [vendor, product] = [await read("idVendor"), await read("idProduct")];
    // Interfaces have no ids of their own; hubs and the host's own ports are no devices of a hall.
    if (vendor === "" || product === "" || (await read("bDeviceClass")) === "09") continue;
    const says = `${await read("manufacturer")} ${await read("product")}`.trim();
    found.push({ sort: "usb", url: `usb:${vendor.toUpperCase()}:${product.toUpperCase()}`, name: says });
  }
  return found;
}
