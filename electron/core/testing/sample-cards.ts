/** Cards of people who don't exist. Their numbers carry right check digits. */
import type { Foreigner2017Card, Foreigner2023Card, ResidentCard } from "../../../drivers/id-card/card.ts";

export const zhang: ResidentCard = {
  kind: "resident",
  name: "张雅文",
  number: "34010319900307232X",
  sex: "female",
  birth: "1990-03-07",
  nation: "01",
  address: "安徽省合肥市庐阳区杏花村街道测试路一号",
  issuer: "合肥市公安局庐阳分局",
  validFrom: "2016-05-01",
  validTo: "2036-05-01",
};

/** Old enough to be asked about 长辈版. */
export const oldZhang: ResidentCard = {
  ...zhang,
  name: "张桂兰",
  number: "340103194803072325",
  birth: "1948-03-07",
  validTo: "long-term",
};

export const silva: Foreigner2023Card = {
  kind: "Y",
  name: "",
  englishName: "SILVA, MARIA",
  number: "932682198501010025",
  sex: "female",
  birth: "1985-01-01",
  country: "076",
  renewals: "00",
  validFrom: "2024-01-01",
  validTo: "2034-01-01",
};

export const smith: Foreigner2017Card = {
  kind: "I",
  name: "史密斯",
  englishName: "SMITH, JOHN",
  number: "USA340075010101",
  sex: "male",
  birth: "1975-01-01",
  country: "USA",
  validFrom: "2018-01-01",
  validTo: "2028-01-01",
};

/** The example of GB 32100-2015: no organisation that anybody meets. */
export const creditCode = "91350100M000100Y43";
