import type { Server, Socket } from "socket.io";

/**
 * Rooms whose broadcasts go out to about fifty sockets per turn of the event loop, so that a hall full of screens
 * never keeps a citizen at a kiosk waiting. Broadcasts leave in the order in which they were made.
 */
const socketsPerTurn = 50;

export class Rooms {
  readonly #io: Server;
  readonly #jobs: (() => void)[] = [];
  /** How many shards a room ever had. Asked at every commit, so it must not look through everybody's rooms. */
  readonly #opened = new Map<string, number>();
  #busy = false;

  constructor(io: Server) {
    this.#io = io;
  }

  join(socket: Socket, room: string): void {
    if (this.#shardOf(socket, room)) return;
    for (let i = 0; ; i++) {
      const shard = `${room}/${i}`;
      if (this.#size(shard) >= socketsPerTurn) continue;
      this.#opened.set(room, Math.max(this.#opened.get(room) ?? 0, i + 1));
      return void socket.join(shard);
    }
  }

  leave(socket: Socket, room: string): void {
    const shard = this.#shardOf(socket, room);
    if (shard) void socket.leave(shard);
  }

  isEmpty(room: string): boolean {
    return this.#shards(room).length === 0;
  }

  broadcast(room: string, event: string, message: unknown): void {
    for (const shard of this.#shards(room))
      this.#jobs.push(() => void this.#io.to(shard).emit(event, message));
    if (!this.#busy) this.#drain();
  }

  #drain(): void {
    const job = this.#jobs.shift();
    this.#busy = job !== undefined;
    if (!job) return;
    // First of all, so that a job that fails does not silence the rest.
    setImmediate(() => this.#drain());
    job();
  }

  #shardOf(socket: Socket, room: string): string | undefined {
    return [...socket.rooms].find((each) => each.startsWith(`${room}/`));
  }

  #size(shard: string): number {
    return this.#io.sockets.adapter.rooms.get(shard)?.size ?? 0;
  }

  #shards(room: string): string[] {
    const shards = Array.from({ length: this.#opened.get(room) ?? 0 }, (_, i) => `${room}/${i}`);
    return shards.filter((shard) => this.#size(shard) > 0);
  }
}
