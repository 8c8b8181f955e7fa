/** Where to listen: loopback only; port 0 takes a free one. */
export interface TestbenchOptions {
  port: number;
  host?: string;
}

/** A running test bench. */
export interface Testbench {
  /** The page a developer opens. */
  url: string;
  /** The simulated card reader, as a port URL. */
  readerUrl: string;
  /** The simulated ticket printer, as a port URL. */
  printerUrl: string;
  close(): Promise<void>;
}

/** Starts the simulated reader, the simulated printer and the page to play with them. */
export async function startTestbench(options: TestbenchOptions): Promise<Testbench> {
  throw new Error(`not built yet (port ${options.port})`);
}
