import type { Slip, SlipLine } from "../../drivers/printer/slip.ts";
import type { Bilingual, ConfirmedMatter, Exemption, Language, Material } from "../bridge.ts";

/** All that a guide on paper says. Nobody is in it. */
export interface GuideFacts {
  jobId: string;
  hall: Bilingual;
  /** Of the catalogue it is from. */
  version: string;
  matters: readonly (ConfirmedMatter & { materials: readonly Material[] })[];
  /** Milliseconds since the epoch, by the hall's clock. */
  printedAt: number;
  timeZone: string;
  language: Language;
}

const exemptions: Record<Exemption, Bilingual> = {
  dataShare: { zh: "数据共享获取", en: "shared data" },
  onlineVerify: { zh: "网络核验", en: "checked online" },
  previousStep: { zh: "前序已收取", en: "handed in at an earlier step" },
};

/** Lays a guide out. It carries no number and says that it is none, so that nobody waits with it. */
export function layoutGuide(facts: GuideFacts): Slip {
  const { jobId, hall, matters, version, language } = facts;
  const isEnglish = language === "en";
  const line = (text: string, style: Partial<SlipLine & { kind: "text" }> = {}): SlipLine => ({
    kind: "text",
    text,
    ...style,
  });
  const both = ({ zh, en }: Bilingual, mark = "", style: Partial<SlipLine & { kind: "text" }> = {}) => [
    line(mark + zh, style),
    ...(isEnglish ? [line(mark + en, { ...style, size: 1 })] : []),
  ];
  const centered = { align: "center" } as const;
  const pair = (left: Bilingual, right: Bilingual): SlipLine => ({
    kind: "columns",
    left: isEnglish ? `${left.zh} ${left.en}` : left.zh,
    right: isEnglish && right.en !== right.zh ? `${right.zh} ${right.en}` : right.zh,
  });
  const material = (each: Material): SlipLine[] => {
    if (each.bring) {
      const ifAny: Bilingual = each.required
        ? { zh: "", en: "" }
        : { zh: "（有的话）", en: " (if you have it)" };
      return both(joined(each.name, ifAny), "□ ");
    }
    const why = joined(
      exemptions[each.exempt],
      each.source ? joined({ zh: "：", en: ": " }, each.source) : none,
    );
    return [...both(each.name, "－ "), ...both(joined({ zh: "　", en: "  " }, why))];
  };
  const matter = ({ name, says, days, fee, materials }: GuideFacts["matters"][number]): SlipLine[] => {
    const toBring = materials.filter(({ bring }) => bring);
    const spare = materials.filter(({ bring }) => !bring);
    return [
      ...both(name, "", { bold: true, size: 2 }),
      ...says.flatMap((each) => both(each, "· ")),
      pair({ zh: "承诺时限", en: "Promised" }, promise(days)),
      pair({ zh: "收费", en: "Fee" }, fee ? { zh: "收费", en: "yes" } : { zh: "不收费", en: "none" }),
      ...(toBring.length > 0 ? both({ zh: "请带", en: "Please bring" }, "", { bold: true }) : []),
      ...toBring.flatMap(material),
      ...(spare.length > 0 ? both({ zh: "不需提交", en: "Need not be handed in" }, "", { bold: true }) : []),
      ...spare.flatMap(material),
      { kind: "rule" },
    ];
  };
  return {
    jobId,
    lines: [
      ...both(hall, "", { ...centered, bold: true }),
      ...both({ zh: "办事指南", en: "Guide" }, "", { ...centered, bold: true, size: 2 }),
      ...both(
        { zh: "不是号票，凭号票等候", en: "This is not a number: wait with your number" },
        "",
        centered,
      ),
      { kind: "rule" },
      ...matters.flatMap(matter),
      pair({ zh: "指南版本", en: "Version" }, { zh: version, en: version }),
      { kind: "columns", left: isEnglish ? "打印时间 Printed" : "打印时间", right: timeOf(facts) },
      ...both({ zh: "以大厅现行指南为准", en: "The hall's guide in force applies" }, "", centered),
      { kind: "feed", lines: 1 },
    ],
  };
}

const none: Bilingual = { zh: "", en: "" };
const joined = (a: Bilingual, b: Bilingual): Bilingual => ({ zh: a.zh + b.zh, en: a.en + b.en });

const promise = (days: number): Bilingual =>
  days === 0
    ? { zh: "当场办结", en: "at once" }
    : { zh: `${days} 个工作日`, en: days === 1 ? "1 working day" : `${days} working days` };

const timeOf = ({ printedAt, timeZone }: GuideFacts) =>
  new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" }).format(printedAt);
