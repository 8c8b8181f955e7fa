import { isMainThread } from "node:worker_threads";
import { SerialPort } from "serialport";
import { ByteInbox } from "./byte-inbox.ts";
import { Closing } from "./closing.ts";
import { noticeHangUp } from "./hang-up.ts";
import { PortError } from "./port.ts";
import type { Port, PortErrorCode } from "./port.ts";

/** A serial line's settings, as the URL gives them. */
export interface SerialSettings {
  /** `/dev/ttyUSB0`, `COM3`. */
  path: string;
  baud: number;
  dataBits: 7 | 8;
  stopBits: 1 | 2;
  parity: "none" | "even" | "odd";
  /** Modem lines to set after opening; left to the system when absent. */
  dtr?: boolean;
  rts?: boolean;
}

/** What the serialport library calls a binding: how the operating system is reached. Tests give a mock. */
export interface SerialBinding {
  open(options: { path: string; baudRate: number }): Promise<unknown>;
}

type SerialOptions = ConstructorParameters<typeof SerialPort>[0];

/** Opens a serial line, locked for us alone; rejects with a PortError. */
export async function openSerialPort(settings: SerialSettings, binding?: SerialBinding): Promise<Port> {
  if (!binding && !isMainThread) {
    // The native binding waits on the main thread's event loop; used from a worker it ends the whole process.
    throw new PortError("io", "a serial line can be opened from the main thread only");
  }
  const options = {
    path: settings.path,
    baudRate: settings.baud,
    dataBits: settings.dataBits,
    stopBits: settings.stopBits,
    parity: settings.parity,
    lock: true,
    autoOpen: false,
    binding: noticing(binding ?? SerialPort.binding),
  };
  // The library takes a binding at run time; its type hides that.
  const line = new SerialPort(options as SerialOptions);
  await new Promise<void>((resolve, reject) => {
    line.open((error) => (error ? reject(openError(error)) : resolve()));
  });
  const port = serialPort(line);
  await setModemLines(line, settings);
  return port;
}

function noticing(binding: SerialBinding): SerialBinding {
  return {
    open: async (options) => {
      const line = await binding.open(options);
      noticeHangUp(line);
      return line;
    },
  };
}

/** The library reports open failures as text only; the texts differ by system. */
export function openError(error: Error): PortError {
  return new PortError(openErrorCode(error.message), error.message);
}

function openErrorCode(message: string): PortErrorCode {
  if (/lock|resource busy|device or resource busy|temporarily unavailable/i.test(message)) return "busy";
  // Windows says "access denied" for a COM port that another process holds.
  if (/access (is )?denied/i.test(message)) return "busy";
  if (/permission denied|operation not permitted/i.test(message)) return "forbidden";
  if (/no such|not exist|not found|not a directory|not configured/i.test(message)) return "absent";
  return "io";
}

/** Adapters without modem lines (and pseudo terminals) refuse this; a device that needs them will not answer. */
function setModemLines(line: SerialPort, { dtr, rts }: SerialSettings): Promise<void> {
  if (dtr === undefined && rts === undefined) return Promise.resolve();
  const lines = { ...(dtr !== undefined && { dtr }), ...(rts !== undefined && { rts }) };
  return new Promise((resolve) => {
    line.set(lines, () => resolve());
  });
}

function serialPort(line: SerialPort): Port {
  const inbox = new ByteInbox();
  const closing = new Closing();
  let ours = false;
  line.on("data", (bytes: Uint8Array) => inbox.push(bytes));
  line.once("close", (error: (Error & { disconnected?: boolean }) | null) => {
    if (ours) closing.finish({ kind: "byUs" });
    else if (!error || error.disconnected) closing.finish({ kind: "unplugged" });
    else closing.finish({ kind: "error", message: error.message });
  });
  // An error of the stream without a close (a failed write destroys the stream silently) leaves a useless line.
  line.on("error", (error: Error) => {
    if (line.isOpen) line.close(() => {});
    closing.finish(ours ? { kind: "byUs" } : { kind: "error", message: error.message });
  });
  return {
    write: (bytes) => {
      if (ours) return Promise.reject(new PortError("closed", "the port is being closed"));
      return closing.guard((done) => writeAndDrain(line, bytes, done));
    },
    onBytes: (listener) => inbox.listen(listener),
    closed: closing.closed,
    close: async () => {
      if (!ours && !closing.isClosed) {
        ours = true;
        line.close((error) => {
          if (error) closing.finish({ kind: "byUs" });
        });
      }
      await closing.closed;
    },
  };
}

function writeAndDrain(line: SerialPort, bytes: Uint8Array, done: (error?: Error | null) => void): void {
  line.write(Buffer.from(bytes), (error) => {
    if (error) done(error);
    else line.drain(done);
  });
}
