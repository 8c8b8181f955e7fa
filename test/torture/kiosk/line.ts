import { createConnection, createServer, type Socket } from "node:net";
import type { AddressInfo } from "node:net";

/** The cable between a kiosk and its hall, which somebody trips over. */
export interface Line {
  /** What the kiosk takes for the hall. */
  url: string;
  /** Where the hall is now; it may have come back elsewhere. */
  leadsTo: (url: string) => void;
  /** `broken` refuses and resets; `silent` keeps everything open and lets nothing through. */
  cut: (how: "broken" | "silent") => void;
  mend: () => void;
  close: () => Promise<void>;
}

export async function layLine(): Promise<Line> {
  let target = 0;
  let state: "whole" | "broken" | "silent" = "whole";
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.once("close", () => sockets.delete(socket));
  };
  const reset = () => {
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((kiosk) => {
    keep(kiosk);
    if (state === "broken") return void kiosk.destroy();
    if (state === "silent") return;
    const hall = createConnection(target, "127.0.0.1");
    keep(hall);
    kiosk.on("data", (bytes) => void (state === "whole" && hall.write(bytes)));
    hall.on("data", (bytes) => void (state === "whole" && kiosk.write(bytes)));
    hall.once("close", () => kiosk.destroy());
    kiosk.once("close", () => hall.destroy());
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    leadsTo: (url) => void (target = Number(new URL(url).port)),
    cut: (how) => {
      state = how;
      if (how === "broken") reset();
    },
    mend: () => {
      // What was swallowed meanwhile is gone, so what went through it is of no use any more.
      if (state === "silent") reset();
      state = "whole";
    },
    close: () => {
      reset();
      return new Promise((resolve) => void server.close(() => resolve()));
    },
  };
}
