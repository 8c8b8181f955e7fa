/** A hall that is nothing but its wire: it answers as told, remembers what it was asked, and can fall silent. */
import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server, type Socket } from "socket.io";
import type { Ack, CommandMessage, WireCommand } from "../../../hall-server/contract/commands.ts";
import type { AnswerTo } from "../../../hall-server/contract/questions.ts";
import type { KioskView } from "../../../hall-server/contract/views.ts";
import type {
  CheckEngineer,
  CheckEngineerAck,
  ClientToServer,
  Pulse,
  ServerToClient,
  ViewMessage,
} from "../../../hall-server/contract/wire.ts";
import type { BookingBearer } from "../session/session-state.ts";
import { sampleCatalogue, sampleKiosk } from "./sample-hall.ts";

export interface FakeHall {
  url: string;
  /** Every command, repeated ones too. */
  commands: CommandMessage[];
  /** What it was told of, by type. */
  of: <T extends WireCommand["type"]>(type: T) => (WireCommand & { type: T })[];
  /** What it knows of bookings; none until then. */
  book: (answer: (of: BookingBearer) => AnswerTo<"bookings">) => void;
  /** Answers this instead of giving a number, until it is null again. */
  refuseWith: (answer: Ack | null) => void;
  /** Grants these numbers for when it is away, with a key to seal people with; nothing is granted until then. */
  grant: (lease: unknown, sealKey: string) => void;
  /** What becomes of the one request for staff at this kiosk, as its views tell from now on; null: settled. */
  help: (state: "answered" | null) => void;
  /** The heartbeats of its kiosk. */
  pulses: () => readonly Pulse[];
  /** Takes commands and does not answer them. */
  swallow: (on: boolean) => void;
  /** Stops answering anything, as with a cut cable; the connections stay. */
  silence: (on: boolean) => void;
  close: () => Promise<void>;
}

const catalogueMessage = (): ViewMessage => ({
  view: "catalogue",
  seq: 1,
  at: Date.now(),
  data: sampleCatalogue,
});

export const fakeKey = "key-of-k1";

/** Listens on the loopback, on this port or a free one. */
export async function startFakeHall(port = 0): Promise<FakeHall> {
  const commands: CommandMessage[] = [];
  const given = new Map<string, Ack>();
  let refusal: Ack | null = null;
  let bookings = (_of: BookingBearer): AnswerTo<"bookings"> => ({ ok: true, bookings: [] });
  let swallowing = false;
  let silent = false;
  let running = 12;
  let granted: { lease: unknown; key: string } | null = null;
  let seq = 1;
  const pulses: Pulse[] = [];
  let help: KioskView["help"] = [];
  const http = createServer((request, response) => {
    if (silent) return;
    if (request.url === "/api/seal-key" && granted) return response.end(JSON.stringify({ key: granted.key }));
    response.statusCode = request.url === "/healthz" ? 200 : 404;
    response.end("{}");
  });
  const io = openWire(http);
  const kioskView = (): ViewMessage => ({
    view: "kiosk",
    seq,
    at: Date.now(),
    data: { ...sampleKiosk, help },
  });
  const tellHelp = (state: "asked" | "answered" | null) => {
    help = state ? [{ kiosk: "k1", help: "help-1", state, since: Date.now() }] : [];
    seq += 1;
    io.emit("view", kioskView());
  };
  const answerTo = ({ id, command }: CommandMessage): Ack => {
    const before = given.get(id);
    if (before) return before;
    if (command.type === "leaseNumbers" && granted)
      return { ok: true, seq: 1, result: { lease: granted.lease, used: [] } } as unknown as Ack;
    if (command.type === "takeOffline")
      return { ok: true, seq: 1, result: { ticket: `t-${command.running}`, number: `D${command.running}` } };
    if (command.type === "askHelp") {
      if (refusal) return refusal;
      tellHelp("asked");
      return { ok: true, seq, result: { help: "help-1" } };
    }
    if (command.type !== "takeTicket") return { ok: true, seq: 1, result: {} };
    if (refusal) return refusal;
    const number = `D${String(++running).padStart(3, "0")}`;
    const result = { ticket: `t-${running}`, number, queue: "care", ahead: 3, takenAt: Date.now() };
    const answer: Ack = { ok: true, seq: running, result };
    given.set(id, answer);
    return answer;
  };
  io.on("connection", (socket: Socket<ClientToServer, ServerToClient>) => {
    const beat = setInterval(
      () => void (silent || socket.emit("heartbeat", { seq: 1, at: Date.now() })),
      3_000,
    );
    socket.on("disconnect", () => clearInterval(beat));
    socket.on("subscribe", ({ view }, ack) =>
      ack({ ok: true, message: view === "kiosk" ? kioskView() : catalogueMessage() }),
    );
    socket.on("ask", (question, ack) => {
      if (!silent && !swallowing && question.ask === "bookings") ack(bookings(question.of));
    });
    socket.on("pulse", (pulse) => void pulses.push(pulse));
    socket.on("checkEngineer", (who, ack) => void (silent || ack(checkEngineer(who))));
    socket.on("command", (message, ack) => {
      commands.push(message);
      if (!silent && !swallowing) ack(answerTo(message));
    });
  });
  await new Promise<void>((resolve) => http.listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    commands,
    of: <T extends WireCommand["type"]>(type: T) =>
      commands
        .map(({ command }) => command)
        .filter((each): each is WireCommand & { type: T } => each.type === type),
    book: (answer) => void (bookings = answer),
    refuseWith: (answer) => void (refusal = answer),
    grant: (lease, key) => void (granted = { lease, key }),
    help: tellHelp,
    pulses: () => pulses,
    swallow: (on) => void (swallowing = on),
    silence: (on) => void (silent = on),
    close: async () => {
      http.closeAllConnections();
      await io.close();
    },
  };
}

/** For the one kiosk that it knows. */
function openWire(http: HttpServer): Server<ClientToServer, ServerToClient> {
  const io = new Server<ClientToServer, ServerToClient>(http, { transports: ["websocket"] });
  io.use((socket, next) => {
    const { kiosk, key } = socket.handshake.auth as Record<string, unknown>;
    next(kiosk === "k1" && key === fakeKey ? undefined : new Error("notSignedIn"));
  });
  return io;
}

/** The one engineer that this hall knows. */
function checkEngineer({ staff, pin }: CheckEngineer): CheckEngineerAck {
  if (staff === "e01" && pin === "314159") return { ok: true, staff: "E01" };
  return { ok: false, refusal: { code: "signInFailed", params: {} } };
}
