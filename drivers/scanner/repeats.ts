/**
 * Tells a code that lies in front of the scanner from one that is shown anew: a scanner on a stand reads a phone's
 * screen again and again. The same code within `withinMs` of its last sight is the same showing.
 */
export class Repeats {
  private readonly withinMs: number;
  private last: { text: string; at: number } | null = null;

  constructor(withinMs: number) {
    this.withinMs = withinMs;
  }

  /** Whether the code was just seen; remembers it either way. */
  isRepeat(text: string, at: number): boolean {
    const before = this.last;
    this.last = { text, at };
    return before !== null && before.text === text && at - before.at < this.withinMs;
  }
}
