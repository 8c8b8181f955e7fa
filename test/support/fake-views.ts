import type { BoardView, ManagerView, ScreensView } from "../../hall-server/contract/views.ts";
import { quietManager } from "./fake-service.ts";

const minute = 60_000;
const windowName = (n: number) => ({ zh: `${n}号窗口`, en: `Window ${n}` });
const hall = { zh: "黟县政务服务大厅", en: "Yi County Public Service Hall" };

const queues = [
  { queue: "q1", prefix: "A", name: { zh: "综合受理", en: "General services" }, waiting: 12 },
  { queue: "q2", prefix: "B", name: { zh: "社保医保", en: "Social and medical insurance" }, waiting: 7 },
  { queue: "q3", prefix: "C", name: { zh: "不动产登记", en: "Real estate registration" }, waiting: 3 },
  { queue: "q4", prefix: "D", name: { zh: "企业开办", en: "Starting a business" }, waiting: 0 },
].map((queue) => ({ ...queue, estimate: null, noNumbers: null }));

/** One call of a board, `agoMs` before `at`. */
export const callOf = (
  at: number,
  number: string,
  window: number,
  agoMs: number,
): BoardView["calls"][number] => ({
  seq: 1000 - Math.round(agoMs / 1000),
  number,
  window: `w${window}`,
  windowName: windowName(window),
  zone: null,
  at: at - agoMs,
  times: 1,
  atWindow: agoMs < 5 * minute,
});

/** What a wall shows, with these calls, newest first. */
export function boardView(calls: BoardView["calls"], missed: string[] = []): BoardView {
  const windows = [1, 2, 3, 4, 5, 6].map((n) => ({
    window: `w${n}`,
    name: windowName(n),
    zone: null,
    state: "open" as const,
    until: null,
    number: null,
    queues: ["q1"],
  }));
  return { hall, timeZone: "Asia/Shanghai", calls, missed, queues, windows, notices: [] };
}

type ScreenShown = ScreensView["screens"][number];

/** An 86-inch panel read from ten metres, a 55-inch one from six, and a 32-inch one above a window, unless told otherwise. */
export const screenOf = (
  id: string,
  shows: ScreenShown["shows"],
  change: Partial<ScreenShown> = {},
): ScreenShown => ({
  id,
  name: { zh: `${id}号屏`, en: `Screen ${id}` },
  shows,
  distance: { hall: 10, zone: 6, window: 3 }[shows.kind],
  widthMm: { hall: 1_902, zone: 1_218, window: 708 }[shows.kind],
  speaks: true,
  ...change,
});

/** What screens need beside the calls: three of them, one of each kind, in a hall of two zones. */
export function screensView(
  screens: ScreenShown[] = [
    screenOf("s1", { kind: "hall" }),
    screenOf("s2", { kind: "zone", zone: "west" }),
    screenOf("s3", { kind: "window", window: "w3" }),
  ],
): ScreensView {
  const bring = ["居民身份证", "居民户口簿", "本人近期免冠照片三张"].map((zh, n) => ({
    zh,
    en: ["ID card", "Household register", "Three recent photographs"][n]!,
  }));
  return {
    hall,
    timeZone: "Asia/Shanghai",
    zones: [
      { zone: "west", name: { zh: "西区", en: "West side" } },
      { zone: "east", name: { zh: "东区", en: "East side" } },
    ],
    windows: [1, 2, 3, 4, 5, 6].map((n) => ({
      window: `w${n}`,
      name: windowName(n),
      zone: n <= 3 ? "west" : "east",
    })),
    screens,
    guides: [
      { item: "i1", name: { zh: "结婚登记", en: "Registering a marriage" }, queue: "q1", bring },
      { item: "i2", name: { zh: "社保关系转移", en: "Moving social insurance" }, queue: "q2", bring: [] },
    ],
  };
}

/** Eight calls, the newest `newestAgoMs` old. */
export const manyCalls = (at: number, newestAgoMs: number): BoardView["calls"] =>
  [
    ["A018", 3],
    ["B007", 5],
    ["A017", 1],
    ["C003", 6],
    ["A016", 2],
    ["B006", 4],
    ["A015", 3],
    ["D001", 1],
  ].map(([number, window], n) => callOf(at, String(number), Number(window), newestAgoMs + n * minute));

/** A busy hall; the longest wait began `longestMs` ago. */
export function managerView(at: number, longestMs: number): ManagerView {
  const oldest = [longestMs, 24 * minute, 6 * minute, null];
  const states = ["open", "open", "paused", "open", "closed", "closed"] as const;
  const clerks = [
    { zh: "李敏", en: "Li Min" },
    { zh: "汪海燕", en: "Wang Haiyan" },
    { zh: "程志远", en: "Cheng Zhiyuan" },
    { zh: "胡雪梅", en: "Hu Xuemei" },
  ];
  return {
    hall,
    day: "2026-11-24",
    timeZone: "Asia/Shanghai",
    waiting: 22,
    longestWaitSince: at - longestMs,
    alerts: { amberMinutes: 20, alarmMinutes: 30 },
    takenToday: 86,
    finishedToday: 58,
    missedToday: 3,
    heldNow: 1,
    stranded: [],
    absent: [{ ticket: "t-c2", number: "C002", queue: "q3", since: at - 4 * minute, missed: 1 }],
    queues: queues.map((queue, n) => ({
      ...queue,
      estimate: [{ p10S: 480, p50S: 900, p90S: 1500, ahead: 12 }, null, null, null][n]!,
      oldest: oldest[n] == null ? null : at - oldest[n],
      since: Array.from({ length: queue.waiting }, (_, i) => at - (oldest[n] ?? 0) + i * minute),
      given: [41, 27, 15, 3][n]!,
      left: [159, 73, 35, 97][n]!,
      closed: false,
      byClass: { ordinary: queue.waiting, priority: 0, booking: 0, returned: 0 },
    })),
    windows: states.map((state, n) => ({
      window: `w${n + 1}`,
      name: windowName(n + 1),
      zone: null,
      state,
      until: null,
      items: ["i1"],
      clerk: state === "closed" ? null : `c0${n + 1}`,
      pauseReason: state === "paused" ? ("meal" as const) : null,
      clerkName: state === "closed" ? null : clerks[n]!,
      since: state === "closed" ? null : at - (n + 1) * 17 * minute,
      number: ["A018", "B007", null, "C003", null, null][n]!,
      finishedToday: [16, 21, 9, 12, 0, 0][n]!,
    })),
    devices: devicesOf(at),
    events: eventsOf(at),
    service: quietManager,
  };
}

function devicesOf(at: number): ManagerView["devices"] {
  const kioskName = (n: number) => ({ zh: `${n}号取号机`, en: `Kiosk ${n}` });
  const kiosk = (n: number) => ({ place: { at: "kiosk" as const, id: `k${n}` }, placeName: kioskName(n) });
  return [
    {
      ...kiosk(2),
      device: "k2",
      kind: "kiosk",
      state: "down",
      cause: "silent",
      code: null,
      since: at - 7 * minute,
    },
    {
      ...kiosk(1),
      device: "printer",
      kind: "ticketPrinter",
      state: "degraded",
      cause: "paperLow",
      code: "paperNearEnd",
      since: at - 3 * minute,
    },
    {
      ...kiosk(1),
      device: "reader",
      kind: "cardReader",
      state: "ready",
      cause: null,
      code: null,
      since: at - 90 * minute,
    },
  ];
}

function eventsOf(at: number): ManagerView["events"] {
  const told: [string, string | null, string | null, string][] = [
    ["ticketCalled", "A018", "w1", "staff:c01"],
    ["ticketFinished", "A017", "w1", "staff:c01"],
    ["ticketTaken", "B008", null, "kiosk:k1"],
    ["slipReported", "B008", null, "kiosk:k1"],
    ["windowPaused", null, "w3", "staff:c03"],
    ["ticketMissed", "C002", "w4", "staff:c04"],
    ["ticketRecalled", "C002", "w4", "staff:c04"],
    ["servingStarted", "B007", "w2", "staff:c02"],
    ["ticketRequeued", "A009", null, "staff:c01"],
    ["ticketVoided", "A012", null, "system"],
    ["ticketCancelled", "B003", null, "staff:c02"],
    ["windowOpened", null, "w1", "staff:c01"],
    ["dayRolled", null, null, "system"],
  ];
  return told.map(([type, number, window, principal], n) => ({
    seq: 500 - n,
    at: at - n * 41_000,
    type,
    principal,
    byName: principal === "kiosk:k1" ? { zh: "1号取号机", en: "Kiosk 1" } : null,
    number,
    window,
    device: null,
  }));
}
