import { execFileSync } from "node:child_process";
import { closeSync, constants, openSync, write } from "node:fs";
import { createRequire } from "node:module";
import type { ReadStream } from "node:tty";
import { ByteInbox } from "./byte-inbox.ts";
import { Closing } from "./closing.ts";
import type { Port } from "./port.ts";

/** Pause before a pseudo terminal whose buffer is full is tried again. */
const FULL_RETRY_MS = 1;

interface NodePty {
  open(options: { encoding: null }): { master: ReadStream; slave: ReadStream; fd: number; ptsName: string };
}

/** A pseudo serial line: a driver opens `serial:${path}`, a simulated device holds the other end. */
export interface Pty {
  path: string;
  /** The device's side. */
  port: Port;
  /** Pulls the cable: the driver's line closes as unplugged, the path is gone. */
  unplug(): void;
}

/**
 * Makes a pseudo serial line (Linux). For tests and the bench: what runs over it goes through the real serial
 * library and the kernel's terminal code.
 */
export function openPty(): Pty {
  // Loaded on demand: a kiosk in a hall needs no pseudo terminal.
  const nodePty = createRequire(import.meta.url)("@homebridge/node-pty-prebuilt-multiarch") as NodePty;
  const { master, slave, fd, ptsName: path } = nodePty.open({ encoding: null });
  // The library reads from the driver's end too and would steal bytes. That end must stay open, though: the master
  // fails as soon as nobody holds it. So hold it ourselves, unread.
  const hold = openSync(path, constants.O_RDWR | constants.O_NOCTTY);
  slave.destroy();
  // Raw before the first byte: a fresh terminal echoes, and turns line feeds into pairs.
  execFileSync("stty", ["-F", path, "raw", "-echo"]);

  const inbox = new ByteInbox();
  const closing = new Closing();
  const queue = new WriteQueue(fd);
  const end = (kind: "byUs" | "unplugged"): void => {
    if (closing.isClosed) return;
    closing.finish({ kind });
    queue.stop(() => {
      master.destroy();
      closeSync(hold);
    });
  };
  master.on("data", (bytes: Uint8Array) => inbox.push(bytes));
  master.on("error", () => end("unplugged"));
  const port: Port = {
    write: (bytes) => closing.guard((done) => queue.write(bytes, done)),
    onBytes: (listener) => inbox.listen(listener),
    closed: closing.closed,
    close: async () => end("byUs"),
  };
  return { path, port, unplug: () => end("unplugged") };
}

interface PendingWrite {
  bytes: Uint8Array;
  done: (error?: Error | null) => void;
}

/**
 * Writes to the master one after another, outside the event loop. Writing through its stream would spin the loop
 * while the terminal's buffer is full, and a driver in the same process could then never empty it.
 */
class WriteQueue {
  private readonly fd: number;
  private readonly pending: PendingWrite[] = [];
  private busy = false;
  private retry: NodeJS.Timeout | undefined;
  private onIdle: (() => void) | undefined;

  constructor(fd: number) {
    this.fd = fd;
  }

  write(bytes: Uint8Array, done: PendingWrite["done"]): void {
    this.pending.push({ bytes: Uint8Array.from(bytes), done });
    if (!this.busy) this.next();
  }

  /** Drops what is left; calls back once the descriptor may be closed: a late write would hit another file. */
  stop(onIdle: () => void): void {
    this.pending.length = 0;
    if (this.busy && this.retry === undefined) {
      this.onIdle = onIdle;
      return;
    }
    clearTimeout(this.retry);
    onIdle();
  }

  private next(): void {
    this.retry = undefined;
    const first = this.pending[0];
    this.busy = first !== undefined;
    if (!first) return;
    write(this.fd, first.bytes, (error, count) => {
      if (this.onIdle) {
        this.onIdle();
        return;
      }
      this.wrote(first, error, count);
    });
  }

  private wrote(first: PendingWrite, error: NodeJS.ErrnoException | null, count: number): void {
    if (error?.code === "EAGAIN") {
      this.retry = setTimeout(() => this.next(), FULL_RETRY_MS);
      return;
    }
    first.bytes = first.bytes.subarray(count);
    if (error || first.bytes.length === 0) {
      this.pending.shift();
      first.done(error);
    }
    this.next();
  }
}
