import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { simulatableKinds } from "./simulate.ts";
import { run, Simulated } from "./cli-process.ts";
import { listDevices, listText } from "./list.ts";
import { problemWords } from "./words.ts";

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "devices-cli-"));
});
afterAll(() => rmSync(dir, { recursive: true }));

function profile(...devices: object[]): string {
  const file = join(dir, "devices.json");
  writeFileSync(file, JSON.stringify({ devices }, null, 2));
  return file;
}

interface Checked {
  ok: boolean;
  devices: {
    id: string;
    state: string;
    problem: string | null;
    trial: { code: string } | null;
    detail: string | null;
  }[];
}

describe.skipIf(process.platform !== "linux")("D-65 npm run devices", () => {
  it("check: opens a simulated printer on a real serial line, prints, and says what is wrong", async () => {
    const printer = new Simulated("printer", "--pty");
    try {
      const url = await printer.next("url");
      const file = profile(
        { id: "printer", kind: "ticketPrinter", label: "一楼东侧", url, logo: "none.png" },
        { id: "gone", kind: "ticketPrinter", url: "serial:/dev/does-not-exist" },
      );
      const first = await run("check", file, "--print", "--json");
      const { ok, devices } = JSON.parse(first.out) as Checked;
      expect(first.code).toBe(1);
      expect(ok).toBe(false);
      expect(devices).toMatchObject([
        {
          id: "printer",
          state: "ready",
          problem: null,
          trial: { good: true, code: "printed" },
          troubles: [{ code: "logoUnusable" }],
        },
        { id: "gone", state: "absent", problem: "absent", trial: null },
      ]);
      expect(await printer.next("news")).toContain("测试票 TEST SLIP");
      await printer.type("paper out");
      const table = await run("check", file);
      expect(table.code).toBe(1);
      for (const said of ["缺纸", "装一卷新纸", "没找到", "一楼东侧", "票头图案用不了", "有设备不能用"])
        expect(table.out).toContain(said);
      await printer.type("paper low");
      const alone = profile({ id: "printer", kind: "ticketPrinter", url });
      const english = await run("check", alone, "--lang", "en");
      expect(english.code).toBe(0);
      expect(english.out).toContain("paper near its end");
      expect(english.out).toMatch(/All is well\n$/);
    } finally {
      expect(await printer.end()).toBe(0);
    }
  });

  it("simulate: on TCP too; what it does not know it says", async () => {
    const printer = new Simulated("printer", "--tcp", "0");
    try {
      const url = await printer.next("url");
      expect(url).toMatch(/^tcp:\/\/127\.0\.0\.1:\d+$/);
      await printer.type("jam");
      const checked = await run("check", profile({ id: "p", kind: "ticketPrinter", url }), "--json");
      expect(JSON.parse(checked.out)).toMatchObject({ devices: [{ state: "failed", problem: "cutter" }] });
    } finally {
      expect(await printer.end()).toBe(0);
    }
  });

  it("a wrong profile or command opens nothing, and ends with 2", async () => {
    const wrong = await run("check", profile({ id: "p", kind: "fax", url: "tcp://127.0.0.1:1" }));
    expect(wrong.code).toBe(2);
    expect(wrong.err).toMatch(/devices\.json:5:15 devices\[0\]\.kind: 没有这种设备/);
    for (const args of [["check"], ["simulate", "fax", "--pty"], ["simulate", "printer"], ["--fax"]])
      expect((await run(...args)).code).toBe(2);
  });
});

describe("D-65 what the tool says", () => {
  it("every command of a simulation is told apart, in both languages", () => {
    for (const kind of simulatableKinds) {
      const commands = kind.simulate().commands;
      expect(new Set(commands.map(({ says }) => says)).size).toBe(commands.length);
      for (const { does } of commands) expect(does.zh).not.toBe(does.en);
    }
  });

  it.each(["absent", "busy", "forbidden", "paperOut", "noProof"])("has words and advice for %s", (code) => {
    const { says, advice } = problemWords(code);
    for (const text of [says.zh, says.en, advice.zh, advice.en]) expect(text).not.toBe(code);
    expect(advice.en).not.toContain("See docs");
  });
});

describe("D-65 list", () => {
  it("reads the kernel's own folders, by-id first, without udevadm", async () => {
    const dev = join(dir, "dev");
    const usb = join(dir, "sys/bus/usb/devices");
    mkdirSync(join(dev, "serial/by-id"), { recursive: true });
    mkdirSync(join(dev, "usb"), { recursive: true });
    for (const name of ["ttyUSB0", "ttyUSB1", "ttyACM0", "tty1", "usb/lp0"])
      writeFileSync(join(dev, name), "");
    symlinkSync("../../ttyUSB0", join(dev, "serial/by-id/usb-reader-port0"));
    for (const [name, files] of Object.entries({
      "1-1": { idVendor: "0400", idProduct: "c35a", bDeviceClass: "00", product: "IDCard" },
      usb1: { idVendor: "1d6b", idProduct: "0002", bDeviceClass: "09", product: "hub" },
      "1-1:1.0": {},
    })) {
      mkdirSync(join(usb, name), { recursive: true });
      for (const [file, text] of Object.entries(files)) writeFileSync(join(usb, name, file), `${text}\n`);
    }
    const found = await listDevices({
      dev,
      sys: join(dir, "sys"),
      hid: async () => [{ vendorId: 0x0425, productId: 0x8159, manufacturer: "Maker", product: "Reader" }],
    });
    expect(found).toEqual([
      { sort: "serial", url: `serial:${dev}/serial/by-id/usb-reader-port0`, name: `${dev}/ttyUSB0` },
      { sort: "serial", url: `serial:${dev}/ttyACM0`, name: "" },
      { sort: "serial", url: `serial:${dev}/ttyUSB1`, name: "" },
      { sort: "printerPort", url: `file:${dev}/usb/lp0`, name: "" },
      { sort: "hid", url: "hid:0425:8159", name: "Maker Reader" },
      { sort: "usb", url: "usb:0400:C35A", name: "IDCard" },
    ]);
    expect(listText(found, "zh")).toContain("串口");
  });

  it("where nothing can be listed it says that nothing was found", async () => {
    const found = await listDevices({
      dev: join(dir, "no"),
      sys: join(dir, "no"),
      hid: () => Promise.reject(new Error("no HID here")),
    });
    expect(listText(found, "en")).toBe("Nothing found");
  });
});
