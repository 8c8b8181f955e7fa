import { createServer } from "node:net";
import { PortError } from "./port.ts";

/**
 * Keeps other processes of ours off a device that the system lets anybody open (HID devices, character files). The lock
 * is a name that the system lends to one process and takes back when that dies, so none is ever left behind. Rejects
 * with a PortError `busy`. Returns the function that lets go.
 */
export async function lockDevice(name: string): Promise<() => Promise<void>> {
  const path = lockPath(name);
  // Elsewhere the system opens such a device for one process only.
  if (path === undefined) return async () => {};
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const busy = error.code === "EADDRINUSE";
      reject(new PortError(busy ? "busy" : "io", busy ? `${name} is in use` : error.message));
    });
    server.listen(path, resolve);
  });
  server.unref();
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
    });
}

function lockPath(name: string): string | undefined {
  // An abstract socket has no file; its name is at most 107 bytes.
  if (process.platform === "linux") return `\0yimen-device:${name}`.slice(0, 100);
  if (process.platform === "win32") return `\\\\.\\pipe\\yimen-device-${name.replaceAll(/[^\w.-]/g, "_")}`;
  return undefined;
}
