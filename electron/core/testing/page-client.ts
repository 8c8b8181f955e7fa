import { io, type Socket } from "socket.io-client";
import type {
  IntentAnswer,
  KioskIntent,
  KioskState,
  KioskToPage,
  PageToKiosk,
  Screen,
} from "../../bridge.ts";

/** A page without a browser: what a test does with the bridge. */
export class PageClient {
  readonly socket: Socket<KioskToPage, PageToKiosk>;
  readonly seen: KioskState[] = [];
  #waiting = new Set<() => void>();

  private constructor(origin: string, cookie: string) {
    this.socket = io(origin, {
      transports: ["websocket"],
      extraHeaders: { cookie, origin },
      reconnection: false,
    });
    this.socket.on("state", (state) => {
      this.seen.push(state);
      for (const check of this.#waiting) check();
    });
  }

  static async open(url: string): Promise<PageClient> {
    const { origin } = new URL(url);
    return new PageClient(origin, await passOf(url));
  }

  send(intent: KioskIntent): Promise<IntentAnswer> {
    return this.socket.timeout(5_000).emitWithAck("intent", intent);
  }

  /** The first state, from the present one on, that is as wanted. */
  async until(wanted: (state: KioskState) => boolean, patienceMs = 10_000): Promise<KioskState> {
    return new Promise((resolve, reject) => {
      const finish = (then: () => void) => {
        clearTimeout(timer);
        this.#waiting.delete(check);
        then();
      };
      const check = () => {
        const last = this.seen.at(-1);
        if (last && wanted(last)) finish(() => resolve(last));
      };
      const timer = setTimeout(
        () => finish(() => reject(new Error(`still at ${JSON.stringify(this.seen.at(-1)?.screen.kind)}`))),
        patienceMs,
      );
      this.#waiting.add(check);
      check();
    });
  }

  async screen<K extends Screen["kind"]>(kind: K, patienceMs?: number): Promise<Screen & { kind: K }> {
    const { screen } = await this.until((state) => state.screen.kind === kind, patienceMs);
    return screen as Screen & { kind: K };
  }

  close(): void {
    this.socket.close();
  }
}

/** The cookie that the token buys. */
export async function passOf(url: string): Promise<string> {
  const answer = await fetch(url, { redirect: "manual" });
  return answer.headers.get("set-cookie")!.split(";")[0]!;
}
