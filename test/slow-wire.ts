import { createRequire } from "node:module";
import type { Socket } from "node:net";

/**
 * Makes what hall, kiosk and edge say over sockets late, in its order: a journey that presses a key before the page which
 * hears it is there, or reads what was there before, then fails each time, not once a month. `WIRE_DELAY_MS=200 npm run
 * test:e2e` preloads it, with the delay behind its name, into every process that a journey starts.
 */

/** What writes the frames of one of ws's sockets, those that are broadcast too. */
interface Sender {
  _socket: Socket;
  sendFrame: (this: Sender, ...frame: unknown[]) => void;
}

const delayMs = Number(new URL(import.meta.url).search.slice(1));

// Each has its own copy.
for (const owner of ["engine.io", "engine.io-client"]) {
  const ws = createRequire(import.meta.resolve(owner))("ws") as { Sender: { prototype: Sender } };
  const { sendFrame } = ws.Sender.prototype;
  ws.Sender.prototype.sendFrame = function (...frame) {
    setTimeout(() => {
      if (!this._socket.destroyed) sendFrame.apply(this, frame);
    }, delayMs);
  };
}
