import { constants } from "node:fs";
import { open, stat } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { ByteInbox } from "./byte-inbox.ts";
import { ByteOutbox } from "./byte-outbox.ts";
import { Closing } from "./closing.ts";
import { lockDevice } from "./device-lock.ts";
import { PortError } from "./port.ts";
import type { CloseReason, Port, PortErrorCode } from "./port.ts";

/** How often a device that had nothing to say is asked again. */
const IDLE_MS = 20;
/** How often a device that took nothing is offered the rest again. */
const FULL_MS = 5;

const codes: Record<string, PortErrorCode> = {
  ENOENT: "absent",
  ENODEV: "absent",
  ENXIO: "absent",
  ENOTDIR: "absent",
  EBUSY: "busy",
  EACCES: "forbidden",
  EPERM: "forbidden",
  EISDIR: "badUrl",
};

/**
 * Opens a character device, such as a printer's `/dev/usb/lp0`, as a line. It must exist: nothing is ever created, and a
 * regular file under that name is refused, because a slip written into it would come out of no printer. Rejects with a
 * PortError.
 */
export async function openFilePort(path: string): Promise<Port> {
  const unlock = await lockDevice(`file:${path}`);
  let file: FileHandle | undefined;
  try {
    // Not blocking: a printer that is switched off would hold one of the few threads that all files share.
    file = await open(path, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY);
    const status = await file.stat();
    if (!status.isCharacterDevice()) throw new PortError("badUrl", `${path} is not a character device`);
    return filePort(file, path, status.rdev, unlock);
  } catch (error) {
    await file?.close();
    await unlock();
    if (error instanceof PortError) throw error;
    const { code = "", message } = error as NodeJS.ErrnoException;
    throw new PortError(codes[code] ?? "io", message);
  }
}

function filePort(file: FileHandle, path: string, rdev: number, unlock: () => Promise<void>): Port {
  const inbox = new ByteInbox();
  const closing = new Closing();
  const abort = new AbortController();
  const idle = (ms: number): Promise<void> => pause(ms, undefined, { signal: abort.signal }).catch(() => {});
  const outbox = new ByteOutbox(closing, async (bytes) => {
    for (let rest = bytes; rest.length > 0;) {
      if (abort.signal.aborted) throw new PortError("closed", "the port is closed");
      const count = await writeSome(file, rest).catch((error: NodeJS.ErrnoException) => {
        void end(endOf(error));
        throw error;
      });
      rest = rest.subarray(count);
      if (count === 0) await idle(FULL_MS);
    }
  });
  const readOn = async (): Promise<CloseReason | undefined> => {
    const buffer = Buffer.alloc(4096);
    while (!abort.signal.aborted) {
      const count = await readSome(file, buffer);
      if (count === "never") return undefined;
      if (count > 0) inbox.push(Uint8Array.from(buffer.subarray(0, count)));
      else if (await isStill(path, rdev)) await idle(IDLE_MS);
      else return { kind: "unplugged" };
    }
    return undefined;
  };
  const end = async (reason: CloseReason): Promise<void> => {
    if (abort.signal.aborted) return;
    abort.abort();
    // A late read or write would hit another file under the same number.
    await Promise.all([reading, outbox.stop()]);
    await file.close().catch(() => {});
    await unlock();
    closing.finish(reason);
  };
  const reading = readOn().catch(endOf);
  void reading.then((reason) => reason && end(reason));
  return {
    write: (bytes) => outbox.write(bytes),
    onBytes: (listener) => inbox.listen(listener),
    closed: closing.closed,
    close: async () => {
      await end({ kind: "byUs" });
      await closing.closed;
    },
  };
}

function endOf({ code = "", message }: NodeJS.ErrnoException): CloseReason {
  return unplugged.has(code) ? { kind: "unplugged" } : { kind: "error", message };
}

const unplugged = new Set(["ENODEV", "ENXIO", "EIO", "ENOENT", "ESHUTDOWN"]);
const later = new Set(["EAGAIN", "EWOULDBLOCK", "EINTR"]);

/** How many bytes came; `never`: the device only takes. */
async function readSome(file: FileHandle, buffer: Buffer): Promise<number | "never"> {
  try {
    return (await file.read(buffer, 0, buffer.length, null)).bytesRead;
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (later.has(code)) return 0;
    if (code === "EINVAL" || code === "EBADF") return "never";
    throw error;
  }
}

async function writeSome(file: FileHandle, bytes: Uint8Array): Promise<number> {
  try {
    return (await file.write(bytes, 0, bytes.length, null)).bytesWritten;
  } catch (error) {
    if (later.has((error as NodeJS.ErrnoException).code ?? "")) return 0;
    throw error;
  }
}

/** Whether the name still means the device that was opened: some devices answer "nothing" when they are gone. */
async function isStill(path: string, rdev: number): Promise<boolean> {
  const status = await stat(path).catch(() => undefined);
  return status?.isCharacterDevice() === true && status.rdev === rdev;
}
