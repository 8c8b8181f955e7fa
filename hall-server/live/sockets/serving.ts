import type { Server as HttpServer } from "node:http";
import type { Server, Socket } from "socket.io";
import type { Ack, AnyRefusal, OpenedCommand } from "../../contract/commands.ts";
import type { SealKeys } from "../../contract/sealed-people.ts";
import type { TokenBucket } from "../../contract/token-bucket.ts";
import type { ClientToServer, Pulse, ServerToClient } from "../../contract/wire.ts";
import type { LoggedEvent } from "../../domain/hall/events.ts";
import type { Principal } from "../../domain/roles.ts";
import type { Authority } from "../authority.ts";
import type { EstimateSource, HallSource, Publisher } from "../publisher.ts";
import type { Sources } from "../questions.ts";
import type { Rooms } from "../rooms.ts";
import type { Seats } from "../seats.ts";
import type { Speakers } from "../speakers.ts";

/** What everything on the wire has in hand. */

export interface SocketOptions {
  http: HttpServer;
  hall: HallSource & {
    execute(request: { id: string; command: OpenedCommand; principal: Principal }): Promise<Ack>;
  };
  sealKeys: SealKeys;
  authority: Authority;
  estimates: EstimateSource & Sources["estimates"];
  reports: Sources["reports"];
  openNote: Sources["openNote"];
  bookings: Sources["bookings"];
  /** The last events of the log, oldest first. */
  lately: readonly LoggedEvent[];
  now: () => number;
  /** What a cookie header proves: a session, a window's tablet. */
  cookiesOf: (header: string | undefined) => { token: string | undefined; tabletKey: string | undefined };
  /** What one connection may send per second, with as much again at once. */
  commandsPerSecond: number;
  /** A slip's address on the phone page; null: this hall has none, or the number is not of this day. */
  slipLink: (ticket: string) => string | null;
  /** A kiosk is alive. */
  onPulse: (kiosk: string, pulse: Pulse) => void;
  /** Input that was refused at the gate; never holds what it said. */
  onRefused: (principal: Principal, refusal: AnyRefusal) => void;
  onFault: (what: string, error: unknown) => void;
}

export interface SocketData {
  principal: Principal;
  token: string | undefined;
  bucket: TokenBucket;
}
export type HallSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, SocketData>;
export type HallServer = Server<ClientToServer, ServerToClient, Record<string, never>, SocketData>;

export interface Serving extends SocketOptions {
  rooms: Rooms;
  publisher: Publisher;
  seats: Seats<HallSocket>;
  speakers: Speakers<HallSocket>;
}

/** Nothing that a client sends may end the process. */
export function guard({ onFault }: Serving, ack: unknown, make: () => object): void {
  try {
    reply(ack, make());
  } catch (error) {
    onFault("subscription", error);
    reply(ack, refusal("internal"));
  }
}

export function reply(ack: unknown, answer: object): void {
  if (typeof ack === "function") (ack as (answer: object) => void)(answer);
}

export function refusal(code: AnyRefusal["code"], params: AnyRefusal["params"] = {}) {
  return { ok: false as const, refusal: { code, params } };
}
