import { citizens } from "../id-card/simulator/citizens.ts";
import { SimulatedReader } from "../id-card/simulator/simulated-reader.ts";
import { listenTcpDevice, type TcpDevice } from "../port/tcp-device.ts";
import { InterpretError } from "../printer/interpreter/parse.ts";
import { renderSlip } from "../printer/interpreter/render.ts";
import { slipText } from "../printer/interpreter/to-text.ts";
import type { PrinterQuirks } from "../printer/simulator/printer-state.ts";
import { type PrintedSlip, SimulatedPrinter } from "../printer/simulator/simulated-printer.ts";
import { openReaderSocket, type ReaderSocket } from "./reader-socket.ts";
import { BenchWindows } from "./windows.ts";
import type { BenchSlip, BenchState, LaidCard } from "./state.ts";

const keptSlips = 40;

/** A slip's beginning in bytes: late enough that something is on paper, early enough that the end is missing. */
const midSlip = 400;

/** What can go wrong with the slip that comes next. */
export type NextFault = "nothing" | "runOut" | "unplug" | "cutter";

interface StoredSlip {
  slip: BenchSlip;
  bytes: Uint8Array;
  png: Uint8Array | null;
}

/** The physical world of one kiosk: a reader, a printer, a hand with cards and the slips on the table. */
export class Bench {
  readonly #reader: SimulatedReader;
  readonly #printer = new SimulatedPrinter();
  readonly #readerSocket: ReaderSocket;
  readonly #printerSocket: TcpDevice;
  readonly windows: BenchWindows;
  readonly #dots: 384 | 576;
  readonly #listeners = new Set<() => void>();
  #laid: LaidCard | null = null;
  /** The reader has had the card in its field: its absence from now on means that it was taken away. */
  #seen = false;
  #readerPlugged = true;
  #slips: StoredSlip[] = [];
  #slipCount = 0;

  private constructor(
    reader: SimulatedReader,
    sockets: [ReaderSocket, TcpDevice],
    windows: BenchWindows,
    paper: 58 | 80,
  ) {
    this.#reader = reader;
    this.windows = windows;
    windows.onChange(() => this.#changed());
    [this.#readerSocket, this.#printerSocket] = sockets;
    this.#dots = paper === 80 ? 576 : 384;
    this.#printerSocket.onConnection((port) => this.#printer.attach(port));
    this.#printer.onSlip((slip) => this.#keep(slip));
    this.#printer.onChange(() => this.#changed());
  }

  /** Puts both devices on the table and plugs them in. */
  static async open(paper: 58 | 80): Promise<Bench> {
    let bench: Bench | undefined;
    const reader = new SimulatedReader({
      misbehave: () => {
        // After the answer: a card that is pulled away in the middle of reading goes with it.
        setImmediate(() => bench?.look());
        return undefined;
      },
    });
    const readerSocket = await openReaderSocket(reader);
    try {
      bench = new Bench(reader, [readerSocket, await listenTcpDevice()], await BenchWindows.open(), paper);
    } catch (error) {
      await readerSocket.close();
      throw error;
    }
    return bench;
  }

  /** Unplugs and removes everything. */
  async close(): Promise<void> {
    this.#listeners.clear();
    this.#reader.lift();
    await this.#readerSocket.close();
    await this.#printerSocket.close();
    await this.windows.close();
  }

  /** After every change. Returns the function that stops it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** All there is to see. */
  state(): BenchState {
    return {
      reader: { plugged: this.#readerPlugged, laid: this.#laid, url: this.#readerSocket.url },
      printer: { ...this.#printer.state(), url: this.#printerSocket.url },
      cards: citizens.map(({ id, label, card }) => ({
        id,
        label,
        kind: card.kind,
        name: card.name,
        number: card.number,
      })),
      slips: this.#slips.map((stored) => stored.slip),
      windows: this.windows.state(),
    };
  }

  /** Lays a citizen's card, or one that cannot be read; false when there is no such citizen. */
  lay(laid: LaidCard): boolean {
    const found = citizens.find((citizen) => citizen.id === laid.card);
    if (found === undefined && laid.card !== "unreadable") return false;
    this.#reader.lay(found?.card ?? "unreadable", { removeMidRead: laid.removeMidRead });
    this.#laid = laid;
    this.#seen = false;
    this.#changed();
    return true;
  }

  lift(): void {
    this.#reader.lift();
    this.#laid = null;
    this.#changed();
  }

  plugReader(plugged: boolean): void {
    if (plugged) this.#readerSocket.plug();
    else this.#readerSocket.unplug();
    this.#readerPlugged = plugged;
    this.#changed();
  }

  plugPrinter(plugged: boolean): void {
    if (plugged) this.#printer.plug();
    else this.#printer.unplug();
  }

  setPaper(paper: "ok" | "nearEnd" | "out"): void {
    this.#printer.setPaper(paper);
  }

  setCover(open: boolean): void {
    if (open) this.#printer.openCover();
    else this.#printer.closeCover();
  }

  setCutter(jammed: boolean): void {
    if (jammed) this.#printer.jamCutter();
    else this.#printer.clearJam();
  }

  /** Prepares a mishap in the middle of the next slip, or takes it back. */
  setNext(fault: NextFault): void {
    this.#printer.behave();
    if (fault === "runOut") this.#printer.runOutAfter(midSlip);
    else if (fault === "unplug") this.#printer.unplugAfter(midSlip);
    else if (fault === "cutter") this.#printer.jamCutter("atNextCut");
  }

  setQuirks(quirks: PrinterQuirks): void {
    this.#printer.answerGarbage(quirks.garbage);
    this.#printer.loseAcknowledgement(quirks.losesAcknowledgement);
    this.#printer.printNothingButAcknowledge(quirks.printsNothing);
    this.#printer.knowsClearing(!quirks.keepsMemory);
  }

  /** Sweeps the slips off the table. */
  clearSlips(): void {
    this.#slips = [];
    this.#changed();
  }

  /** A slip's picture and bytes; null when it is not on the table. */
  slip(id: number): { png: Uint8Array | null; bytes: Uint8Array; text: string } | null {
    const stored = this.#slips.find((one) => one.slip.id === id);
    return stored === undefined ? null : { png: stored.png, bytes: stored.bytes, text: stored.slip.text };
  }

  /** Looks whether the card is still there. */
  look(): void {
    if (this.#laid === null) return;
    if (this.#reader.card !== undefined) this.#seen = true;
    else if (this.#seen) {
      this.#laid = null;
      this.#changed();
    }
  }

  #keep({ bytes, whole }: PrintedSlip): void {
    this.#slipCount += 1;
    const slip: BenchSlip = {
      id: this.#slipCount,
      at: new Date().toISOString(),
      whole,
      width: this.#dots,
      height: 0,
      text: "",
      error: null,
    };
    let png: Uint8Array | null = null;
    try {
      const picture = renderSlip(bytes, this.#dots);
      png = picture.png;
      slip.height = picture.height;
      slip.text = slipText(bytes, this.#dots);
    } catch (error) {
      if (!(error instanceof InterpretError)) throw error;
      slip.error = error.message;
    }
    this.#slips = [{ slip, bytes, png }, ...this.#slips].slice(0, keptSlips);
    this.#changed();
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
