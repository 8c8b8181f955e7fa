import { describe, expect, test } from "vitest";
import { systemClock } from "./clock.ts";
import { openPort } from "./open-port.ts";
import { simulateUsb } from "./simulated-usb.ts";
import type { UsbDevice, UsbLibrary } from "./usb-port.ts";

/** A device that keeps what it is told and says what it is given to say, endpoint by endpoint. */
function fake(answers: Record<number, Uint8Array[]> = {}, replaced: Partial<UsbDevice> = {}) {
  const log: string[] = [];
  let wake = (): void => {};
  const idle = new Promise<void>((resolve) => (wake = resolve));
  const device: UsbDevice = {
    open: async () => {},
    close: async () => void log.push("close"),
    claimInterface: async (number) => void log.push(`claim ${number}`),
    detachKernelDriver: async (number) => void log.push(`detach ${number}`),
    transferOut: async (endpoint, data) => log.push(`out ${endpoint}: ${Buffer.from(data).toString("hex")}`),
    transferIn: async (endpoint, length) => {
      const next = answers[endpoint]?.shift();
      if (next) {
        log.push(`in ${endpoint}: ${length}`);
        return { data: new DataView(Uint8Array.from(next).buffer) };
      }
      wake();
      return new Promise((_resolve, reject) => {
        systemClock.setTimeout(() => reject(new Error("transfer was cancelled")), 1);
      });
    },
    ...replaced,
  };
  const library: UsbLibrary = { findDeviceByIds: async () => device };
  return { library, log, idle };
}

const frame = Buffer.from("aaaaaa96690008000" + "09f0000000097", "hex");
const split = "usb:0400:C35A?split=7&out=02,06&in=81,85";

describe("D-9 a USB device", () => {
  test("of split messages gets the first 7 bytes apart, and is read for as many as it announces", async () => {
    const long = Buffer.alloc(7 + 128, 1);
    long.writeUInt16BE(128, 5);
    const { library, log, idle } = fake({
      1: [frame.subarray(0, 7), long.subarray(0, 7), Uint8Array.of(9)],
      5: [frame.subarray(7), long.subarray(7, 71), long.subarray(71)],
    });
    const port = await openPort(split, { usb: library });
    const heard: number[] = [];
    port.onBytes((bytes) => heard.push(...bytes));
    await idle;
    await port.write(Buffer.from("aaaaaa96690003200122", "hex"));
    await port.close();
    expect(Buffer.from(heard).equals(Buffer.concat([frame, long, Uint8Array.of(9)]))).toBe(true);
    expect(log.filter((line) => line.startsWith("out"))).toEqual(["out 2: aaaaaa96690003", "out 6: 200122"]);
    // One packet at a time, and no read beyond what was announced: it would be waited for in vain.
    expect(log.filter((line) => line.startsWith("in"))).toEqual([
      "in 1: 64",
      "in 5: 64",
      "in 1: 64",
      "in 5: 64",
      "in 5: 64",
      "in 1: 64",
    ]);
    expect(log.at(-1)).toBe("close");
  });

  test("is taken from a kernel driver only when the URL says so", async () => {
    for (const [url, expected] of [
      ["usb:0400:C35A?out=02&in=81", ["claim 0"]],
      ["usb:0400:C35A?out=02&in=81&detach=1&interface=3", ["detach 3", "claim 3"]],
    ] as const) {
      const { library, log } = fake();
      await (await openPort(url, { usb: library })).close();
      expect(log.slice(0, -1)).toEqual(expected);
    }
  });

  test.each([
    ["claimInterface error: interface is busy", "busy"],
    ["open error: permission denied (errno 13)", "forbidden"],
    ["open error: device not found", "absent"],
    ["unsupported driver", "forbidden"],
    ["anything else", "io"],
  ])("whose opening fails with %j is as said, and is closed", async (message, code) => {
    const { library, log } = fake({}, { claimInterface: () => Promise.reject(new Error(message)) });
    await expect(openPort("usb:0400:C35A?out=02&in=81", { usb: library })).rejects.toMatchObject({ code });
    expect(log).toEqual(["close"]);
  });

  test("that fails in the middle says why", async () => {
    const { library } = fake({}, { transferIn: () => Promise.reject(new Error("hardware fault")) });
    const port = await openPort("usb:0400:C35A?out=02&in=81", { usb: library });
    expect(await port.closed).toEqual({ kind: "error", message: "hardware fault" });
  });

  test("without bulk endpoints is no line", async () => {
    const opening = openPort("usb:0400:C35A", { usb: fake().library });
    await expect(opening).rejects.toMatchObject({ code: "io" });
  });

  test("that is simulated refuses an endpoint it has not", async () => {
    const { library } = simulateUsb(() => {}, { split: false, clock: systemClock });
    const port = await openPort("usb:0400:C35A?out=03&in=81", { usb: library });
    await expect(port.write(Uint8Array.of(1))).rejects.toMatchObject({ code: "io" });
    await port.close();
  });
});

test("D-9 a machine without USB says that nothing is there, or why it can't look", async () => {
  await expect(openPort("usb:0400:C35A")).rejects.toMatchObject({ code: "absent" });
  await expect(openPort("hid:0400:C35A")).rejects.toMatchObject({ code: "absent" });
});
