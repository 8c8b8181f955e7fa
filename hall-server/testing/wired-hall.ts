import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { io, type Socket } from "socket.io-client";
import type { ClientToServer, ServerToClient } from "../contract/wire.ts";
import { readEnvironment } from "../environment.ts";
import { demoPins } from "../seed/demo-hall.ts";
import { type RunningHall, startHall } from "../start-hall.ts";

export type Wire = Socket<ServerToClient, ClientToServer>;

interface Caller {
  auth?: Record<string, string>;
  cookie?: string;
}

/** The demo's hall as a whole server on a free port, on files of its own, and those who connect to it. */
export class WiredHall {
  readonly running: RunningHall;
  readonly dataDir: string;
  readonly #root: string;
  readonly #sockets: Wire[] = [];

  private constructor(root: string, dataDir: string, running: RunningHall) {
    this.#root = root;
    this.dataDir = dataDir;
    this.running = running;
  }

  static async open(): Promise<WiredHall> {
    const root = mkdtempSync(join(tmpdir(), "yimen-wired-"));
    const dataDir = join(root, "data");
    const settings = readEnvironment({ PORT: "0", DATA_DIR: dataDir });
    return new WiredHall(root, dataDir, await startHall(settings, { log: pino({ level: "silent" }) }));
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets.splice(0)) socket.close();
    await this.running.close();
    rmSync(this.#root, { recursive: true, force: true });
  }

  /** Nobody in particular, such as a screen, unless the caller proves more; throws when the hall refuses. */
  async connect({ auth, cookie }: Caller = {}): Promise<Wire> {
    const socket: Wire = io(this.running.url, {
      transports: ["websocket"],
      reconnection: false,
      forceNew: true,
      ...(auth ? { auth } : {}),
      ...(cookie ? { extraHeaders: { cookie } } : {}),
    });
    this.#sockets.push(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once("connect", resolve);
      socket.once("connect_error", reject);
    });
    return socket;
  }

  kiosk(id = "k1"): Promise<Wire> {
    const key = readFileSync(this.running.kioskKeyFile(id), "utf8");
    return this.connect({ auth: { kiosk: id, key } });
  }

  /** Signed in with the demo's PIN. */
  async staff(id: string): Promise<Wire> {
    return this.connect({ cookie: await this.sessionOf(id) });
  }

  async sessionOf(staff: string): Promise<string> {
    return cookieIn(await this.post("/api/session", { staff, pin: demoPins[staff] }), "yimen_session");
  }

  post(path: string, body: object, cookie = ""): Promise<Response> {
    return fetch(`${this.running.url}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", cookie },
      body: JSON.stringify(body),
    });
  }
}

/** Sends whatever it is, also what no client of ours would, and gives the answer as it came. */
export const ask = (socket: Wire, event: string, message: object): Promise<unknown> =>
  (socket as unknown as Socket).timeout(20_000).emitWithAck(event, message);

/** The cookie of that name as an answer sets it, ready to be sent back; an answer without it fails the test. */
export function cookieIn(response: Response, name: string): string {
  const cookies = response.headers.getSetCookie().map((each) => each.split(";")[0]!);
  const found = cookies.find((each) => each.startsWith(`${name}=`) && each.length > name.length + 1);
  if (found === undefined) throw new Error(`no cookie ${name} in the answer ${response.status}`);
  return found;
}
