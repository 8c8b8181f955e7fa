import { registerHooks } from "node:module";
import { kioskMutants } from "./kiosk/plants-kiosk.ts";
import { crashPoints, type Edit, mutants } from "./plants.ts";

/**
 * Loaded into the spawned server before anything else (`--import`): edits the production sources as they are loaded.
 * An anchor that is not there exactly once ends the process, so that a torture can't lose its teeth unnoticed.
 */
const {
  TORTURE_CRASH = "",
  TORTURE_MUTANT = "",
  TORTURE_KIOSK_MUTANT = "",
  TORTURE_SKEW_MS = "0",
} = process.env;
const plants: Record<string, Edit[]> = { ...crashPoints, ...mutants };
const ofKiosk: Record<string, Edit[]> = kioskMutants;
const edits = [
  ...[TORTURE_CRASH, TORTURE_MUTANT].flatMap((name) => plants[name] ?? []),
  ...(ofKiosk[TORTURE_KIOSK_MUTANT] ?? []),
];

/** A machine whose wall clock is wrong. */
const trueNow = Date.now;
if (TORTURE_SKEW_MS !== "0") Date.now = () => trueNow() + Number(TORTURE_SKEW_MS);

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    const here = edits.filter(({ file }) =>
      url.endsWith(file.startsWith("electron/") ? `/${file}` : `/hall-server/${file}`),
    );
    if (here.length === 0) return loaded;
    const source = Buffer.from((loaded.source ?? "") as Uint8Array).toString("utf8");
    return { ...loaded, source: here.reduce(plant, source) };
  },
});

function plant(source: string, { file, anchor, replacement }: Edit): string {
  const parts = source.split(anchor);
  if (parts.length !== 2)
    throw new Error(`${file} holds ${parts.length - 1} times what to replace: ${anchor}`);
  return parts.join(replacement);
}
