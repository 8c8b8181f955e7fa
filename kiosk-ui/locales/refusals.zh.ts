import type { AnyRefusalCode } from "../../electron/bridge.ts";

/** What happened, and what to do next. Every trouble says both. */
export type Sentence = { what: string; next: string };

/** Refusals of what only staff and machines do: no citizen ever asks for it. */
type StaffRefusal =
  | "invalidConfig"
  | "configMoved"
  | "wouldStrand"
  | "dayIsOver"
  | "nothingScheduled"
  | "unknownVersion"
  | "unknownWindow"
  | "unknownQueue"
  | "itemsMustRemain"
  | "codeInUse"
  | "slotIsOver"
  | "stillWaiting"
  | "cannotServe"
  | "calledEnough"
  | "recallTooSoon"
  | "callAgainFirst"
  | "requeuedTooOften"
  | "steppedOutBefore"
  | "nothingToUndo"
  | "movedOn"
  | "windowNotOpen"
  | "windowAlreadyOpen"
  | "noEstimate"
  | "unknownDay"
  | "busy"
  | "windowTaken"
  | "clerkElsewhere"
  | "notYourWindow"
  | "visitorAtWindow"
  | "noVisitor"
  | "nobodyWaiting"
  | "nothingOverdue"
  // Between kiosk and hall: no citizen meets them.
  | "unknownLease"
  | "notLeased"
  | "offlineNumberUsed"
  | "dayAlreadyRolled"
  | "unknownPlace"
  | "tooManyDevices"
  | "signInFailed"
  | "tooManyAttempts"
  | "unknownView"
  | "seatTaken"
  | "unknownHelp"
  | "unknownEmergency"
  | "unknownMessage"
  | "unknownNotice"
  | "unknownRating"
  | "unknownZone"
  | "unknownStaff"
  | "tooManyNotices"
  | "noticeIsOver"
  | "looksPersonal"
  | "badPhrase"
  | "notServedYet"
  | "ratedAlready"
  | "ratingOver"
  | "tagsOnlyForBad"
  | "responsibleNeeded"
  | "verifyFirst"
  | "settledAlready"
  | "unknownNote";

export type KioskRefusal = Exclude<AnyRefusalCode, StaffRefusal>;

/** Why the hall says no, and what to do then. */
export const refusalsZh: Record<KioskRefusal, Sentence> = {
  notAllowed: { what: "这台取号机还不能取号", next: "请到导办台取号。" },
  unknownItem: { what: "这件事刚刚调整了", next: "请返回重新选择，或到导办台询问。" },
  unknownTicket: { what: "没有找到这个号码", next: "请重新取号，或到导办台询问。" },
  unknownCase: { what: "这件事的选项刚刚有变化", next: "请返回，取消这件事再选一次。" },
  itemsNeedSeveralQueues: {
    what: "这几件事不在同一个队列",
    next: "请返回，一次选一个队列里的事，另外再取一个号。",
  },
  itemNotServed: {
    what: "没有一个窗口能同时办理这几件事",
    next: "请返回，分开取号，或到导办台询问。",
  },
  noOfflineNumbers: { what: "这个队列的离线号已发完", next: "请到导办台，由工作人员为您取号。" },
  queueFull: { what: "这个队列今天的号已取完", next: "请到导办台，工作人员会帮您安排。" },
  unknownBooking: { what: "没有找到这个预约", next: "请核对预约码，或取一个普通号。" },
  queueClosed: { what: "这个队列暂停发号", next: "请到导办台询问，或改天预约。" },
  cutOffPassed: { what: "这个队列今天 {{cutOff}} 以后不再发号", next: "请预约改天来，或到导办台询问。" },
  hourFull: { what: "这个小时的号已经取完", next: "请 {{from}} 以后再取，或到导办台预约。" },
  hallClosed: { what: "大厅现在不发号", next: "请 {{day}} {{from}} 以后再来，或先预约。" },
  personLimit: { what: "您今天在这个队列已经取了 {{limit}} 个号", next: "还要再取，请到导办台。" },
  againReasonNeeded: { what: "这件事您已经来过", next: "请到导办台取号，工作人员会帮您。" },
  bookingTooEarly: {
    what: "您来早了，预约还不能签到",
    next: "预约给您留着，请 {{from}} 以后再来签到。普通号不按预约排队。",
  },
  bookingTooLate: { what: "预约的时间已经过了", next: "可以取一个普通号，或到导办台询问。" },
  bookingOtherDay: { what: "这个预约是{{day}}的", next: "请在那天来签到；今天要办，请取普通号。" },
  bookingOtherHall: { what: "这个预约是“{{hall}}”的", next: "请到那里签到；要在本厅办，请取普通号。" },
  bookingCancelled: { what: "这个预约已经取消", next: "请取一个普通号，或重新预约。" },
  bookingUsed: {
    what: "这个预约已经签到，号码是 {{number}}",
    next: "请用这个号码等候；小票丢了请到导办台。要办别的事，可取普通号。",
  },
  bookingNotTheirs: { what: "这个预约不在您的名下", next: "请核对预约码，或到导办台询问。" },
  bookingOtherItems: { what: "预约的是另外的事项", next: "请按预约的事项签到，其他事项另外取号。" },
  holdsNothing: { what: "您在这个队列没有号码了", next: "请返回重新取号，或到导办台询问。" },
  numberMissed: {
    what: "您的号码 {{number}} 已经过号",
    next: "请到导办台，工作人员帮您重新排队。",
  },
  slipPending: {
    what: "{{number}} 号还没有小票",
    next: "号码给您留着，请在这里打小票。",
  },
  alreadyHolding: {
    what: "您已有这个队列的号：{{number}}",
    next: "刚才选的事不另取号，叫到这个号码时告诉工作人员。小票丢了请到导办台。",
  },
  wrongState: { what: "这个号码的状态已经变了", next: "请到导办台询问。" },
  malformed: { what: "取号没有成功", next: "请返回再试一次，或到导办台取号。" },
  unknownCommand: { what: "取号没有成功", next: "请到导办台取号。" },
  tooLarge: { what: "选择的内容太多", next: "请返回，少选几项再试。" },
  tooFast: { what: "现在取号的人较多", next: "请等几秒钟，再试一次。" },
  invalidCreditCode: { what: "统一社会信用代码没有通过核对", next: "请返回首页，重新扫码或输入。" },
  invalidCard: { what: "证件号码没有通过核对", next: "请重新放一次证件，或到导办台取号。" },
  idReused: { what: "取号没有成功", next: "请返回，重新确认一次。" },
  notSignedIn: { what: "这台取号机还没有登记", next: "请到导办台取号。" },
  outcomeUnknown: { what: "还不知道取号是否成功", next: "请再试一次，不会重复取号。" },
  shuttingDown: { what: "大厅系统正在重启", next: "请等一会儿再试，或到导办台取号。" },
  internal: { what: "取号没有成功", next: "请再试一次，或到导办台取号。" },
  unreachable: { what: "暂时连不上大厅系统", next: "请再试一次，不会重复取号；也可到导办台。" },
};
