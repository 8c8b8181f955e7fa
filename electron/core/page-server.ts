/**
 * Serves the built page to this machine only. Whoever opens it must bring the token of this boot; a page from
 * elsewhere that finds the port is refused by its origin, and one that makes a name point here by its host.
 */
import { randomBytes, timingSafeEqual } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";

export interface PageServer {
  http: Server;
  /** With the token: for the shell or whoever opens the window, never for a log. */
  url: string;
  /** Whether a request comes from the page that this server gave out. */
  admits: (request: IncomingMessage) => boolean;
  close: () => Promise<void>;
}

interface Asset {
  type: string;
  bytes: Buffer;
}

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".mp3": "audio/mpeg",
};

/** What may be served, by its exact path: a path that is not in here does not exist, however it is spelled. */
function readAssets(uiDir: string): Map<string, Asset> {
  const assets = new Map<string, Asset>();
  const add = (path: string, file: string) => {
    const type = types[extname(file)];
    if (type) assets.set(path, { type, bytes: readFileSync(file) });
  };
  add("/", join(uiDir, "kiosk-ui", "index.html"));
  const customer = join(uiDir, "kiosk-ui", "customer.html");
  if (existsSync(customer)) add("/customer", customer);
  for (const name of readdirSync(join(uiDir, "assets"))) add(`/assets/${name}`, join(uiDir, "assets", name));
  return assets;
}

/** What is opened with the token. */
const pages: ReadonlySet<string> = new Set(["/", "/customer"]);

/** Listens on the loopback; port 0 takes a free one. `uiDir` is the build of the pages. */
export async function startPageServer(uiDir: string, port: number): Promise<PageServer> {
  const assets = readAssets(uiDir);
  const token = newSecret();
  const pass = newSecret();
  const http = createServer();
  await new Promise<void>((resolve, reject) => {
    http.once("error", reject);
    http.listen(port, "127.0.0.1", resolve);
  });
  const host = `127.0.0.1:${(http.address() as AddressInfo).port}`;
  const isOurs = ({ headers }: IncomingMessage) =>
    headers.host === host && (headers.origin === undefined || headers.origin === `http://${host}`);
  const hasPass = ({ headers }: IncomingMessage) => isSame(cookieOf(headers.cookie), pass);
  http.on("request", (request, response) => {
    const url = URL.parse(request.url ?? "/", `http://${host}`);
    for (const [name, value] of headersFor(host)) response.setHeader(name, value);
    if (!isOurs(request)) return answer(response, 403);
    if (!url) return answer(response, 400);
    if (request.method !== "GET") return answer(response, 405);
    if (pages.has(url.pathname) && isSame(url.searchParams.get("token"), token))
      return admit(response, pass, url.pathname);
    if (!hasPass(request)) return answer(response, 401);
    // Browsers ask for one; there is none, and that is no error.
    if (url.pathname === "/favicon.ico") return answer(response, 204);
    const asset = assets.get(url.pathname);
    if (!asset) return answer(response, 404);
    response.setHeader("content-type", asset.type);
    response.end(asset.bytes);
  });
  return {
    http,
    url: `http://${host}/?token=${token}`,
    admits: (request) => request.headers.origin === `http://${host}` && isOurs(request) && hasPass(request),
    close: async () => {
      const closed = new Promise((resolve) => http.close(resolve));
      http.closeAllConnections();
      await closed;
    },
  };
}

/**
 * Trades the token for a cookie that no script can read, so that it does not stay in the address. Lax, since a browser in kiosk
 * mode comes from a file of its user's, which is another site; what is asked for by another page is refused by its origin.
 */
function admit(response: ServerResponse, pass: string, page: string): void {
  response.setHeader("set-cookie", `${cookieName}=${pass}; Path=/; HttpOnly; SameSite=Lax`);
  response.setHeader("location", page);
  answer(response, 303);
}

function answer(response: ServerResponse, status: number): void {
  response.statusCode = status;
  response.setHeader("content-type", "text/plain; charset=utf-8");
  response.end(String(status));
}

const headersFor = (host: string): [string, string][] => [
  [
    "content-security-policy",
    [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self'",
      "font-src 'self'",
      "media-src 'self'",
      `connect-src 'self' ws://${host}`,
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join("; "),
  ],
  ["x-content-type-options", "nosniff"],
  ["referrer-policy", "no-referrer"],
  ["cache-control", "no-store"],
  ["cross-origin-opener-policy", "same-origin"],
  ["cross-origin-resource-policy", "same-origin"],
  ["permissions-policy", "camera=(), microphone=(), geolocation=(), clipboard-read=()"],
];

const cookieName = "kiosk";
const newSecret = () => randomBytes(32).toString("base64url");

function cookieOf(header: string | undefined): string | null {
  const pair = header?.split(/; */).find((each) => each.startsWith(`${cookieName}=`));
  return pair?.slice(cookieName.length + 1) ?? null;
}

function isSame(given: string | null, expected: string): boolean {
  const a = Buffer.from(given ?? "");
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}
