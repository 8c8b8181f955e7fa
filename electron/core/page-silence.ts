/** What is heard of a page's line: anything it says, which is an answer in each look at least. */
interface Line {
  on: (event: "packet" | "close", listener: () => void) => unknown;
}

/** A living page says something in each of these. */
export const lookEveryMs = 500;
/** With a new browser's start less than five seconds. */
export const mostSilentLooks = 7;

/**
 * Tells once of a page that says nothing any more. Looks are counted, not time: while this process itself is held up, by a disk
 * maybe, it looks only once, and then hears what came meanwhile.
 */
export function whenSilent(line: Line, tell: () => void, everyMs = lookEveryMs): void {
  let looks = 0;
  const looking = setInterval(() => {
    looks += 1;
    if (looks < mostSilentLooks) return;
    clearInterval(looking);
    tell();
  }, everyMs);
  line.on("packet", () => void (looks = 0));
  line.on("close", () => clearInterval(looking));
}
