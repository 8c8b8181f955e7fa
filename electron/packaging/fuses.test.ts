import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { flipFuses, FuseState, FuseV1Options, getCurrentFuseWire } from "@electron/fuses";
import { expect, test } from "vitest";
import { fuses } from "./fuses.ts";

/** A binary as far as fuses go: their mark, the version, how many there are, and each as Electron ships it. */
const binary = (count: number) =>
  Buffer.concat([
    Buffer.from("code before dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX"),
    Buffer.from([1, count]),
    Buffer.from("101100011".slice(0, count).padEnd(count, "1")),
    Buffer.from(" code after"),
  ]);
const known = Object.values(FuseV1Options).filter((each) => typeof each === "number");

test("S2 the fuses are burnt as decided, every one of them", async () => {
  const directory = mkdtempSync(join(tmpdir(), "fuses-"));
  const file = join(directory, "electron");
  try {
    writeFileSync(file, binary(known.length));
    await flipFuses(file, fuses);
    const wire = await getCurrentFuseWire(file);
    const states = Object.fromEntries(
      known.map((fuse) => [FuseV1Options[fuse], wire[fuse] === FuseState.ENABLE]),
    );
    expect(states).toEqual({
      RunAsNode: false,
      EnableCookieEncryption: true,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableEmbeddedAsarIntegrityValidation: true,
      OnlyLoadAppFromAsar: true,
      LoadBrowserProcessSpecificV8Snapshot: false,
      GrantFileProtocolExtraPrivileges: false,
      WasmTrapHandlers: true,
    });
    // One more than was decided on: nothing is packaged.
    writeFileSync(file, binary(known.length + 1));
    await expect(flipFuses(file, fuses)).rejects.toThrow(/fuse/i);
  } finally {
    rmSync(directory, { recursive: true });
  }
});
