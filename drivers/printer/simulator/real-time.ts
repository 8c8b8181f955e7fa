/** What a printer acts on while the bytes come in, even when it is stopped. */
export type RealTimeCommand = { kind: "ask"; question: number } | { kind: "clear" };

/** Finds `DLE EOT n` and `DLE DC4 8 …`, however they are split, and takes them out of the stream. */
export class RealTimeScanner {
  #held: number[] = [];

  /** Takes the next bytes: the commands among them, and what is left. */
  find(bytes: Uint8Array): { commands: RealTimeCommand[]; rest: Uint8Array } {
    const commands: RealTimeCommand[] = [];
    const rest: number[] = [];
    for (const byte of bytes) {
      this.#held.push(byte);
      const command = this.#match();
      if (command === "more") continue;
      if (command === "no") rest.push(...this.#held);
      else commands.push(command);
      this.#held = [];
    }
    return { commands, rest: Uint8Array.from(rest) };
  }

  #match(): RealTimeCommand | "more" | "no" {
    const [dle, code, parameter] = this.#held;
    if (dle !== 0x10) return "no";
    if (code === undefined) return "more";
    if (code === 0x04) return parameter === undefined ? "more" : { kind: "ask", question: parameter };
    if (code !== 0x14) return "no";
    if (this.#held.length < 10) return "more";
    return parameter === 8 ? { kind: "clear" } : "no";
  }
}
