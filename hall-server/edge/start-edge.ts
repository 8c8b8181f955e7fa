import type { AddressInfo } from "node:net";
import { type Logger, pino } from "pino";
import type { EdgeSettings } from "./environment.ts";
import { openHallSocket } from "./hall-socket.ts";
import { createEdgeHttp } from "./http.ts";
import { Memory } from "./memory.ts";
import { readPages } from "./pages.ts";
import { Streams } from "./streams.ts";

/** A running edge. */
export interface RunningEdge {
  url: string;
  close(): Promise<void>;
}

const keepAliveMs = 15_000;

/** Starts the edge: what phones can reach, when they can't reach the hall. It keeps nothing on a disk. */
export async function startEdge(
  settings: EdgeSettings,
  {
    log = pino({ level: settings.logLevel }),
    now = () => performance.now(),
  }: { log?: Logger; now?: () => number } = {},
): Promise<RunningEdge> {
  const memory = new Memory(now);
  const streams = new Streams(memory, {
    perAddress: settings.connectionsPerAddress,
    all: settings.phonesAtMost,
  });
  const http = await createEdgeHttp({
    pages: readPages(settings.pagesDir),
    memory,
    streams,
    run: (errand) => hall.run(errand),
    isHallConnected: () => hall.isConnected(),
    trustedProxies: settings.trustedProxies,
    connectionsPerAddress: settings.connectionsPerAddress,
    now,
  });
  const hall = openHallSocket({
    http: http.server,
    key: settings.key,
    memory,
    streams,
    onHall: (what) => log.info({ hall: what }, "edge"),
  });
  const keepingAlive = setInterval(() => {
    memory.forgetOld();
    streams.keepAlive();
  }, keepAliveMs);
  await http.listen({ port: settings.port, host: settings.host });
  const { port } = http.server.address() as AddressInfo;
  return {
    url: `http://${settings.host.includes(":") ? `[${settings.host}]` : settings.host}:${port}`,
    async close() {
      clearInterval(keepingAlive);
      streams.close();
      await hall.close();
      await http.close();
    },
  };
}
