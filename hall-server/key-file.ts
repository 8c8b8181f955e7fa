import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";

/** The key in a file; a file that is missing, or that a power cut left empty, gets a new one. */
export function keyIn(file: string): string {
  const key = existsSync(file) ? readFileSync(file, "utf8").trim() : "";
  return /^[\w-]{43}$/.test(key) ? key : newKeyIn(file);
}

/** A new key, on the disk before it is used. */
export function newKeyIn(file: string): string {
  const made = randomBytes(32).toString("base64url");
  writeFileSync(`${file}.new`, made, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
  return made;
}
