import { Server } from "socket.io";
import { heartbeatMs, maxMessageBytes } from "../../contract/timing.ts";
import { TokenBucket } from "../../contract/token-bucket.ts";
import type { BoardView } from "../../contract/views.ts";
import { OfTicket, Pulse, Subscription } from "../../contract/wire.ts";
import type { HallConfig } from "../../domain/hall/config.ts";
import { windowConfig } from "../../domain/hall/state.ts";
import { hasRole, type Principal, principalName } from "../../domain/roles.ts";
import { maySubscribe } from "../authority.ts";
import { Publisher, roomOf } from "../publisher.ts";
import { Rooms } from "../rooms.ts";
import { Seats } from "../seats.ts";
import { Speakers } from "../speakers.ts";
import { answerCommand, answerQuestion } from "./commands.ts";
import { checkEngineer, follow, printAt, sit, speakersOf } from "./requests.ts";
import {
  guard,
  type HallServer,
  type HallSocket,
  refusal,
  reply,
  type Serving,
  type SocketOptions,
} from "./serving.ts";

export interface Sockets {
  /** What walls show now. */
  board(): BoardView;
  connections(): number;
  /** Ends the connections of a session. */
  endSession(token: string): void;
  /** Cuts the lines of kiosks that are no more, and of staff whose roles are others: they come back as who they are. */
  recheck(config: HallConfig): void;
  /** Ends the connections of a device, such as `tablet:w1`. */
  endDevice(name: string): void;
  close(): Promise<void>;
}

/** The hall's live wire. Whatever comes in is checked here once; a handler never throws into Socket.IO. */
export function startSockets(options: SocketOptions): Sockets {
  const io: HallServer = new Server(options.http, {
    serveClient: false,
    transports: ["websocket"],
    // A message may be somewhat too large and still be refused by name; beyond that the line is cut.
    maxHttpBufferSize: 4 * maxMessageBytes,
    perMessageDeflate: false,
    allowRequest: ({ headers }, answer) => answer(null, isSameOrigin(headers.origin, headers.host)),
  });
  const rooms = new Rooms(io, options.onFault);
  const speakers = new Speakers<HallSocket>();
  const { hall, now, lately, estimates } = options;
  const publisher = new Publisher(hall, rooms, now, lately, estimates, (spoken) => {
    for (const socket of speakersOf(speakers, spoken)) socket.emit("announcement", spoken);
  });
  const seats = new Seats<HallSocket>();
  io.use((socket, next) => admit(socket, options, next));
  io.on("connection", (socket) => serve(socket, { ...options, rooms, publisher, seats, speakers }));
  const passOn = () => {
    for (const socket of speakers.look(performance.now())) socket.emit("lease");
  };
  const passing = setInterval(passOn, 1_000);
  const heart = setInterval(() => {
    rooms.broadcast("all", "heartbeat", () => ({ seq: options.hall.seq, at: options.now() }));
  }, heartbeatMs);
  return {
    board: () => publisher.snapshot({ view: "board" }).data as BoardView,
    connections: () => io.engine.clientsCount,
    endSession(token) {
      for (const socket of io.sockets.sockets.values())
        if (socket.data.token === token) socket.disconnect(true);
    },
    recheck(config) {
      for (const socket of io.sockets.sockets.values())
        if (!isStill(socket.data.principal, config)) socket.conn.close();
    },
    endDevice(name) {
      for (const socket of io.sockets.sockets.values())
        if (principalName(socket.data.principal) === name) socket.disconnect(true);
    },
    async close() {
      clearInterval(heart);
      clearInterval(passing);
      publisher.stop();
      await io.close();
    },
  };
}

function isStill(principal: Principal, { kiosks, staff }: HallConfig): boolean {
  if (principal.kind === "kiosk") return kiosks.some(({ id }) => id === principal.id);
  if (principal.kind !== "staff") return true;
  return staff.find(({ id }) => id === principal.id)?.roles.join() === principal.roles.join();
}

/** A page of another origin may not speak to the hall in its visitor's name. Programs send no origin. */
function isSameOrigin(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}

function admit(
  socket: HallSocket,
  { authority, cookiesOf, commandsPerSecond, now, onFault }: SocketOptions,
  next: (error?: Error) => void,
): void {
  const { auth, headers } = socket.handshake;
  const cookies = cookiesOf(headers.cookie);
  try {
    const principal = authority.principal(auth, cookies);
    if (!principal) return next(new Error("notAllowed"));
    socket.data = { principal, token: cookies.token, bucket: new TokenBucket(commandsPerSecond, now) };
    next();
  } catch (error) {
    // While the hall's file can't be asked, nobody is known. The line is cut, because a client comes back after that,
    // and never does after a refusal.
    onFault("admission", error);
    socket.conn.close();
  }
}

function serve(socket: HallSocket, serving: Serving): void {
  const { rooms, publisher } = serving;
  const { principal } = socket.data;
  rooms.join(socket, "all");
  socket.on("command", (raw: unknown, ack: unknown) => {
    void answerCommand(raw, socket.data, serving).then((answer) => reply(ack, answer));
  });
  socket.on("ask", (raw: unknown, ack: unknown) => {
    void answerQuestion(raw, socket.data, serving).then((answer) => reply(ack, answer));
  });
  socket.on("subscribe", (raw: unknown, ack: unknown) => {
    guard(serving, ack, () => {
      if (!socket.data.bucket.take()) return refusal("tooFast");
      const parsed = Subscription.safeParse(raw);
      if (!parsed.success || !isKnown(parsed.data, serving)) return refusal("unknownView");
      if (!maySubscribe(principal, parsed.data)) return refusal("notAllowed", { view: parsed.data.view });
      rooms.join(socket, roomOf(parsed.data));
      return { ok: true, message: publisher.snapshot(parsed.data) };
    });
  });
  socket.on("unsubscribe", (raw: unknown) => {
    const parsed = Subscription.safeParse(raw);
    if (parsed.success) rooms.leave(socket, roomOf(parsed.data));
  });
  socket.on("pulse", (raw: unknown) => {
    if (principal.kind !== "kiosk" || !socket.data.bucket.take()) return;
    const parsed = Pulse.safeParse(raw);
    if (parsed.success) guard(serving, null, () => (serving.onPulse(principal.id, parsed.data), {}));
    else serving.onRefused(principal, { code: "malformed", params: { at: "pulse" } });
  });
  socket.on("follow", (raw: unknown, ack: unknown) =>
    guard(serving, ack, () => follow(socket, raw, serving)),
  );
  socket.on("sit", (raw: unknown, ack: unknown) => guard(serving, ack, () => sit(socket, raw, serving)));
  socket.on("slipLink", (raw: unknown, ack: unknown) => {
    guard(serving, ack, () => {
      if (!socket.data.bucket.take()) return refusal("tooFast");
      const parsed = OfTicket.safeParse(raw);
      if (!parsed.success) return refusal("malformed", { at: "slipLink" });
      if (!hasRole(principal, "guide") && !hasRole(principal, "manager"))
        return refusal("notAllowed", { command: "slipLink" });
      return { ok: true, link: serving.slipLink(parsed.data.ticket) };
    });
  });
  socket.on("printAt", (raw: unknown, ack: unknown) => {
    void printAt(socket, raw, serving).then((answer) => reply(ack, answer));
  });
  socket.on("checkEngineer", (raw: unknown, ack: unknown) => {
    void checkEngineer(raw, socket.data, serving).then((answer) => reply(ack, answer));
  });
  socket.on("disconnect", () => {
    serving.seats.leave(principalName(principal), socket);
    serving.speakers.leave(socket);
  });
}

function isKnown(subscription: Subscription, { hall }: Serving): boolean {
  const { zone } = "zone" in subscription ? subscription : {};
  if (zone !== undefined) return hall.state.config.zones.some(({ id }) => id === zone);
  return !("window" in subscription) || windowConfig(hall.state, subscription.window) !== undefined;
}
