import { readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import type { Crowd } from "./phones.ts";

/**
 * Phones that follow their numbers, in a process of their own: each a line to the edge whose bytes are counted and not
 * looked at further, since two thousand browsers would measure themselves.
 */

const links = readFileSync(process.env["LINKS"]!, "utf8").split("\n");
const heard: Crowd = { beats: links.map(() => 0), changes: 0 };
const beat = Buffer.from("event: beat");
const ticket = Buffer.from("event: ticket");
/** Not all at once: a storm is not what is measured. */
const atOnce = 50;

const count = (bytes: Buffer, word: Buffer): number => {
  let found = 0;
  for (let at = bytes.indexOf(word); at >= 0; at = bytes.indexOf(word, at + word.length)) found += 1;
  return found;
};

/** Resolves once the phone has heard of its number. */
function follow(link: string, i: number): Promise<void> {
  const { hostname, port, pathname, host } = new URL(link);
  return new Promise((resolve, reject) => {
    let first = true;
    const socket = connect(Number(port), hostname, () =>
      socket.write(`GET ${pathname}/events HTTP/1.1\r\nHost: ${host}\r\nAccept: text/event-stream\r\n\r\n`),
    );
    socket.on("data", (bytes) => {
      const changes = count(bytes, ticket);
      heard.beats[i]! += count(bytes, beat);
      if (!first) heard.changes += changes;
      if (changes > 0) {
        first = false;
        resolve();
      }
    });
    socket.once("close", () => reject(new Error(`phone ${i} was left alone`)));
    socket.once("error", reject);
  });
}

process.on("SIGTERM", () => {
  writeFileSync(process.env["HEARD"]!, JSON.stringify(heard));
  process.exit(0);
});
for (let from = 0; from < links.length; from += atOnce)
  await Promise.all(links.slice(from, from + atOnce).map((link, i) => follow(link, from + i)));
heard.beats.fill(0);
process.stdout.write(`${JSON.stringify({ url: "" })}\n`);
