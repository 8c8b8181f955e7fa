import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { Server } from "socket.io";
import { openDatabase } from "../../hall-server/store/database.ts";

/**
 * What this machine can do at best with the same wire: a handler that does nothing but answer, a bare broadcast, and,
 * for the record, what one durable transaction per request costs.
 */
const http = createServer();
// The hall's own settings.
const io = new Server(http, { serveClient: false, transports: ["websocket"], perMessageDeflate: false });
const write = oneTransactionPerRequest(process.env["LIMIT_DATA"] ?? "");
let board: unknown = null;
let calls = 0;

io.on("connection", (socket) => {
  socket.on("command", (_command, ack) => ack({ ok: true }));
  socket.on("write", (command, ack) => ack({ ok: true, seq: write(command) }));
  socket.on("board", (data, ack) => {
    board = data;
    ack({ ok: true });
  });
  socket.on("call", (_command, ack) => {
    calls += 1;
    ack({ ok: true, seq: calls });
    io.emit("view", { view: "board", seq: calls, at: Date.now(), data: board });
  });
});
http.listen(0, "127.0.0.1", () => {
  const { port } = http.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${port}` })}\n`);
});

/** A ticket, its counter, its event and its answer, as the hall writes them, each request by itself. */
function oneTransactionPerRequest(directory: string): (command: { id: string }) => number {
  const db = openDatabase(join(directory, "limit.sqlite"), [
    `CREATE TABLE ticket (number INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;
     CREATE TABLE counter (queue TEXT PRIMARY KEY, issued INTEGER NOT NULL) STRICT, WITHOUT ROWID;
     CREATE TABLE event (seq INTEGER PRIMARY KEY, payload TEXT NOT NULL) STRICT;
     CREATE TABLE answer (command TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;`,
  ]);
  const count = db.prepare<[], { issued: number }>(
    `INSERT INTO counter VALUES ('q', 1) ON CONFLICT (queue) DO UPDATE SET issued = issued + 1 RETURNING issued`,
  );
  const ticket = db.prepare<[number, string]>("INSERT INTO ticket VALUES (?, ?)");
  const event = db.prepare<[string]>("INSERT INTO event (payload) VALUES (?)");
  const answer = db.prepare<[string, string]>("INSERT INTO answer VALUES (?, ?)");
  const take = db.transaction((id: string) => {
    const number = count.get()?.issued ?? 0;
    const body = JSON.stringify({ id, number, state: "reserved", takenAt: Date.now() });
    ticket.run(number, body);
    event.run(body);
    answer.run(id, body);
    return number;
  });
  return ({ id }) => take.immediate(id);
}
