/**
 * Reads a slip's ESC/POS bytes back into what is on the paper. Independent of the encoder and of the simulated
 * printer: it knows only the published meaning of the commands, and refuses what it does not know, so that a test
 * fails instead of showing a slip that no printer would print.
 */

/** Why bytes are not a slip. */
export type InterpretErrorCode =
  | "unknownCommand"
  | "badParameter"
  | "truncated"
  | "badText"
  /** More paper than a slip has: bytes that feed and feed must not become a picture of any size. */
  | "tooLong";

/** Bytes that mean nothing to this interpreter. */
export class InterpretError extends Error {
  readonly code: InterpretErrorCode;
  /** Where in the bytes. */
  readonly offset: number;
  constructor(code: InterpretErrorCode, offset: number, message: string) {
    super(`${message} at byte ${offset}`);
    this.name = "InterpretError";
    this.code = code;
    this.offset = offset;
  }
}

export type Align = "left" | "center" | "right";

/** Neighbouring characters that look alike. */
interface Run {
  text: string;
  bold: boolean;
  /** Magnification. */
  across: number;
  down: number;
  font: "A" | "B";
  red: boolean;
}

/** What lies on the paper, from top to bottom. */
export type Row =
  | { kind: "line"; runs: Run[]; align: Align; pitch: number }
  | { kind: "image"; rowBytes: number; height: number; bits: Uint8Array; align: Align; red: boolean }
  | { kind: "qr"; content: string; module: number; level: "L" | "M" | "Q" | "H"; align: Align }
  | { kind: "feed"; dots: number }
  | { kind: "cut"; partial: boolean };

interface State {
  bold: boolean;
  across: number;
  down: number;
  font: "A" | "B";
  align: Align;
  pitch: number;
  hanzi: boolean;
  red: boolean;
  qrModule: number;
  qrLevel: "L" | "M" | "Q" | "H";
  qrContent: string | null;
}

const defaultPitch = 30;

const resetState = (): State => ({
  bold: false,
  across: 1,
  down: 1,
  font: "A",
  align: "left",
  pitch: defaultPitch,
  hanzi: true,
  red: false,
  qrModule: 3,
  qrLevel: "L",
  qrContent: null,
});

/** Dots that a character takes across at single size. */
export function cellDots(character: string, font: "A" | "B"): number {
  if ((character.codePointAt(0) ?? 0) > 0x7e) return 24;
  return font === "A" ? 12 : 9;
}

const gbk = new TextDecoder("gbk", { fatal: true });

class Interpreter {
  readonly rows: Row[] = [];
  readonly #bytes: Uint8Array;
  readonly #dots: number;
  #at = 0;
  #state = resetState();
  #runs: Run[] = [];
  #used = 0;

  constructor(bytes: Uint8Array, dots: number) {
    this.#bytes = bytes;
    this.#dots = dots;
  }

  run(): Row[] {
    while (this.#at < this.#bytes.length) this.#step();
    if (this.#runs.length > 0) this.#endLine();
    return this.rows;
  }

  #step(): void {
    const start = this.#at;
    const byte = this.#next();
    if (byte === 0x0a) this.#endLine();
    else if (byte === 0x1b) this.#escape(start);
    else if (byte === 0x1c) this.#kanji(start);
    else if (byte === 0x1d) this.#group(start);
    else if (byte >= 0x20 && byte <= 0x7e) this.#put(String.fromCharCode(byte));
    else if (byte >= 0x81 && this.#state.hanzi) this.#pair(byte, start);
    else if (byte !== 0)
      throw new InterpretError("unknownCommand", start, `unknown control byte ${hex(byte)}`);
  }

  #next(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw new InterpretError("truncated", this.#at, "the bytes end inside a command");
    this.#at += 1;
    return byte;
  }

  #take(length: number): Uint8Array {
    const taken = this.#bytes.slice(this.#at, this.#at + length);
    if (taken.length < length)
      throw new InterpretError("truncated", this.#at, "the bytes end inside a command");
    this.#at += length;
    return taken;
  }

  #one<T>(values: Record<number, T>, start: number): T {
    const parameter = this.#next();
    const value = values[parameter];
    if (value === undefined)
      throw new InterpretError("badParameter", start, `no such parameter ${hex(parameter)}`);
    return value;
  }

  #pair(first: number, start: number): void {
    const second = this.#next();
    if (second < 0x40)
      throw new InterpretError("badText", start, "a four-byte character, which no font here has");
    try {
      this.#put(gbk.decode(Uint8Array.of(first, second)));
    } catch {
      throw new InterpretError("badText", start, `no character ${hex(first)} ${hex(second)}`);
    }
  }

  #put(character: string): void {
    const { bold, across, down, font, red } = this.#state;
    const width = cellDots(character, font) * across;
    // A printer starts a new line by itself.
    if (this.#used + width > this.#dots) this.#endLine();
    this.#used += width;
    const last = this.#runs.at(-1);
    const isSame = last?.bold === bold && last.across === across && last.down === down;
    if (isSame && last.font === font && last.red === red) last.text += character;
    else this.#runs.push({ text: character, bold, across, down, font, red });
  }

  #endLine(): void {
    const { align, pitch } = this.#state;
    if (this.#runs.length === 0) this.rows.push({ kind: "feed", dots: pitch });
    else this.rows.push({ kind: "line", runs: this.#runs, align, pitch });
    this.#runs = [];
    this.#used = 0;
  }

  #flush(): void {
    if (this.#runs.length > 0) this.#endLine();
  }

  #escape(start: number): void {
    const state = this.#state;
    const code = String.fromCharCode(this.#next());
    switch (code) {
      case "@":
        this.#runs = [];
        this.#used = 0;
        this.#state = resetState();
        return;
      case "a":
        state.align = this.#one<Align>(
          { 0: "left", 1: "center", 2: "right", 48: "left", 49: "center", 50: "right" },
          start,
        );
        return;
      case "E":
        state.bold = (this.#next() & 1) === 1;
        return;
      case "M":
        state.font = this.#one<"A" | "B">({ 0: "A", 1: "B", 48: "A", 49: "B" }, start);
        return;
      case "r":
        state.red = this.#one({ 0: false, 1: true, 48: false, 49: true }, start);
        return;
      case "t":
      case "R":
        // Another code page or country would change what the bytes below 7F mean.
        this.#one({ 0: true }, start);
        return;
      case "2":
        state.pitch = defaultPitch;
        return;
      case "3":
        state.pitch = this.#next();
        return;
      case "J":
        this.#flush();
        this.rows.push({ kind: "feed", dots: this.#next() });
        return;
      case "d":
        this.#flush();
        this.rows.push({ kind: "feed", dots: this.#next() * state.pitch });
        return;
      default:
        throw new InterpretError("unknownCommand", start, `unknown command ESC ${code}`);
    }
  }

  #kanji(start: number): void {
    const code = String.fromCharCode(this.#next());
    if (code === "&") this.#state.hanzi = true;
    else if (code === ".") this.#state.hanzi = false;
    else throw new InterpretError("unknownCommand", start, `unknown command FS ${code}`);
  }

  #group(start: number): void {
    const code = String.fromCharCode(this.#next());
    switch (code) {
      case "!": {
        const size = this.#next();
        this.#state.across = ((size >> 4) & 7) + 1;
        this.#state.down = (size & 7) + 1;
        return;
      }
      case "V":
        this.#flush();
        this.rows.push({
          kind: "cut",
          partial: this.#one({ 0: false, 1: true, 48: false, 49: true }, start),
        });
        return;
      case "v":
        this.#image(start);
        return;
      case "(":
        this.#qr(start);
        return;
      case "r":
      case "a":
        // Asks or switches something; nothing on the paper.
        this.#next();
        return;
      default:
        throw new InterpretError("unknownCommand", start, `unknown command GS ${code}`);
    }
  }

  #image(start: number): void {
    const [kind, mode, ...size] = this.#take(6);
    if (kind !== 0x30 || (mode !== 0 && mode !== 48))
      throw new InterpretError("badParameter", start, "only plain raster images");
    const rowBytes = (size[0] ?? 0) + (size[1] ?? 0) * 256;
    const height = (size[2] ?? 0) + (size[3] ?? 0) * 256;
    if (rowBytes * 8 > this.#dots)
      throw new InterpretError("badParameter", start, "an image wider than the paper");
    this.#flush();
    const bits = this.#take(rowBytes * height);
    const { align, red } = this.#state;
    this.rows.push({ kind: "image", rowBytes, height, bits, align, red });
  }

  #qr(start: number): void {
    const state = this.#state;
    if (this.#next() !== 0x6b) throw new InterpretError("unknownCommand", start, "unknown command GS (");
    const [low, high] = this.#take(2);
    const body = this.#take((low ?? 0) + (high ?? 0) * 256);
    const [symbol, fn, parameter] = body;
    if (symbol !== 49 || parameter === undefined)
      throw new InterpretError("badParameter", start, "a two-dimensional symbol that is no QR code");
    if (fn === 65 && parameter === 50) return;
    const level = ({ 48: "L", 49: "M", 50: "Q", 51: "H" } as const)[parameter];
    if (fn === 67 && parameter >= 1 && parameter <= 16) state.qrModule = parameter;
    else if (fn === 69 && level !== undefined) state.qrLevel = level;
    else if (fn === 80 && parameter === 48)
      state.qrContent = new TextDecoder("latin1").decode(body.subarray(3));
    else if (fn === 81 && parameter === 48 && state.qrContent !== null) {
      this.#flush();
      const { qrContent: content, qrModule: module, qrLevel: qr, align } = state;
      this.rows.push({ kind: "qr", content, module, level: qr, align });
    } else throw new InterpretError("badParameter", start, `QR function ${fn ?? 0} with ${hex(parameter)}`);
  }
}

const hex = (byte: number): string => byte.toString(16).padStart(2, "0").toUpperCase();

/** Reads slip bytes for a printer of so many dots across. Throws an InterpretError. */
export function parseSlip(bytes: Uint8Array, dots: number): Row[] {
  return new Interpreter(bytes, dots).run();
}
