import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HallUnderLoad } from "./hall-under-load.ts";
import { startLimit } from "./limit.ts";
import { inTurn } from "./measure.ts";
import type { Recorder } from "./recorder.ts";
import { type BesideScreens, measureBareBroadcast, measureHall } from "./screens.ts";
import { startProgram, type ServerProcess } from "./server-process.ts";

const screens = 300;
const phones = 2_000;
/** As many as the edge admits for one number: a family that waits together. */
const phonesPerNumber = 4;

/** What the crowd heard in its time. */
export interface Crowd {
  /** Of each phone: beats of the hall, and changes of its own number. */
  beats: number[];
  changes: number;
}

/**
 * From a call to the last screen while phones follow through the production edge: hall, edge, phones and load generator
 * are four processes. A bare broadcast to the same screens has nobody beside it.
 */
export async function measurePhones(
  recorder: Recorder,
  seconds: number,
  round: number,
): Promise<string | null> {
  const root = mkdtempSync(join(tmpdir(), "yimen-phones-"));
  const edge = await startEdgeProcess(root);
  const hall = await HallUnderLoad.open(8, { PUBLIC_URL: edge.url, EDGE_KEY_FILE: join(root, "edge.key") });
  const limit = await startLimit(0);
  const followed = phones / phonesPerNumber;
  const taken = await hall.fill(Math.max(followed, Math.ceil(200 + (seconds + 1) * 25)));
  const board = await hall.typicalBoard();
  const numbers = taken.flatMap((answer) => /"link":"([^"]+)"/.exec(answer)?.[1] ?? []).slice(0, followed);
  if (numbers.length < followed) throw new Error("the hall has given no links for phones");
  const links = Array.from({ length: phones }, (_, i) => numbers[i % followed]!);
  const got = await inTurn(round, {
    ours: () => besidePhones(root, links, () => measureHall(hall, screens, seconds), seconds),
    bare: () => measureBareBroadcast(limit.server, board, screens, seconds),
  });
  recorder.add("callToScreenWithPhones", screens, got.ours.calls, "bareBroadcast", got.bare.calls, "p99Ms");
  await limit.end();
  const miscount = await hall.end();
  edge.kill("SIGTERM");
  await edge.gone;
  rmSync(root, { recursive: true, force: true });
  return miscount;
}

async function startEdgeProcess(root: string): Promise<ServerProcess> {
  const pages = join(root, "pages", "counter-ui", "phone");
  mkdirSync(pages, { recursive: true });
  for (const page of ["index", "live", "unknown"]) writeFileSync(join(pages, `${page}.html`), page);
  writeFileSync(join(root, "edge.key"), randomBytes(32).toString("base64url"), { mode: 0o600 });
  return startProgram(join("hall-server", "edge", "main.ts"), {
    PORT: "0",
    EDGE_KEY_FILE: join(root, "edge.key"),
    PAGES_DIR: join(root, "pages"),
    CONNECTIONS_PER_ADDRESS: "10000",
    LOG_LEVEL: "error",
  }).ready;
}

/** Measures while every phone follows its own number, and fails unless each of them was kept up to date. */
async function besidePhones(
  root: string,
  links: readonly string[],
  measure: () => Promise<BesideScreens>,
  seconds: number,
): Promise<BesideScreens> {
  const files = { LINKS: join(root, "links"), HEARD: join(root, "heard") };
  writeFileSync(files.LINKS, links.join("\n"));
  const crowd = await startProgram(join("test", "bench", "phone-crowd.ts"), files).ready;
  const measured = await measure();
  crowd.kill("SIGTERM");
  await crowd.gone;
  const heard = JSON.parse(readFileSync(files.HEARD, "utf8")) as Crowd;
  // A beat every 2 s: one may be under way, and one has to come first.
  const fewest = Math.min(...heard.beats);
  if (heard.beats.length < links.length || fewest < Math.floor(seconds / 2) - 1 || heard.changes === 0)
    throw new Error(`phones were not followed: ${fewest} beats, ${heard.changes} changes`);
  return measured;
}
