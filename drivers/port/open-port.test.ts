import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { MockBinding } from "@serialport/binding-mock";
import type { MockPortBinding } from "@serialport/binding-mock";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openPort, parsePortUrl } from "./open-port.ts";
import { openError } from "./serial-port.ts";
import type { SerialBinding } from "./serial-port.ts";

describe("D-9 a port URL", () => {
  test.each([
    [
      "serial:/dev/ttyUSB0?baud=9600&parity=even&data=7&stop=2&dtr=0&rts=1",
      {
        kind: "serial",
        path: "/dev/ttyUSB0",
        baud: 9600,
        parity: "even",
        dataBits: 7,
        stopBits: 2,
        dtr: false,
        rts: true,
      },
    ],
    [
      "serial:COM3",
      { kind: "serial", path: "COM3", baud: 115_200, parity: "none", dataBits: 8, stopBits: 1 },
    ],
    [
      "serial:/dev/serial/by-id/usb%20reader",
      {
        kind: "serial",
        path: "/dev/serial/by-id/usb reader",
        baud: 115_200,
        parity: "none",
        dataBits: 8,
        stopBits: 1,
      },
    ],
    ["tcp://192.168.1.50:9100", { kind: "tcp", host: "192.168.1.50", port: 9100 }],
    ["tcp://[::1]:9100/", { kind: "tcp", host: "::1", port: 9100 }],
    [
      "serial:by-id/usb-ACME_Reader_07-if00?baud=9600",
      {
        kind: "serial",
        path: "/dev/serial/by-id/usb-ACME_Reader_07-if00",
        baud: 9600,
        parity: "none",
        dataBits: 8,
        stopBits: 1,
      },
    ],
    [
      "hid:0425:8159",
      { kind: "hid", vendor: 0x0425, product: 0x8159, reportSize: 64, reportId: 0, framing: "raw" },
    ],
    [
      "hid:0425:8159?report=32&reportId=2&framing=length&serial=A1&interface=1&usagePage=8c",
      {
        kind: "hid",
        vendor: 0x0425,
        product: 0x8159,
        reportSize: 32,
        reportId: 2,
        framing: "length",
        serial: "A1",
        interface: 1,
        usagePage: 0x8c,
      },
    ],
    ["usb:0400:C35A", { kind: "usb", vendor: 0x0400, product: 0xc35a, interface: 0, detach: false }],
    [
      "usb:0400:c35a?split=7&out=02,06&in=81,85&interface=1&detach=1",
      {
        kind: "usb",
        vendor: 0x0400,
        product: 0xc35a,
        interface: 1,
        out: [0x02, 0x06],
        in: [0x81, 0x85],
        split: 7,
        detach: true,
      },
    ],
    ["file:/dev/usb/lp0", { kind: "file", path: "/dev/usb/lp0" }],
    ["sim:reader", { kind: "sim", name: "reader" }],
  ] as const)("%s is understood", (url, address) => {
    expect(parsePortUrl(url)).toEqual(address);
  });

  test.each([
    "",
    "/dev/ttyUSB0",
    "http://printer:9100",
    "hid:0400",
    "hid:0400:C35A:1",
    "hid:0400:C35G",
    "hid://0400:C35A",
    "hid:0400:C35A?report=0",
    "hid:0400:C35A?framing=maker",
    "hid:0400:C35A?usagePage=GG",
    "usb:0400:C35A?out=81&in=02",
    "usb:0400:C35A?out=02",
    "usb:0400:C35A?split=7",
    "usb:0400:C35A?split=7&out=02&in=81",
    "usb:0400:C35A?speed=9",
    "file:/etc/passwd",
    "file:lp0",
    "file:/dev/usb/lp0?baud=9600",
    "sim:",
    "sim:reader?x=1",
    "serial:by-id/",
    "serial:by-id/../ttyS0",
    "tcp://printer",
    "tcp://printer:0",
    "tcp://printer:70000",
    "tcp://printer:9100/path",
    "tcp://user@printer:9100",
    "tcp:printer:9100",
    "serial:",
    "serial:///dev/%zz",
    "serial://host/dev/ttyS0",
    "serial:/dev/ttyS0?baud=fast",
    "serial:/dev/ttyS0?baud=9600&baud=19200",
    "serial:/dev/ttyS0?speed=9600",
    "serial:/dev/ttyS0?parity=mark",
    "serial:/dev/ttyS0?dtr=yes",
    "serial:/dev/ttyS0?data=constructor",
  ])("%j is refused", async (url) => {
    await expect(openPort(url)).rejects.toMatchObject({ name: "PortError", code: "badUrl" });
  });
});

test("D-9 a driver may know the TCP port that its devices listen on", () => {
  expect(parsePortUrl("tcp://printer", { tcpPort: 9100 })).toEqual({
    kind: "tcp",
    host: "printer",
    port: 9100,
  });
  expect(parsePortUrl("tcp://printer:515", { tcpPort: 9100 })).toMatchObject({ port: 515 });
});

test.each([
  ["Error: No such file or directory, cannot open /dev/ttyUSB0", "absent"],
  ["Error: Permission denied, cannot open /dev/ttyUSB0", "forbidden"],
  ["Error Resource temporarily unavailable Cannot lock port", "busy"],
  ["Error: Device or resource busy, cannot open /dev/ttyUSB0", "busy"],
  ["Opening COM3: File not found", "absent"],
  ["Opening COM3: Access denied", "busy"],
  ["Error: Input/output error, cannot open /dev/ttyUSB0", "io"],
] as const)("the open failure %j means %s", (message, code) => {
  expect(openError(new Error(message)).code).toBe(code);
});

describe("D-9 a serial line (mock binding)", () => {
  let bound: MockPortBinding | undefined;
  const serialBinding: SerialBinding = {
    open: async (options) => {
      bound = await MockBinding.open(options);
      return bound;
    },
  };
  const open = (): ReturnType<typeof openPort> => openPort("serial:/dev/mock?baud=9600", { serialBinding });

  beforeEach(() => MockBinding.createPort("/dev/mock", { record: true }));
  afterEach(() => MockBinding.reset());

  test("carries bytes both ways and keeps those that come before anybody listens", async () => {
    const port = await open();
    expect(bound?.openOptions).toMatchObject({ path: "/dev/mock", baudRate: 9600, lock: true });
    bound?.emitData(Buffer.from([1, 2]));
    await port.write(Uint8Array.of(7, 8, 9));
    expect([...(bound?.recording ?? [])]).toEqual([7, 8, 9]);
    const heard = new Promise<Uint8Array>((resolve) => port.onBytes(resolve));
    expect([...(await heard)]).toEqual([1, 2]);
    await port.close();
    await port.close();
    expect(await port.closed).toEqual({ kind: "byUs" });
    await expect(port.write(Uint8Array.of(1))).rejects.toMatchObject({ code: "closed" });
  });

  test("is ours alone while it is open, and free again afterwards", async () => {
    const port = await open();
    await expect(open()).rejects.toMatchObject({ code: "busy" });
    await port.close();
    await (await open()).close();
  });

  test("that is not there is absent", async () => {
    await expect(openPort("serial:/dev/nowhere", { serialBinding })).rejects.toMatchObject({
      code: "absent",
    });
  });

  test("whose write fails is unplugged, and the write says so", async () => {
    const port = await open();
    if (bound) bound.write = () => Promise.reject(new Error("EIO"));
    await expect(port.write(Uint8Array.of(1))).rejects.toMatchObject({ name: "PortError" });
    expect((await port.closed).kind).not.toBe("byUs");
  });

  test("whose write never ends fails it when the line goes", async () => {
    const port = await open();
    if (bound) bound.write = () => new Promise(() => {});
    const write = port.write(Uint8Array.of(1));
    await Promise.all([expect(write).rejects.toMatchObject({ code: "closed" }), port.close()]);
  });
});

test("D-9 a TCP port that nobody listens on is absent", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  await expect(openPort(`tcp://127.0.0.1:${port}`)).rejects.toMatchObject({ code: "absent" });
});
