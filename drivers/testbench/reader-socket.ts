import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SimulatedReader } from "../id-card/simulator/simulated-reader.ts";
import { openPty, type Pty } from "../port/pty.ts";
import { listenTcpDevice } from "../port/tcp-device.ts";

/** Where the simulated reader's cable goes. Its URL stays the same over every replug. */
export interface ReaderSocket {
  url: string;
  plug(): void;
  unplug(): void;
  close(): Promise<void>;
}

/** A pseudo serial line where the system has them, TCP elsewhere. */
export async function openReaderSocket(reader: SimulatedReader): Promise<ReaderSocket> {
  try {
    return overPty(reader);
  } catch {
    return overTcp(reader);
  }
}

/** Each pseudo terminal has a number of its own, so the driver is given a link that always points to the present one. */
function overPty(reader: SimulatedReader): ReaderSocket {
  const folder = mkdtempSync(join(tmpdir(), "yimen-testbench-"));
  const path = join(folder, "reader");
  let pty: Pty | null = null;
  const unplug = (): void => {
    rmSync(path, { force: true });
    pty?.unplug();
    pty = null;
  };
  const plug = (): void => {
    if (pty !== null) return;
    pty = openPty();
    reader.attach(pty.port);
    symlinkSync(pty.path, path);
  };
  const close = async (): Promise<void> => {
    unplug();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    plug();
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return { url: `serial:${path}`, plug, unplug, close };
}

async function overTcp(reader: SimulatedReader): Promise<ReaderSocket> {
  const listener = await listenTcpDevice();
  let plugged = true;
  listener.onConnection((port) => {
    if (plugged) reader.attach(port);
    else void port.close();
  });
  return {
    url: listener.url,
    plug: () => {
      plugged = true;
    },
    unplug: () => {
      plugged = false;
      listener.unplug();
    },
    close: () => listener.close(),
  };
}
