/**
 * The last wall before a text leaves the kiosk on a stick. Nothing of a citizen should be in a log to begin with; what
 * looks like a card's number, a phone, an organisation's code or a secret is masked all the same.
 */
const patterns: readonly [RegExp, string][] = [
  // Not inside a longer word: a clock of 13 digits and an id of hex are nobody's.
  [/(?<![0-9A-Za-z])\d{17}[0-9Xx](?![0-9A-Za-z])/g, "<id>"],
  [/(?<![0-9A-Za-z])\d{15}(?![0-9A-Za-z])/g, "<id>"],
  [/(?<![0-9A-Za-z])[A-HJ-NPQRTUWXY0-9]{2}\d{6}[A-HJ-NPQRTUWXY0-9]{10}(?![0-9A-Za-z])/g, "<code>"],
  [/(?<![0-9A-Za-z])(?:\+?86)?1[3-9]\d{9}(?![0-9A-Za-z])/g, "<phone>"],
  [/([?&](?:token|key|k)=)[\w-]+/gi, "$1<secret>"],
  [/(\/n\/)[\w-]{8,}/g, "$1<secret>"],
  [/("(?:pin|key|token|name|address|birth)"\s*:\s*)"[^"]*"/gi, '$1"<masked>"'],
];

export const mask = (text: string): string =>
  patterns.reduce((masked, [pattern, instead]) => masked.replace(pattern, instead), text);
