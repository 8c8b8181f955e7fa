/** Run by pty.test.ts in a process of its own: the serial library cannot be used in a worker thread. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { openPort } from "./open-port.ts";
import { openPty } from "./pty.ts";
import type { Port } from "./port.ts";
import { portCasesFor } from "./port-contract.ts";

const everyByte = Uint8Array.from({ length: 256 }, (_, i) => i);

/** Resolves when so many bytes have come. */
function hear(port: Port, length: number): Promise<Buffer> {
  return new Promise((resolve) => {
    const parts: Uint8Array[] = [];
    let heard = 0;
    const stop = port.onBytes((bytes) => {
      parts.push(Uint8Array.from(bytes));
      heard += bytes.length;
      if (heard < length) return;
      stop();
      resolve(Buffer.concat(parts));
    });
  });
}

void test("every byte passes a pseudo serial line unchanged, both ways, and no echo comes", async () => {
  const pty = openPty();
  const port = await openPort(`serial:${pty.path}?baud=115200&dtr=1&rts=1`);
  const atDevice = hear(pty.port, 256);
  await port.write(everyByte);
  assert.deepEqual([...(await atDevice)], [...everyByte]);
  const atDriver = hear(port, 256);
  await pty.port.write(everyByte);
  assert.deepEqual([...(await atDriver)], [...everyByte]);
  await port.close();
  await pty.port.close();
});

void test("far more than the kernel keeps passes without stopping the event loop", async () => {
  const pty = openPty();
  const port = await openPort(`serial:${pty.path}`);
  const big = Buffer.alloc(300_000, "0123456789");
  const atDriver = hear(port, big.length);
  await pty.port.write(big);
  assert.ok((await atDriver).equals(big));
  const atDevice = hear(pty.port, big.length);
  await port.write(big);
  assert.ok((await atDevice).equals(big));
  await port.close();
  pty.unplug();
});

void test("pulling the cable closes the driver's line as unplugged and removes the path", async () => {
  const pty = openPty();
  const port = await openPort(`serial:${pty.path}`);
  pty.unplug();
  pty.unplug();
  assert.deepEqual(await port.closed, { kind: "unplugged" });
  assert.deepEqual(await pty.port.closed, { kind: "unplugged" });
  await assert.rejects(pty.port.write(everyByte), { code: "closed" });
  await assert.rejects(port.write(everyByte), { code: "closed" });
  assert.equal(existsSync(pty.path), false);
});

for (const { title, run } of portCasesFor(["unplug", "absent", "exclusive"])) {
  void test(`a port over a pseudo serial line: ${title}`, async () => {
    const pty = openPty();
    try {
      await run({
        open: () => openPort(`serial:${pty.path}`),
        side: async () => pty.port,
        unplug: () => pty.unplug(),
        end: async () => {},
      });
    } finally {
      pty.unplug();
    }
  });
}

void test("a serial line by its name is found again under another number", async () => {
  const dir = await mkdtemp(join(tmpdir(), "yimen-by-id-"));
  const link = join(dir, "usb-ACME_Reader");
  try {
    for (let i = 0; i < 2; i++) {
      const pty = openPty();
      await symlink(pty.path, link);
      const port = await openPort(`serial:${link}`);
      const atDevice = hear(pty.port, 3);
      await port.write(Uint8Array.of(1, 2, 3));
      assert.deepEqual([...(await atDevice)], [1, 2, 3]);
      pty.unplug();
      assert.deepEqual(await port.closed, { kind: "unplugged" });
      await assert.rejects(openPort(`serial:${link}`), { code: "absent" });
      await rm(link);
    }
  } finally {
    await rm(dir, { recursive: true });
  }
});
