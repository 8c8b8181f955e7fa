import type { Slip, SlipLine } from "../../drivers/printer/slip.ts";
import type { Bilingual, GivenNumber, Language } from "../bridge.ts";

/** All that a slip says. No person is in it, so none can be printed. */
export interface SlipFacts {
  jobId: string;
  hall: Bilingual;
  /** What of the rest is printed, by the hall's settings. */
  prints: { matters: boolean; ahead: boolean; wait: boolean; notice: Bilingual | null };
  given: GivenNumber;
  /** Milliseconds since the epoch, by the hall's clock. */
  takenAt: number;
  timeZone: string;
  /** Where a phone follows this number; null: nowhere, and no code is printed. */
  link: string | null;
  language: Language;
  /** The second slip of one number says so: whoever finds both knows that they are one. */
  reprint: boolean;
}

const center = (text: string, style: { bold?: boolean; size?: number } = {}): SlipLine => ({
  kind: "text",
  text,
  align: "center",
  ...style,
});

/** Lays a slip out: the number first and largest; in Chinese, and in English too for whoever reads that. */
export function layoutSlip(facts: SlipFacts): Slip {
  const { jobId, hall, given, reprint, prints } = facts;
  const isEnglish = facts.language === "en";
  const also = (text: string, style = {}): SlipLine[] => (isEnglish && text ? [center(text, style)] : []);
  const lines: SlipLine[] = [
    center(hall.zh, { bold: true }),
    ...also(hall.en),
    { kind: "rule" },
    ...(reprint ? [center("〖重打〗", { bold: true }), ...also("REPRINT")] : []),
    center(isEnglish ? "您的号码 Your number" : "您的号码"),
    center(given.number, { bold: true, size: 6 }),
    ...(given.offline ? [center("〖离线号〗", { bold: true }), ...also("OFFLINE NUMBER")] : []),
    { kind: "feed", lines: 1 },
    center(given.queue.zh, { bold: true, size: 2 }),
    ...also(given.queue.en),
    { kind: "feed", lines: 1 },
    ...(prints.matters ? given.items.flatMap(({ zh, en }) => [center(zh), ...also(en)]) : []),
    { kind: "rule" },
    ...(prints.ahead ? ahead(given.ahead, isEnglish) : []),
    ...(prints.wait ? wait(given.wait, isEnglish) : []),
    {
      kind: "columns",
      left: isEnglish ? "取号时间 Taken" : "取号时间",
      right: timeTaken(facts.takenAt, facts.timeZone),
    },
    { kind: "rule" },
    ...(given.offline
      ? [
          center("网络恢复后，按取号时间排队"),
          ...also("Once the network is back you are in line by the time above"),
          center("屏幕不亮时，请听工作人员叫号"),
          ...also("While screens are dark, listen for staff calling numbers"),
        ]
      : []),
    center("请留意叫号，到屏幕所示窗口办理"),
    ...also("Watch the screens for your number"),
    center("过号请到导办台"),
    ...also("If you miss it, ask at the guide desk"),
    ...(prints.notice ? [center(prints.notice.zh), ...also(prints.notice.en)] : []),
    ...onPhone(facts.link, isEnglish),
    { kind: "feed", lines: 1 },
  ];
  return { jobId, lines };
}

/** Whoever has this code may act for the number: it is on its holder's slip and nowhere else. */
function onPhone(link: string | null, isEnglish: boolean): SlipLine[] {
  if (link === null) return [];
  return [
    { kind: "feed", lines: 1 },
    { kind: "qr", content: link, size: 5 },
    center("扫码看排队、暂离、取消，当日有效"),
    ...(isEnglish ? [center("Scan to follow your place today")] : []),
  ];
}

/** Not said while nobody knows. */
function ahead(count: number | null, isEnglish: boolean): SlipLine[] {
  if (count === null) return [];
  return [
    {
      kind: "columns",
      left: isEnglish ? "前面等候 Ahead" : "前面等候",
      right: `${count} 人`,
    },
  ];
}

/** A range, and only where one is known: one number would be believed. */
function wait(range: GivenNumber["wait"], isEnglish: boolean): SlipLine[] {
  if (!range) return [];
  const minutes = `约 ${range.fromMin}–${range.toMin} 分钟`;
  return [
    {
      kind: "columns",
      left: isEnglish ? "预计等候 Wait" : "预计等候",
      right: isEnglish ? `${minutes} min` : minutes,
    },
  ];
}

function timeTaken(at: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    dateStyle: "short",
    timeStyle: "medium",
  });
  return format.format(at);
}
