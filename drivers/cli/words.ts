import type { Words } from "../device/device-kind.ts";

export type Language = "zh" | "en";

/** What a problem is, and what to do about it. */
export interface ProblemWords {
  says: Words;
  advice: Words;
}

const problem = (zh: string, en: string, zhAdvice: string, enAdvice: string): ProblemWords => ({
  says: { zh, en },
  advice: { zh: zhAdvice, en: enAdvice },
});

/** By the codes of `DeviceStatus.problem` and of `PrintOutcome.cause`. */
const problems: Record<string, ProblemWords> = {
  absent: problem(
    "没找到",
    "not there",
    "检查电源和连线；用 npm run devices -- list 看现在有什么，再改地址",
    "Check power and cable; see what is there with `npm run devices -- list` and correct the url",
  ),
  busy: problem(
    "被别的程序占用",
    "held by another program",
    "关掉占用它的程序（取号机本身、ModemManager、厂家工具）再试",
    "End the program that holds it (the kiosk itself, ModemManager, the maker's tool) and try again",
  ),
  forbidden: problem(
    "没有权限",
    "not permitted",
    "Linux：把用户加入 dialout 组（USB 设备加 udev 规则，打印口加 lp 组）后重新登录；Windows：装好驱动",
    "Linux: add the user to the group dialout (a udev rule for USB devices, the group lp for printer ports) and log in again; Windows: install its driver",
  ),
  badUrl: problem(
    "地址写错",
    "wrong url",
    "按 docs/devices.md 改正 url",
    "Correct the url as docs/devices.md says",
  ),
  io: problem(
    "打不开",
    "can't be opened",
    "拔下再插；仍不行看系统日志",
    "Unplug and replug it; then look at the system's log",
  ),
  unplugged: problem("线断了", "unplugged", "插好线", "Plug the cable in"),
  lineError: problem("线路出错", "line error", "换一根线或换一个口", "Try another cable or another socket"),
  writeFailed: problem("发不出去", "takes no bytes", "断电重启设备", "Switch the device off and on"),
  silent: problem(
    "没有应答",
    "does not answer",
    "看设备是否开机、波特率和型号（协议）是否对",
    "See that it is switched on, and that speed and protocol are right",
  ),
  noAnswer: problem(
    "没有应答",
    "does not answer",
    "看设备是否开机、波特率是否对",
    "See that it is switched on, and that the speed is right",
  ),
  garbage: problem(
    "应答看不懂",
    "answers what is no answer",
    "波特率不对，或这个口上是别的设备",
    "The speed is wrong, or another device is on this line",
  ),
  noise: problem(
    "收到的是杂乱字节",
    "sends noise",
    "检查波特率和接线（A/B 是否接反）",
    "Check the speed and the wiring (A and B swapped?)",
  ),
  paperOut: problem("缺纸", "out of paper", "装一卷新纸", "Put in a new roll"),
  paperNearEnd: problem("纸将尽", "paper near its end", "准备一卷新纸", "Have a new roll ready"),
  coverOpen: problem("上盖开着", "cover open", "合上上盖", "Shut the cover"),
  cutter: problem(
    "切刀卡住",
    "cutter stuck",
    "断电后清理卡纸，手不要伸进切刀",
    "Switch it off and clear the paper; keep fingers out of the cutter",
  ),
  overheated: problem("打印头过热", "print head too hot", "等几分钟", "Wait some minutes"),
  offline: problem("脱机", "off line", "按打印机的联机键", "Press its online button"),
  error: problem("故障", "error", "断电重启；仍不行报修", "Switch it off and on; then call its service"),
  lineLost: problem(
    "打印时断线，不知道有没有出票",
    "the line went while it printed: nobody knows whether it came out",
    "看看有没有出票，检查连线",
    "Look whether a slip came out, and check the cable",
  ),
  noProof: problem(
    "打印机没有确认，不知道有没有出票",
    "the printer did not confirm: nobody knows whether it came out",
    "看看有没有出票；若出了票，此型号可能不支持 GS r 1",
    "Look whether a slip came out; if it did, this model may not know GS r 1",
  ),
  garbled: problem(
    "读到的码不成文字",
    "codes come garbled",
    "检查波特率、后缀和输出方式（串口或 HID POS）",
    "Check speed, suffix, and how it is set up to send (serial or HID POS)",
  ),
  badText: problem(
    "码不是文字",
    "the code is no text",
    "检查波特率；扫码器设为输出 UTF-8 或 GBK",
    "Check the speed; set the scanner up to send UTF-8 or GBK",
  ),
  controlCharacter: problem(
    "码里有控制字符",
    "there are control characters in the code",
    "检查后缀设置；换一个码再试",
    "Check the suffix; try another code",
  ),
  incomplete: problem(
    "码不完整",
    "the code is not whole",
    "扫码器要设为在码后加后缀（回车），与 input.suffix 一致",
    "Set the scanner up to end a code with the suffix that input.suffix names",
  ),
  malformed: problem(
    "报文与设置不符",
    "the report is not laid out as configured",
    "检查 input（aim、layout）与扫码器设置是否一致",
    "See that input (aim, layout) and the scanner's setup agree",
  ),
  tooLong: problem(
    "码太长",
    "the code is too long",
    "换一个码，或加大 maxLength",
    "Try another code, or raise maxLength",
  ),
  empty: problem("码是空的", "the code is empty", "换一个码再试", "Try another code"),
  nothingScanned: problem(
    "没有收到码",
    "no code came",
    "扫码器响了而没有收到：检查它的输出方式（串口、HID POS 还是键盘）",
    "If the scanner beeped, see how it is set up to send: serial, HID POS or keyboard",
  ),
  nothingPressed: problem(
    "没有收到按键",
    "no key came",
    "看评价器是否显示“请评价”；没有则协议不对",
    "See whether it asked for a rating; if not, the protocol is not its own",
  ),
  playerMissing: problem(
    "没有放音程序",
    "there is no player",
    "装 alsa-utils（aplay）或 pulseaudio-utils（paplay）",
    "Install alsa-utils (aplay) or pulseaudio-utils (paplay)",
  ),
  playerHangs: problem(
    "放音程序没有响应",
    "the player hangs",
    "检查声卡和它的驱动",
    "Look at the sound device and its driver",
  ),
  playerFailed: problem(
    "放不出声音",
    "the player fails",
    "用 aplay -L 或 pactl list sinks short 核对 device；看用户是否在 audio 组",
    "Compare device with `aplay -L` or `pactl list sinks short`; see whether the user is in the group audio",
  ),
  speakerBusy: problem(
    "声卡被别的程序占用",
    "another program holds the sound device",
    "关掉占用它的程序，或改用 paplay",
    "End that program, or use paplay",
  ),
  speakerAbsent: problem(
    "没有这个声卡",
    "there is no such sound device",
    "插好声卡；用 aplay -L 看现在有什么，再改 url",
    "Plug it in; see what is there with `aplay -L`, and correct the url",
  ),
  clipsMissing: problem(
    "录音不全",
    "the recordings are not whole",
    "检查 clips 文件夹，或删去 clips 用随附的录音",
    "Look at the folder of clips, or leave clips out and use the shipped ones",
  ),
  espeakMissing: problem(
    "没有 espeak-ng",
    "there is no espeak-ng",
    "装 espeak-ng，或从 engines 里去掉 espeak",
    "Install espeak-ng, or take espeak out of engines",
  ),
  padOffline: problem(
    "有呼叫器不应答",
    "a pad does not answer",
    "检查该呼叫器的电源、地址和 A/B 线",
    "Check that pad's power, its address, and lines A and B",
  ),
  padClash: problem(
    "有两个呼叫器地址相同",
    "two pads have one address",
    "给其中一个改地址",
    "Set another address on one of them",
  ),
  stripOffline: problem(
    "有屏不应答",
    "a strip does not answer",
    "检查该屏的电源、地址和 A/B 线",
    "Check that strip's power, its address, and lines A and B",
  ),
  stripRefused: problem(
    "有屏拒绝命令",
    "a strip refused what it was told",
    "检查 display 里的大小（width、height、unit）是否与屏一致",
    "See that width, height and unit in display are the strip's own",
  ),
  notShown: problem(
    "测试文字没有显示",
    "the test text was not shown",
    "检查屏的电源、地址和接线",
    "Check the strip's power, address and wiring",
  ),
  logoUnusable: problem(
    "票头图案用不了，照常打印",
    "the logo can't be used; slips are printed without it",
    "按提示换一个文件",
    "Use another file, as the message says",
  ),
  missingGlyph: problem(
    "有字打不出，打成了〓",
    "a character could not be printed and came out as 〓",
    "安装 Noto Sans CJK 字体",
    "Install the font Noto Sans CJK",
  ),
};

/** How a trial ended well, by its code. */
const done: Record<string, Words> = {
  spoken: { zh: "放完了一句话", en: "said something" },
  printed: { zh: "测试票已打印", en: "test slip printed" },
  shown: { zh: "测试文字已显示，请到每条屏前看一看", en: "test text shown; go and look at each strip" },
  sent: {
    zh: "测试文字已发出，此型号不应答，请到每条屏前看一看",
    en: "test text sent; this kind does not answer, so go and look at each strip",
  },
  scanned: { zh: "读到一个码", en: "a code was read" },
  rated: { zh: "收到一次按键", en: "a key was heard" },
};

/** The words of a trial that ended well. */
export function doneWords(code: string): Words {
  return done[code] ?? { zh: code, en: code };
}

/** The words of a code; one that has none yet is shown as it is. */
export function problemWords(code: string): ProblemWords {
  return problems[code] ?? problem(code, code, "见 docs/devices.md", "See docs/devices.md");
}

/** What is said besides problems. */
export const words = {
  device: { zh: "设备", en: "Device" },
  kind: { zh: "类型", en: "Kind" },
  url: { zh: "地址", en: "Url" },
  state: { zh: "状态", en: "State" },
  identity: { zh: "身份", en: "Identity" },
  ready: { zh: "正常", en: "ready" },
  starting: { zh: "正在启动", en: "starting" },
  allWell: { zh: "全部正常", en: "All is well" },
  someFail: { zh: "有设备不能用", en: "Some devices can't be used" },
  nothingFound: { zh: "没有找到设备", en: "Nothing found" },
  listening: { zh: "模拟设备已就绪，地址：", en: "The simulated device is at:" },
  entry: { zh: "可写进 devices.json 的一项：", en: "Its entry for devices.json:" },
  typeCommand: { zh: "输入命令（? 列出，Ctrl-C 结束）", en: "Type a command (? lists them, Ctrl-C ends)" },
  unknownCommand: { zh: "没有这个命令", en: "no such command" },
  done: { zh: "好", en: "ok" },
  profileWrong: { zh: "设备文件有错：", en: "The device profile is wrong:" },
  usage: {
    zh: `用法：
  npm run devices -- check devices.json [--print] [--lang en] [--json]
      逐个打开文件里的设备，读状态和身份，可打印测试票
  npm run devices -- list [--lang en] [--json]
      列出本机的串口、HID、USB 设备，以及可写进 devices.json 的地址
  npm run devices -- simulate KIND --pty | --tcp PORT [--lang en] [--json]
      模拟一台设备，给出真的串口（--pty）或 TCP 端口，供别的程序连接；用键盘操纵
      KIND：`,
    en: `Usage:
  npm run devices -- check devices.json [--print] [--lang en] [--json]
      opens each device of the file, reads its state and identity, prints a test slip if asked
  npm run devices -- list [--lang en] [--json]
      lists serial lines, HID and USB devices, with the urls for devices.json
  npm run devices -- simulate KIND --pty | --tcp PORT [--lang en] [--json]
      simulates a device behind a real serial line (--pty) or a TCP port for other software; played by keyboard
      KIND: `,
  },
} satisfies Record<string, Words>;
