import { readFile } from "node:fs/promises";
import {
  createServer,
  type IncomingMessage,
  type Server as HttpServer,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { Server, type Socket } from "socket.io";
import type { Ack, AnyRefusal, CommandMessage } from "../../hall-server/contract/commands.ts";
import type { Answer, Question } from "../../hall-server/contract/questions.ts";
import { heartbeatMs } from "../../hall-server/contract/timing.ts";
import type { ViewName, Views } from "../../hall-server/contract/views.ts";
import { openVoiceFiles } from "../../hall-server/floor/voice-files.ts";
import {
  type Announcement,
  type ClientToServer,
  type ServerToClient,
  type Session,
  type SignIn,
  type Subscription,
  subscriptionKey as keyOf,
  type ViewMessage,
} from "../../hall-server/contract/wire.ts";

/** What the script answers to a command that it sees for the first time. */
export type OnCommand = (message: CommandMessage, hall: FakeHall) => Ack | Promise<Ack>;

interface Entry {
  view: ViewName;
  window?: string;
  zone?: string;
  data: Views[ViewName];
}

export interface FakeHallOptions {
  pin?: string;
  session?: Session;
  onCommand?: OnCommand;
}

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
};

/** As strict as the hall's own. */
const csp =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
  "connect-src 'self' ws: wss:; media-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const cookie = "yimen_session=fake";
const voiceFiles = openVoiceFiles(null);
const pagesDir = process.env.PAGES_DIR ?? new URL("../../dist/ui", import.meta.url).pathname;

/**
 * The hall's end of the wire with a script behind it: it serves the built pages and speaks the contract's HTTP and
 * Socket.IO, but decides nothing. What it is told to show is shown; what it is sent is kept in `received`.
 */
export class FakeHall {
  readonly received: CommandMessage[] = [];
  /** Whether whoever follows the spoken calls gets the lease. */
  grantsLease = true;
  /** How many connections there have been. */
  connects = 0;
  /** The wall clock that views are stamped with. */
  now = () => Date.now();
  seq = 100;
  session: Session;
  onCommand: OnCommand;
  /** What it answers to a manager's question. */
  onAsk: (question: Question) => Answer = () => ({ ok: false, refusal: { code: "internal", params: {} } });
  /** The window at which its clerk works on another screen; null: nowhere. */
  seatedAt: string | null = null;
  readonly #pin: string;
  readonly #views = new Map<string, Entry>();
  readonly #answers = new Map<string, Promise<Ack>>();
  #announcements: { announcement: Announcement; at: number }[] = [];
  #http: HttpServer | null = null;
  #io: Server<ClientToServer, ServerToClient> | null = null;
  #pulse: ReturnType<typeof setInterval> | undefined;
  #port = 0;

  constructor({
    pin = "2468",
    session = clerkSession,
    onCommand = () => ({ ok: true, seq: 0, result: {} }),
  }: FakeHallOptions = {}) {
    this.#pin = pin;
    this.session = session;
    this.onCommand = onCommand;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Starts, or comes back on the same port after `stop`. */
  async start(): Promise<this> {
    const http = createServer((request, response) => {
      void this.#serve(request, response);
    });
    const io = new Server<ClientToServer, ServerToClient>(http, {
      transports: ["websocket"],
      serveClient: false,
    });
    io.on("connection", (socket) => {
      this.connects += 1;
      this.#wire(socket);
    });
    await new Promise<void>((resolve) => http.listen(this.#port, "127.0.0.1", resolve));
    this.#port = (http.address() as AddressInfo).port;
    this.#http = http;
    this.#io = io;
    this.#pulse = setInterval(() => this.beat(), heartbeatMs);
    return this;
  }

  /** Gone as if its cable were pulled: sockets break, nobody answers on the port. */
  async stop(): Promise<void> {
    clearInterval(this.#pulse);
    const http = this.#http;
    if (!http) return;
    this.#http = null;
    for (const socket of this.#io?.sockets.sockets.values() ?? []) socket.conn.close();
    http.closeAllConnections();
    await this.#io?.close();
  }

  /** Shows a view to everybody who subscribed to it. */
  show<V extends ViewName>(view: V, data: Views[V], zone?: string): void {
    this.seq += 1;
    const window = "window" in data ? data.window : undefined;
    const entry = { view, data, ...(window ? { window } : {}), ...(zone ? { zone } : {}) };
    this.#views.set(keyOf(entry), entry);
    this.#io?.to(keyOf(entry)).emit("view", this.#message(entry));
  }

  /** A spoken call to every speaker; one that was called at another time than now has lain in the line. */
  announce(call: Omit<Announcement, "seq">, at = this.now()): void {
    this.seq += 1;
    const announcement = { ...call, seq: this.seq };
    this.#announcements.push({ announcement, at });
    this.#io?.to("speakers").emit("announcement", announcement);
  }

  /** Another screen takes the clerk over, at this window. */
  takeSeat(window: string): void {
    this.seatedAt = window;
    this.#io?.emit("unseated", { window });
  }

  /** Every speaker asks again, and gets the lease or not. */
  passLease(granted: boolean): void {
    this.grantsLease = granted;
    this.#io?.emit("lease");
  }

  /** How many follow the spoken calls and hold the lease. */
  get speakers(): number {
    return this.#io?.sockets.adapter.rooms.get("speakers")?.size ?? 0;
  }

  /** A pulse now, for a test whose page lives in faster time. */
  beat(): void {
    this.#io?.emit("heartbeat", { seq: this.seq, at: this.now() });
  }

  #message(entry: Entry): ViewMessage {
    return { ...entry, seq: this.seq, at: this.now() } as ViewMessage;
  }

  #wire(socket: Socket<ClientToServer, ServerToClient>): void {
    socket.on("subscribe", (subscription: Subscription, ack) => {
      const isStaff = socket.handshake.headers.cookie?.includes(cookie);
      const entry = this.#views.get(keyOf(subscription));
      const isOpen = (["board", "screens", "rating"] as ViewName[]).includes(subscription.view);
      if (!isOpen && !isStaff) return ack(refused("notAllowed"));
      if (!entry) return ack(refused("unknownView"));
      void socket.join(keyOf(subscription));
      ack({ ok: true, message: this.#message(entry) });
    });
    socket.on("unsubscribe", (subscription) => void socket.leave(keyOf(subscription)));
    socket.on("follow", ({ after, able }, ack) => {
      const held = this.grantsLease && able !== false;
      if (!held) {
        void socket.leave("speakers");
        return ack({ ok: true, seq: this.seq, held, announcements: [] });
      }
      void socket.join("speakers");
      const missed =
        after === 0 ? [] : this.#announcements.filter(({ announcement }) => announcement.seq > after);
      // As in the real hall: how old they are now, not when they were made.
      const announcements = missed.map(({ announcement, at }) => ({
        ...announcement,
        ageMs: announcement.ageMs + this.now() - at,
      }));
      ack({ ok: true, seq: this.seq, held, announcements });
    });
    socket.on("sit", ({ takeOver }, ack) => {
      if (takeOver) this.seatedAt = null;
      ack(this.seatedAt === null ? { ok: true } : refused("seatTaken", { window: this.seatedAt }));
    });
    socket.on("ask", (question, ack) => ack(this.onAsk(question)));
    socket.on("command", (message, ack) => {
      this.received.push(message);
      // As in the real hall: the same id again gets the first answer.
      const answer = this.#answers.get(message.id) ?? Promise.resolve(this.onCommand(message, this));
      this.#answers.set(message.id, answer);
      void answer.then(ack);
    });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? "/", "http://hall");
    response.setHeader("content-security-policy", csp);
    const voiceFile = (await voiceFiles).get(pathname);
    if (voiceFile)
      return void response.writeHead(200, { "content-type": voiceFile.type }).end(voiceFile.body);
    if (pathname === "/api/session") return this.#serveSession(request, response);
    const page = /^\/(counter|guide|screen|manager|rating)\/[\w-]*$/.exec(pathname)?.[1];
    const file = page ? `/counter-ui/${page}/index.html` : normalize(pathname);
    try {
      const body = await readFile(join(pagesDir, file));
      response
        .writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" })
        .end(body);
    } catch {
      response.writeHead(404).end("not found");
    }
  }

  async #serveSession(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method } = request;
    if (method === "DELETE") {
      response.writeHead(204, { "set-cookie": `${cookie}; Path=/; Max-Age=0` }).end();
    } else if (method === "POST") {
      const chunks: Uint8Array[] = [];
      for await (const chunk of request as AsyncIterable<Uint8Array>) chunks.push(chunk);
      const { staff, pin } = JSON.parse(Buffer.concat(chunks).toString()) as SignIn;
      if (staff !== this.session.staff || pin !== this.#pin)
        return sendJson(response, 401, refused("signInFailed"));
      response.setHeader("set-cookie", `${cookie}; Path=/; HttpOnly; SameSite=Strict`);
      sendJson(response, 200, this.session);
    } else if (request.headers.cookie?.includes(cookie)) sendJson(response, 200, this.session);
    else sendJson(response, 401, refused("notSignedIn"));
  }
}

const refused = (code: AnyRefusal["code"], params: AnyRefusal["params"] = {}) => ({
  ok: false as const,
  refusal: { code, params },
});

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

const windowName = (n: number) => ({ zh: `${n}号窗口`, en: `Window ${n}` });

/** A clerk whom the demo hall could have. */
export const clerkSession: Session = {
  staff: "c01",
  name: { zh: "李敏", en: "Li Min" },
  roles: ["clerk"],
  windows: [1, 2, 3, 4, 5, 6].map((n) => ({ window: `w${n}`, name: windowName(n) })),
};

export const guideSession: Session = {
  staff: "g01",
  name: { zh: "孙九", en: "Sun Jiu" },
  roles: ["guide"],
  windows: clerkSession.windows,
};

export const managerSession: Session = {
  staff: "m01",
  name: { zh: "王建国", en: "Wang Jianguo" },
  roles: ["manager"],
  windows: clerkSession.windows,
};
