import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { PageClient } from "../../../electron/core/testing/page-client.ts";
import { listenTcpDevice, type TcpDevice } from "../../../drivers/port/tcp-device.ts";
import { slipText } from "../../../drivers/printer/interpreter/to-text.ts";
import { SimulatedPrinter } from "../../../drivers/printer/simulator/simulated-printer.ts";
import type { HallFiles } from "../../bench/hall-files.ts";
import { startProgram } from "../../bench/server-process.ts";

/** One number on paper. */
export interface Slip {
  number: string;
  offline: boolean;
}

/** What a life of the kiosk begins with. */
export interface Birth {
  mutant: string;
  /** By how much the machine's wall clock is wrong. */
  skewMs: number;
}

export interface Kiosk {
  page: PageClient;
  /** Resolves when it is dead. */
  dead: Promise<unknown>;
  /** Dies for good, without any handler. */
  kill: () => Promise<void>;
}

const plant = pathToFileURL(join(import.meta.dirname, "..", "plant.ts")).href;

/** A kiosk's machine: its printer, its disk, and its production core, which lives and dies. */
export class KioskMachine {
  readonly slips: Slip[] = [];
  readonly dataDir: string;
  readonly #files: HallFiles;
  readonly #hallUrl: string;
  readonly #line: TcpDevice;
  #kiosk: Kiosk | null = null;

  private constructor(files: HallFiles, hallUrl: string, line: TcpDevice) {
    this.#files = files;
    this.#hallUrl = hallUrl;
    this.#line = line;
    this.dataDir = join(files.root, "kiosk");
    const ui = join(files.root, "ui", "kiosk-ui");
    mkdirSync(ui, { recursive: true });
    mkdirSync(join(files.root, "ui", "assets"), { recursive: true });
    writeFileSync(join(ui, "index.html"), "");
    const devices = [
      // Nobody lays a card here.
      { id: "reader", kind: "cardReader", url: "tcp://127.0.0.1:9" },
      { id: "printer", kind: "ticketPrinter", url: line.url },
    ];
    writeFileSync(join(files.root, "devices.json"), JSON.stringify({ devices }));
    const printer = new SimulatedPrinter();
    line.onConnection((port) => printer.attach(port));
    printer.onSlip(({ bytes }) => {
      const text = slipText(bytes, 576);
      // A slip that a crash tore is on the same strip as the next one: each number on it is in somebody's hand.
      for (const [number] of text.matchAll(/[A-Z]\d{6}/g))
        this.slips.push({ number, offline: text.includes("离线号") });
    });
  }

  static async build(files: HallFiles, hallUrl: string): Promise<KioskMachine> {
    return new KioskMachine(files, hallUrl, await listenTcpDevice());
  }

  get kiosk(): Kiosk {
    if (!this.#kiosk) throw new Error("the kiosk is off");
    return this.#kiosk;
  }

  async start({ mutant, skewMs }: Birth): Promise<void> {
    const { keyDir, root } = this.#files;
    const starting = startProgram(
      join("electron", "core", "main.ts"),
      {
        HALL_URL: this.#hallUrl,
        KIOSK_ID: "k1",
        KIOSK_KEY_FILE: join(keyDir, "kiosk-k1.key"),
        KIOSK_DEVICES: join(root, "devices.json"),
        KIOSK_DATA_DIR: this.dataDir,
        UI_DIR: join(root, "ui"),
        PORT: "0",
        LOG_LEVEL: "fatal",
        TORTURE_KIOSK_MUTANT: mutant,
        TORTURE_SKEW_MS: String(skewMs),
      },
      ["--import", plant],
    );
    const { url } = await starting.ready;
    const page = await PageClient.open(url);
    this.#kiosk = {
      page,
      dead: starting.gone,
      kill: async () => {
        starting.child.kill("SIGKILL");
        await starting.gone;
        page.close();
        this.#kiosk = null;
      },
    };
  }

  async close(): Promise<void> {
    await this.#kiosk?.kill();
    await this.#line.close();
  }
}
