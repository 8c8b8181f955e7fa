import type { Server, Socket } from "socket.io";

/**
 * Rooms whose broadcasts go out to about a hundred sockets per turn of the event loop, so that a hall full of screens
 * never keeps a citizen at a kiosk waiting. Each message says all that is so: what is asked for while an earlier one of its
 * room is on its way takes that one's place wherever it has not been sent, so that nobody waits for what is no longer so.
 */
const socketsPerTurn = 100;

export class Rooms {
  readonly #io: Server;
  readonly #onFault: (what: string, error: unknown) => void;
  /** What each shard is sent next, in the order in which they came to be due. */
  readonly #due = new Map<string, () => void>();
  /** How many shards a room ever had. Asked at every commit, so it must not look through everybody's rooms. */
  readonly #opened = new Map<string, number>();
  #busy = false;

  constructor(io: Server, onFault: (what: string, error: unknown) => void) {
    this.#io = io;
    this.#onFault = onFault;
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
    for (let i = 0; i < (this.#opened.get(room) ?? 0); i++) if (this.#size(`${room}/${i}`) > 0) return false;
    return true;
  }

  /** The message is made when its turn has come, once, so that what is before it does not wait for that. */
  broadcast(room: string, event: string, make: () => unknown): void {
    let made: { message: unknown } | null = null;
    for (const shard of this.#shards(room))
      // One that is due already keeps its turn.
      this.#due.set(shard, () => {
        made ??= { message: make() };
        this.#io.to(shard).emit(event, made.message);
      });
    if (!this.#busy) this.#drain();
  }

  #drain(): void {
    const [next] = this.#due;
    this.#busy = next !== undefined;
    if (!next) return;
    const [shard, send] = next;
    this.#due.delete(shard);
    setImmediate(() => this.#drain());
    try {
      send();
    } catch (error) {
      // A view that can't be made silences neither the others nor the hall.
      this.#onFault("broadcast", error);
    }
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
