import type { Port } from "../../port/port.ts";
import { automaticStatus, isOffline, nextPiece, paperByte, realTimeByte } from "./codec.ts";
import type { Sensors, SimulatedPrinterState } from "./printer-state.ts";
import { type RealTimeCommand, RealTimeScanner } from "./real-time.ts";

/** A slip as it fell out, or was torn out. */
export interface PrintedSlip {
  bytes: Uint8Array;
  /** False for the beginning of a slip that somebody tore out when the paper had ended. */
  whole: boolean;
}

interface Line {
  port: Port;
  automatic: boolean;
  stop: () => void;
}

/** A printer's memory ends somewhere; more than this means that nobody will print it. */
const memory = 1024 * 1024;

/**
 * A ticket printer behind the device's end of a port: TCP, a PTY or memory. Its time is the stream's: a piece is on
 * paper as soon as it has come, unless something stops it; then the rest waits in its memory, as in a real one.
 */
export class SimulatedPrinter {
  readonly #lines = new Set<Line>();
  readonly #slipListeners = new Set<(slip: PrintedSlip) => void>();
  readonly #changeListeners = new Set<() => void>();
  readonly #sensors: Sensors = {
    paper: "ok",
    coverOpen: false,
    cutterJammed: false,
    overheated: false,
    switchedOff: false,
  };
  #memory: Uint8Array = new Uint8Array();
  #paper: Uint8Array[] = [];
  #inked = false;
  #plugged = true;
  #jamAtCut = false;
  #paperLeft = Number.POSITIVE_INFINITY;
  #unplugIn = Number.POSITIVE_INFINITY;
  #garbage = false;
  #silentProof = false;
  #keepsNothing = false;
  #forgetful = true;

  /** Connects a line; several may be connected, as with TCP. */
  attach(port: Port): void {
    if (!this.#plugged) {
      void port.close();
      return;
    }
    const realTime = new RealTimeScanner();
    const line: Line = { port, automatic: false, stop: () => {} };
    line.stop = port.onBytes((bytes) => {
      const { commands, rest } = realTime.find(bytes);
      for (const command of commands) this.#realTime(line, command);
      this.#receive(rest, line);
    });
    this.#lines.add(line);
    void port.closed.then(() => {
      line.stop();
      this.#lines.delete(line);
    });
  }

  /** Each slip as it is cut. Returns the function that stops it. */
  onSlip(listener: (slip: PrintedSlip) => void): () => void {
    this.#slipListeners.add(listener);
    return () => {
      this.#slipListeners.delete(listener);
    };
  }

  /** After every change of `state()`. Returns the function that stops it. */
  onChange(listener: () => void): () => void {
    this.#changeListeners.add(listener);
    return () => {
      this.#changeListeners.delete(listener);
    };
  }

  /** Paper, cover, cutter and cable as they are. */
  state(): SimulatedPrinterState {
    return {
      ...this.#sensors,
      plugged: this.#plugged,
      next: this.#next(),
      quirks: {
        garbage: this.#garbage,
        losesAcknowledgement: this.#silentProof,
        printsNothing: this.#keepsNothing,
        keepsMemory: !this.#forgetful,
      },
    };
  }

  /** Takes the paper away, lets it run low, or puts in a new roll; then what waits in memory is printed. */
  setPaper(paper: Sensors["paper"]): void {
    if (this.#sensors.paper === "out" && paper !== "out") {
      this.#paperLeft = Number.POSITIVE_INFINITY;
      // Whoever changes the roll tears off what hangs out, unless the printer is about to finish it.
      if (this.#memory.length === 0) this.#emit(false);
    }
    this.#sensors.paper = paper;
    this.#changed();
  }

  openCover(): void {
    this.#sensors.coverOpen = true;
    this.#changed();
  }

  closeCover(): void {
    this.#sensors.coverOpen = false;
    this.#changed();
  }

  /** The cutter is stuck: at once, or found to be so at the next cut. */
  jamCutter(when: "now" | "atNextCut" = "now"): void {
    if (when === "now") this.#sensors.cutterJammed = true;
    else this.#jamAtCut = true;
    this.#changed();
  }

  clearJam(): void {
    this.#jamAtCut = false;
    this.#sensors.cutterJammed = false;
    this.#changed();
  }

  /** The head gets too hot, or has cooled. */
  overheat(on: boolean): void {
    this.#sensors.overheated = on;
    this.#changed();
  }

  /** Its button takes it off line, or back. */
  switchOff(on: boolean): void {
    this.#sensors.switchedOff = on;
    this.#changed();
  }

  /** The paper ends once so many more bytes have been printed. */
  runOutAfter(bytes: number): void {
    this.#paperLeft = bytes;
    this.#changed();
  }

  /** The cable is pulled; the printer keeps what it has. */
  unplug(): void {
    if (!this.#plugged) return;
    this.#plugged = false;
    this.#unplugIn = Number.POSITIVE_INFINITY;
    for (const line of this.#lines) {
      line.stop();
      void line.port.close();
    }
    this.#lines.clear();
    this.#changed();
  }

  /** The cable is pulled once so many more bytes have come; the rest is lost. */
  unplugAfter(bytes: number): void {
    this.#unplugIn = bytes;
    this.#changed();
  }

  /** Takes back what was going to go wrong. */
  behave(): void {
    this.#jamAtCut = false;
    this.#unplugIn = Number.POSITIVE_INFINITY;
    this.#paperLeft = Number.POSITIVE_INFINITY;
    this.#changed();
  }

  plug(): void {
    this.#plugged = true;
    this.#changed();
  }

  /** Answers every question with bytes that mean nothing, as a wrong line speed would. */
  answerGarbage(on: boolean): void {
    this.#garbage = on;
    this.#changed();
  }

  /** The lying printer: acknowledges, and nothing comes out. No driver can notice. */
  printNothingButAcknowledge(on: boolean): void {
    this.#keepsNothing = on;
    this.#changed();
  }

  /** Prints, but its acknowledgement gets lost. */
  loseAcknowledgement(on: boolean): void {
    this.#silentProof = on;
    this.#changed();
  }

  /** Whether it knows the command that clears its memory; a cheap one prints the rest when paper is back. */
  knowsClearing(on: boolean): void {
    this.#forgetful = on;
    this.#changed();
  }

  #next(): SimulatedPrinterState["next"] {
    if (this.#jamAtCut) return "cutter";
    if (Number.isFinite(this.#unplugIn)) return "unplug";
    return Number.isFinite(this.#paperLeft) ? "runOut" : "nothing";
  }

  #receive(bytes: Uint8Array, from: Line): void {
    const arriving = bytes.subarray(0, this.#unplugIn);
    this.#unplugIn -= arriving.length;
    if (this.#memory.length + arriving.length <= memory) {
      this.#memory = Buffer.concat([this.#memory, arriving]);
      this.#work(from);
    }
    if (this.#unplugIn === 0) this.unplug();
  }

  #work(from: Line | null): void {
    while (!isOffline(this.#sensors)) {
      const piece = nextPiece(this.#memory);
      if (piece === null) return;
      if (piece.kind === "cut" && this.#cutterFails()) return;
      const bytes = this.#memory.subarray(0, piece.length);
      this.#memory = this.#memory.subarray(piece.length);
      if (piece.kind === "askPaper") this.#acknowledge(from);
      else if (piece.kind === "automaticStatus") this.#enable(from, piece.parameter !== 0);
      else if (piece.kind === "askName") this.#say(from, Buffer.from("_SIM-80\0", "latin1"));
      else this.#print(piece.kind, bytes);
    }
  }

  #cutterFails(): boolean {
    if (this.#jamAtCut) {
      this.#jamAtCut = false;
      this.#sensors.cutterJammed = true;
      this.#changed();
    }
    return this.#sensors.cutterJammed;
  }

  #print(kind: "print" | "cut" | "setting", bytes: Uint8Array): void {
    this.#paper.push(bytes);
    if (kind === "print") this.#inked = true;
    if (kind === "cut") this.#emit(true);
    this.#paperLeft -= bytes.length;
    if (this.#paperLeft > 0) return;
    this.#paperLeft = Number.POSITIVE_INFINITY;
    this.#sensors.paper = "out";
    this.#changed();
  }

  #emit(whole: boolean): void {
    const bytes = Uint8Array.from(Buffer.concat(this.#paper));
    const something = this.#inked && !this.#keepsNothing;
    this.#paper = [];
    this.#inked = false;
    if (something) for (const listener of this.#slipListeners) listener({ bytes, whole });
  }

  #acknowledge(from: Line | null): void {
    if (!this.#silentProof) this.#say(from, Uint8Array.of(paperByte(this.#sensors)));
  }

  #enable(from: Line | null, on: boolean): void {
    if (from === null) return;
    from.automatic = on;
    if (on) this.#say(from, automaticStatus(this.#sensors));
  }

  #realTime(from: Line, command: RealTimeCommand): void {
    if (command.kind === "ask") {
      const byte = realTimeByte(command.question, this.#sensors);
      if (byte !== null) this.#say(from, Uint8Array.of(byte));
    } else if (this.#forgetful) {
      this.#memory = new Uint8Array();
      this.#say(from, Uint8Array.of(0x37, 0x25, 0));
    }
  }

  /** Speaks to one line; an answer without a line (its asker is gone) goes to whoever is connected now. */
  #say(to: Line | null, bytes: Uint8Array): void {
    const line = to !== null && this.#lines.has(to) ? to : [...this.#lines][0];
    const said = this.#garbage ? Uint8Array.from([0xff, 0xa5, 0x93, 0xfe].slice(0, bytes.length)) : bytes;
    // A line that ends meanwhile takes the answer with it, as a cable does.
    void line?.port.write(said).catch(() => {});
  }

  #changed(): void {
    for (const line of this.#lines) if (line.automatic) this.#say(line, automaticStatus(this.#sensors));
    this.#work(null);
    for (const listener of this.#changeListeners) listener();
  }
}
