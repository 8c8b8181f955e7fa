/** A hall as its two views tell it: enough lines, matters and materials to fill every screen of the kiosk. */
import type { CatalogueView, KioskView } from "../../../hall-server/contract/views.ts";

type Item = CatalogueView["items"][number];
type Material = Item["materials"][number];

const bring = (zh: string, en: string, required = true): Material => ({
  name: { zh, en },
  exempt: "none",
  exemptSource: null,
  required,
});
const spare = (zh: string, en: string, exempt: "dataShare" | "onlineVerify" | "previousStep"): Material => ({
  name: { zh, en },
  exempt,
  exemptSource: { zh: "公安人口库", en: "population register" },
  required: true,
});

const idCard = spare("居民身份证", "Identity card", "onlineVerify");
const household = spare("户口簿", "Household register", "dataShare");
const form = bring("申请表", "Application form");
const photo = bring("近期二寸合影照片三张", "Three recent 2-inch photos of both");
const statement = bring("无配偶及无近亲关系声明", "Statement of no spouse and no close kinship");
const charter = bring("章程草案", "Draft articles of association");
const report = bring("验资报告", "Capital verification report", false);
const site = bring("场所使用权证明", "Proof of the right to use the premises");
const earlier = spare("名称核准文件", "Name approval", "previousStep");

/** Line, whether it is asked for often, the names, and what to bring. */
type Row = [queue: string, often: boolean, zh: string, en: string, materials?: Material[]];
const rows: Row[] = [
  ["marriage", true, "结婚登记", "Marriage registration", [idCard, household, statement, photo]],
  ["marriage", true, "离婚登记（申请）", "Divorce registration (application)", [idCard, household, form]],
  [
    "marriage",
    true,
    "离婚登记（冷静期满发证）",
    "Divorce certificate after the cooling-off period",
    [idCard, earlier],
  ],
  ["marriage", true, "补领婚姻登记证", "Replacement of a marriage certificate"],
  [
    "marriage",
    false,
    "涉外、港澳台居民及华侨婚姻登记",
    "Marriage with a foreigner or a resident of Hong Kong, Macao or Taiwan",
  ],
  ["marriage", true, "婚姻登记档案查询", "Marriage record enquiry"],
  ["adoption", false, "收养登记", "Adoption registration"],
  ["adoption", false, "解除收养关系登记", "Dissolution of an adoption"],
  ["adoption", false, "补领收养登记证", "Replacement of an adoption certificate"],
  [
    "societies",
    false,
    "社会团体成立登记",
    "Establishment of a social association",
    [idCard, form, charter, report, site, earlier, household],
  ],
  ["societies", false, "社会团体变更登记", "Change of a social association"],
  ["societies", false, "社会团体注销登记", "Cancellation of a social association"],
  [
    "societies",
    true,
    "民办非企业单位（社会服务机构）成立登记",
    "Establishment of a private non-enterprise unit",
    [idCard, form, charter, report, site],
  ],
  ["societies", true, "民办非企业单位变更登记", "Change of a private non-enterprise unit"],
  ["societies", false, "民办非企业单位注销登记", "Cancellation of a private non-enterprise unit"],
  ["societies", false, "基金会设立登记", "Establishment of a foundation"],
  ["societies", false, "基金会变更登记", "Change of a foundation"],
  ["societies", false, "慈善组织认定", "Recognition as a charity"],
  ["societies", false, "公开募捐资格审核", "Qualification for public fundraising"],
  ["societies", true, "社会组织年度报告", "Annual report of a social organisation"],
  ["societies", true, "社会组织负责人备案", "Filing of persons in charge"],
  ["care", true, "养老机构备案", "Filing of an elderly care home"],
  ["care", false, "养老机构建设（运营）补贴", "Subsidy for an elderly care home"],
  ["care", true, "老年人优待证办理", "Senior citizen card", [idCard, photo]],
  ["care", true, "高龄津贴申领", "Old-age allowance"],
  ["care", false, "经济困难老年人养老服务补贴", "Care subsidy for elderly people in need"],
  ["funeral", false, "经营性公墓建设审批", "Approval of a commercial cemetery"],
  ["funeral", true, "基本殡葬服务费用减免", "Reduction of basic funeral fees"],
  ["funeral", false, "火化证明补办", "Replacement of a cremation certificate"],
  ["places", false, "建筑物命名、更名备案", "Naming of a building"],
  ["places", true, "标准地名（门牌地址）证明", "Certificate of a standard address"],
  ["relief", true, "最低生活保障审核确认", "Subsistence allowance"],
  ["relief", false, "低保边缘家庭认定", "Recognition as a near-subsistence family"],
  ["relief", true, "临时救助", "Temporary assistance"],
  ["relief", true, "家庭经济状况核对授权与结果查询", "Authorising and querying a household means check"],
  ["relief", false, "救助寻亲信息登记", "Registration for finding one's family"],
  ["children", false, "孤儿基本生活保障", "Living allowance for orphans"],
  ["children", true, "困难残疾人生活补贴", "Living subsidy for disabled people in need"],
  ["children", true, "重度残疾人护理补贴", "Nursing subsidy for severely disabled people"],
  ["volunteers", false, "志愿者注册与志愿服务记录证明", "Volunteer registration and service record"],
];

/** Line, prefix, names, waiting, open windows. */
const lines: [string, string, string, string, number, number][] = [
  ["marriage", "A", "婚姻登记", "Marriage", 7, 2],
  ["adoption", "B", "收养登记", "Adoption", 0, 1],
  ["societies", "C", "社会组织", "Social organisations", 3, 1],
  ["care", "D", "养老服务", "Elderly care", 12, 2],
  ["funeral", "E", "殡葬服务", "Funeral services", 1, 0],
  ["places", "F", "区划地名", "Place names", 0, 1],
  ["relief", "G", "社会救助", "Social relief", 4, 1],
  ["children", "H", "儿童与残疾人", "Children, disability", 2, 1],
  ["volunteers", "J", "志愿服务", "Volunteering", 0, 1],
];

/** What matters are called in everyday life. */
const words: Record<string, Item["words"]> = {
  结婚登记: { zh: ["领证", "领结婚证", "扯证"], en: ["get married", "wedding"] },
  "离婚登记（申请）": { zh: ["离婚"], en: ["get divorced"] },
  高龄津贴申领: { zh: ["养老补贴", "老龄补贴", "高龄补贴"], en: ["elderly allowance"] },
  最低生活保障审核确认: { zh: ["低保", "吃低保"], en: ["dibao", "welfare"] },
  火化证明补办: { zh: ["火化", "火化证丢了"], en: ["cremation"] },
  困难残疾人生活补贴: { zh: ["残疾补贴"], en: ["disability allowance"] },
  重度残疾人护理补贴: { zh: ["残疾补贴", "护理补贴"], en: ["disability allowance"] },
};

const idNamed = (zh: string) => idOf(rows.findIndex((row) => row[2] === zh));
const says = (id: string, zh: string, en: string) => ({ id, says: { zh, en } });
const abroad = "涉外、港澳台居民及华侨婚姻登记";

/** Every kind of case: another matter, several matters, materials of its own, and one more question. */
const questionOf = (name: string): Item["question"] => {
  switch (name) {
    case abroad:
      return {
        asks: { zh: "不是内地居民的一方是？", en: "Who is the one not from the mainland?" },
        answers: [
          {
            ...says("foreigner", "外国人", "A foreigner"),
            leads: "case",
            materials: [bring("护照或国际旅行证件", "Passport or travel document")],
          },
          {
            ...says("mainland", "双方都是内地居民", "Both are"),
            leads: "matters",
            items: [idNamed("结婚登记")],
          },
          {
            ...says("hk-macao", "香港、澳门居民", "From Hong Kong or Macao"),
            leads: "case",
            materials: [bring("港澳居民来往内地通行证", "Mainland Travel Permit")],
          },
          { ...says("overseas", "华侨", "Overseas Chinese"), leads: "matters", items: ["not-here"] },
        ],
      };
    case "补领婚姻登记证":
      return {
        asks: { zh: "证件怎么了？", en: "What happened to the certificate?" },
        answers: [
          {
            ...says("lost", "丢失了", "It is lost"),
            leads: "question",
            question: {
              asks: { zh: "谁来补领？", en: "Who asks for the new one?" },
              answers: [
                {
                  ...says("self", "本人来", "One of the couple"),
                  only: "self",
                  leads: "case",
                  materials: [],
                },
                {
                  ...says("agent", "委托别人来", "Somebody on their behalf"),
                  only: "agent",
                  leads: "case",
                  materials: [
                    bring("委托书及受托人身份证", "Power of attorney and the agent's identity card"),
                  ],
                },
              ],
            },
          },
          {
            ...says("damaged", "损坏了", "It is damaged"),
            leads: "case",
            materials: [bring("损坏的证件原件", "The damaged certificate")],
          },
        ],
      };
    case "困难残疾人生活补贴":
      return {
        asks: { zh: "符合哪种情况？", en: "Which is true?" },
        answers: [
          {
            ...says("poor", "低保家庭里的残疾人", "In a family on subsistence allowance"),
            leads: "case",
            materials: [],
          },
          {
            ...says("severe", "一级、二级重度残疾", "Severely disabled, grade 1 or 2"),
            leads: "matters",
            items: [idNamed("重度残疾人护理补贴")],
          },
          {
            ...says("both", "两种都是", "Both"),
            leads: "matters",
            items: [idNamed("困难残疾人生活补贴"), idNamed("重度残疾人护理补贴")],
          },
        ],
      };
    default:
      return null;
  }
};

const topic = (id: string, zh: string, en: string, ...items: string[]) => ({
  id,
  name: { zh, en },
  items: items.map(idNamed),
});

const idOf = (at: number) => `item-${String(at + 1).padStart(2, "0")}`;

export const sampleCatalogue: CatalogueView = {
  version: "sample-1",
  themes: [
    topic("marry", "公民婚育一件事", "Marriage and having a child", "结婚登记", abroad),
    topic(
      "care-home",
      "养老机构开办一件事",
      "Opening a care home",
      "养老机构备案",
      "养老机构建设（运营）补贴",
    ),
    topic(
      "society",
      "社会组织设立一件事",
      "Setting up a social organisation",
      "社会团体成立登记",
      "基金会设立登记",
    ),
    topic("after-death", "个人身后一件事", "After a death", "火化证明补办", "基本殡葬服务费用减免"),
    topic("adopt", "收养登记一件事", "Adopting a child", "收养登记", "解除收养关系登记"),
    topic("relief", "社会救助一件事", "Social assistance", "最低生活保障审核确认", "临时救助"),
    topic(
      "disabled",
      "残疾人服务一件事",
      "Services for disabled people",
      "困难残疾人生活补贴",
      "重度残疾人护理补贴",
    ),
  ],
  lifeEvents: [
    topic("marrying", "结婚", "Getting married", "结婚登记", abroad, "补领婚姻登记证"),
    topic("divorcing", "离婚", "Divorcing", "离婚登记（申请）", "离婚登记（冷静期满发证）"),
    { ...topic("growing-old", "老了", "Growing old", "老年人优待证办理", "高龄津贴申领"), forElders: true },
    topic("hard-times", "生活困难", "Falling on hard times", "最低生活保障审核确认", "临时救助"),
    topic("losing", "亲人去世", "Losing somebody", "火化证明补办", "基本殡葬服务费用减免"),
  ],
  items: rows.map(([queue, highFrequency, zh, en, materials], at) => ({
    id: idOf(at),
    name: { zh, en },
    words: words[zh] ?? { zh: [], en: [] },
    question: questionOf(zh),
    queue,
    highFrequency,
    forOrganisations: queue === "societies" || zh.startsWith("养老机构"),
    promisedDays: queue === "societies" ? 10 : 0,
    fee: zh === "补领婚姻登记证",
    materials: materials ?? [idCard, household, form],
  })),
};

export const sampleKiosk: KioskView = {
  slip: { matters: true, ahead: true, wait: true, notice: null },
  hall: {
    zh: "合肥市庐阳区人民政府政务服务中心民政办事大厅",
    en: "Civil Affairs Hall, Government Service Centre of Luyang District, Hefei",
  },
  day: "2026-11-24",
  timeZone: "Asia/Shanghai",
  catalogueVersion: "sample-1",
  queues: lines.map(([queue, prefix, zh, en, waiting, openWindows]) => ({
    queue,
    name: { zh, en },
    prefix,
    waiting,
    estimate: { ahead: waiting, p10S: waiting * 120, p50S: waiting * 180, p90S: waiting * 300 },
    openWindows,
    full: false,
    closed: false,
    noNumbers: null,
    items: rows.flatMap(([line], at) => (line === queue ? idOf(at) : [])),
  })),
  help: [],
  kiosks: [1, 2, 3].map((n) => ({
    kiosk: `k${n}`,
    name: { zh: `${n}号取号机`, en: `Kiosk ${n}` },
    inService: n < 3,
  })),
};
