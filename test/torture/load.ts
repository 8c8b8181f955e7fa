import { setTimeout as sleep } from "node:timers/promises";
import type { Ack, WireCommand } from "../../hall-server/contract/commands.ts";
import { cardOf } from "../bench/citizens.ts";
import type { HallFiles } from "../bench/hall-files.ts";
import { Chance } from "./chance.ts";
import { Sender } from "./sender.ts";

/** A day in a hall at many times its speed: citizens at kiosks and clerks at windows, through every crash. */
export class Load {
  readonly senders: Sender[];
  readonly #files: HallFiles;
  readonly #chance: Chance;
  readonly #running: Promise<void>[] = [];
  #citizens = 0;
  #stopped = false;

  constructor(files: HallFiles, seed: number) {
    this.#files = files;
    this.#chance = new Chance(seed);
    this.senders = [
      ...files.kiosks.map((kiosk) => new Sender(`kiosk:${kiosk}`)),
      ...files.windows.map((_, i) => new Sender(`staff:c${i + 1}`)),
    ];
  }

  /** Connects everybody; whoever waits for an answer asks again. */
  async connect(url: string): Promise<void> {
    const files = this.#files;
    const hello = (i: number) => {
      const kiosk = files.kiosks[i];
      return kiosk ? files.kioskHello(kiosk) : files.clerkHello(i - files.kiosks.length + 1);
    };
    await Promise.all(this.senders.map((sender, i) => sender.connect(url, hello(i))));
  }

  disconnect(): void {
    for (const sender of this.senders) sender.close();
  }

  /** Begins the day: from here on it never rests but while the server is gone. */
  start(citizensAtOnce: number): void {
    if (this.#running.length > 0) return;
    const { kiosks, windows } = this.#files;
    for (let i = 0; i < citizensAtOnce; i++)
      this.#running.push(this.#citizen(this.senders[i % kiosks.length]!));
    for (const [i, window] of windows.entries())
      this.#running.push(this.#clerk(this.senders[kiosks.length + i]!, window));
  }

  /** Lets everybody come to an end; resolves when every command has been answered. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#running);
  }

  /** Touches a kiosk, sometimes with a card, sometimes twice, sometimes in a burst; the slip mostly comes out. */
  async #citizen(kiosk: Sender): Promise<void> {
    while (!this.#stopped) {
      const burst = this.#chance.happens(0.2) ? this.#chance.between(2, 6) : 1;
      const takes = Array.from({ length: burst }, () => kiosk.send(this.#take(), this.#manner()));
      for (const taking of takes) {
        const ack = await taking;
        if (!isTaken(ack) || this.#chance.happens(0.1)) continue;
        const outcome = this.#chance.pick([
          "printed",
          "printed",
          "printed",
          "paperless",
          "failed",
          "unknown",
        ] as const);
        await kiosk.send({ type: "confirmPrint", ticket: ack.result.ticket, outcome }, this.#manner());
      }
      await sleep(this.#chance.between(1, 12));
    }
  }

  #take(): WireCommand {
    const items = [this.#chance.pick(this.#files.items)];
    if (this.#chance.happens(0.5)) return { type: "takeTicket", items, people: [] };
    // Now and then somebody who was here before.
    const isBack = this.#citizens > 0 && this.#chance.happens(0.1);
    const citizen = isBack ? this.#chance.between(0, this.#citizens - 1) : this.#citizens++;
    return { type: "takeTicket", items, people: [{ role: "self", card: JSON.parse(cardOf(citizen)) }] };
  }

  async #clerk(clerk: Sender, window: string): Promise<void> {
    while (!this.#stopped) {
      const called = await clerk.send({ type: "callNext", window }, this.#manner());
      if (called.ok) {
        for (const verb of this.#visit()) await clerk.send({ type: verb, window }, this.#manner());
        const { called: visitor } = called.result as { called: { ticket: string } | null };
        if (visitor && this.#chance.happens(0.1))
          await clerk.send({ type: "requeue", ticket: visitor.ticket });
        if (visitor && this.#chance.happens(0.1))
          await clerk.send({ type: "cancelTicket", ticket: visitor.ticket, reason: "citizenLeft" });
      } else if (called.refusal.code === "windowNotOpen") await clerk.send({ type: "openWindow", window });
      if (this.#chance.happens(0.1)) await clerk.send({ type: "pauseWindow", window, reason: "break" });
      if (this.#chance.happens(0.05)) await clerk.send({ type: "closeWindow", window });
      await sleep(this.#chance.between(1, 12));
    }
  }

  #visit() {
    return this.#chance.pick([
      [],
      ["startServing"],
      ["startServing", "finish"],
      ["recall", "startServing", "finish"],
      ["recall", "markAbsent"],
      ["finish"],
    ] as const);
  }

  #manner() {
    return { twice: this.#chance.happens(0.1) };
  }
}

const isTaken = (ack: Ack): ack is Ack<"takeTicket"> & { ok: true } => ack.ok && "ticket" in ack.result;
