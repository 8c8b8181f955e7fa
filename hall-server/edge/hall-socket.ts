import { timingSafeEqual, hash } from "node:crypto";
import type { IncomingMessage, Server as HttpServer } from "node:http";
import { Server, type Socket } from "socket.io";
import type { Ack, AnyRefusal } from "../contract/commands.ts";
import { type EdgeToHall, feedSchemas, type HallToEdge, type PhoneErrand } from "../contract/phone.ts";
import type { Memory } from "./memory.ts";
import type { Streams } from "./streams.ts";

/** A long line, a large hall's board, some hundred numbers. */
const mostFed = 4 * 1024 * 1024;
const errandPatienceMs = 5_000;

export interface HallSocket {
  /** Whether a hall is connected now. */
  isConnected(): boolean;
  /** Takes a phone's request to the hall and its answer back. Never rejects. */
  run(errand: PhoneErrand): Promise<Ack>;
  close(): Promise<void>;
}

interface Options {
  http: HttpServer;
  key: string;
  memory: Memory;
  streams: Streams;
  onHall: (what: "connected" | "gone" | "not admitted" | "malformed feed") => void;
}

type Hall = Socket<HallToEdge, EdgeToHall>;

/** Where the hall comes in, with its key. One hall at a time: it takes the place of its former connection. */
export function openHallSocket({ http, key, memory, streams, onHall }: Options): HallSocket {
  let hall: Hall | null = null;
  const io = new Server<HallToEdge, EdgeToHall>(http, {
    path: "/hall",
    serveClient: false,
    transports: ["websocket"],
    perMessageDeflate: false,
    maxHttpBufferSize: mostFed,
    // Before a single byte of it is read.
    allowRequest: (request, answer) => {
      const isOurs = hasKey(request, key);
      if (!isOurs) onHall("not admitted");
      answer(null, isOurs);
    },
  });
  io.on("connection", (socket) => {
    hall?.disconnect(true);
    hall = socket;
    onHall("connected");
    socket.on("disconnect", () => {
      if (hall !== socket) return;
      hall = null;
      onHall("gone");
    });
    feed(socket, memory, streams, onHall);
  });
  return {
    isConnected: () => hall !== null,
    async run(errand) {
      if (!hall) return refusal("unreachable");
      try {
        return await hall.timeout(errandPatienceMs).emitWithAck("errand", errand);
      } catch {
        return refusal("unreachable");
      }
    },
    async close() {
      await io.close();
    },
  };
}

function feed(socket: Hall, memory: Memory, streams: Streams, onHall: Options["onHall"]): void {
  const checked =
    <K extends keyof typeof feedSchemas>(
      name: K,
      take: (data: ReturnType<(typeof feedSchemas)[K]["parse"]>) => void,
    ) =>
    (raw: unknown) => {
      const parsed = feedSchemas[name].safeParse(raw);
      if (parsed.success) take(parsed.data as ReturnType<(typeof feedSchemas)[K]["parse"]>);
      else onHall("malformed feed");
    };
  socket.on(
    "tickets",
    checked("tickets", (tickets) => {
      if (memory.hearTickets(tickets)) streams.ticketsReplaced();
      else for (const [hashed] of tickets.tickets) streams.ticketChanged(hashed);
    }),
  );
  socket.on(
    "beat",
    checked("beat", (beat) => {
      memory.hearBeat(beat);
      streams.beat();
    }),
  );
  socket.on(
    "board",
    checked("board", (board) => memory.hearBoard(board)),
  );
}

/** Compared as hashes: of one length, and in a time that says nothing. */
function hasKey({ headers }: IncomingMessage, key: string): boolean {
  const given = hash("sha256", headers.authorization ?? "", "buffer");
  return timingSafeEqual(given, hash("sha256", `Bearer ${key}`, "buffer"));
}

const refusal = (code: AnyRefusal["code"]): Ack => ({ ok: false, refusal: { code, params: {} } });
