import type { Server as HttpServer, IncomingMessage } from "node:http";
import { Server } from "socket.io";
import type { IntentAnswer, KioskIntent, KioskState, KioskToPage, PageToKiosk } from "../bridge.ts";
import { Intent } from "./intents.ts";

export interface BridgeOptions {
  http: HttpServer;
  /** Whether the request comes from our own page. */
  admits: (request: IncomingMessage) => boolean;
  view: () => KioskState;
  onIntent: (intent: KioskIntent) => void;
  /** Something came through that is none of the intents. */
  onBadIntent: () => void;
  /** The last page of this kiosk is gone: closed, crashed or hung. */
  onGone?: () => void;
  now: () => number;
}

/** A hand is slower than this; what comes faster is a fault, and is dropped with an answer. */
const intentsPerSecond = 30;

/** The page's only way in and out: intents come, whole states go. */
export class BridgeServer {
  readonly #io: Server<PageToKiosk, KioskToPage>;

  constructor(options: BridgeOptions) {
    this.#io = new Server(options.http, {
      transports: ["websocket"],
      serveClient: false,
      maxHttpBufferSize: 4_096,
      allowRequest: (request, decide) => {
        const isAdmitted = options.admits(request);
        decide(isAdmitted ? null : "forbidden", isAdmitted);
      },
    });
    let pages = 0;
    this.#io.on("connection", (socket) => {
      const recent: number[] = [];
      pages += 1;
      socket.on("disconnect", () => {
        pages -= 1;
        if (pages === 0) options.onGone?.();
      });
      socket.emit("state", options.view());
      socket.on("intent", (raw: unknown, ack: unknown) => {
        const answer = (it: IntentAnswer) =>
          void (typeof ack === "function" && (ack as (a: IntentAnswer) => void)(it));
        const now = options.now();
        while (recent[0] !== undefined && recent[0] <= now - 1_000) recent.shift();
        if (recent.length >= intentsPerSecond) return answer({ ok: false, code: "tooFast" });
        recent.push(now);
        const parsed = Intent.safeParse(raw);
        if (!parsed.success) {
          options.onBadIntent();
          return answer({ ok: false, code: "malformed" });
        }
        options.onIntent(parsed.data);
        answer({ ok: true });
      });
    });
  }

  publish(view: KioskState): void {
    this.#io.emit("state", view);
  }

  async close(): Promise<void> {
    await this.#io.close();
  }
}
