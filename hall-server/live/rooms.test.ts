import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { io, type Socket } from "socket.io-client";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Rooms } from "./rooms.ts";

let http: HttpServer;
let server: Server;
let rooms: Rooms;
let faults: string[];
let screens: Socket[];
/** What each has been sent, in order. */
let had: string[][];

/** So many screens that follow a room; a shard is a hundred of them. */
async function follow(room: string, count: number): Promise<void> {
  const { port } = http.address() as AddressInfo;
  for (let i = 0; i < count; i++) {
    const joined = new Promise<void>((done) =>
      server.once("connection", (socket) => {
        rooms.join(socket, room);
        done();
      }),
    );
    const screen = io(`http://127.0.0.1:${port}`, { transports: ["websocket"], forceNew: true });
    const messages: string[] = [];
    screen.on("view", (text: string) => messages.push(text));
    screens.push(screen);
    had.push(messages);
    await joined;
  }
}

/** Until nothing is due any more: what comes last is heard last by everybody. */
async function settled(room: string): Promise<void> {
  const heard = Promise.all(screens.map((screen) => new Promise((done) => screen.once("end", done))));
  // Two turns for each shard that is due, and more.
  for (let i = 0; i < 20; i++) await new Promise((done) => setImmediate(done));
  rooms.broadcast(room, "end", () => null);
  await heard;
}

beforeEach(async () => {
  http = createServer();
  await new Promise<void>((done) => http.listen(0, "127.0.0.1", done));
  server = new Server(http, { transports: ["websocket"] });
  [faults, screens, had] = [[], [], []];
  rooms = new Rooms(server, (what) => void faults.push(what));
});
afterEach(async () => {
  for (const screen of screens) screen.close();
  await server.close();
});

describe("W-6 a broadcast", () => {
  test("that is overtaken by a newer one of its room gives way where it has not been sent, and everybody has the newest", async () => {
    await follow("board", 210);
    const made: string[] = [];
    const say = (text: string) =>
      rooms.broadcast("board", "view", () => {
        made.push(text);
        return text;
      });
    // The first hundred are sent at once, the others when their turn has come.
    for (const text of ["first", "second", "third"]) say(text);
    await settled("board");
    const counts = Object.groupBy(had, (messages) => messages.join(" "));
    expect(Object.fromEntries(Object.entries(counts).map(([what, who]) => [what, who!.length]))).toEqual({
      "first third": 100,
      third: 110,
    });
    // What nobody is sent is not made either.
    expect(made).toEqual(["first", "third"]);
  });

  test("of another room has its turn, and a view that can't be made silences nobody", async () => {
    await follow("board", 1);
    await follow("manager", 1);
    rooms.broadcast("board", "view", () => "board 1");
    rooms.broadcast("manager", "view", () => {
      throw new Error("no such view");
    });
    rooms.broadcast("board", "view", () => "board 2");
    for (let i = 0; i < 10; i++) await new Promise((done) => setImmediate(done));
    rooms.broadcast("manager", "view", () => "manager 1");
    rooms.broadcast("board", "end", () => null);
    rooms.broadcast("manager", "end", () => null);
    await Promise.all(screens.map((screen) => new Promise((done) => screen.once("end", done))));
    expect(had).toEqual([["board 1", "board 2"], ["manager 1"]]);
    expect(faults).toEqual(["broadcast"]);
  });
});
