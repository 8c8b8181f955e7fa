import { join } from "node:path";
import fastifyCookie from "@fastify/cookie";
import fastifyStatic from "@fastify/static";
import fastify, { type FastifyInstance } from "fastify";
import { type HallInfo, type Health, PairTablet, SignIn } from "../contract/wire.ts";
import { hasRole, type Role } from "../domain/roles.ts";
import { addBookingRoutes } from "./admin/booking-routes.ts";
import { addConfigRoutes, type AdminDesk, type AdminOf, refuse } from "./admin/config-routes.ts";
import type { Authority } from "./authority.ts";

export interface HttpOptions {
  authority: Authority;
  /** The built pages. */
  pagesDir: string;
  /** Files served from memory, by path. */
  files: ReadonlyMap<string, { type: string; body: Buffer; isForEver: boolean }>;
  health: () => Health;
  info: () => HallInfo;
  /** What kiosks seal for the hall with: public. */
  sealKey: string;
  admin: AdminDesk;
  /** Ends the sockets of a session that was signed out. */
  onSignOut: (token: string) => void;
  /** A window has a new tablet: the one before it is none any more. */
  onPaired: (window: string) => void;
}

const sessionCookie = "yimen_session";
const tabletCookie = "yimen_tablet";

/** What a cookie header proves: a session of staff, the tablet of a window. */
export function cookiesIn(app: FastifyInstance, header: string | undefined) {
  const cookies = app.parseCookie(header ?? "");
  return { token: cookies[sessionCookie], tabletKey: cookies[tabletCookie] };
}

/** Pages load nothing that the hall does not serve. Styles set by scripts go through the CSSOM, which CSP allows. */
const headers = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
    "connect-src 'self'; media-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "permissions-policy": "camera=(), microphone=(), geolocation=()",
};

const pages = ["counter", "guide", "screen", "manager", "admin", "rating"];

/** The hall's few HTTP routes: pages for staff and walls, signing in, and its health. */
export async function createHttp(options: HttpOptions): Promise<FastifyInstance> {
  const app = fastify({ logger: false, bodyLimit: 4_096, forceCloseConnections: true });
  await app.register(fastifyCookie);
  app.addHook("onSend", async (_request, reply) => {
    void reply.headers(headers);
  });
  app.setErrorHandler<Error & { statusCode?: number }>((error, _request, reply) => {
    const status = error.statusCode ?? 500;
    const code = status === 413 ? "tooLarge" : status < 500 ? "malformed" : "internal";
    return refuse(reply, status, { code, params: {} });
  });
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).header("cache-control", "no-store").send("not found"),
  );
  app.get("/healthz", (_request, reply) => reply.header("cache-control", "no-store").send(options.health()));
  app.get("/api/hall", () => options.info());
  app.get("/api/seal-key", () => ({ key: options.sealKey }));
  addSessionRoutes(app, options);
  addConfigRoutes(app, options.admin, staffOf(options.authority, "admin"));
  addBookingRoutes(app, options.admin, staffOf(options.authority, "admin", "manager"));
  addTabletRoute(app, options);
  addFiles(app, options.files);
  await addPages(app, options.pagesDir);
  return app;
}

/** The member of staff with one of these roles whose session a request carries. */
const staffOf =
  (authority: Authority, ...roles: Role[]): AdminOf =>
  (request) => {
    const session = authority.session(request.cookies[sessionCookie]);
    if (!session) return null;
    const principal = { kind: "staff", id: session.staff, roles: session.roles } as const;
    return roles.some((role) => hasRole(principal, role)) ? principal : null;
  };

function addSessionRoutes(app: FastifyInstance, { authority, onSignOut }: HttpOptions): void {
  app.addHook("onRequest", async (request, reply) => {
    if (request.url.startsWith("/api/")) void reply.header("cache-control", "no-store");
  });
  app.get("/api/session", (request, reply) => {
    const session = authority.session(request.cookies[sessionCookie]);
    return session ? reply.send(session) : refuse(reply, 401, { code: "notSignedIn", params: {} });
  });
  app.post("/api/session", async (request, reply) => {
    const parsed = SignIn.safeParse(request.body);
    if (!parsed.success) return refuse(reply, 400, { code: "malformed", params: {} });
    const signedIn = await authority.signIn(parsed.data, request.ip);
    if (!signedIn.ok)
      return refuse(reply, signedIn.refusal.code === "tooManyAttempts" ? 429 : 401, signedIn.refusal);
    const former = request.cookies[sessionCookie];
    if (former) {
      authority.signOut(former);
      onSignOut(former);
    }
    // A new token at every sign-in; SameSite keeps other sites from using it.
    const cookie = { path: "/", httpOnly: true, sameSite: "strict" as const };
    return reply.setCookie(sessionCookie, signedIn.token, cookie).send(signedIn.session);
  });
  app.delete("/api/session", (request, reply) => {
    const token = request.cookies[sessionCookie];
    if (token) {
      authority.signOut(token);
      onSignOut(token);
    }
    return reply.clearCookie(sessionCookie, { path: "/" }).code(204).send();
  });
}

/** Makes this browser the tablet of a window. Whoever set it up is signed out: it stands before citizens now. */
function addTabletRoute(app: FastifyInstance, { authority, onSignOut, onPaired }: HttpOptions): void {
  app.post("/api/tablet", (request, reply) => {
    const parsed = PairTablet.safeParse(request.body);
    if (!parsed.success) return refuse(reply, 400, { code: "malformed", params: {} });
    const token = request.cookies[sessionCookie];
    const paired = authority.pairTablet(parsed.data.window, token);
    if (!paired.ok) return refuse(reply, paired.refusal.code === "notSignedIn" ? 401 : 403, paired.refusal);
    if (token) {
      authority.signOut(token);
      onSignOut(token);
    }
    onPaired(parsed.data.window);
    // Ten years: a tablet is paired until it is paired anew.
    const cookie = { path: "/", httpOnly: true, sameSite: "strict" as const, maxAge: 315_360_000 };
    return reply
      .clearCookie(sessionCookie, { path: "/" })
      .setCookie(tabletCookie, paired.key, cookie)
      .code(204)
      .send();
  });
}

function addFiles(app: FastifyInstance, files: HttpOptions["files"]): void {
  for (const [path, { type, body, isForEver }] of files)
    app.get(path, (_request, reply) =>
      reply
        .header("cache-control", isForEver ? "public, max-age=31536000, immutable" : "no-cache")
        .type(type)
        .send(body),
    );
}

async function addPages(app: FastifyInstance, pagesDir: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: join(pagesDir, "assets"),
    prefix: "/assets/",
    immutable: true,
    maxAge: "365d",
  });
  for (const page of pages)
    app.get(`/${page}/`, (_request, reply) =>
      reply
        .header("cache-control", "no-cache")
        .sendFile("index.html", join(pagesDir, "counter-ui", page), { cacheControl: false }),
    );
  // Each screen of the hall, and each window's tablet, has an address of its own; the page finds itself in it.
  for (const page of ["screen", "rating"])
    app.get(`/${page}/:id`, (_request, reply) =>
      reply
        .header("cache-control", "no-cache")
        .sendFile("index.html", join(pagesDir, "counter-ui", page), { cacheControl: false }),
    );
  for (const page of pages) app.get(`/${page}`, (_request, reply) => reply.redirect(`/${page}/`));
  app.get("/", (_request, reply) => reply.redirect("/counter/"));
}
