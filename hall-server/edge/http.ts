import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { Ack, AnyRefusal } from "../contract/commands.ts";
import { PhoneRequest, SlipToken } from "../contract/phone.ts";
import { Limits } from "./limits.ts";
import type { Memory } from "./memory.ts";
import type { PageFile, Pages } from "./pages.ts";
import type { Follows, Streams } from "./streams.ts";

interface EdgeHttpOptions {
  pages: Pages;
  memory: Memory;
  streams: Streams;
  run: (errand: PhoneRequest & { token: string }) => Promise<Ack>;
  isHallConnected: () => boolean;
  trustedProxies: number;
  connectionsPerAddress: number;
  /** Monotonic milliseconds. */
  now: () => number;
}

/** A page loads nothing that the edge does not serve, tells nobody where it was opened, and is kept by nobody. */
const headers = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "permissions-policy": "camera=(), microphone=(), geolocation=()",
  "x-robots-tag": "noindex, nofollow",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
};

const mostBody = 2_048;
/** Of one address: all the phones that it may have open their page within moments, and again each minute. */
const requestsPerPhone = 4;
const burstLastsS = 60;
/** Of one number: nobody presses so often. */
const perToken = { perSecond: 0.5, burst: 6 };

/** What phones ask the edge for. No route is logged: a slip's secret is in its path. */
export async function createEdgeHttp(options: EdgeHttpOptions): Promise<FastifyInstance> {
  const { pages, memory } = options;
  const app = fastify({
    logger: false,
    bodyLimit: mostBody,
    trustProxy: (_address, hop) => hop < options.trustedProxies,
    forceCloseConnections: true,
    requestTimeout: 10_000,
    connectionTimeout: 0,
    routerOptions: { maxParamLength: 64 },
  });
  const burst = requestsPerPhone * options.connectionsPerAddress;
  const addresses = new Limits(burst / burstLastsS, burst, options.now);
  app.addHook("onRequest", async (request, reply) => {
    void reply.headers(headers);
    if (!addresses.take(request.ip)) return refuse(reply, 429, "tooFast");
  });
  app.setErrorHandler<Error & { statusCode?: number }>((error, _request, reply) => {
    const status = error.statusCode ?? 500;
    return refuse(reply, status, status === 413 ? "tooLarge" : status < 500 ? "malformed" : "internal");
  });
  app.setNotFoundHandler((request, reply) => send(request, reply.code(404), pages.unknown));
  app.get("/healthz", () => ({
    ok: true,
    hall: options.isHallConnected(),
    ageMs: memory.ageMs(),
    phones: options.streams.count,
  }));
  app.get("/robots.txt", (_request, reply) => reply.type("text/plain").send("User-agent: *\nDisallow: /\n"));
  app.get("/", (_request, reply) => reply.redirect("/live"));
  app.get("/live", (request, reply) => send(request, reply, pages.live));
  app.get("/live/events", (request, reply) => follow(request, reply, { kind: "live" }, options));
  for (const [path, file] of pages.assets)
    app.get(path, (request, reply) =>
      send(request, reply.header("cache-control", "public, max-age=31536000, immutable"), file),
    );
  addTicketRoutes(app, options);
  return app;
}

function addTicketRoutes(app: FastifyInstance, options: EdgeHttpOptions): void {
  const { pages, memory } = options;
  const tokens = new Limits(perToken.perSecond, perToken.burst, options.now);
  /** Before the hall has said which numbers there are, nobody's is unknown. */
  const mayBe = (token: string) =>
    SlipToken.safeParse(token).success && (!memory.knowsTickets || memory.find(token) !== null);
  app.get<{ Params: { token: string } }>("/t/:token", (request, reply) =>
    mayBe(request.params.token)
      ? send(request, reply, pages.phone)
      : send(request, reply.code(404), pages.unknown),
  );
  app.get<{ Params: { token: string } }>("/t/:token/events", (request, reply) => {
    const found = memory.find(request.params.token);
    if (found) return follow(request, reply, { kind: "ticket", hash: found.hash }, options);
    // 204 tells an EventSource to stay away; 503 has the page ask again.
    return mayBe(request.params.token)
      ? refuse(reply, 503, "unreachable")
      : refuse(reply, 404, "unknownTicket");
  });
  app.post<{ Params: { token: string } }>("/t/:token/action", async (request, reply) => {
    const { token } = request.params;
    if (!memory.knowsTickets) return refuse(reply, 503, "unreachable");
    const found = memory.find(token);
    if (!found) return refuse(reply, 404, "unknownTicket");
    if (!tokens.take(found.hash)) return refuse(reply, 429, "tooFast");
    const parsed = PhoneRequest.safeParse(request.body);
    if (!parsed.success) return refuse(reply, 400, "malformed");
    const answer = await options.run({ ...parsed.data, token });
    return answer.ok ? reply.send({ ok: true }) : reply.code(409).send(answer);
  });
}

function follow(request: FastifyRequest, reply: FastifyReply, what: Follows, { streams }: EdgeHttpOptions) {
  if (!streams.hasRoomFor(request.ip)) return refuse(reply, 503, "tooFast");
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    ...headers,
    "content-type": "text/event-stream; charset=utf-8",
    // A proxy that gathers answers would keep a call from its phone.
    "x-accel-buffering": "no",
  });
  // Many phones lose a line at once; they don't all come back at once.
  raw.write(`retry: ${2_000 + Math.floor(Math.random() * 3_000)}\n\n`);
  streams.add(raw, what, request.ip);
  return reply;
}

function send(request: FastifyRequest, reply: FastifyReply, { type, body, gzipped }: PageFile) {
  const takesGzip = /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
  void reply.type(type).header("vary", "accept-encoding");
  return takesGzip ? reply.header("content-encoding", "gzip").send(gzipped) : reply.send(body);
}

function refuse(reply: FastifyReply, status: number, code: AnyRefusal["code"]) {
  return reply.code(status).send({ ok: false, refusal: { code, params: {} } });
}
