/** What an engineer is shown of this kiosk, gathered when it is shown. Names, codes and counts. */
import { readFileSync } from "node:fs";
import { release } from "node:os";
import { readProfileFile } from "../../../drivers/profile/read-profile.ts";
import type { ProfileDevice } from "../../../drivers/profile/schema.ts";
import type { EngineerDevice, EngineerFacts } from "../../engineer-bridge.ts";
import type { DeviceNow } from "../devices.ts";

/** A port's URL may carry a password some day: of whatever stands before an @ nothing is shown. */
const shownUrl = (url: string): string => url.replace(/\/\/[^/@]*@/, "//");

export function deviceFacts(devices: readonly DeviceNow[], now: number): EngineerDevice[] {
  return devices.map(({ entry, health: { status, identity, counters, lastError } }) => ({
    id: entry.id,
    kind: entry.kind,
    url: shownUrl(urlOf(entry)),
    state: status.state,
    problem: "problem" in status ? status.problem : null,
    identity,
    counters,
    lastError: lastError && {
      code: lastError.code,
      secondsAgo: Math.max(0, Math.round((now - lastError.at) / 1000)),
    },
  }));
}

const urlOf = (entry: ProfileDevice): string =>
  "url" in entry && typeof entry.url === "string" ? entry.url : "";

/** The profile as it is on the disk now: it may have been edited since this kiosk started. */
export function profileFacts(file: string | null): EngineerFacts["profile"] {
  if (file === null) return { file: "", problems: [] };
  const read = readProfileFile(file);
  if (read.ok) return { file, problems: [] };
  return {
    file,
    problems: read.problems.map(({ path, line, column, says }) => ({
      where: path === "" ? `${line}:${column}` : `${path} (${line}:${column})`,
      zh: says.zh,
      en: says.en,
    })),
  };
}

const program = ((): string => {
  // From the sources and from the bundle the package's file is at another height.
  for (const up of ["../../../package.json", "../../package.json", "../package.json"])
    try {
      const read = JSON.parse(readFileSync(new URL(up, import.meta.url), "utf8")) as Record<string, unknown>;
      if (read["name"] === "yimen" && typeof read["version"] === "string") return read["version"];
    } catch {
      // The next one.
    }
  return "?";
})();

export function versionFacts(catalogue: string | null): Record<string, string> {
  const { node, electron, chrome } = process.versions as Record<string, string | undefined>;
  return {
    yimen: program,
    node: node ?? "?",
    ...(electron === undefined ? {} : { electron }),
    ...(chrome === undefined ? {} : { chromium: chrome }),
    system: `${process.platform} ${process.arch} ${release()}`,
    ...(catalogue === null ? {} : { catalogue }),
  };
}
