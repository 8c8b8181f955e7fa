/** What the simulated hardware feels. */
export interface Sensors {
  paper: "ok" | "nearEnd" | "out";
  coverOpen: boolean;
  cutterJammed: boolean;
  /** The head is too hot: it stops until it has cooled. */
  overheated: boolean;
  /** Somebody switched it off line with its button. */
  switchedOff: boolean;
}

/** What a test bench shows of it. */
export interface SimulatedPrinterState extends Sensors {
  plugged: boolean;
  /** What will go wrong with the slip that comes next. */
  next: "nothing" | "runOut" | "unplug" | "cutter";
  quirks: PrinterQuirks;
}

/** Ways in which a printer misleads a driver; they last until they are taken back. */
export interface PrinterQuirks {
  garbage: boolean;
  losesAcknowledgement: boolean;
  printsNothing: boolean;
  keepsMemory: boolean;
}
