import type { FakeHall } from "./fake-hall.ts";
import { quietDesk } from "./fake-service.ts";
import type { CatalogueView, GuideView, KioskView } from "../../hall-server/contract/views.ts";

const minute = 60_000;
const marriage = { id: "i1", name: { zh: "内地居民结婚登记", en: "Marriage registration" } };
const divorce = { id: "i2", name: { zh: "内地居民离婚登记", en: "Divorce registration" } };
const care = { id: "i3", name: { zh: "养老机构备案", en: "Elderly care institution filing" } };

/** Three matters in two lines; what they ask for is both brought and exempt. */
/** As far as the desk asks: one kiosk in service, one that is not. */
export const kioskView: KioskView = {
  hall: { zh: "黟县政务服务大厅", en: "Yi County Public Service Hall" },
  slip: { matters: true, ahead: true, wait: true, notice: null },
  day: "2026-11-25",
  timeZone: "Asia/Shanghai",
  catalogueVersion: "1",
  queues: [],
  kiosks: [1, 2].map((n) => ({
    kiosk: `k${n}`,
    name: { zh: `${n}号取号机`, en: `Kiosk ${n}` },
    inService: n === 1,
  })),
  help: [],
};

export const catalogueView: CatalogueView = {
  version: "1",
  themes: [],
  lifeEvents: [],
  items: [
    { ...marriage, queue: "q1" },
    { ...divorce, queue: "q1" },
    { ...care, queue: "q2" },
  ].map((item) => ({
    ...item,
    words: { zh: [], en: [] },
    question: null,
    highFrequency: item.id === "i1",
    promisedDays: 0,
    fee: false,
    materials: [
      {
        name: { zh: "近期合影照片", en: "Recent photograph" },
        exempt: "none",
        exemptSource: null,
        required: true,
      },
      {
        name: { zh: "居民身份证", en: "Identity card" },
        exempt: "dataShare",
        exemptSource: { zh: "公安人口库", en: "Police population database" },
        required: true,
      },
    ],
  })),
};

export const waitingTicket = (at: number, n: number): GuideView["tickets"][number] => ({
  ticket: `t${n}`,
  number: `A${String(n).padStart(3, "0")}`,
  queue: "q1",
  items: [marriage],
  class: "ordinary",
  takenAt: at - (200 - n) * minute,
  waitingSince: at - (200 - n) * minute,
  slot: null,
  state: "waiting",
  since: at,
  window: null,
  ahead: n - 1,
  print: null,
  stranded: false,
  steppedOut: false,
  missed: 0,
  wait: { p10S: 300, p50S: 500, p90S: 900 },
});

/** A desk that sees so many waiting numbers. */
export function guideView(at: number, waiting: number, change: Partial<GuideView> = {}): GuideView {
  const line = (queue: string, prefix: string, zh: string, en: string, items: (typeof marriage)[]) => ({
    queue,
    prefix,
    name: { zh, en },
    waiting,
    items,
    closed: false,
    full: false,
    openWindows: 2,
  });
  return {
    hall: { zh: "黟县政务服务大厅", en: "Yi County Public Service Hall" },
    slip: { matters: true, ahead: true, wait: true, notice: null },
    day: "2026-11-25",
    timeZone: "Asia/Shanghai",
    tickets: Array.from({ length: waiting }, (_, i) => waitingTicket(at, i + 1)),
    bookings: [],
    queues: [
      line("q1", "A", "婚姻登记", "Marriage", [marriage, divorce]),
      line("q2", "C", "养老服务", "Elderly care", [care]),
    ],
    windows: [{ window: "w1", name: { zh: "1号窗口", en: "Window 1" }, state: "open" }],
    service: quietDesk,
    ...change,
  };
}

/** Answers a taken number, and shows it as reserved until its slip is confirmed. */
export function playTaking(hall: FakeHall, number = "A004"): void {
  const taken = { ...waitingTicket(hall.now(), 4), number, ticket: "new", takenAt: hall.now() };
  hall.onCommand = ({ command }, it) => {
    if (command.type === "takeTicket") {
      const view = guideView(it.now(), 3);
      it.show("guide", {
        ...view,
        tickets: [...view.tickets, { ...taken, state: "reserved", print: "printing" }],
      });
      const { takenAt } = taken;
      return { ok: true, seq: it.seq, result: { ticket: "new", number, queue: "q1", ahead: 3, takenAt } };
    }
    if (command.type === "confirmPrint") {
      const view = guideView(it.now(), 3);
      it.show("guide", { ...view, tickets: [...view.tickets, taken] });
    }
    return { ok: true, seq: it.seq, result: {} };
  };
}
