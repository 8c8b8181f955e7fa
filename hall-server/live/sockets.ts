import type { Server as HttpServer } from "node:http";
import { Server, type Socket } from "socket.io";
import type { Ack, AnyRefusal, OpenedCommand, WireCommand } from "../contract/commands.ts";
import { type Parsed, parseCommand } from "../contract/parse.ts";
import { heartbeatMs, maxMessageBytes } from "../contract/timing.ts";
import {
  CheckEngineer,
  type CheckEngineerAck,
  type ClientToServer,
  Follow,
  OfTicket,
  type PrintAck,
  PrintAt,
  type FollowAck,
  Pulse,
  type ServerToClient,
  type Spoken,
  Sit,
  type SitAck,
  Subscription,
} from "../contract/wire.ts";
import type { BoardView } from "../contract/views.ts";
import { waitOf } from "../domain/estimate/wait-of.ts";
import type { HallConfig } from "../domain/hall/config.ts";
import type { LoggedEvent } from "../domain/hall/events.ts";
import { mayDecide } from "../domain/hall/decide.ts";
import { windowConfig } from "../domain/hall/state.ts";
import { hasRole, type Principal, principalName } from "../domain/roles.ts";
import { type Authority, maySubscribe } from "./authority.ts";
import { type Answer, Question } from "../contract/questions.ts";
import { answerTo, mayAsk, type Sources } from "./questions.ts";
import { type EstimateSource, type HallSource, Publisher, roomOf } from "./publisher.ts";
import { Rooms } from "./rooms.ts";
import { Seats } from "./seats.ts";
import { printBy, slipJob } from "./slip-printing.ts";
import { Speakers } from "./speakers.ts";
import type { SealKeys } from "../contract/sealed-people.ts";
import { TokenBucket } from "../contract/token-bucket.ts";

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

interface SocketData {
  principal: Principal;
  token: string | undefined;
  bucket: TokenBucket;
}
type HallSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, SocketData>;
type HallServer = Server<ClientToServer, ServerToClient, Record<string, never>, SocketData>;

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

interface Serving extends SocketOptions {
  rooms: Rooms;
  publisher: Publisher;
  seats: Seats<HallSocket>;
  speakers: Speakers<HallSocket>;
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

async function printAt(socket: HallSocket, raw: unknown, serving: Serving): Promise<PrintAck> {
  const { principal, bucket } = socket.data;
  try {
    if (!bucket.take()) return refusal("tooFast");
    const parsed = PrintAt.safeParse(raw);
    if (!parsed.success) return refusal("malformed", { at: "printAt" });
    if (!hasRole(principal, "guide") && !hasRole(principal, "manager"))
      return refusal("notAllowed", { command: "printAt" });
    const { ticket, kiosk } = parsed.data;
    const { state } = serving.hall;
    const job = slipJob(state, parsed.data, {
      link: serving.slipLink(ticket),
      estimates: serving.estimates.current,
    });
    if (!job) return refusal("unknownTicket");
    // The newest: the line of before may not have been given up yet.
    const line = [...socket.nsp.sockets.values()].findLast(
      ({ data }) => data.principal.kind === "kiosk" && data.principal.id === kiosk,
    );
    return { ok: true, answer: await printBy(state, kiosk, line, job) };
  } catch (error) {
    serving.onFault("a slip at a kiosk", error);
    return refusal("internal");
  }
}

/** Only a kiosk asks, and only for itself: its key stands for where the PIN was typed. */
async function checkEngineer(
  raw: unknown,
  { principal, bucket }: SocketData,
  { authority, onFault }: Serving,
): Promise<CheckEngineerAck> {
  if (!bucket.take()) return refusal("tooFast");
  const parsed = CheckEngineer.safeParse(raw);
  if (!parsed.success) return refusal("malformed", { at: "checkEngineer" });
  if (principal.kind !== "kiosk") return refusal("notAllowed", { command: "checkEngineer" });
  try {
    return await authority.checkEngineer(parsed.data, principal.id);
  } catch (error) {
    onFault("checking an engineer", error);
    return refusal("internal");
  }
}

/** A loudspeaker asks for its zone's calls, and keeps its lease by asking again. */
function follow(socket: HallSocket, raw: unknown, { speakers, publisher, hall }: Serving): FollowAck {
  if (!socket.data.bucket.take()) return refusal("tooFast");
  const parsed = Follow.safeParse(raw);
  if (!parsed.success) return refusal("malformed", { at: "follow" });
  const { after, zone, said: begun } = parsed.data;
  if (zone !== null && !hall.state.config.zones.some(({ id }) => id === zone)) return refusal("unknownView");
  // The lease is a matter of who can be heard now, so it goes by this machine's own clock.
  // Of what was called before it came, a speaker that is new has nothing to say.
  const asking = { ...parsed.data, said: begun || hall.seq };
  const { held, said } = speakers.ask(socket, asking, performance.now());
  const owed = speakers.owedTo(socket);
  // What another speaker of the zone has said before is not said again; what only one heard that is gone, is.
  const from = Math.max(after, said);
  const isOwed = (spoken: Spoken) =>
    zonesOf(spoken).some((each) => spoken.seq > (owed.get(each) ?? Infinity));
  const calls = held ? publisher.announcementsAfter(Math.min(from, ...owed.values())) : [];
  const announcements = calls.filter(
    (spoken) => (spoken.seq > from || isOwed(spoken)) && speakersOf(speakers, spoken).includes(socket),
  );
  return { ok: true, seq: hall.seq, held, announcements };
}

const zonesOf = (spoken: Spoken): readonly string[] =>
  "notice" in spoken ? spoken.zones : spoken.zone === null ? [] : [spoken.zone];

/** Who says it: the zone's speaker, each of a notice's zones', or all of them. */
function speakersOf(speakers: Speakers<HallSocket>, spoken: Spoken): HallSocket[] {
  if (!("notice" in spoken)) return speakers.of(spoken.zone);
  const zones = spoken.zones.length > 0 ? spoken.zones : [null];
  return [...new Set(zones.flatMap((zone) => speakers.of(zone)))];
}

/** A clerk works at one screen at a time: the one before is told, and its page lets go. */
function sit(socket: HallSocket, raw: unknown, { seats, hall }: Serving): SitAck {
  const { principal, bucket } = socket.data;
  if (!bucket.take()) return refusal("tooFast");
  const parsed = Sit.safeParse(raw);
  if (!parsed.success) return refusal("malformed", { at: "sit" });
  if (!hasRole(principal, "clerk")) return refusal("notAllowed", { command: "sit" });
  const { window, screen, takeOver } = parsed.data;
  if (!windowConfig(hall.state, window)) return refusal("unknownWindow", { window });
  const seat = seats.sit(principalName(principal), { holder: socket, window, screen }, takeOver);
  if (!seat.ok) return refusal("seatTaken", { window: seat.window });
  seat.left?.emit("unseated", { window });
  return { ok: true };
}

async function answerCommand(raw: unknown, data: SocketData, serving: Serving): Promise<Ack> {
  const { hall, onRefused, onFault } = serving;
  try {
    const parsed = admitCommand(raw, data, serving);
    if (parsed.ok) {
      const { id, command } = parsed.message;
      const opening = await opened(command, serving);
      const answer = await hall.execute({ id, command: opening, principal: data.principal });
      const isSlip = command.type === "takeTicket" || command.type === "reprintSlip";
      return isSlip ? forSlip(answer as Ack<"takeTicket">, serving) : answer;
    }
    onRefused(data.principal, parsed.refusal);
    return parsed;
  } catch (error) {
    onFault(`command of ${principalName(data.principal)}`, error);
    return refusal("internal");
  }
}

/**
 * What a slip says besides its number. Its address is made for whoever took it: the log and the kept answers never hold it.
 * Its wait is as known now, so that paper and page say the same.
 */
function forSlip(answer: Ack<"takeTicket">, { slipLink, hall, estimates }: Serving): Ack {
  if (!answer.ok) return answer;
  const link = slipLink(answer.result.ticket);
  const ticket = hall.state.tickets.get(answer.result.ticket);
  const wait = ticket ? waitOf(ticket, estimates.current) : null;
  return {
    ...answer,
    result: { ...answer.result, ...(link === null ? {} : { link }), ...(wait ? { wait } : {}) },
  };
}

/** What was sealed for the hall, open. A number in somebody's hand counts even if nobody can say whose it is. */
async function opened(command: WireCommand, { sealKeys, onFault }: Serving): Promise<OpenedCommand> {
  if (command.type !== "takeOffline") return command;
  if (command.people === "") return { ...command, people: [] };
  const people = await sealKeys.open(command.people);
  if (!people) onFault("the people of an offline number can't be opened", command.lease);
  return { ...command, people: people ?? [] };
}

/** A question changes nothing, so it has no id and leaves nothing in the log. */
async function answerQuestion(raw: unknown, data: SocketData, serving: Serving): Promise<Answer> {
  const { authority, onFault } = serving;
  try {
    if (!data.bucket.take()) return refusal("tooFast");
    const parsed = Question.safeParse(raw);
    if (!parsed.success) return refusal("malformed", { at: "ask" });
    const question = parsed.data;
    if (!mayAsk(data.principal, question)) return refusal("notAllowed", { command: question.ask });
    if (data.principal.kind === "staff" && authority.session(data.token) === null)
      return refusal("notSignedIn");
    return await answerTo(question, data.principal, serving);
  } catch (error) {
    onFault(`question of ${principalName(data.principal)}`, error);
    return refusal("internal");
  }
}

/** What is refused here leaves no trace on the disk: strangers can't fill it. */
function admitCommand(raw: unknown, data: SocketData, { authority, hall }: Serving): Parsed {
  if (!data.bucket.take()) return refusal("tooFast");
  const parsed = parseCommand(raw);
  if (!parsed.ok) return parsed;
  const { type } = parsed.message.command;
  if (!mayDecide(hall.state, data.principal, parsed.message.command))
    return refusal("notAllowed", { command: type });
  const hasEnded = data.principal.kind === "staff" && authority.session(data.token) === null;
  return hasEnded ? refusal("notSignedIn") : parsed;
}

function isKnown(subscription: Subscription, { hall }: Serving): boolean {
  const { zone } = "zone" in subscription ? subscription : {};
  if (zone !== undefined) return hall.state.config.zones.some(({ id }) => id === zone);
  return !("window" in subscription) || windowConfig(hall.state, subscription.window) !== undefined;
}

/** Nothing that a client sends may end the process. */
function guard({ onFault }: Serving, ack: unknown, make: () => object): void {
  try {
    reply(ack, make());
  } catch (error) {
    onFault("subscription", error);
    reply(ack, refusal("internal"));
  }
}

function reply(ack: unknown, answer: object): void {
  if (typeof ack === "function") (ack as (answer: object) => void)(answer);
}

function refusal(code: AnyRefusal["code"], params: AnyRefusal["params"] = {}) {
  return { ok: false as const, refusal: { code, params } };
}
