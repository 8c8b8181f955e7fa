/** What the four kinds of card say, as the reader's text block gives it (offset tables in docs/devices.md). */

interface CommonCard {
  /** Chinese name; a foreigner's may be empty. */
  name: string;
  /** The number as printed on the card (18 characters; 15 on the 2017 foreigner's card). */
  number: string;
  sex: "male" | "female" | "unknown" | "unspecified";
  /** `YYYY-MM-DD`. */
  birth: string;
  /** `YYYY-MM-DD`. */
  validFrom: string;
  /** `YYYY-MM-DD`, or `long-term` for 长期. */
  validTo: string;
}

/** Resident identity card. */
export interface ResidentCard extends CommonCard {
  kind: "resident";
  /** GB/T 3304 code, two digits. */
  nation: string;
  address: string;
  issuer: string;
}

/** J: residence permit of Hong Kong, Macao and Taiwan residents. */
export interface CompatriotCard extends CommonCard {
  kind: "J";
  address: string;
  issuer: string;
  passNumber: string;
  issues: string;
}

/** I: foreigner's permanent residence card, 2017 edition. */
export interface Foreigner2017Card extends CommonCard {
  kind: "I";
  englishName: string;
  /** ISO 3166-1 alpha-3. */
  country: string;
}

/** Y: foreigner's permanent residence card, 2023 edition. */
export interface Foreigner2023Card extends CommonCard {
  kind: "Y";
  englishName: string;
  /** Numeric country code, three digits. */
  country: string;
  renewals: string;
}

export type IdCard = ResidentCard | CompatriotCard | Foreigner2017Card | Foreigner2023Card;
