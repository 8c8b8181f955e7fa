import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import fastify, { type FastifyInstance } from "fastify";
import { Bench } from "./bench.ts";
import { addApi } from "./routes.ts";

/**
 * The test bench: a page on which a developer plays the physical world of one kiosk. It is a simulator that can make
 * a kiosk believe anything, so it listens on the loopback only and refuses to start in production.
 */

/** Where to listen; port 0 takes a free one. */
export interface TestbenchOptions {
  port: number;
  /** A loopback address. */
  host?: string;
  /** Paper in the printer, in millimetres. */
  paper?: 58 | 80;
}

/** A running test bench. */
export interface Testbench {
  /** The page a developer opens. */
  url: string;
  /** The simulated card reader, as a port URL: a serial line, or TCP where the system has no pseudo terminals. */
  readerUrl: string;
  /** The simulated ticket printer, as a port URL. */
  printerUrl: string;
  /** The entries of a floor profile for the strips and pads of a few windows; addresses from 1 on. */
  floor: object[];
  close(): Promise<void>;
}

/** Why a test bench does not start. */
class TestbenchRefused extends Error {
  override readonly name = "TestbenchRefused";
}

const loopback = new Set(["127.0.0.1", "localhost", "::1"]);
const built = fileURLToPath(new URL("../../dist/ui/", import.meta.url));
const pageFile = `${built}drivers/testbench/page/index.html`;

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

function hostName(host: string | undefined): string {
  return (host ?? "").replace(/:\d+$/, "").replace(/^\[|\]$/g, "");
}

/** Another site's page may reach a loopback server by a name of its own, or post to it blindly. */
function guard(server: FastifyInstance): void {
  server.addHook("onRequest", async (request, reply) => {
    void reply.headers({
      "content-security-policy": policy,
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-resource-policy": "same-origin",
    });
    const { origin, host } = request.headers;
    const foreign = origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host);
    if (foreign || !loopback.has(hostName(host))) return reply.code(403).send({ error: "forbidden" });
  });
}

async function addPage(server: FastifyInstance): Promise<void> {
  if (existsSync(`${built}assets`))
    await server.register(fastifyStatic, { root: `${built}assets`, prefix: "/assets/", index: false });
  server.get("/", async (_request, reply) => {
    // Read each time: a build may run while the bench does.
    if (existsSync(pageFile)) return reply.type("text/html; charset=utf-8").send(readFileSync(pageFile));
    return reply
      .code(503)
      .type("text/plain; charset=utf-8")
      .send("npm run build builds this page; the API works.\n");
  });
}

/** Starts the simulated reader, the simulated printer and the page to play with them. */
export async function startTestbench(options: TestbenchOptions): Promise<Testbench> {
  if (process.env.NODE_ENV === "production" || process.env.MODE === "production")
    throw new TestbenchRefused("the test bench simulates devices: it never runs in production");
  const host = options.host ?? "127.0.0.1";
  if (!loopback.has(host))
    throw new TestbenchRefused(`the test bench listens on the loopback only, not on ${host}`);
  const bench = await Bench.open(options.paper ?? 80);
  const server = fastify({ forceCloseConnections: true, bodyLimit: 16 * 1024 });
  try {
    guard(server);
    addApi(server, bench);
    await addPage(server);
    const url = await server.listen({ port: options.port, host });
    const { reader, printer } = bench.state();
    return {
      url: `${url}/`,
      readerUrl: reader.url,
      printerUrl: printer.url,
      floor: bench.windows.entries(),
      close: async () => {
        await server.close();
        await bench.close();
      },
    };
  } catch (error) {
    await server.close();
    await bench.close();
    throw error;
  }
}
