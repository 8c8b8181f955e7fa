import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { envelope } from "./hall-files.ts";
import { connectAll } from "./hall-under-load.ts";
import type { LightClient } from "./light-client.ts";
import { closedLoop, type Measured } from "./measure.ts";
import { type ServerProcess, startProgram } from "./server-process.ts";

/** The server that does nothing but answer, with clients of its own. */
export interface Limit {
  server: ServerProcess;
  clients: readonly LightClient[];
  end(): Promise<void>;
}

export async function startLimit(connections: number): Promise<Limit> {
  const data = mkdtempSync(join(tmpdir(), "yimen-limit-"));
  const server = await startProgram(join("test", "bench", "limit-server.ts"), { LIMIT_DATA: data }).ready;
  const clients = await connectAll(server.url, connections, () => ({}));
  return {
    server,
    clients,
    async end() {
      for (const client of clients) client.close();
      server.kill("SIGKILL");
      await server.gone;
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** The same round trips as the hall's, to a handler that does nothing, or that writes each by itself. */
export function measureLimit(
  { server, clients }: Limit,
  count: number,
  seconds: number,
  event: "command" | "write" = "command",
): Promise<Measured> {
  const next = () => ({
    json: envelope('{"type":"takeTicket","items":["item1"],"people":[]}'),
    answered: () => {},
  });
  return closedLoop(server, clients.slice(0, count), next, seconds, event);
}
