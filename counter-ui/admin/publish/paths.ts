import type { ConfigFile, ConfigChange, ConfigProblem } from "../../../hall-server/contract/config-wire.ts";
import type { Translate } from "../../shared/i18n.ts";
import { adminZh } from "../../shared/words/admin-zh.ts";

type Name = (name: { zh: string; en: string }) => string;
interface Words {
  t: Translate;
  name: Name;
  /** Where names are looked up: a thing that is gone is only in the older one. */
  configs: readonly ConfigFile[];
}

const sections = adminZh.section;
const fields = adminZh.field;

/** A path in the administrator's words: 队列“婚姻登记” · 前缀. */
export function pathWords(path: string, words: Words): string {
  const [section = "", ...rest] = path.startsWith("catalogue.items.")
    ? ["items", ...path.split(".").slice(2)]
    : path.split(".");
  const kind = Object.hasOwn(sections, section)
    ? words.t(`admin.section.${section as keyof typeof sections}`)
    : section;
  const named = nameOf(section, rest[0], words);
  const field = rest.slice(named === null ? 0 : 1).filter((part) => !/^\d+$/.test(part));
  const said = field.map((part) =>
    Object.hasOwn(fields, part) ? words.t(`admin.field.${part as keyof typeof fields}`) : part,
  );
  const what = named === null ? kind : words.t("admin.change.named", { kind, name: named });
  return [what, ...said].join(" · ");
}

function nameOf(section: string, id: string | undefined, { configs, name }: Words): string | null {
  if (id === undefined) return null;
  for (const config of configs) {
    const list = section === "items" ? config.catalogue.items : (config as Record<string, unknown>)[section];
    if (!Array.isArray(list)) continue;
    const thing = (list as { id?: string; name?: { zh: string; en: string } }[]).find(
      (each) => each.id === id,
    );
    if (thing?.name) return name(thing.name) || id;
    if (thing) return id;
  }
  return null;
}

export function problemWords({ at, problem, detail }: ConfigProblem, words: Words): string {
  const what = words.t(`admin.problem.${problem}`, { detail });
  return words.t("admin.change.problem", { where: pathWords(at, words), what });
}

/** One change in plain words. */
export function changeWords({ at, kind, before, after }: ConfigChange, words: Words): string {
  const where = pathWords(at, words);
  const { t } = words;
  if (kind === "added") return t("admin.change.added", { where });
  if (kind === "removed") return t("admin.change.removed", { where });
  if (isTexts(before) && isTexts(after)) return listChange(where, before, after, words);
  const [was, is] = [valueText(before, words), valueText(after, words)];
  return was === null || is === null
    ? t("admin.change.otherwise", { where })
    : t("admin.change.changed", { where, was, is });
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === "string");

function listChange(
  where: string,
  before: readonly string[],
  after: readonly string[],
  words: Words,
): string {
  const named = (ids: readonly string[]) =>
    ids.map((id) => nameOf("items", id, words) ?? codeText(id, words)).join(words.t("admin.change.comma"));
  const more = after.filter((id) => !before.includes(id));
  const less = before.filter((id) => !after.includes(id));
  return [
    where,
    ...(more.length > 0 ? [words.t("admin.change.more", { what: named(more), n: more.length })] : []),
    ...(less.length > 0 ? [words.t("admin.change.less", { what: named(less), n: less.length })] : []),
    ...(more.length + less.length === 0 ? [words.t("admin.change.order")] : []),
  ].join(" · ");
}

/** One of a few values, as the form calls it. */
function codeText(code: string, { t }: Words): string {
  for (const kind of ["hold", "role", "showsClerk", "atDaysEnd"] as const) {
    const known: object = adminZh[kind];
    if (Object.hasOwn(known, code)) return t(`admin.${kind}.${code}` as "admin.hold.papers");
  }
  return code;
}

/** A value as it is said in a sentence; null for what is too much for one. */
function valueText(value: unknown, words: Words): string | null {
  const { t, name } = words;
  if (value === null || value === undefined) return t("none");
  if (typeof value === "boolean") return t(value ? "admin.yes" : "admin.no");
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return codeText(value, words);
  if (typeof value === "object" && "zh" in value && "en" in value)
    return name(value as { zh: string; en: string });
  return null;
}
