import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { z } from "zod";
import type { NamedPlace, Words } from "../device/device-kind.ts";
import { parsePortUrl } from "../port/open-port.ts";
import { type JsonPath, type Position, readJson } from "./json-positions.ts";
import { type KindName, kindNamed, kinds } from "./kinds.ts";
import { placesOf, type ProfileDevice, profileSchema } from "./schema.ts";

/** A profile that can be used. */
export interface Profile {
  devices: ProfileDevice[];
  /** The file's folder. */
  directory: string;
}

/** One thing that is wrong with a profile, where, and what to do about it. */
export interface ProfileProblem extends Position {
  /** `devices[1].url`; empty when the whole file is meant. */
  path: string;
  says: Words;
}

export type ReadProfile = { ok: true; profile: Profile } | { ok: false; problems: ProfileProblem[] };

/** What a profile is read for; whatever is left out is not asked. */
export interface ReadFor {
  /** The kinds of devices that can be used there. */
  kinds?: readonly KindName[];
  /** The places of the hall that there are. */
  places?: Readonly<Record<NamedPlace["place"], ReadonlySet<string>>>;
}

/** Reads a profile's file: all of it is right, or every problem is named. */
export function readProfileFile(file: string, readFor: ReadFor = {}): ReadProfile {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unknown";
    const says = {
      zh: `读不到这个文件（${code}）；请检查路径和权限`,
      en: `this file can't be read (${code}); check its path and permissions`,
    };
    return { ok: false, problems: [{ line: 1, column: 1, path: "", says }] };
  }
  return readProfile(text.replace(/^\u{FEFF}/u, ""), dirname(resolve(file)), readFor);
}

/** As `readProfileFile`, of a text; `directory` is where the files that it names are. */
export function readProfile(text: string, directory: string, readFor: ReadFor = {}): ReadProfile {
  const json = readJson(text);
  if (!json.ok) return { ok: false, problems: [{ ...json.at, path: "", says: notJson(json.code) }] };
  const parsed = profileSchema.safeParse(json.value);
  const problems: ProfileProblem[] = [];
  const add = (path: JsonPath, says: Words, key?: string): void => {
    problems.push({
      ...json.positionOf(path, key),
      path: pathText(key === undefined ? path : [...path, key]),
      says,
    });
  };
  for (const { path, at } of json.repeated) {
    const says = { zh: "同一项写了两次；请删去一处", en: "is said twice; remove one of them" };
    problems.push({ ...at, path: pathText(path), says });
  }
  if (!parsed.success) {
    const chinese = profileSchema.safeParse(json.value, { error: z.locales.zhCN().localeError });
    parsed.error.issues.forEach((issue, index) => {
      const zh = chinese.error?.issues[index]?.message ?? issue.message;
      if (issue.code === "unrecognized_keys")
        for (const key of issue.keys)
          add(issue.path as JsonPath, unknownKey(json.value, issue.path as JsonPath), key);
      else add(issue.path as JsonPath, issueWords(issue, zh, json.value));
    });
  } else {
    parsed.data.devices.forEach((device, index) => {
      const refused = refusedByKind(device);
      if (refused) add(["devices", index, refused.field], refused.says);
      for (const { path, says } of unfit(device, readFor)) add(["devices", index, ...path], says);
    });
    const twice = (field: "id" | "url", same: (device: ProfileDevice) => string): void =>
      duplicates(parsed.data.devices, same).forEach(([index, first]) =>
        add(["devices", index, field], {
          zh: `与设备 ${first.id} 的${field === "id" ? "编号" : "线路"}相同；请改成各自的`,
          en: `is that of the device ${first.id} too; each needs its own`,
        }),
      );
    twice("id", ({ id }) => id);
    twice("url", lineOf);
  }
  if (!parsed.success || problems.length > 0) {
    problems.sort((a, b) => a.line - b.line || a.column - b.column);
    return { ok: false, problems };
  }
  return { ok: true, profile: { devices: parsed.data.devices, directory } };
}

/** `devices.json:7:15 devices[1].url: …`, as editors and terminals follow it. */
export function problemText(
  file: string,
  { line, column, path, says }: ProfileProblem,
  language: "zh" | "en",
): string {
  return `${file}:${line}:${column} ${path === "" ? "" : `${path}: `}${says[language]}`;
}

function refusedByKind(device: ProfileDevice): { field: string; says: Words } | null {
  const kind = kindNamed(device.kind) as
    | { refuses?(device: ProfileDevice): { field: string; says: Words } | null }
    | undefined;
  return kind?.refuses?.(device) ?? null;
}

/** What is right by itself, and not what this profile is read for. */
function unfit(device: ProfileDevice, { kinds: usable, places }: ReadFor): { path: JsonPath; says: Words }[] {
  if (usable && !usable.includes(device.kind)) {
    const there = usable.join(", ");
    const says = { zh: `这里用不上这种设备；可用：${there}`, en: `has no use here; there are: ${there}` };
    return [{ path: ["kind"], says }];
  }
  return placesOf(device).flatMap(({ path, place, name }) =>
    !places || places[place].has(name)
      ? []
      : {
          path,
          says: {
            zh: `大厅里没有${place === "window" ? "窗口" : "分区"} ${name}；有：${[...places[place]].join(", ")}`,
            en: `the hall has no ${place} ${name}; there are: ${[...places[place]].join(", ")}`,
          },
        },
  );
}

/** Which line a device's URL means, whatever its speed: two devices can't share one. */
function lineOf({ kind, url }: ProfileDevice): string {
  if (kindNamed(kind)?.urls) return url;
  const address = parsePortUrl(url, kindNamed(kind)?.openOptions);
  switch (address.kind) {
    case "serial":
    case "file":
      return address.path;
    case "tcp":
      return `${address.host}:${address.port}`;
    case "hid":
      return [
        "hid",
        address.vendor,
        address.product,
        address.serial,
        address.interface,
        address.usagePage,
      ].join(":");
    case "usb":
      return ["usb", address.vendor, address.product, address.interface].join(":");
    case "sim":
      return `sim:${address.name}`;
  }
}

function duplicates(
  devices: readonly ProfileDevice[],
  same: (device: ProfileDevice) => string,
): [index: number, first: ProfileDevice][] {
  const firsts = new Map<string, ProfileDevice>();
  const found: [number, ProfileDevice][] = [];
  devices.forEach((device, index) => {
    const first = firsts.get(same(device));
    if (first) found.push([index, first]);
    else firsts.set(same(device), device);
  });
  return found;
}

function pathText(path: JsonPath): string {
  return path
    .map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`))
    .join("")
    .replace(/^\./u, "");
}

function notJson(code: string): Words {
  const what: Record<string, Words> = {
    CommaExpected: { zh: "这里缺一个逗号", en: "a comma is missing here" },
    ColonExpected: { zh: "这里缺一个冒号", en: "a colon is missing here" },
    InvalidCommentToken: {
      zh: "JSON 里不能写注释；可以用 label 写说明",
      en: "JSON has no comments; use label for notes",
    },
    UnexpectedEndOfString: { zh: "引号没有关上", en: "a quotation mark is not closed" },
    CloseBraceExpected: { zh: "缺少 }", en: "a } is missing" },
    CloseBracketExpected: { zh: "缺少 ]", en: "a ] is missing" },
    PropertyNameExpected: {
      zh: "这里应是一个带引号的名字；前面可能多了一个逗号",
      en: "a name in quotation marks is expected; perhaps there is a comma too many before",
    },
    ValueExpected: {
      zh: "这里应是一个值；前面可能多了一个逗号",
      en: "a value is expected; perhaps there is a comma too many before",
    },
    Empty: { zh: "文件是空的", en: "the file is empty" },
  };
  return what[code] ?? { zh: `不是 JSON（${code}）`, en: `is not JSON (${code})` };
}

const kindNames = kinds.map(({ name }) => name).join(", ");

/** Steps to a device's kind: `devices`, its index, `kind`. */
const KIND_PATH = 3;

const ownChecks: Record<string, string> = {
  id: "编号用英文字母开头，后面是字母、数字、- 或 _，最多 32 个字符",
  url: "不是可用的设备地址",
};

function issueWords(issue: z.core.$ZodIssue, chinese: string, root: unknown): Words {
  const isMissing = valueAt(root, issue.path as JsonPath) === undefined;
  if (issue.code === "invalid_union" && issue.path.length === KIND_PATH)
    return { zh: `没有这种设备；可用：${kindNames}`, en: `no such kind of device; there are: ${kindNames}` };
  if (issue.code === "invalid_union") return { zh: `不是可用的值（${issue.message}）`, en: issue.message };
  // Our own checks speak one language; a driver's may too.
  if (issue.code === "custom" || issue.code === "invalid_format")
    return {
      zh: `${ownChecks[String(issue.path.at(-1))] ?? "不符合要求"}（${issue.message}）`,
      en: issue.message,
    };
  if (isMissing) return { zh: "缺少这一项", en: "is missing" };
  return { zh: chinese, en: issue.message };
}

function unknownKey(root: unknown, path: JsonPath): Words {
  const kind = kindNamed(String((valueAt(root, path) as { kind?: unknown } | undefined)?.kind));
  const known =
    path.length === 2 && kind
      ? ["id", "kind", "label", "url", ...Object.keys(kind.settings)].join(", ")
      : null;
  return {
    zh: `没有这项设置${known === null ? "；请删去或改正" : `；可用：${known}`}`,
    en: `no such setting${known === null ? "; remove or correct it" : `; there are: ${known}`}`,
  };
}

function valueAt(root: unknown, path: JsonPath): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === "object" && value !== null
        ? (value as Record<string | number, unknown>)[step]
        : undefined,
    root,
  );
}
