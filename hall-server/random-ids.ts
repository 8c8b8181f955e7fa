import { randomBytes } from "node:crypto";

const idBytes = 12;
const idsAtOnce = 256;

/** A source of random ids of 96 bits. Chance is drawn for many at once: one by one costs as much as deciding a command. */
export function randomIds(): () => string {
  let drawn = Buffer.alloc(0);
  let used = 0;
  return () => {
    if (used === drawn.length) {
      drawn = randomBytes(idBytes * idsAtOnce);
      used = 0;
    }
    used += idBytes;
    return drawn.toString("base64url", used - idBytes, used);
  };
}
