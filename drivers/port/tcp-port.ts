import { connect } from "node:net";
import type { Socket } from "node:net";
import { ByteInbox } from "./byte-inbox.ts";
import { Closing } from "./closing.ts";
import { PortError } from "./port.ts";
import type { Port, PortErrorCode } from "./port.ts";

/** A device in the same hall answers a connection at once or not at all. */
const CONNECT_TIMEOUT_MS = 5_000;
/** How long a close waits for the device to take the rest and to end its side. */
const CLOSE_GRACE_MS = 5_000;
/** An idle line is probed after this, so that a pulled cable is noticed. */
const KEEP_ALIVE_MS = 10_000;

/** What a failed connection means to a driver. */
const codes: Record<string, PortErrorCode> = {
  ECONNREFUSED: "absent",
  EHOSTUNREACH: "absent",
  EHOSTDOWN: "absent",
  ENETUNREACH: "absent",
  ENETDOWN: "absent",
  ETIMEDOUT: "absent",
  ENOTFOUND: "absent",
  EAI_AGAIN: "absent",
  EACCES: "forbidden",
  EPERM: "forbidden",
};

/** Errors that say the other end went away, rather than that something is wrong here. */
const gone = new Set(["ECONNRESET", "EPIPE", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH", "ECONNABORTED"]);

/** Connects to a device's TCP port; rejects with a PortError. */
export function openTcpPort(host: string, port: number): Promise<Port> {
  return new Promise((resolve, reject) => {
    const socket = connect({
      host,
      port,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: KEEP_ALIVE_MS,
    });
    const timer = setTimeout(() => {
      fail(new PortError("absent", `${host}:${port} did not answer within ${CONNECT_TIMEOUT_MS} ms`));
    }, CONNECT_TIMEOUT_MS);
    const onError = (error: NodeJS.ErrnoException): void => {
      fail(
        new PortError(codes[error.code ?? ""] ?? "io", error.message || `cannot connect to ${host}:${port}`),
      );
    };
    const fail = (error: PortError): void => {
      clearTimeout(timer);
      socket.off("error", onError);
      // A late error of a socket that was given up must not become an uncaught one.
      socket.on("error", () => {});
      socket.destroy();
      reject(error);
    };
    socket.once("error", onError);
    socket.once("connect", () => {
      clearTimeout(timer);
      socket.off("error", onError);
      resolve(tcpPort(socket));
    });
  });
}

/** Makes a port of a connected socket; also used for the device's side of a connection. */
export function tcpPort(socket: Socket): Port {
  const inbox = new ByteInbox();
  const closing = new Closing();
  let ours = false;
  let failure: NodeJS.ErrnoException | undefined;
  socket.on("data", (bytes) => inbox.push(bytes));
  socket.on("error", (error: NodeJS.ErrnoException) => {
    failure = error;
  });
  socket.once("close", () => {
    if (ours) closing.finish({ kind: "byUs" });
    else if (failure && !gone.has(failure.code ?? ""))
      closing.finish({ kind: "error", message: failure.message });
    else closing.finish({ kind: "unplugged" });
  });
  return {
    // The callback comes when the kernel has taken the bytes, which is late when the device is slow: awaiting each
    // write is the back-pressure.
    write: (bytes) => {
      if (ours) return Promise.reject(new PortError("closed", "the port is being closed"));
      return closing.guard((done) => socket.write(bytes, done));
    },
    onBytes: (listener) => inbox.listen(listener),
    closed: closing.closed,
    close: async () => {
      if (!ours && !closing.isClosed) {
        ours = true;
        endGently(socket);
      }
      await closing.closed;
    },
  };
}

/**
 * Ends our side and waits for the device to end its own. Destroying at once would answer a talkative device with a
 * reset, and a reset throws away what it had not read yet.
 */
function endGently(socket: Socket): void {
  const timer = setTimeout(() => socket.destroy(), CLOSE_GRACE_MS);
  socket.once("close", () => clearTimeout(timer));
  socket.end();
}
