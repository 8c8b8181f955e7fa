import type { Sentence } from "./refusals.zh.ts";
import type { TypedIdentity, TypingProblem } from "../../electron/bridge.ts";

const typingProblems: Record<TypedIdentity, Record<TypingProblem, string>> = {
  booking: {
    format: "预约码是 4 到 64 个字符，请核对后再输入",
    checkDigit: "预约码不正确，请核对后再输入",
    notACode: "这个码在这里用不上，请扫预约码，或在这里输入",
  },
  organisation: {
    format: "统一社会信用代码是 18 位，没有字母 I、O、S、V、Z，请核对",
    checkDigit: "代码里有一位不对，请对照营业执照核对",
    notACode: "没有读出统一社会信用代码，请输入",
  },
  phone: {
    format: "手机号是 13 到 19 开头的 11 位数字",
    checkDigit: "手机号不正确，请核对",
    notACode: "没有读出手机号，请输入",
  },
};

type TypingWords = {
  title: string;
  /** Where there is no scanner. */
  titleTyped: string;
  lead: string;
  label: string;
  placeholder: string;
};

const typing: Record<TypedIdentity, TypingWords> = {
  booking: {
    title: "请扫预约码，或在这里输入",
    titleTyped: "请输入预约码",
    lead: "也可以放身份证，查找您的预约",
    label: "预约码",
    placeholder: "输入预约码",
  },
  organisation: {
    title: "请扫营业执照，或输入代码",
    titleTyped: "请输入单位代码",
    lead: "统一社会信用代码，18 位",
    label: "统一社会信用代码",
    placeholder: "输入 18 位代码",
  },
  phone: {
    title: "请输入手机号",
    titleTyped: "请输入手机号",
    lead: "只用于这次取号，不显示在小票和屏幕上",
    label: "手机号",
    placeholder: "输入 11 位手机号",
  },
};

/** `called`, here and elsewhere: of staff, whose button then says so instead of 人工帮助. */
const otherCard = {
  representative: {
    what: "请放经办人的身份证",
    next: "单位代码已核对：{{code}}",
    skip: "经办人没带证件",
    instead: "不用放证件：请点“经办人没带证件”继续，到窗口出示证件",
  },
  principal: {
    what: "请放您替办的人的身份证",
    next: "您的证件已读取：{{name}}",
    skip: "不替别人办，给自己取号",
    instead: {
      callable: "替别人办请点“人工帮助”，或到导办台；也可以先给自己取号",
      called: "替别人办请等工作人员过来，或到导办台；也可以先给自己取号",
    },
  },
};

/** What of a booking stands in the way, where the ordinary words of a refusal are not enough. */
const bookingProblems: Record<"needsHall" | "noneByCard", Sentence> = {
  noneByCard: {
    what: "这张证件今天没有预约",
    next: "请输入预约码或用手机号查找，或取一个普通号。",
  },
  needsHall: {
    what: "现在不能签到",
    next: "签到要连接大厅系统，网络暂时中断。可以先取一个普通号，或到导办台签到。",
  },
};

/** How somebody says who they are, and what they booked. */
export const identityZh = {
  identify: {
    booking: "有预约",
    bookingHint: "凭预约码签到",
    organisation: "单位办事",
    organisationHint: "凭统一社会信用代码",
    phone: "手机号",
    phoneHint: "签到或取号",
    withoutCard: "没带证件",
    withoutCardHint: "直接取号",
    noReader: "直接取号",
    noReaderHint: "不用放证件",
    ways: "不用身份证取号",
  },
  typing: {
    ...typing,
    /** While the hall is away, before anything is typed. */
    bookingsAway: {
      booking: "现在查不到预约，请到导办台签到，名次不变",
      phone: "现在查不到预约：有预约的请到导办台签到，名次不变；这里只能取普通号",
    },
    noCards: "现在不能读证；没有预约码，可返回首页用手机号",
    cardRead: "您的证件已读取，请接着输入",
    enter: "确定",
    back: "返回首页",
  },
  typingProblems,
  otherCard: {
    ...otherCard,
    takeFirst: "请先取回读卡区上的证件，再放下一张",
    sameCard: "这还是刚才那张证件，请换上另一位的证件",
    reading: "正在读取，请不要拿开",
    noReader: "读卡器暂时不能用",
  },
  visitor: {
    agent: "{{name}} 替 {{principal}} 办",
    organisation: "单位 {{code}}，经办人 {{name}}",
    organisationAlone: "单位 {{code}}，经办人未带证件",
    booking: "预约 {{code}}",
    phone: "手机号 {{phone}}",
    withoutCard: "没放证件：工作人员会协助您",
    forAnother: "替别人办",
    staffAssist: {
      callable: "没放证件：请在窗口说明，工作人员协助核对，或点“人工帮助”",
      called: "没放证件：请在窗口说明，工作人员协助核对",
    },
  },
  booking: {
    lookingUp: "正在查找预约",
    lookingUpLead: "请稍等",
    title: "找到您今天的预约",
    time: "预约时间",
    matters: "预约事项",
    checkIn: "签到取号",
    checkInWithoutSlip: "不要小票，签到取号",
    untold: "用手机号签到时，不显示预约的事项。",
    ordinary: "取普通号",
    known: "知道了",
    retype: "重新输入",
    leave: "返回首页",
    slot: "{{from}} 至 {{to}}",
  },
  bookingProblems,
};
