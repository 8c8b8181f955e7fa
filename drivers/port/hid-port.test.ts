import { EventEmitter } from "node:events";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hidFramings } from "./hid-framing.ts";
import type { HidDevice, HidLibrary } from "./hid-port.ts";
import { openPort } from "./open-port.ts";

/** A library with these devices, and what was done to the one opened. */
function fake(devices: HidDevice[], openFails?: Error) {
  const transport = new EventEmitter();
  const written: Buffer[] = [];
  const log: string[] = [];
  const library: HidLibrary = {
    devices: async () => devices,
    open: async (path) => {
      if (openFails) throw openFails;
      log.push(`open ${path}`);
      return Object.assign(transport, {
        write: async (values: Buffer) => written.push(values),
        close: async () => void log.push("close"),
      });
    },
  };
  return { library, transport, written, log, devices };
}

const path = (name: string): string => `/dev/test-${process.pid}-${name}`;
const two: HidDevice[] = [
  { path: path("keyboard"), interface: 0, serialNumber: "A", usagePage: 1 },
  { path: path("scanner"), interface: 1, serialNumber: "A", usagePage: 0x8c },
];

describe("D-9 a HID device", () => {
  test.each([
    ["hid:0425:8159", "keyboard"],
    ["hid:0425:8159?interface=1", "scanner"],
    ["hid:0425:8159?usagePage=8C", "scanner"],
  ])("%s is the %s", async (url, name) => {
    const { library, log } = fake(two);
    const port = await openPort(url, { hid: library });
    await port.close();
    expect(log).toEqual([`open ${path(name)}`, "close"]);
  });

  test("with another serial number is absent", async () => {
    const { library } = fake(two);
    const opening = openPort("hid:0425:8159?serial=B", { hid: library });
    await expect(opening).rejects.toMatchObject({ code: "absent" });
  });

  test("gets whole reports behind their number, and what it sends loses the number", async () => {
    const { library, transport, written } = fake(two);
    const port = await openPort("hid:0425:8159?report=8&reportId=2", { hid: library });
    await port.write(Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9]));
    expect(written.map((report) => [...report])).toEqual([
      [2, 1, 2, 3, 4, 5, 6, 7, 8],
      [2, 9, 0, 0, 0, 0, 0, 0, 0],
    ]);
    const heard: number[][] = [];
    port.onBytes((bytes) => heard.push([...bytes]));
    transport.emit("data", Buffer.from([2, 7, 7]));
    await Promise.resolve();
    expect(heard).toEqual([[7, 7]]);
    await port.close();
  });

  test("that reports an error and is still there failed; one that is gone was unplugged", async () => {
    for (const [left, reason] of [
      [two, { kind: "error", message: "could not read from HID device" }],
      [[], { kind: "unplugged" }],
    ] as const) {
      const { library, transport, devices } = fake([...two]);
      const port = await openPort("hid:0425:8159", { hid: library });
      devices.splice(0, 2, ...left);
      transport.emit("error", new Error("could not read from HID device"));
      transport.emit("error", new Error("again"));
      expect(await port.closed).toEqual(reason);
    }
  });

  test.each([
    ["cannot open device with path /dev/hidraw0: Permission denied", "forbidden"],
    ["Failed to open a device with path: No such file or directory", "absent"],
    ["The process cannot access the file: sharing violation", "busy"],
    ["something else", "io"],
  ])("whose opening fails with %j is as said, and is not kept locked", async (message, code) => {
    const { library } = fake(two, new Error(message));
    await expect(openPort("hid:0425:8159", { hid: library })).rejects.toMatchObject({ code });
    await (await openPort("hid:0425:8159", { hid: fake(two).library })).close();
  });

  test("of a maker's own framing is opened with that", async () => {
    const { library, written } = fake(two);
    const backwards = { ...hidFramings["raw"]!, encode: (bytes: Uint8Array) => [bytes.toReversed()] };
    const url = "hid:0425:8159?framing=maker&report=4";
    const port = await openPort(url, { hid: library, hidFramings: { maker: backwards } });
    await port.write(Uint8Array.of(1, 2, 3));
    expect([...(written[0] ?? [])]).toEqual([0, 3, 2, 1, 0]);
    await port.close();
    await expect(openPort(url, { hid: library })).rejects.toMatchObject({ code: "badUrl" });
  });
});

test("D-9 reports that count their bytes carry any bytes, and one that contradicts itself goes on as it is", () => {
  const framing = hidFramings["length"]!;
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3_000 }), fc.integer({ min: 2, max: 1_024 }), (bytes, size) => {
      const reports = framing.encode(bytes, size).map((content) => {
        const report = new Uint8Array(size);
        report.set(content);
        return report;
      });
      expect(Buffer.concat(reports.map((report) => framing.decode(report))).equals(Buffer.from(bytes))).toBe(
        true,
      );
    }),
  );
  expect([...framing.decode(Uint8Array.of(9, 1, 2))]).toEqual([9, 1, 2]);
  expect([...framing.decode(new Uint8Array(0))]).toEqual([]);
});
