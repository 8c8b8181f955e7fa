import { afterEach, beforeEach, expect, test } from "vitest";
import { openPort } from "./open-port.ts";
import type { Port } from "./port.ts";
import { listenTcpDevice } from "./tcp-device.ts";
import type { TcpDevice } from "./tcp-device.ts";

let device: TcpDevice;
beforeEach(async () => {
  device = await listenTcpDevice();
});
afterEach(() => device.close());

async function connect(): Promise<{ port: Port; side: Port }> {
  const side = new Promise<Port>((resolve) => {
    const stop = device.onConnection((connected) => {
      stop();
      resolve(connected);
    });
  });
  const port = await openPort(device.url);
  return { port, side: await side };
}

/** Resolves with all bytes once the line is gone. */
async function everything(port: Port): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  port.onBytes((bytes) => parts.push(Uint8Array.from(bytes)));
  await port.closed;
  return Buffer.concat(parts);
}

test("D-10 a close right after writing loses nothing, even when the device talks back", async () => {
  const { port, side } = await connect();
  // A device that answers every piece it hears: closing with its answers unread would reset the connection.
  side.onBytes((bytes) => void side.write(bytes).catch(() => {}));
  const heard = everything(side);
  const slip = Buffer.alloc(2_000_000, "slip");
  await port.write(slip);
  await port.close();
  expect((await heard).equals(slip)).toBe(true);
  expect(await port.closed).toEqual({ kind: "byUs" });
  expect(await side.closed).toEqual({ kind: "unplugged" });
});

test("D-10 bytes pass in order both ways", async () => {
  const { port, side } = await connect();
  const heard = new Promise<Uint8Array>((resolve) => port.onBytes(resolve));
  side.onBytes((bytes) => void side.write(bytes));
  await port.write(Uint8Array.of(0, 10, 13, 255));
  expect([...(await heard)]).toEqual([0, 10, 13, 255]);
  await port.close();
});

test("D-10 a device that goes away is unplugged; writing then fails; connecting again works", async () => {
  const { port } = await connect();
  device.unplug();
  expect(await port.closed).toEqual({ kind: "unplugged" });
  await expect(port.write(Uint8Array.of(1))).rejects.toMatchObject({ code: "closed" });
  await port.close();
  const again = await connect();
  await again.port.close();
});

test("D-10 a write to a device that takes nothing ends with the connection", async () => {
  const { createServer } = await import("node:net");
  const stuck = createServer((socket) => {
    socket.on("error", () => {});
    socket.pause();
    setImmediate(() => socket.resetAndDestroy());
  });
  await new Promise<void>((resolve) => stuck.listen(0, "127.0.0.1", resolve));
  const address = stuck.address();
  const port = await openPort(`tcp://127.0.0.1:${typeof address === "object" ? address?.port : ""}`);
  await expect(port.write(Buffer.alloc(50_000_000))).rejects.toMatchObject({ name: "PortError" });
  expect((await port.closed).kind).toBe("unplugged");
  await new Promise((resolve) => stuck.close(resolve));
});
