import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openFilePort } from "./file-port.ts";
import { openPort } from "./open-port.ts";
import { openPty } from "./pty.ts";

test("D-9 a device file that is not there is absent, and stays not there", async () => {
  const path = "/dev/yimen-no-such-printer";
  await expect(openPort(`file:${path}`)).rejects.toMatchObject({ code: "absent" });
  await expect(stat(path)).rejects.toMatchObject({ code: "ENOENT" });
});

test("D-9 a regular file or a directory is no device, and nothing is written into it", async () => {
  const dir = await mkdtemp(join(tmpdir(), "yimen-file-"));
  try {
    const path = join(dir, "lp0");
    await writeFile(path, "not a printer");
    await expect(openFilePort(path)).rejects.toMatchObject({ code: "badUrl" });
    expect((await stat(path)).size).toBe("not a printer".length);
    await expect(openFilePort(dir)).rejects.toMatchObject({ code: "badUrl" });
    await expect(openFilePort(join(dir, "lp1"))).rejects.toMatchObject({ code: "absent" });
    expect(await readdir(dir)).toEqual(["lp0"]);
  } finally {
    await rm(dir, { recursive: true });
  }
});

test("D-9 a device file takes what is written, says nothing, and is ours alone until it is closed", async () => {
  const port = await openPort("file:/dev/null");
  await expect(openPort("file:/dev/null")).rejects.toMatchObject({ code: "busy" });
  await port.write(Buffer.alloc(100_000));
  await port.close();
  await port.close();
  expect(await port.closed).toEqual({ kind: "byUs" });
  await expect(port.write(Uint8Array.of(1))).rejects.toMatchObject({ code: "closed" });
  await (await openPort("file:/dev/null")).close();
});

test("D-9 a full device fails the write and says why", async () => {
  const port = await openPort("file:/dev/full");
  await expect(port.write(Uint8Array.of(1))).rejects.toMatchObject({ name: "PortError" });
  expect(await port.closed).toMatchObject({
    kind: "error",
    message: expect.stringContaining("ENOSPC") as string,
  });
});

test("D-9 a device file waits for a slow device without losing a byte, hears it, and notices its end", async () => {
  const pty = openPty();
  const port = await openPort(`file:${pty.path}`);
  const slip = Buffer.alloc(200_000, "0123456789");
  const parts: Uint8Array[] = [];
  const whole = new Promise<void>((resolve) => {
    let length = 0;
    pty.port.onBytes((bytes) => {
      parts.push(Uint8Array.from(bytes));
      length += bytes.length;
      if (length >= slip.length) resolve();
    });
  });
  await port.write(slip);
  await whole;
  expect(Buffer.concat(parts).equals(slip)).toBe(true);
  const answer = new Promise<Uint8Array>((resolve) => port.onBytes(resolve));
  await pty.port.write(Uint8Array.of(0x12));
  expect([...(await answer)]).toEqual([0x12]);
  pty.unplug();
  expect(await port.closed).toEqual({ kind: "unplugged" });
  await expect(port.write(Uint8Array.of(1))).rejects.toMatchObject({ code: "closed" });
});
