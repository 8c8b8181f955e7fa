import { hallName } from "../contract/regions.ts";
import { importCatalogue } from "../domain/catalogue.ts";
import {
  type Bilingual,
  type HallConfig,
  type QueueConfig,
  type ScreenConfig,
  type StaffConfig,
  usualPolicy,
  usualRules,
  usualSlip,
  type WindowConfig,
} from "../domain/hall/config.ts";
import type { ItemId, QueueId, StaffId } from "../domain/queue/ticket.ts";
import { seedCatalogue } from "./seed-catalogue.ts";

/** An invented hall to try everything in: four queues, eight windows, invented staff. */

interface DemoQueue {
  id: QueueId;
  prefix: string;
  name: Bilingual;
  /** The letters under which the office files this queue's items. */
  files: string;
}

const queues: readonly DemoQueue[] = [
  {
    id: "marriage",
    prefix: "A",
    name: { zh: "婚姻登记与收养", en: "Marriage and adoption" },
    files: "HYB",
  },
  {
    id: "organisation",
    prefix: "B",
    name: { zh: "社会组织与慈善", en: "Social organisations and charity" },
    files: "S",
  },
  {
    id: "elder-care",
    prefix: "C",
    name: { zh: "养老殡葬与地名", en: "Elderly care, funerals and place names" },
    files: "LCD",
  },
  {
    id: "assistance",
    prefix: "D",
    name: { zh: "社会救助与儿童残疾", en: "Assistance, children and disability" },
    files: "JEZ",
  },
];

const everything = queues.map(({ id }) => id);

/** What each window serves, from window 1 on. The first two are 综合窗口, the third and the fifth specialise. */
const windowQueues: readonly (readonly QueueId[])[] = [
  everything,
  everything,
  ["marriage"],
  ["marriage", "assistance"],
  ["organisation"],
  ["organisation", "elder-care"],
  ["elder-care", "assistance"],
  ["marriage", "elder-care"],
];

const zones = [
  { id: "west", name: { zh: "西区", en: "West side" } },
  { id: "east", name: { zh: "东区", en: "East side" } },
] as const;

/** An 86-inch panel in the middle of the hall, one per zone (the east's hangs upright), and small ones above windows. */
const screens: readonly ScreenConfig[] = [
  {
    id: "s1",
    name: { zh: "综合屏", en: "Main screen" },
    shows: { kind: "hall" },
    distance: 10,
    widthMm: 1_902,
    speaks: true,
  },
  {
    id: "s2",
    name: { zh: "西区屏", en: "West screen" },
    shows: { kind: "zone", zone: "west" },
    distance: 6,
    widthMm: 1_218,
    speaks: false,
  },
  {
    id: "s3",
    name: { zh: "1号窗口屏", en: "Screen of window 1" },
    shows: { kind: "window", window: "w1" },
    distance: 3,
    widthMm: 708,
    speaks: false,
  },
  {
    id: "s4",
    name: { zh: "东区屏", en: "East screen" },
    shows: { kind: "zone", zone: "east" },
    distance: 6,
    widthMm: 685,
    speaks: true,
    voice: { languages: ["zh", "en"], one: "一", volume: 80 },
  },
  {
    id: "s5",
    name: { zh: "5号窗口屏", en: "Screen of window 5" },
    shows: { kind: "window", window: "w5" },
    distance: 3,
    widthMm: 708,
    speaks: false,
  },
];

const staff: readonly StaffConfig[] = [
  { id: "c01", name: { zh: "王一", en: "Wang Yi" }, roles: ["clerk"] },
  { id: "c02", name: { zh: "李二", en: "Li Er" }, roles: ["clerk"] },
  { id: "c03", name: { zh: "张三", en: "Zhang San" }, roles: ["clerk"] },
  { id: "c04", name: { zh: "赵四", en: "Zhao Si" }, roles: ["clerk"] },
  { id: "c05", name: { zh: "陈五", en: "Chen Wu" }, roles: ["clerk"] },
  { id: "c06", name: { zh: "刘六", en: "Liu Liu" }, roles: ["clerk"] },
  { id: "c07", name: { zh: "周七", en: "Zhou Qi" }, roles: ["clerk"] },
  { id: "c08", name: { zh: "吴八", en: "Wu Ba" }, roles: ["clerk"] },
  { id: "g01", name: { zh: "孙九", en: "Sun Jiu" }, roles: ["guide"] },
  { id: "m01", name: { zh: "郑十", en: "Zheng Shi" }, roles: ["manager"] },
  { id: "a01", name: { zh: "冯甲", en: "Feng Jia" }, roles: ["admin"] },
  { id: "e01", name: { zh: "朱乙", en: "Zhu Yi" }, roles: ["engineer"] },
];

/** PINs of the demo's invented staff, public on purpose. A real hall never starts with them. */
export const demoPins: Readonly<Record<StaffId, string>> = {
  c01: "1001",
  c02: "1002",
  c03: "1003",
  c04: "1004",
  c05: "1005",
  c06: "1006",
  c07: "1007",
  c08: "1008",
  g01: "8001",
  m01: "9001",
  a01: "9101",
  e01: "9201",
};

const regionCode = "340103";

export function demoHall(): HallConfig {
  const { version, items, prefixes, themes, lifeEvents } = seedCatalogue();
  const itemsOf = (queue: DemoQueue): ItemId[] =>
    items.map(({ id }) => id).filter((id) => queue.files.includes(prefixes.get(id) ?? "?"));

  return {
    hall: {
      name: hallName(
        { zh: "{region}政务服务中心民政专区", en: "Civil Affairs, {region} Government Service Centre" },
        regionCode,
      )!,
      regionCode,
      timeZone: "Asia/Shanghai",
    },
    queues: queues.map((queue): QueueConfig => ({
      id: queue.id,
      name: queue.name,
      prefix: queue.prefix,
      from: 1,
      to: 899,
      offline: { from: 901, to: 999, perKiosk: 30 },
      width: 3,
      items: itemsOf(queue),
      policy: usualPolicy,
    })),
    zones,
    windows: windowQueues.map((served, index): WindowConfig => ({
      id: `w${index + 1}`,
      name: { zh: `${index + 1}号窗口`, en: `Window ${index + 1}` },
      items: queues.filter(({ id }) => served.includes(id)).flatMap(itemsOf),
      zone: zones[index < windowQueues.length / 2 ? 0 : 1]!.id,
    })),
    kiosks: [
      { id: "k1", name: { zh: "1号取号机", en: "Kiosk 1" } },
      { id: "k2", name: { zh: "2号取号机", en: "Kiosk 2" } },
    ],
    screens,
    rules: usualRules,
    // Open day and night, so that whoever tries it at midnight gets a number.
    calendar: null,
    staff,
    slip: usualSlip,
    catalogue: { version, ...importCatalogue(items), themes, lifeEvents },
  };
}
