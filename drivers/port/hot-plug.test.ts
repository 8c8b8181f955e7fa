import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { systemClock } from "./clock.ts";
import { watchPort } from "./hot-plug.ts";
import { permissionHint } from "./permission.ts";
import { parsePortUrl } from "./port-url.ts";
import { simulateHid } from "./simulated-hid.ts";
import { simulateUsb } from "./simulated-usb.ts";
import { VirtualClock } from "./virtual-clock.ts";

test.each(["hid", "usb"] as const)(
  "D-25 a %s device is noticed when it comes, once each time",
  async (kind) => {
    const clock = new VirtualClock();
    const hid = simulateHid(() => {}, false);
    const usb = simulateUsb(() => {}, { split: false, clock: systemClock });
    const device = { hid, usb }[kind];
    const watch = watchPort(device.url, clock, { hid: hid.library, usb: usb.library });
    let came = 0;
    const stop = watch?.(() => (came += 1));
    await clock.advance(3_000);
    // It was there all along: opening it fails for another reason.
    expect(came).toBe(0);
    for (let i = 1; i <= 3; i++) {
      device.unplug();
      await clock.advance(3_000);
      device.plug();
      await clock.advance(3_000);
      expect(came).toBe(i);
    }
    stop?.();
    expect(clock.pending).toBe(0);
  },
);

test("D-25 a serial line by name is noticed when its link comes", async () => {
  const dir = await mkdtemp(join(tmpdir(), "yimen-hot-plug-"));
  const path = join(dir, "usb-ACME_Reader");
  const plugged = Promise.withResolvers<void>();
  // Real time, hurried: what is waited for is the file system.
  const looked = Promise.withResolvers<void>();
  const clock = {
    now: () => 0,
    setTimeout: (fn: () => void) => {
      looked.resolve();
      return systemClock.setTimeout(fn, 1);
    },
  };
  try {
    const stop = watchPort(`serial:${path}`, clock)?.(() => plugged.resolve());
    await looked.promise;
    await writeFile(path, "");
    await expect(plugged.promise).resolves.toBeUndefined();
    stop?.();
  } finally {
    await rm(dir, { recursive: true });
  }
});

test("D-25 what can't be watched is left to the ladder", () => {
  const clock = new VirtualClock();
  for (const url of ["tcp://printer:9100", "sim:reader", "serial:COM3"]) {
    expect(watchPort(url, clock)).toBeUndefined();
  }
  expect(() => watchPort("reader", clock)).toThrow("not a URL");
});

test.each([
  ["serial:/dev/ttyUSB0", "linux", "dialout"],
  ["file:/dev/usb/lp0", "linux", "adduser kiosk lp"],
  [
    "hid:0425:8159",
    "linux",
    'SUBSYSTEM=="hidraw", ATTRS{idVendor}=="0425", ATTRS{idProduct}=="8159", MODE="0660", GROUP="plugdev"',
  ],
  ["usb:0400:C35A", "linux", 'SUBSYSTEM=="usb", ATTR{idVendor}=="0400", ATTR{idProduct}=="c35a"'],
  ["usb:0400:C35A", "win32", "WinUSB"],
  ["serial:COM3", "win32", "another program"],
] as const)("D-9 forbidden says what to do about %s on %s", (url, platform, hint) => {
  expect(permissionHint(parsePortUrl(url), platform)).toContain(hint);
});
