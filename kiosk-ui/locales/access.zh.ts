/** 长辈版, the ways to see, reach and hear, and what each page says aloud: never a name, a matter or a card's word. */
export const accessZh = {
  elder: { on: "长辈版", off: "常规版" },
  offerElder: {
    words: "要不要换成长辈版？字更大，有语音，时间加倍",
    take: "换成长辈版",
    decline: "不用",
  },
  access: {
    button: "无障碍",
    title: "怎样用起来方便？",
    contrast: "高对比度",
    voice: "语音播报",
    noVoice: "本机没有语音",
    reach: "按钮位置",
    reaches: { whole: "满屏", low: "放低", left: "放低靠左", right: "放低靠右" },
    on: "已开",
    off: "未开",
    keypad: "用数字键盘：数字选择，# 确认，* 返回，0 求助",
    close: "好了",
  },
  speech: {
    idle: "您好。请把身份证放在读卡区取号。没带证件，请点屏幕下方的按钮。",
    idleWithoutReader: "您好。请点屏幕下方的按钮取号。",
    cardLies: "请取回您的证件。",
    reading: "正在读取证件，请不要拿开。",
    choose: "请点您要办的事，再点下一步。没有看到，请查找，或点人工帮助。",
    chosen: "已选{{count}}项。选好了，请点下一步。",
    typed: "好了，请点确定。",
    checkIn: "找到您今天的预约。请核对，再点签到取号。",
    confirm: "请核对，然后点取号。要用的材料在屏幕上。",
    issuing: "正在取号，请稍等。",
    printing: "您的号码是{{number}}。正在打印小票，请在出票口等一下。",
    handed: "您的号码是{{number}}。小票拿到了吗？请点拿到了，或没有拿到。",
    printTrouble: "小票没有打出来。您的号码{{number}}还在。请选一种办法。",
    done: "取号成功。您的号码是{{number}}。请取走小票，坐下等候叫号。",
    donePaperless: "取号成功。请记住您的号码：{{number}}。请坐下等候叫号。",
    ahead: "前面等候{{count}}人。",
    away: "您还在吗？请点继续。不点，屏幕会回到首页。",
  },
};

export type AccessTexts = typeof accessZh;
