import { createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { tcpPort } from "./tcp-port.ts";
import type { Port } from "./port.ts";

/** The device's end of TCP: a simulated device listens, drivers connect to `url`. */
export interface TcpDevice {
  /** `tcp://127.0.0.1:port` */
  url: string;
  /** Called with the device's side of each connection. Returns the function that stops it. */
  onConnection(listener: (port: Port) => void): () => void;
  /** Cuts every connection; a driver may connect again. */
  unplug(): void;
  /** Stops listening and cuts every connection. */
  close(): Promise<void>;
}

/** Listens on the loopback only: a simulated device is nobody else's business. */
export async function listenTcpDevice(port = 0): Promise<TcpDevice> {
  const listeners = new Set<(port: Port) => void>();
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    const side = tcpPort(socket);
    for (const listener of listeners) listener(side);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const unplug = (): void => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return {
    url: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    onConnection: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    unplug,
    close: () => {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      unplug();
      return closed;
    },
  };
}
