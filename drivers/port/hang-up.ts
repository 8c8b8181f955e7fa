import { read } from "node:fs";

/** What a Unix binding's open line has; on Windows there is no poller. */
interface UnixLine {
  fd: number | null;
  isOpen: boolean;
  poller: { once(event: "readable", callback: (error: Error | null) => void): unknown };
  read(buffer: Buffer, offset: number, length: number): Promise<{ buffer: Buffer; bytesRead: number }>;
}

/**
 * Makes an open line of the serial library notice its end.
 *
 * A line that hung up answers a read with nothing, at once and for ever. The library (bindings-cpp 13) takes that for
 * "try again": an adapter pulled in the middle of a read then costs a whole processor, fills the memory, and the line
 * never closes. So lines read themselves here, and nothing means the end. The line waits with at least one byte asked
 * for (VMIN 1), so that nothing never means "not yet".
 */
export function noticeHangUp(line: unknown): void {
  if (!isUnixLine(line)) return;
  line.read = (buffer, offset, length) => readLine(line, buffer, offset, length);
}

function isUnixLine(line: unknown): line is UnixLine {
  return typeof line === "object" && line !== null && "poller" in line && "fd" in line;
}

async function readLine(line: UnixLine, buffer: Buffer, offset: number, length: number) {
  for (;;) {
    if (!line.isOpen || line.fd === null) throw cancelled();
    const result = await readOnce(line.fd, buffer, offset, length);
    if (result === 0) throw new Error("the line hung up");
    if (result !== "later") return { buffer, bytesRead: result };
    if (!line.isOpen) throw cancelled();
    await new Promise<void>((resolve, reject) => {
      line.poller.once("readable", (error) => (error ? reject(error) : resolve()));
    });
  }
}

function readOnce(fd: number, buffer: Buffer, offset: number, length: number): Promise<number | "later"> {
  return new Promise((resolve, reject) => {
    read(fd, buffer, offset, length, null, (error, count) => {
      if (!error) resolve(count);
      else if (["EAGAIN", "EWOULDBLOCK", "EINTR"].includes(error.code ?? "")) resolve("later");
      else reject(error);
    });
  });
}

/** The library's mark for a read that ended because we closed the line. */
function cancelled(): Error {
  return Object.assign(new Error("the line was closed"), { canceled: true });
}
