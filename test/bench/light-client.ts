import { WebSocket } from "ws";

/** Who a client says it is when it connects: a kiosk's key in the handshake, or staff's cookie in the upgrade. */
export interface Hello {
  auth?: Record<string, string>;
  cookie?: string;
}

/**
 * A client that writes Engine.IO and Socket.IO frames by hand. A real socket.io-client costs as much processor time
 * per message as the server, so that hundreds of them measure themselves.
 */
export class LightClient {
  /** Hears the data of every event that the server sends, as it came. */
  onEvent: (data: Buffer) => void = () => {};
  onClose: () => void = () => {};
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (answer: string) => void>();
  #acks = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  /** Resolves once the server has admitted the client; rejects when it refuses or is gone. */
  static connect(url: string, { auth, cookie }: Hello = {}): Promise<LightClient> {
    const socket = new WebSocket(`${url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`, {
      perMessageDeflate: false,
      skipUTF8Validation: true,
      ...(cookie ? { headers: { cookie } } : {}),
    });
    const client = new LightClient(socket);
    return new Promise((resolve, reject) => {
      socket.on("error", reject);
      socket.on("close", () => {
        reject(new Error("closed before it was admitted"));
        client.onClose();
      });
      socket.on("message", (data: Buffer) => {
        client.#receive(data, {
          opened: () => socket.send(`40${auth ? JSON.stringify(auth) : ""}`),
          admitted: () => resolve(client),
          refused: () => reject(new Error(`not admitted: ${data.toString()}`)),
        });
      });
    });
  }

  /** Sends an event whose argument is JSON already, and hands over the answer's JSON. */
  emit(event: string, json: string, onAnswer: (answer: string) => void): void {
    const ack = ++this.#acks;
    this.#waiting.set(ack, onAnswer);
    this.#socket.send(`42${ack}["${event}",${json}]`);
  }

  /** The same as a promise; it stays open when the connection ends. */
  ask(event: string, json: string): Promise<string> {
    return new Promise((resolve) => this.emit(event, json, resolve));
  }

  close(): void {
    this.onClose = () => {};
    this.#socket.terminate();
  }

  #receive(data: Buffer, handshake: { opened(): void; admitted(): void; refused(): void }): void {
    // Engine.IO: 0 open, 2 ping, 4 message. Socket.IO in a message: 0 connected, 2 event, 3 answer, 4 refused.
    switch (data.toString("latin1", 0, 2)) {
      case "42":
        return this.onEvent(data);
      case "43":
        return this.#answered(data);
      case "40":
        return handshake.admitted();
      case "44":
        return handshake.refused();
      case "2":
        return this.#socket.send("3");
      default:
        if (data[0] === 0x30) handshake.opened();
    }
  }

  #answered(data: Buffer): void {
    const text = data.toString();
    const start = text.indexOf("[");
    const ack = Number(text.slice(2, start));
    const waiting = this.#waiting.get(ack);
    this.#waiting.delete(ack);
    waiting?.(text.slice(start + 1, -1));
  }
}
