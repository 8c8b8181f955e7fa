import type { CounterView, GuideView, ManagerView } from "../../hall-server/contract/views.ts";

/** Nobody wants anything of anybody: what views say of messages, help and ratings on a quiet day. */

export const quietCounter: CounterView["service"] = { messages: [], emergency: null, rating: null };
export const quietDesk: GuideView["service"] = { help: [], emergencies: [] };

const byLevel = {
  verySatisfied: 0,
  satisfied: 0,
  basicallySatisfied: 0,
  dissatisfied: 0,
  veryDissatisfied: 0,
};
export const quietManager: ManagerView["service"] = {
  ...quietDesk,
  ratings: {
    rated: 0,
    byLevel,
    goodRate: null,
    additions: 0,
    unrated: 0,
    byWindow: [],
    byChannel: { pad: 0, tablet: 0, phone: 0, kiosk: 0 },
  },
  rectifications: [],
  messages: [],
  notices: [],
  staff: [],
};

const minute = 60_000;

/** People want something of the manager: help, an emergency, two bad ratings, one of them late. */
export function busyService(at: number): ManagerView["service"] {
  const bad = {
    level: "veryDissatisfied" as const,
    stage: "completed" as const,
    addition: false,
    tags: ["longWait" as const],
    hasWords: true,
    channel: "tablet" as const,
    windowName: { zh: "2号窗口", en: "Window 2" },
    clerk: { zh: "汪海燕", en: "Wang Haiyan" },
    opened: at - 40 * minute,
    verifyBy: "2026-11-25",
    due: "2026-12-15",
  };
  return {
    ...quietManager,
    help: [
      {
        help: "h1",
        at: "kiosk",
        place: "k1",
        name: { zh: "1号取号机", en: "Kiosk 1" },
        topic: "cardReader",
        since: at - 2 * minute,
        state: "asked",
        by: null,
      },
    ],
    emergencies: [
      {
        emergency: "e1",
        window: "w3",
        windowName: { zh: "3号窗口", en: "Window 3" },
        clerk: { zh: "程志远", en: "Cheng Zhiyuan" },
        since: at - minute,
        state: "raised",
        by: null,
      },
    ],
    ratings: {
      ...quietManager.ratings,
      rated: 14,
      byLevel: {
        verySatisfied: 9,
        satisfied: 2,
        basicallySatisfied: 1,
        dissatisfied: 1,
        veryDissatisfied: 1,
      },
      goodRate: 12 / 14,
      unrated: 44,
      additions: 1,
    },
    rectifications: [
      { ...bad, rating: "r1", number: "A007", state: "verified", responsible: bad.clerk, overdue: true },
      { ...bad, rating: "r2", number: "A011", state: "open", responsible: null, overdue: false },
    ],
    messages: [
      {
        message: "n1",
        at: at - 5 * minute,
        to: null,
        read: [{ window: "w1", clerk: { zh: "李敏", en: "Li Min" }, at: at - 4 * minute }],
      },
    ],
    notices: [
      {
        notice: "p1",
        text: { zh: "请保持安静，留意叫号。", en: "Please keep quiet and listen for your number." },
        zones: ["west"],
        from: at - minute,
        until: at + 20 * minute,
        urgent: false,
        spoken: true,
      },
    ],
    staff: [{ staff: "c02", name: { zh: "汪海燕", en: "Wang Haiyan" } }],
  };
}
