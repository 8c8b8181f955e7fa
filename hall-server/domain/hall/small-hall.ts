import type { Principal } from "../roles.ts";
import { type HallConfig, type QueueConfig, usualPolicy, usualRules, usualSlip } from "./config.ts";

/** A hall small enough that a random sequence of commands soon meets every edge. For tests and simulations. */

const name = (text: string) => ({ zh: text, en: text });
const item = (id: string): HallConfig["catalogue"]["items"][number] => ({
  id,
  name: name(id),
  taskCode: "",
  highFrequency: false,
  promisedDays: 0,
  fee: false,
  serviceMinutes: 10,
  materials: [],
  specialProcedures: [],
});

const queue = (id: string, prefix: string, from: number, to: number, items: string[]): QueueConfig => ({
  id,
  name: name(id),
  prefix,
  from,
  to,
  width: 3,
  items,
  policy: { ...usualPolicy, mostOvertaken: 2 },
});

/** Three queues, two of which share a prefix in ranges that touch; three windows, of which one serves everything. */
export const smallHall: HallConfig = {
  hall: { name: name("小厅"), regionCode: "340103", timeZone: "Asia/Shanghai" },
  queues: [
    queue("a", "A", 1, 6, ["marry", "divorce"]),
    queue("b", "A", 7, 12, ["adopt"]),
    { ...queue("c", "C", 1, 50, ["pension", "relief"]), capacity: 5 },
  ],
  windows: [
    { id: "w1", name: name("1"), items: ["marry", "divorce", "adopt", "pension", "relief"], zone: null },
    { id: "w2", name: name("2"), items: ["marry", "divorce"], zone: null },
    { id: "w3", name: name("3"), items: ["adopt", "pension"], zone: null },
  ],
  zones: [],
  kiosks: [{ id: "k1", name: name("k1") }],
  screens: [],
  rules: { ...usualRules, recall: { most: 3, pauseSeconds: 0, beforeMissed: 1 } },
  calendar: null,
  slip: usualSlip,
  staff: [
    { id: "c1", name: name("c1"), roles: ["clerk"] },
    { id: "c2", name: name("c2"), roles: ["clerk"] },
    { id: "m1", name: name("m1"), roles: ["clerk", "guide", "manager"] },
  ],
  catalogue: {
    version: "1",
    items: ["marry", "divorce", "adopt", "pension", "relief"].map(item),
    rejected: [],
  },
};

/** A configuration that has come into force, as a start puts it there. For tests that begin from an event. */
export const configured = (config: HallConfig) =>
  ({ type: "hallConfigured", config, source: "test", live: {}, version: 1, note: "", by: null }) as const;

/** The same with room for a day's work, and a window to move to: lines get long enough for all that can happen. */
export const busyHall: HallConfig = {
  ...smallHall,
  windows: [...smallHall.windows, { ...smallHall.windows[0]!, id: "w4" }],
  queues: [
    { ...queue("a", "A", 1, 20, ["marry", "divorce"]), offline: { from: 101, to: 112, perKiosk: 4 } },
    queue("b", "A", 21, 40, ["adopt"]),
    { ...queue("c", "C", 1, 50, ["pension", "relief"]), capacity: 20 },
  ],
};

export const kiosk: Principal = { kind: "kiosk", id: "k1" };
export const system: Principal = { kind: "system" };
export const clerk = (id: string): Principal => ({ kind: "staff", id, roles: ["clerk"] });
export const manager: Principal = { kind: "staff", id: "m1", roles: ["clerk", "guide", "manager"] };
