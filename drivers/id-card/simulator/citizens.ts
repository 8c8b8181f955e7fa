import type { IdCard } from "../card.ts";

/** A person who does not exist, for tests and for the bench's menu. */
export interface Citizen {
  id: string;
  /** What the menu shows: who, and what is special about them. */
  label: { zh: string; en: string };
  card: IdCard;
}

const hefei = { issuer: "合肥市公安局庐阳分局", nation: "01" } as const;

/**
 * Invented people with numbers whose check is right. Every name holds 测 (test) or is a rare one; addresses are on a
 * road that does not exist.
 */
export const citizens: readonly Citizen[] = [
  {
    id: "zhang-ceshi",
    label: { zh: "张测试 · 居民身份证", en: "Zhang Ceshi · resident card" },
    card: {
      kind: "resident",
      name: "张测试",
      number: "340103199003070025",
      sex: "female",
      birth: "1990-03-07",
      validFrom: "2016-05-12",
      validTo: "2036-05-12",
      address: "安徽省合肥市庐阳区测试路1号2栋301室",
      ...hefei,
    },
  },
  {
    id: "wang-yan",
    label: { zh: "王䶮 · 名字有生僻字", en: "Wang Yan · rare character in the name" },
    card: {
      kind: "resident",
      name: "王䶮",
      number: "340103198806150016",
      sex: "male",
      birth: "1988-06-15",
      validFrom: "2019-09-02",
      validTo: "2039-09-02",
      address: "安徽省合肥市庐阳区测试路8号",
      ...hefei,
    },
  },
  {
    id: "ji-ceming",
    label: {
      zh: "𠮷测明 · 扩展区汉字,号码以X结尾",
      en: "Ji Ceming · character beyond the BMP, number ends in X",
    },
    card: {
      kind: "resident",
      name: "𠮷测明",
      number: "34010319791120101X",
      sex: "male",
      birth: "1979-11-20",
      validFrom: "2010-01-31",
      validTo: "2030-01-31",
      address: "安徽省合肥市庐阳区测试路𠮷祥里12号",
      ...hefei,
    },
  },
  {
    id: "li-cefu",
    label: { zh: "李测福 · 1950年生,证件长期有效", en: "Li Cefu · born 1950, card without an end date" },
    card: {
      kind: "resident",
      name: "李测福",
      number: "340103195010010030",
      sex: "male",
      birth: "1950-10-01",
      validFrom: "2008-03-18",
      validTo: "long-term",
      address: "安徽省合肥市庐阳区测试路20号老年公寓5室",
      ...hefei,
    },
  },
  {
    id: "ayigul-ceshi",
    label: { zh: "阿依古丽·测试 · 维吾尔族,长姓名", en: "Ayigul Ceshi · Uyghur, long name" },
    card: {
      kind: "resident",
      name: "阿依古丽·测试",
      number: "340103200102240056",
      sex: "male",
      birth: "2001-02-24",
      nation: "05",
      validFrom: "2021-07-01",
      validTo: "2031-07-01",
      address: "安徽省合肥市庐阳区测试路33号",
      issuer: hefei.issuer,
    },
  },
  {
    id: "chuan-ceqing",
    label: { zh: "穿测青 · 民族代码97,闰日出生", en: "Chuan Ceqing · nation code 97, born on a leap day" },
    card: {
      kind: "resident",
      name: "穿测青",
      number: "340103196402291040",
      sex: "female",
      birth: "1964-02-29",
      nation: "97",
      validFrom: "2015-02-28",
      validTo: "2035-02-28",
      address: "安徽省合肥市庐阳区测试路40号",
      issuer: hefei.issuer,
    },
  },
  {
    id: "chan-cegong",
    label: { zh: "陈测港 · 港澳台居民居住证", en: "Chan Cegong · Hong Kong residence permit" },
    card: {
      kind: "J",
      name: "陈测港",
      number: "810000199308160011",
      sex: "male",
      birth: "1993-08-16",
      validFrom: "2022-04-06",
      validTo: "2027-04-06",
      address: "安徽省合肥市庐阳区测试路52号",
      issuer: hefei.issuer,
      passNumber: "H00000001",
      issues: "01",
    },
  },
  {
    id: "maria-ceshi",
    label: { zh: "玛丽亚·测试 · 外国人永久居留证(2017版)", en: "Maria Ceshi · foreigner's card of 2017" },
    card: {
      kind: "I",
      name: "玛丽亚·测试",
      number: "DEU340185061201",
      sex: "female",
      birth: "1985-06-12",
      validFrom: "2018-10-10",
      validTo: "2028-10-10",
      englishName: "CESHI, MARIA",
      country: "DEU",
    },
  },
  {
    id: "anna-ceshi",
    label: {
      zh: "安娜·测试 · 外国人永久居留身份证(2023版)",
      en: "Anna Ceshi · foreigner's card of 2023, long name",
    },
    card: {
      kind: "Y",
      name: "安娜·测试",
      number: "911276198609140127",
      sex: "female",
      birth: "1986-09-14",
      validFrom: "2024-01-15",
      validTo: "2034-01-15",
      englishName: "CESHI, ANNA KATHARINA WILHELMINE MAGDALENA",
      country: "276",
      renewals: "01",
    },
  },
];

/** The citizen of that id; throws when there is none. */
export function citizen(id: string): Citizen {
  const found = citizens.find((one) => one.id === id);
  if (!found) throw new RangeError(`no citizen ${id}`);
  return found;
}
