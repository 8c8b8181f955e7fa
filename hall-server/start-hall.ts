import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { statfs } from "node:fs/promises";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { type Logger, pino } from "pino";
import { sealKeys } from "./contract/sealed-people.ts";
import { readHallConfig } from "./contract/config-wire.ts";
import type { HallInfo, Health } from "./contract/wire.ts";
import { hallName, type HallState } from "./domain/hall/state.ts";
import type { HallConfig } from "./domain/hall/config.ts";
import { principalName } from "./domain/roles.ts";
import { adminDesk, onNewConfig, seedKioskKeys } from "./admin-desk.ts";
import { BadEnvironment, type HallSettings } from "./environment.ts";
import { openVoiceFiles } from "./floor/voice-files.ts";
import { Hall } from "./hall.ts";
import { Authority } from "./live/authority.ts";
import { BookingsAsked } from "./live/bookings-asked.ts";
import { CopyBack } from "./live/copy-back.ts";
import { Estimates } from "./live/estimates.ts";
import { cookiesIn, createHttp } from "./live/http.ts";
import { diskLookMs } from "./contract/disk-room.ts";
import type { QueueCommand } from "./domain/hall/commands.ts";
import { DiskWatch } from "./live/disk-watch.ts";
import { KioskWatch } from "./live/kiosk-watch.ts";
import { recentDepth } from "./live/views/recent.ts";
import { Reports } from "./live/reports.ts";
import { startSockets } from "./live/sockets/sockets.ts";
import { startPhones } from "./start-phones.ts";
import { demoHall, demoPins } from "./seed/demo-hall.ts";
import { randomIds } from "./random-ids.ts";
import { startFloor } from "./start-floor.ts";
import { Store } from "./store/store.ts";

/** A running hall. */
export interface RunningHall {
  url: string;
  hall: Hall;
  store: Store;
  /** The file that holds a kiosk's key. */
  kioskKeyFile: (kiosk: string) => string;
  close(): Promise<void>;
}

type OnFault = (what: string, error: unknown) => void;

/** How often the hall looks whether time asks for something: midnight, reservations that have run out. */
const tickMs = 1_000;

const packageFile = new URL("../package.json", import.meta.url);
const version = (JSON.parse(readFileSync(packageFile, "utf8")) as { version: string }).version;

/** Starts the hall server: file, configuration, wire. `log` never sees personal data. */
export async function startHall(
  settings: HallSettings,
  {
    now = Date.now,
    monotonic = () => performance.now(),
    log = pino({ level: settings.logLevel }),
  }: { now?: () => number; monotonic?: () => number; log?: Logger } = {},
): Promise<RunningHall> {
  const files = await openVoice(settings.voiceDir);
  const store = new Store(settings.dataDir, settings.keyDir);
  const onFault: OnFault = (what, error) => log.error({ what, error: describe(error) }, "fault");
  const newId = randomIds();
  const keyFile = (kiosk: string) => kioskKeyFile(settings, kiosk);
  const hall = new Hall({ store, now, newId, onFault });
  await claim(hall, settings);
  await configure(hall, settings, newId);
  await hall.tick();
  await seedSecrets(store, hall, settings);
  const floor = await startFloor(settings.floorDevices, { hall, newId, log, onFault });

  const authority = new Authority(
    () => store.secrets,
    () => hall.state,
    now,
  );
  const seal = await sealKeys(store.derive("open what cut-off kiosks sealed"));
  const health = healthTeller(hall, monotonic);
  const bySystem = (command: QueueCommand) =>
    void hall.executeSystem(command, `system:${command.type}:${newId()}`);
  const watch = new KioskWatch({ state: () => hall.state, execute: bySystem, now: monotonic });
  const http = await createHttp({
    authority,
    pagesDir: join(import.meta.dirname, "..", "dist", "ui"),
    files,
    health: () => health(sockets.connections()),
    info: () => hallInfo(hall.state),
    sealKey: seal.publicKey,
    admin: adminDesk(hall, store, keyFile),
    onSignOut: (token) => sockets.endSession(token),
    onPaired: (window) => sockets.endDevice(`tablet:${window}`),
  });
  const threads = openThreads(hall, store, onFault);
  const { estimates, reports } = threads;
  const board = () => sockets.board();
  const phones = startPhones(settings.phones, { store, hall, estimates, board, monotonic, log, onFault });
  const sockets = startSockets({
    http: http.server,
    hall,
    sealKeys: seal,
    authority,
    estimates,
    reports,
    lately: store.recent(recentDepth),
    // Ages are told by the log's clock, so that a clock that is set back makes nothing young again.
    now: () => hall.now(),
    cookiesOf: (header) => cookiesIn(http, header),
    openNote: (note) => store.vault.openNote(note),
    bookings: new BookingsAsked((known) => store.vault.knownAs(known), monotonic),
    commandsPerSecond: settings.commandsPerSecond,
    slipLink: phones.slipLink,
    onPulse: (kiosk, pulse) => watch.heard(kiosk, pulse),
    onRefused: (principal, refusal) =>
      log.warn({ principal: principalName(principal), refusal }, "refused at the gate"),
    onFault,
  });
  onNewConfig(hall, (config) => {
    seedKioskKeys(store, config, keyFile);
    sockets.recheck(config);
  });
  await listen(http, settings, threads);
  const ticking = setInterval(() => (void hall.tick(), watch.look()), tickMs);
  const looking = setInterval(lookAtDisk(settings, bySystem, onFault), diskLookMs);
  const { port } = http.server.address() as AddressInfo;
  floor.listening(urlOf(hereOf(settings.host), port));
  return {
    url: urlOf(settings.host, port),
    hall,
    store,
    kioskKeyFile: keyFile,
    async close() {
      clearInterval(ticking);
      clearInterval(looking);
      await floor.stop();
      phones.stop();
      await sockets.close();
      await threads.stop();
      await http.close();
      await hall.close();
    },
  };
}

/** Where nobody can listen, no thread may be left that the process ends in the middle of its work. */
async function listen(
  http: Awaited<ReturnType<typeof createHttp>>,
  { port, host }: HallSettings,
  threads: { stop(): Promise<void> },
): Promise<void> {
  try {
    await http.listen({ port, host });
  } catch (error) {
    await threads.stop();
    throw error;
  }
}

/** A folder is for practice or for real, from its first moment on: neither is ever opened as the other. */
async function claim(hall: Hall, { training, dataDir }: HallSettings): Promise<void> {
  if (training && hall.seq === 0) await hall.executeSystem({ type: "beginTraining" }, "system:beginTraining");
  if (hall.state.training === training) return;
  await hall.close();
  throw new BadEnvironment([
    training
      ? `TRAINING=1: ${dataDir} holds the records of a real hall; practice needs a folder of its own`
      : `DATA_DIR=${dataDir}: it holds practice (TRAINING=1); a real hall needs a folder of its own`,
  ]);
}

const hallInfo = (state: HallState): HallInfo => ({
  name: hallName(state),
  regionCode: state.config.hall.regionCode,
  training: state.training,
  version,
  configuration: state.version,
});

function healthTeller(hall: Hall, monotonic: () => number): (connections: number) => Health {
  const startedAt = monotonic();
  return (connections) => ({
    ok: true,
    version,
    seq: hall.seq,
    uptimeS: Math.round((monotonic() - startedAt) / 1000),
    connections,
  });
}

const urlOf = (host: string, port: number) => `http://${host.includes(":") ? `[${host}]` : host}:${port}`;

/** Where this very machine finds a server that listens on `host`: one that listens everywhere is here too. */
const hereOf = (host: string) => ({ "0.0.0.0": "127.0.0.1", "::": "::1" })[host] ?? host;

function lookAtDisk(
  { dataDir }: HallSettings,
  execute: (command: QueueCommand) => void,
  onFault: OnFault,
): () => void {
  const disk = new DiskWatch({
    room: async () => {
      const { bavail, blocks } = await statfs(dataDir);
      return { free: bavail, all: blocks };
    },
    execute,
    onFault,
  });
  return () => void disk.look();
}

/** What stands behind the hall, each in a thread of its own. */
function openThreads(hall: Hall, store: Store, onFault: OnFault) {
  const estimates = openEstimates(hall, store, onFault);
  const reports = openReports(hall, store, onFault);
  const copyBack = openCopyBack(hall, store, onFault);
  return {
    estimates,
    reports,
    async stop() {
      for (const thread of [estimates, reports, copyBack]) await thread.stop();
    },
  };
}

/** Estimates read the log in a thread of their own. */
function openEstimates(hall: Hall, { file }: Store, onFault: OnFault): Estimates {
  return new Estimates({
    hall,
    now: () => hall.now(),
    start: (from, first) =>
      new Worker(new URL("estimate-worker.ts", import.meta.url), { workerData: { file, from, first } }),
    onFault,
  });
}

/** Reports read the log in a thread of their own. */
function openReports(hall: Hall, { file }: Store, onFault: OnFault): Reports {
  return new Reports({
    hall,
    now: () => hall.now(),
    start: () => new Worker(new URL("report-worker.ts", import.meta.url), { workerData: { file } }),
    onFault,
  });
}

/** The write-ahead log is copied back in a thread of its own. */
function openCopyBack(hall: Hall, { file }: Store, onFault: OnFault): CopyBack {
  return new CopyBack({
    hall,
    start: () => new Worker(new URL("copy-back-worker.ts", import.meta.url), { workerData: { file } }),
    onFault,
  });
}

async function openVoice(directory: string | null): ReturnType<typeof openVoiceFiles> {
  try {
    return await openVoiceFiles(directory);
  } catch (error) {
    throw new BadEnvironment([`VOICE_DIR: ${error instanceof Error ? error.message : "unreadable"}`]);
  }
}

/**
 * Puts a configuration into the log when its source is another than the last one that was put there: what staff have
 * changed in the running hall outlives a restart, until somebody edits the file.
 */
async function configure(hall: Hall, settings: HallSettings, newId: () => string): Promise<void> {
  const config = settings.configFile ? readConfig(settings.configFile) : demoHall();
  const source = `${settings.configFile ? "file" : "demo"}:${digest(JSON.stringify(config))}`;
  if (source === hall.state.source) return;
  const answer = await hall.executeSystem(
    { type: "configureHall", config, source },
    `system:configureHall:${newId()}`,
  );
  if (!answer.ok)
    throw new BadEnvironment([
      `${settings.configFile ?? "the demo hall"}: ${JSON.stringify(answer.refusal.params)}`,
    ]);
}

const digest = (text: string): string => hash("sha256", text, "base64url");

function readConfig(file: string): HallConfig {
  let raw: unknown;
  try {
    raw = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new BadEnvironment([
      `HALL_CONFIG=${file}: ${error instanceof Error ? error.message : "unreadable"}`,
    ]);
  }
  const read = readHallConfig(raw);
  if (!read.ok)
    throw new BadEnvironment(read.problems.map(({ at, detail }) => `HALL_CONFIG: ${at}: ${detail}`));
  return read.config;
}

/** Kiosk keys are made at the first start, in files that only the hall's user can read; a demo hall has PINs too. */
async function seedSecrets(store: Store, hall: Hall, settings: HallSettings): Promise<void> {
  seedKioskKeys(store, hall.state.config, (kiosk) => kioskKeyFile(settings, kiosk));
  if (settings.mode !== "demo" || settings.configFile) {
    // Whoever tried the demo on these files left its public PINs behind.
    for (const [staff, pin] of Object.entries(demoPins))
      if (await store.secrets.checkPin(staff, pin)) store.secrets.removePin(staff);
    return;
  }
  for (const [staff, pin] of Object.entries(demoPins))
    if (!store.secrets.hasPin(staff)) await store.secrets.setPin(staff, pin);
}

const kioskKeyFile = (settings: HallSettings, kiosk: string) => join(settings.keyDir, `kiosk-${kiosk}.key`);

/** An error without its message, which may quote what it was about: its name, code and where it came from. */
function describe(error: unknown) {
  if (!(error instanceof Error)) return { name: typeof error };
  const trace = error.stack?.split("\n").filter((line) => /^\s+at /.test(line));
  return { name: error.name, code: (error as { code?: string }).code, trace };
}
