import { engineerZh } from "./engineer-zh.ts";
import type { AnyRefusalCode, CardProblem, Exemption, PrintTrouble } from "../../electron/bridge.ts";
import { identityZh } from "./identity.zh.ts";
import { accessZh } from "./access.zh.ts";

/** What happened, and what to do next. Every trouble says both. */
type Sentence = { what: string; next: string };

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

const refusals: Record<KioskRefusal, Sentence> = {
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
  noOfflineNumbers: { what: "本机这个队列的离线号已发完", next: "请到导办台，由工作人员为您取号。" },
  queueFull: { what: "这个队列今天的号已经取完", next: "请到导办台，工作人员会帮您安排。" },
  unknownBooking: { what: "没有找到这个预约", next: "请核对预约码，或取一个普通号。" },
  queueClosed: { what: "这个队列暂停发号", next: "请到导办台询问，或改天预约。" },
  cutOffPassed: { what: "这个队列今天 {{cutOff}} 以后不再发号", next: "请预约改天来，或到导办台询问。" },
  hourFull: { what: "这个小时的号已经取完", next: "请 {{from}} 以后再取，或到导办台预约。" },
  hallClosed: { what: "大厅现在不发号", next: "请 {{day}} {{from}} 以后再来，或先预约。" },
  personLimit: { what: "您今天在这个队列已经取了 {{limit}} 个号", next: "还要再取，请到导办台。" },
  againReasonNeeded: { what: "这件事您已经来过", next: "请到导办台取号，工作人员会帮您。" },
  bookingTooEarly: { what: "您来早了，预约还不能签到", next: "请 {{from}} 以后再来签到，请先坐下休息。" },
  bookingTooLate: { what: "预约的时间已经过了", next: "请返回取一个普通号，或到导办台询问。" },
  bookingOtherDay: { what: "这个预约是 {{day}} 的", next: "请在那天来签到；今天要办，请取普通号。" },
  bookingOtherHall: { what: "这个预约是「{{hall}}」的", next: "请到那里签到；要在本厅办，请取普通号。" },
  bookingCancelled: { what: "这个预约已经取消", next: "请取一个普通号，或重新预约。" },
  bookingUsed: {
    what: "这个预约已经签到，号码是 {{number}}",
    next: "请用这个号码等候；小票丢了请到导办台。",
  },
  bookingNotTheirs: { what: "这个预约不在您的名下", next: "请核对预约码，或到导办台询问。" },
  bookingOtherItems: { what: "预约的是另外的事项", next: "请按预约的事项签到，其他事项另外取号。" },
  holdsNothing: { what: "您在这个队列已经没有号码", next: "请返回重新取号，或到导办台询问。" },
  slipPending: {
    what: "{{number}} 号还没有小票",
    next: "号码给您留着，请在这里打小票。",
  },
  alreadyHolding: {
    what: "您已经有这个队列的号码：{{number}}",
    next: "请用这个号码等候叫号；小票丢了请到导办台。",
  },
  wrongState: { what: "这个号码的状态已经变了", next: "请到导办台询问。" },
  malformed: { what: "取号没有成功", next: "请返回再试一次，或到导办台取号。" },
  unknownCommand: { what: "取号没有成功", next: "请到导办台取号。" },
  tooLarge: { what: "选择的内容太多", next: "请返回，少选几项再试。" },
  tooFast: { what: "现在取号的人较多", next: "请等几秒钟，再试一次。" },
  invalidCreditCode: { what: "统一社会信用代码没有通过核对", next: "请返回首页，重新扫码或输入。" },
  invalidCard: { what: "证件上的号码没有通过核对", next: "请重新放一次证件，或到导办台取号。" },
  idReused: { what: "取号没有成功", next: "请返回，重新确认一次。" },
  notSignedIn: { what: "这台取号机还没有登记", next: "请到导办台取号。" },
  outcomeUnknown: { what: "还不知道取号是否成功", next: "请再试一次，不会重复取号。" },
  shuttingDown: { what: "大厅系统正在重启", next: "请等一会儿再试，或到导办台取号。" },
  internal: { what: "取号没有成功", next: "请再试一次，或到导办台取号。" },
  unreachable: { what: "暂时连不上大厅系统", next: "请再试一次，不会重复取号；也可到导办台。" },
};

const cardProblems: Record<CardProblem, Sentence> = {
  removedTooEarly: { what: "证件拿开得早了一点", next: "请再放一次，看到提示后再拿开。" },
  unreadable: { what: "没有读出证件", next: "请把证件平放在读卡区，再试一次。" },
  wrongCard: { what: "这张卡不能在这里使用", next: "请放身份证、居住证或永久居留证。" },
  badNumber: { what: "证件上的号码没有通过核对", next: "请再放一次；还是不行，请到导办台。" },
};

const printTroubles: Record<PrintTrouble, string> = {
  paperOut: "打印纸用完了",
  coverOpen: "打印机的盖子没有关好",
  cutter: "打印机卡纸了",
  overheated: "打印机过热",
  offline: "打印机没有响应",
  unplugged: "打印机没有连接",
  error: "打印机出了故障",
  notInHand: "出票口没有小票",
};

const exempt: Record<Exemption, string> = {
  dataShare: "数据共享获取",
  onlineVerify: "网络核验",
  previousStep: "前序已收取",
};

/** Everything the kiosk says in Chinese. The other languages have this very shape. */
export const zh = {
  ...identityZh,
  ...accessZh,
  hallUnnamed: "政务服务大厅",
  language: "语言",
  help: {
    button: "人工帮助",
    call: "呼叫工作人员",
    again: "再次呼叫",
    close: "知道了",
    states: {
      none: {
        what: "需要帮忙吗？",
        next: "可以呼叫工作人员到这台机器来，也可以直接到导办台。没有证件、不会操作，都可以由工作人员帮您取号。",
      },
      asking: { what: "正在通知工作人员", next: "请稍等。也可以直接到导办台。" },
      asked: { what: "已通知工作人员", next: "请在这台机器旁稍等。着急可以直接到导办台。" },
      answered: { what: "工作人员正在赶来", next: "请在这台机器旁稍等。" },
      closed: { what: "这次求助已办结", next: "还需要帮忙，请再次呼叫，或到导办台。" },
      failed: { what: "没能通知到工作人员", next: "请到导办台，或再次呼叫。" },
      unreachable: {
        what: "请到导办台",
        next: "暂时不能从这里呼叫工作人员。请到导办台，或招呼身边的工作人员，他们可以帮您取号。",
      },
    },
  },
  away: {
    title: "您还在吗？",
    body: "{{seconds}} 秒后回到首页，并清除您的信息。",
    stay: "继续",
    leave: "结束",
  },
  status: { fresh: "正常服务", offline: "离线取号", lost: "暂停服务" },
  idle: {
    title: "请放身份证",
    lead: "放在下方读卡区，看到提示后拿开",
    cards: "港澳台居民居住证、外国人永久居留证也可以",
    readerAway: "读卡器暂时不能用，请点下面的按钮开始",
    titleWithoutReader: "请点按钮取号",
    printerDown: "本机暂时不能打印小票：可以免小票取号，或到导办台",
    printerDownElsewhere: "本机暂时不能打印小票：可以免小票取号，或用{{kiosk}}",
    offline: "大厅网络暂时中断，仍可取号：恢复后按取号时间排队",
    cardLies: "请取回您的证件",
    cardLiesNext: "要再取号，请拿起后重新放一次",
  },
  reading: { title: "正在读取证件", lead: "请不要拿开" },
  cardProblem: { withoutCard: "不用证件，直接取号" },
  choose: {
    title: "您要办什么事？",
    greeting: "{{name}}，您好",
    ways: {
      often: "高频事项",
      themes: "一件事",
      lifeEvents: "人生事件",
      lines: "按队列",
      search: "查找",
    },
    waysLabel: "查找办法",
    otherWays: "其他办法",
    typed: "要查找的字词",
    searchHint: "打拼音或首字母，如“低保”打 dibao 或 db",
    nothingFound: "没有找到",
    nothingFoundNext: "换个说法试试，或点“其他办法”；也可以点右下角“人工帮助”，工作人员来帮您",
    countItems: "{{count}} 项",
    countWaiting: "等候 {{count}} 人",
    items: "事项",
    previous: "上一页",
    nextPage: "下一页",
    page: "{{page}} / {{pages}}",
    moreMatters: "还有 {{count}} 项",
    andMore: "{{first}}等 {{count}} 项",
    none: "可选一项或几项",
    second: "另取一个号：{{matters}}",
    noneOffline: "离线取号：没有列出的事，请到导办台",
    full: "今日号满",
    otherQueue: "这件事在另一个队列：取完第一个号，接着取第二个",
    tooManyQueues: "一次最多取两个队列的号，其余的请稍后再取",
    tooMany: "一个号码最多办 6 件事",
    expired: "您的证件已过期：可以取号，请到窗口说明",
    cancel: "返回首页",
    next: "下一步",
    nextWith: "下一步（已选 {{count}} 项）",
  },
  keyboard: {
    clear: "清空",
    erase: "删除",
    space: "空格",
    hyphen: "连字符",
    apostrophe: "撇号",
    candidates: "候选字词",
    previous: "前面的候选",
    next: "更多候选",
    hint: "打拼音，这里出现汉字",
  },
  confirm: {
    title: "请核对，然后取号",
    matters: "您要办",
    queue: "排队",
    waiting: "等候 {{count}} 人",
    windows: "开放 {{count}} 个窗口",
    noWindow: "暂无窗口开放",
    offline: "离线取号，等候人数未知",
    materials: "要用的材料",
    summary: "需带 {{bring}} 样，不需提交 {{spare}} 样",
    bring: "需要带",
    bringIfAny: "有的话请带",
    spare: "不需提交",
    atOnce: "当场办结",
    days: "承诺 {{count}} 个工作日办结",
    daysAtMost: "承诺最长 {{count}} 个工作日办结",
    fee: "收费",
    noFee: "不收费",
    version: "指南版本 {{version}}",
    later: "另取一个号：{{matters}}",
    guide: {
      none: "打印指南",
      printing: "正在打印指南",
      printed: "指南已打印",
      failed: "指南没打出，重打",
      unknown: "没有指南？重打",
    },
    change: "返回修改",
    take: "取号",
    takeWithoutSlip: "不要小票，取号",
    printerDown: "本机现在不能打印小票：取号后请记住或拍下号码，也可到导办台",
    printerDownElsewhere: "本机现在不能打印小票：取号后请记住或拍下号码，也可用{{kiosk}}",
  },
  question: {
    back: "返回",
    leadsTo: "应办：{{matters}}",
    notHere: "本厅现在不办，请到导办台",
  },
  issuing: { title: "正在取号", lead: "请稍等" },
  given: {
    yourNumber: "您的号码",
    ahead: "前面等候 {{count}} 人",
    wait: "预计等候约 {{fromMin}}–{{toMin}} 分钟",
    offline: "离线号：网络恢复后按取号时间排队",
  },
  printing: { title: "正在打印小票", lead: "请在下方出票口等一下" },
  handed: {
    title: "拿到票了吗？",
    lead: "请看一下出票口",
    yes: "拿到了",
    no: "没有拿到",
  },
  printTrouble: {
    title: "小票没有打出来",
    lead: "您的号码还在，请选一种办法",
    again: "重新打印",
    againHint: "号码不变",
    paperless: "不要小票",
    paperlessHint: "记下号码即可",
    elsewhere: "{{trouble}}。也可到{{kiosk}}，用同一张证件打小票。",
    cancel: "不取号了",
  },
  done: {
    title: "取号成功",
    lead: "请取走小票，留意叫号",
    paperlessTitle: "请记住您的号码",
    paperlessLead: "可以用手机拍下来，留意叫号",
    takeCard: "请取回您的证件",
    missed: "过号了请到导办台",
    code: "扫码在手机上看排队、暂离、取消，当日有效",
    finish: "完成",
    another: "再取一个号",
    takeNext: "接着取第二个号",
    next: "还要在“{{queue}}”队列取一个号：{{matters}}",
    closing: "{{seconds}} 秒后回到首页",
  },
  refused: {
    held: { paper: "打印小票", again: "重打小票", paperless: "不要小票" },
    noPaper: "号码给您留着，本机打不出小票。可以不要小票，或到导办台。",
    noPaperElsewhere: "号码给您留着，本机打不出小票。可以不要小票，或到{{kiosk}}打印。",
    lostHere: "请用这个号码等候叫号；小票丢了，可以在这里重打。",
    lostElsewhere: "请用这个号码等候叫号；小票丢了，可到{{kiosk}}重打。",
    retry: "再试一次",
    back: "返回修改",
    finish: "结束",
  },
  outOfService: {
    starting: {
      what: "正在启动",
      next: "请稍等，或到导办台取号。",
      elsewhere: "请稍等，或到导办台取号，也可以用{{kiosk}}。",
    },
    hallLost: {
      what: "暂时不能取号",
      next: "请到导办台，由工作人员为您取号。",
      // What this kiosk heard last: it can't know whether that one is cut off too.
      elsewhere: "请到导办台，由工作人员为您取号；也可以试试{{kiosk}}。",
    },
    offlineSpent: {
      what: "离线号已发完或已过期",
      next: "请到导办台，由工作人员为您取号。",
      elsewhere: "请到导办台，由工作人员为您取号；也可以试试{{kiosk}}。",
    },
    hallRefused: {
      what: "这台取号机暂停使用",
      next: "请到导办台取号。",
      elsewhere: "请用{{kiosk}}，或到导办台取号。",
    },
    engineer: {
      what: "这台取号机正在检修",
      next: "请到导办台，由工作人员为您取号。",
      elsewhere: "请用{{kiosk}}，或到导办台取号。",
    },
    ledger: {
      what: "这台取号机出了故障",
      next: "请到导办台，由工作人员为您取号。",
      elsewhere: "请用{{kiosk}}，或到导办台取号。",
    },
    nothingWorks: {
      what: "网络中断，又不能打印小票",
      next: "请到导办台，由工作人员为您取号。",
      elsewhere: "请到导办台，由工作人员为您取号；也可以试试{{kiosk}}。",
    },
  },
  customer: {
    idle: { what: "请在这里取号", next: "放身份证，或点屏幕上的按钮" },
    busy: { what: "正在办理", next: "请稍等片刻" },
    out: { what: "本机暂停服务", next: "请到导办台", elsewhere: "请用{{kiosk}}，或到导办台" },
  },
  engineer: engineerZh,
  refusals,
  cardProblems,
  printTroubles,
  exempt,
};

export type Texts = typeof zh;
