import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { mask } from "./masking.ts";

/** What goes into a bundle, by file name. Each text is masked on its way. */
export type BundleTexts = Readonly<Record<string, string>>;

/** Bundles on the kiosk's own disk; older ones make room. */
const mostKept = 5;
const namePattern = /^kiosk-[\w.-]+-\d{8}-\d{6}\.zip$/;

/** Writes a bundle into a directory, named by its kiosk and the hall's time; gives its path. Throws when that can't be. */
export function writeBundle(
  directory: string,
  { kiosk, at, texts }: { kiosk: string; at: string; texts: BundleTexts },
): string {
  mkdirSync(directory, { recursive: true });
  const stamp = at.replaceAll(/[-:]/g, "").replace(" ", "-");
  const file = join(directory, `kiosk-${kiosk}-${stamp}.zip`);
  const zipped = zipSync(
    Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, strToU8(mask(text))])),
  );
  // Under another name until it is whole: a stick may be pulled out in between.
  writeFileSync(`${file}.part`, zipped, { flush: true });
  renameSync(`${file}.part`, file);
  return file;
}

/** Keeps the last few bundles of a directory. */
export function tidyBundles(directory: string): void {
  const bundles = readdirSync(directory)
    .filter((name) => namePattern.test(name))
    .sort();
  for (const name of bundles.slice(0, -mostKept)) rmSync(join(directory, name), { force: true });
}
