/** What makes ids here: `randomUUID` is missing where a page is served without TLS, so bytes are the fallback. */
interface Chance {
  getRandomValues(bytes: Uint8Array<ArrayBuffer>): Uint8Array;
  randomUUID?(): string;
}

/**
 * A new id for one command: a UUID of version 7 (RFC 9562), whose first 48 bits are the time. The hall keeps its answers
 * in the order of these ids, so ids that grow let it write beside what it wrote last, and not all over its file.
 */
export function newCommandId(now: number = Date.now(), chance: Chance = crypto): string {
  const time = now.toString(16).padStart(12, "0");
  const random = chance.randomUUID?.() ?? uuidOf(chance.getRandomValues(new Uint8Array(16)));
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(15)}`;
}

/** Bytes in the form of a random UUID (version 4). */
function uuidOf(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const variant = "89ab"[bytes[8]! & 3];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}
