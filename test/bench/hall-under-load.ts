import { cardOf } from "./citizens.ts";
import { envelope, type HallFiles, makeHallFiles } from "./hall-files.ts";
import { LightClient } from "./light-client.ts";
import type { Step } from "./measure.ts";
import { type ServerProcess, startHallProcess } from "./server-process.ts";
import { type Expected, findMiscount } from "./verify.ts";

/** A fresh hall in a production server, with everybody connected, who count what was acknowledged to them. */
export class HallUnderLoad {
  readonly server: ServerProcess;
  readonly kiosks: readonly LightClient[];
  readonly clerks: readonly LightClient[];
  readonly acknowledged: Expected = { ticketTaken: 0, slipReported: 0, ticketCalled: 0, windowOpened: 0 };
  readonly #files: HallFiles;
  #takes = 0;
  #calls = 0;

  private constructor(files: HallFiles, server: ServerProcess, kiosks: LightClient[], clerks: LightClient[]) {
    this.#files = files;
    this.server = server;
    this.kiosks = kiosks;
    this.clerks = clerks;
  }

  static async open(connections: number, env: Record<string, string> = {}): Promise<HallUnderLoad> {
    const files = makeHallFiles({ queues: 8, windows: 8, kiosks: 8 });
    const server = await startHallProcess(files, { env }).ready;
    const kiosks = await connectAll(server.url, connections, (i) => files.kioskHello(files.kiosks[i % 8]!));
    const clerks = await connectAll(server.url, 8, (i) => files.clerkHello(i + 1));
    const hall = new HallUnderLoad(files, server, kiosks, clerks);
    for (const [i, clerk] of clerks.entries())
      hall.#acknowledge("windowOpened", await clerk.ask("command", hall.#forWindow("openWindow", i)));
    return hall;
  }

  /** A number for the next citizen; every second one puts a card on the reader. No two are the same person. */
  take(then: (answer: string) => void = () => {}): Step {
    const n = this.#takes++;
    const people = n % 2 === 0 ? `[{"role":"self","card":${cardOf(n)}}]` : "[]";
    return {
      json: envelope(`{"type":"takeTicket","items":["${this.#files.items[n % 8]}"],"people":${people}}`),
      answered: (answer) => {
        this.#acknowledge("ticketTaken", answer);
        then(answer);
      },
    };
  }

  /** The slip of a number that was answered has come out. */
  confirm(taken: string): Step {
    const ticket = /"ticket":"([^"]+)"/.exec(taken)?.[1] ?? "";
    return {
      json: envelope(`{"type":"confirmPrint","ticket":"${ticket}","outcome":"printed"}`),
      answered: (answer) => this.#acknowledge("slipReported", answer),
    };
  }

  /** For one client after another: a number, then its slip, and so on. */
  takeAndConfirm(): (client: number) => Step {
    const taken = new Map<number, string>();
    return (client) => {
      const answer = taken.get(client);
      taken.delete(client);
      return answer ? this.confirm(answer) : this.take((got) => void taken.set(client, got));
    };
  }

  /** The next citizen, or null when nobody is left whom to call: an empty hall's "no" is another thing to measure. */
  callNext(clerk: number, then: (answer: string) => void = () => {}): Step | null {
    if (this.#calls >= this.acknowledged.slipReported) return null;
    this.#calls += 1;
    return {
      json: this.#forWindow("callNext", clerk),
      answered: (answer) => {
        this.#acknowledge("ticketCalled", answer);
        then(answer);
      },
    };
  }

  /** Numbers in citizens' hands, so that there is somebody to call. Returns what each was answered. */
  async fill(count: number): Promise<string[]> {
    const kiosk = this.kiosks[0]!;
    const one = async () => {
      const taken = await send(kiosk, this.take());
      await send(kiosk, this.confirm(taken));
      return taken;
    };
    return Promise.all(Array.from({ length: count }, one));
  }

  /** The board's data, as JSON, after each window has called somebody. */
  async typicalBoard(): Promise<string> {
    for (const [i, clerk] of this.clerks.entries()) await send(clerk, this.callNext(i));
    const screen = await LightClient.connect(this.server.url);
    const answer = await screen.ask("subscribe", '{"view":"board"}');
    screen.close();
    return JSON.stringify((JSON.parse(answer) as { message: { data: object } }).message.data);
  }

  /** Ends the hall and says what in its log is not exactly what was acknowledged; null when all is. */
  async end(): Promise<string | null> {
    for (const client of [...this.kiosks, ...this.clerks]) client.close();
    this.server.kill("SIGTERM");
    const code = await this.server.gone;
    const miscount =
      code === 0 ? findMiscount(this.#files.dataDir, this.acknowledged) : `it ended with ${code}`;
    this.#files.dispose();
    return miscount;
  }

  #forWindow(type: string, clerk: number): string {
    return envelope(`{"type":"${type}","window":"${this.#files.windows[clerk]}"}`);
  }

  #acknowledge(event: keyof Expected, answer: string): void {
    // A refusal here is a mistake of the trial: it would measure something else than it says.
    if (!answer.startsWith('{"ok":true')) throw new Error(`expected ${event}, was answered ${answer}`);
    this.acknowledged[event] += 1;
  }
}

/** One command and its answer. */
async function send(client: LightClient, step: Step | null): Promise<string> {
  if (!step) throw new Error("there is nobody left to call");
  const answer = await client.ask("command", step.json);
  step.answered(answer);
  return answer;
}

/** Connects so many clients, not all at once: a storm is not what is measured. */
export async function connectAll(
  url: string,
  count: number,
  hello: (client: number) => Parameters<typeof LightClient.connect>[1],
): Promise<LightClient[]> {
  const clients: LightClient[] = [];
  while (clients.length < count) {
    const some = Array.from({ length: Math.min(25, count - clients.length) }, (_, i) => clients.length + i);
    clients.push(...(await Promise.all(some.map((i) => LightClient.connect(url, hello(i))))));
  }
  return clients;
}
