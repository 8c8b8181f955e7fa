/**
 * The words that a set of clips holds, in the order in which its files are numbered: append, so that numbers stay. A
 * hall's own window names are added with `--word`.
 */
export interface Word {
  name: string;
  language: "zh-CN" | "en";
}

const split = (words: string) => words.trim().split(/\s+/);
const letters = split("A B C D E F G H I J K L M N O P Q R S T U V W X Y Z");

const zh = [
  // What every call needs.
  ...split("零 一 二 三 四 五 六 七 八 九 十 幺"),
  ...letters,
  ...split("号 请 到 窗口 号窗口 请看屏幕 再次呼叫 最后一次呼叫"),
  // Parts of window names.
  ...split(
    "综合 综合窗口 综合服务 综合受理 大厅 服务台 导办台 咨询台 柜台 台 号台 号柜台 专窗 专区 专席 室 厅 区 楼 层 第 区域",
  ),
  ...split("东 西 南 北 左 右 上 下 前 后 内 外 甲 乙 丙 丁 负 主 副 新 老"),
  ...split(
    "受理 出件 收件 发件 取件 发证 领证 办理 登记 业务 服务 咨询 导办 帮办 代办 帮办代办 缴费 收费 审批 审核 复印 邮寄 投诉 评价 自助 自助服务 预约 取号",
  ),
  ...split(
    "社保 医保 社会 社会保险 医疗保险 养老 养老保险 就业 人才 人社 民政 婚姻 婚姻登记 收养 社会组织 殡葬 残联 卫健 教育",
  ),
  ...split(
    "公安 户籍 户政 身份证 出入境 车管 交警 税务 办税 不动产 不动产登记 房产 交易 公积金 住房 住建 城管 规划 自然资源",
  ),
  ...split(
    "企业 企业开办 个体 市场监管 营业执照 工程 工程建设 项目 投资 交通 运输 农业 林业 水务 水利 环保 应急 消防 文旅 烟草 气象",
  ),
  ...split("司法 公证 法律 法律援助 仲裁 退役军人 供水 供电 供气 燃气 水电气 通信 银行 邮政"),
  ...split(
    "跨省通办 全省通办 一件事 一网通办 一窗通办 异地 涉外 外国人 优先 绿色通道 老年人 长者 军人 爱心 无障碍 敬老 特事特办 办不成事 反映 不见面",
  ),
  // An emergency must not need a voice of the system.
  ...split(
    "请注意 请保持冷静 请从最近的安全出口有序离开 请不要乘坐电梯 系统暂停叫号 请稍候 请到导办台 今日已停止取号",
  ),
];

const enNumbers =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen " +
  "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety";
const en = [
  ...split(enNumbers),
  ...letters,
  "number",
  "please go to",
  "window",
  "the window",
  "please look at the screen",
  "calling again",
  "last call",
  ...split("counter desk room hall floor area zone east west north south left right the and for of in self"),
  ...split(
    "general services service enquiries enquiry information help guide social security medical insurance pension",
  ),
  ...split(
    "employment civil affairs marriage registration household public immigration exit entry vehicle traffic tax taxes",
  ),
  ...split(
    "real estate property housing fund company business licence licences start starting market construction project",
  ),
  ...split(
    "transport agriculture environment fire culture legal aid notary veterans water power gas certificates collection",
  ),
  ...split(
    "documents payment review approval complaints priority elderly accessible foreign cross province online booking",
  ),
  "attention please",
  "please stay calm",
  "please leave by the nearest exit",
  "do not use the lifts",
  "calling is paused",
  "please wait",
];

export function shippedWords(): Word[] {
  return [...words("zh-CN", zh), ...words("en", en)];
}

/** `zh-CN:黄山` or `en:huangshan`, as given on the command line. */
export function parseWord(text: string): Word {
  const [, language, name] = /^(zh-CN|en):(.+)$/u.exec(text) ?? [];
  if (!language || !name) throw new Error(`--word ${text}: must be zh-CN:… or en:…`);
  return words(language as Word["language"], [name.trim()])[0]!;
}

function words(language: Word["language"], names: readonly string[]): Word[] {
  return [...new Set(names)].map((name) => ({ name, language }));
}
