import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newCommandId } from "../../hall-server/contract/command-id.ts";
import { Store } from "../../hall-server/store/store.ts";
import type { Hello } from "./light-client.ts";

/** The files of a hall that a production server is started on, and who may come in. */
export interface HallFiles {
  root: string;
  dataDir: string;
  keyDir: string;
  configFile: string;
  /** The items that each queue serves, one list a queue. */
  items: string[];
  windows: string[];
  kiosks: string[];
  /** The handshake of a kiosk; its key exists once the server has been started. */
  kioskHello(kiosk: string): Hello;
  /** The cookie of the clerk who works at a window: clerk n at window n. */
  clerkHello(window: number): Hello;
  dispose(): void;
}

export interface HallSize {
  queues: number;
  windows: number;
  kiosks: number;
  /** Numbers of each queue that a kiosk is granted for when the hall is away; absent: none. */
  offlinePerKiosk?: number;
}

const named = (id: string) => ({ id, name: { zh: id, en: id } });

/** A hall's configuration in which every window serves every item, so that whoever calls finds somebody. */
function configOf({ queues, windows, kiosks, offlinePerKiosk }: HallSize) {
  const numbers = (count: number) => Array.from({ length: count }, (_, i) => i + 1);
  const item = (n: number) => ({
    ...named(`item${n}`),
    taskCode: "",
    highFrequency: true,
    promisedDays: 0,
    fee: false,
    serviceMinutes: 10,
    materials: [],
    specialProcedures: [],
  });
  return {
    hall: { name: { zh: "试验大厅", en: "Trial hall" }, regionCode: "340103", timeZone: "Asia/Shanghai" },
    queues: numbers(queues).map((n) => ({
      ...named(`q${n}`),
      prefix: String.fromCharCode(64 + n),
      from: 1,
      to: offlinePerKiosk ? 499_999 : 999_999,
      ...(offlinePerKiosk ? { offline: { from: 500_000, to: 999_999, perKiosk: offlinePerKiosk } } : {}),
      width: 6,
      items: [`item${n}`],
    })),
    windows: numbers(windows).map((n) => ({
      ...named(`w${n}`),
      items: numbers(queues).map((queue) => `item${queue}`),
    })),
    kiosks: numbers(kiosks).map((n) => named(`k${n}`)),
    screens: [],
    staff: numbers(windows).map((n) => ({ ...named(`c${n}`), roles: ["clerk"] })),
    catalogue: { version: "1", items: numbers(queues).map(item) },
  };
}

/** Makes the files of a hall in a directory of their own. Clerks are signed in already: PINs are not what is tried. */
export function makeHallFiles(size: HallSize): HallFiles {
  const root = mkdtempSync(join(tmpdir(), "yimen-load-"));
  const dataDir = join(root, "data");
  const keyDir = join(root, "keys");
  const configFile = join(root, "hall.json");
  const config = configOf(size);
  mkdirSync(dataDir, { mode: 0o700 });
  writeFileSync(configFile, JSON.stringify(config));
  const store = new Store(dataDir, keyDir);
  const tokens = config.staff.map(({ id }) => store.secrets.startSession(id, Date.now()));
  store.close();
  return {
    root,
    dataDir,
    keyDir,
    configFile,
    items: config.queues.map((queue) => queue.items[0]!),
    windows: config.windows.map(({ id }) => id),
    kiosks: config.kiosks.map(({ id }) => id),
    kioskHello: (kiosk) => ({
      auth: { kiosk, key: readFileSync(join(keyDir, `kiosk-${kiosk}.key`), "utf8") },
    }),
    clerkHello: (window) => ({ cookie: `yimen_session=${tokens[window - 1]}` }),
    dispose: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** A command in its envelope, as JSON, under a new id. */
export const envelope = (command: string, id: string = newCommandId()): string =>
  `{"id":"${id}","command":${command}}`;
