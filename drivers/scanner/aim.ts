/**
 * AIM symbology identifiers (ISO/IEC 15424): `]`, a letter for the kind of code, and a modifier. Scanners put one
 * before the code when they are told to.
 */

/** Kinds of codes by the letter of their identifier; what is not listed is `other`. */
const symbologies = {
  A: "code39",
  C: "code128",
  E: "ean",
  F: "codabar",
  G: "code93",
  I: "interleaved2of5",
  L: "pdf417",
  Q: "qr",
  d: "dataMatrix",
  e: "gs1DataBar",
  h: "hanXin",
  z: "aztec",
} as const;

export type Symbology = (typeof symbologies)[keyof typeof symbologies] | "other";

const pattern = /^\][A-Za-z][0-9A-Za-z]$/;

/** The kind of code that an identifier names; null when it is none. */
export function symbologyOf(aim: string): Symbology | null {
  if (!pattern.test(aim)) return null;
  const letter = aim.charAt(1);
  return Object.hasOwn(symbologies, letter) ? symbologies[letter as keyof typeof symbologies] : "other";
}

/** The identifier that stands at `at`; null when none does. */
export function readAim(bytes: Uint8Array, at: number): string | null {
  const aim = String.fromCharCode(bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0);
  return pattern.test(aim) ? aim : null;
}
