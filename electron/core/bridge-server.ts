import type { Server as HttpServer, IncomingMessage } from "node:http";
import { Server } from "socket.io";
import type {
  CustomerState,
  IntentAnswer,
  KioskIntent,
  KioskState,
  KioskToPage,
  PageToKiosk,
} from "../bridge.ts";
import { customerView } from "./customer-view.ts";
import { Intent } from "./intents.ts";
import { lookEveryMs, whenSilent } from "./page-silence.ts";

export interface BridgeOptions {
  http: HttpServer;
  /** Whether the request comes from our own page. */
  admits: (request: IncomingMessage) => boolean;
  view: () => KioskState;
  onIntent: (intent: KioskIntent) => void;
  /** Something came through that is none of the intents. */
  onBadIntent: () => void;
  /** A page of this kiosk is gone: closed, crashed or hung. */
  onGone?: () => void;
  /** Whether any page is there, for whoever can bring it back: with this a page that hangs is gone within four seconds. */
  onPage?: (isThere: boolean) => void;
  now: () => number;
}

/** What goes to a second display. */
interface CustomerSocket {
  emit: (event: "state", state: CustomerState) => unknown;
}

/** A hand is slower than this; what comes faster is a fault, and is dropped with an answer. */
const intentsPerSecond = 30;

/** The page's only way in and out: intents come, whole states go. */
export class BridgeServer {
  readonly #io: Server<PageToKiosk, KioskToPage>;
  #customer = "";

  constructor(options: BridgeOptions) {
    this.#io = new Server(options.http, {
      transports: ["websocket"],
      serveClient: false,
      maxHttpBufferSize: 4_096,
      ...(options.onPage && { pingInterval: lookEveryMs / 2 }),
      allowRequest: (request, decide) => {
        const isAdmitted = options.admits(request);
        decide(isAdmitted ? null : "forbidden", isAdmitted);
      },
    });
    // It says nothing: whatever comes from there is nobody's.
    this.#io.of("/customer").on("connection", (socket) => {
      (socket as unknown as CustomerSocket).emit("state", customerView(options.view()));
    });
    this.#io.on("connection", (socket) => {
      const recent: number[] = [];
      if (options.onPage) whenSilent(socket.conn, () => socket.disconnect(true));
      options.onPage?.(true);
      socket.on("disconnect", () => {
        options.onGone?.();
        if (this.#io.of("/").sockets.size === 0) options.onPage?.(false);
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
    // A second display is told only what it shows, and only when that is otherwise.
    const customer = customerView(view);
    const text = JSON.stringify(customer);
    if (text === this.#customer) return;
    this.#customer = text;
    (this.#io.of("/customer") as unknown as CustomerSocket).emit("state", customer);
  }

  async close(): Promise<void> {
    await this.#io.close();
  }
}
