import type { EngineerFacts, EngineerScreen } from "../../engineer-bridge.ts";

/** An engineer's pages as a kiosk has them on a bad day. */
const facts: EngineerFacts = {
  devices: [
    {
      id: "reader",
      kind: "cardReader",
      url: "serial:/dev/ttyUSB0?baud=115200",
      state: "ready",
      problem: null,
      identity: { sam: "05.03-20151028-0001234567-0987654321" },
      counters: { opens: 2, errors: 1, reads: 4_812, unreadable: 17, resets: 3, noise: 240 },
      lastError: { code: "noise", secondsAgo: 5_310 },
    },
    {
      id: "printer",
      kind: "ticketPrinter",
      url: "tcp://192.168.10.31:9100",
      state: "degraded",
      problem: "paperNearEnd",
      identity: { model: "TM-T88VI", firmware: "1.02 ESC/POS", serial: "X3PK004512" },
      counters: { opens: 1, errors: 0, prints: 4_790, failed: 6 },
      lastError: null,
    },
    {
      id: "scanner",
      kind: "scanner",
      url: "hid:1eab:8203",
      state: "absent",
      problem: "unplugged",
      identity: {},
      counters: { opens: 0, errors: 12 },
      lastError: { code: "unplugged", secondsAgo: 42 },
    },
  ],
  printFailures: [
    { at: 1_795_396_800_000, outcome: "failed", cause: "paperOut", reprint: false },
    { at: 1_795_393_800_000, outcome: "unknown", cause: "noProof", reprint: true },
    { at: 1_795_390_000_000, outcome: "failed", cause: "cutter", reprint: false },
  ],
  timeZone: "Asia/Shanghai",
  profile: {
    file: "/etc/yimen/devices.json",
    problems: [
      {
        where: "devices[2].url (12:14)",
        zh: "不认识这种接口；请写成 serial:、tcp:、hid: 或 usb: 开头的地址",
        en: "this kind of line is unknown; write an address that begins with serial:, tcp:, hid: or usb:",
      },
    ],
  },
  network: {
    hall: "http://192.168.10.2:8080",
    link: "lost",
    latencyMs: null,
    clockOffsetMs: -1_240,
    lease: { day: "2026-11-30", left: 96 },
    untold: 3,
    refused: 1,
  },
  versions: {
    yimen: "0.1.0",
    node: "24.21.0",
    electron: "45.4.1",
    chromium: "148.0.7778.97",
    system: "linux arm64 6.6.0-kylin",
    catalogue: "2026-11-01",
  },
  usb: null,
};

const inside = (more: Partial<EngineerScreen & { kind: "engineer" }> = {}): EngineerScreen => ({
  kind: "engineer",
  staff: "e01",
  kept: false,
  run: { at: "none" },
  bundle: null,
  out: null,
  facts,
  ...more,
});

export const engineerWays: Readonly<Record<string, EngineerScreen>> = {
  engineerDoor: { kind: "engineerDoor", checking: false, trouble: null },
  engineerDoorLocked: { kind: "engineerDoor", checking: false, trouble: { code: "locked", seconds: 240 } },
  engineerDoorUnknown: { kind: "engineerDoor", checking: false, trouble: { code: "unknownHere" } },
  engineer: inside(),
  engineerKept: inside({ kept: true, out: "maintenance" }),
};
