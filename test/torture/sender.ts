import { newCommandId } from "../../hall-server/contract/command-id.ts";
import type { Ack, WireCommand } from "../../hall-server/contract/commands.ts";
import { envelope } from "../bench/hall-files.ts";
import { type Hello, LightClient } from "../bench/light-client.ts";

/** A command that somebody sent; without an answer it may or may not have happened. */
export interface Sent {
  id: string;
  command: WireCommand;
  /** As the log names it. */
  principal: string;
  /** The first answer, as it came, and what it says. */
  answer: { text: string; ack: Ack } | null;
}

interface Open {
  sent: Sent;
  resolve: (ack: Ack) => void;
}

/** Not an outcome: the hall asks to be asked again. */
const askAgain = new Set(["outcomeUnknown", "shuttingDown"]);

/** One principal who sends every command until it is answered, over as many lives of the server as that takes. */
export class Sender {
  /** Everything that was ever sent. */
  readonly sent: Sent[] = [];
  /** Ids that were answered twice, and not in the same words. */
  readonly differing: { id: string; first: string; again: string }[] = [];
  readonly #principal: string;
  readonly #open = new Map<string, Open>();
  #client: LightClient | null = null;

  constructor(principal: string) {
    this.#principal = principal;
  }

  /** How many commands wait for their answer. */
  get outstanding(): number {
    return this.#open.size;
  }

  /** Connects anew and sends again all that was not answered. */
  async connect(url: string, hello: Hello): Promise<void> {
    const client = await LightClient.connect(url, hello);
    client.onClose = () => {
      if (this.#client === client) this.#client = null;
    };
    this.#client = client;
    for (const { sent } of this.#open.values()) this.#transmit(sent);
  }

  close(): void {
    this.#client?.close();
    this.#client = null;
  }

  /** Resolves with the first answer, however late it comes. `twice`: as a double tap does. */
  send(command: WireCommand, { twice = false, id = newCommandId() } = {}): Promise<Ack> {
    const sent: Sent = { id, command, principal: this.#principal, answer: null };
    this.sent.push(sent);
    return new Promise((resolve) => {
      this.#open.set(id, { sent, resolve });
      this.#transmit(sent);
      if (twice) this.#transmit(sent);
    });
  }

  /** Sends again what was answered long ago: the answer must be the same. Resolves early when the server dies. */
  async ask(sent: readonly Sent[]): Promise<void> {
    const client = this.#client;
    if (!client) return;
    await Promise.race([
      Promise.all(
        sent.map(async (each) => {
          this.#compare(each, await client.ask("command", envelope(JSON.stringify(each.command), each.id)));
        }),
      ),
      new Promise<void>((resolve) => {
        const before = client.onClose;
        client.onClose = () => {
          before();
          resolve();
        };
      }),
    ]);
  }

  #transmit(sent: Sent): void {
    this.#client?.emit("command", envelope(JSON.stringify(sent.command), sent.id), (text) =>
      this.#answered(sent, text),
    );
  }

  #answered(sent: Sent, text: string): void {
    if (sent.answer) return this.#compare(sent, text);
    const ack = JSON.parse(text) as Ack;
    if (!ack.ok && askAgain.has(ack.refusal.code)) {
      setTimeout(() => {
        if (!sent.answer) this.#transmit(sent);
      }, 50);
      return;
    }
    sent.answer = { text, ack };
    const open = this.#open.get(sent.id);
    this.#open.delete(sent.id);
    open?.resolve(ack);
  }

  #compare(sent: Sent, text: string): void {
    if (!sent.answer || promised(sent.answer.text) === promised(text)) return;
    const ack = JSON.parse(text) as Ack;
    if (!ack.ok && askAgain.has(ack.refusal.code)) return;
    this.differing.push({ id: sent.id, first: sent.answer.text, again: text });
  }
}

/** An answer without how long its number will wait, which the wire adds as known at the moment of telling. */
function promised(text: string): string {
  return JSON.stringify(JSON.parse(text), (key, value: unknown) => (key === "wait" ? undefined : value));
}
