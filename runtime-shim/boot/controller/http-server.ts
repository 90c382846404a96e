import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { Duplex } from "node:stream";
import sirv from "sirv";
import { type Access, mayKnock, mayRead, mayWrite, sessionCookie } from "./access.ts";

export interface ApiRequest {
  readonly method: string;
  /** Without `/api/v1/`: `commands/retrain`. */
  readonly path: string;
  /** Parsed JSON; `undefined` where there was none. */
  readonly body: unknown;
  /** The `If-Match` header, as sent. */
  readonly ifMatch?: string | undefined;
}

export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
}

export interface HttpOptions {
  /** Known once the server listens. */
  readonly access: () => Access;
  /** Whether a link's token is good; asking uses it up. */
  readonly redeem: (token: string) => boolean;
  /** Folder of the built console page. */
  readonly page: string;
  readonly answer: (request: ApiRequest) => Promise<ApiAnswer>;
  /** The app's own route for a request; `undefined` where it has none. */
  readonly route: (request: RouteRequest) => RouteAnswer | undefined;
  /** WebSocket upgrades by path; each does its own greeting. */
  readonly upgrades: Readonly<
    Record<string, (request: IncomingMessage, socket: Duplex, head: Buffer) => void>
  >;
}

export interface RouteRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
}

export type RouteAnswer = (body: unknown) => Promise<ApiAnswer>;

const largestBody = 1024 * 1024;
/** ms and bytes: whoever sends a request drop by drop holds nothing for long. */
const patience = {
  headersTimeout: 5_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 2_500,
  maxHeaderSize: 16 * 1024,
} as const;
const mostConnections = 1_000;
const api = "/api/v1/";

/** Console page, API and WebSockets on one address. */
export function httpServer(options: HttpOptions): Server {
  const files = sirv(options.page, { etag: true, dev: false });
  const server = createServer(patience, (request, response) => {
    respond(request, response, { ...options, files }).catch((error: Error) => {
      send(response, { status: 500, body: { error: error.message } });
    });
  });
  server.maxConnections = mostConnections;
  server.on("upgrade", (request, socket, head) => {
    const upgrade = options.upgrades[urlOf(request).pathname];
    if (upgrade === undefined || !mayRead(request, options.access())) socket.destroy();
    else upgrade(request, socket, head);
  });
  return server;
}

interface Responder extends HttpOptions {
  readonly files: ReturnType<typeof sirv>;
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  responder: Responder,
): Promise<void> {
  const access = responder.access();
  const url = urlOf(request);
  // A balancer asks for it by this machine's address.
  if (url.pathname === "/healthz" && (access.deployed || mayKnock(request, access))) {
    response.writeHead(200, { "content-type": "text/plain" }).end("ok\n");
  } else if (!mayKnock(request, access)) {
    send(response, {
      status: 403,
      body: { error: "This address answers to its own page and to programs on this machine only." },
    });
  } else if (url.searchParams.has("token") && !url.pathname.startsWith(api)) {
    signIn(request, response, { access, redeem: responder.redeem });
  } else if (!mayRead(request, access)) {
    const error = "Open the console with `thunderhead open`: its link lets you in.";
    send(response, { status: 401, body: { error } });
  } else if (url.pathname.startsWith(api)) {
    send(response, await answerApi(request, url, responder));
  } else if (!(await answerRoute(request, response, { ...responder, url }))) {
    response.setHeader("x-content-type-options", "nosniff");
    responder.files(request, response, () => {
      response.writeHead(404).end("Not found.\n");
    });
  }
}

async function answerApi(
  request: IncomingMessage,
  url: URL,
  { access, answer }: Responder,
): Promise<ApiAnswer> {
  const method = request.method ?? "GET";
  const reads = method === "GET" || method === "HEAD";
  if (!reads && !mayWrite(request, access())) {
    const error =
      "Writing needs the launch's token: `Authorization: Bearer <token>`, or open the console with `thunderhead open`.";
    return { status: 401, body: { error } };
  }
  const body = reads ? undefined : await readBody(request);
  if (body instanceof BadBody) return { status: body.status, body: { error: body.message } };
  const ifMatch = request.headers["if-match"];
  const path = decoded(url.pathname.slice(api.length));
  if (path === undefined) return { status: 400, body: { error: "The path is not valid UTF-8." } };
  return answer({ method, path, body, ifMatch });
}

/** Percent signs may stand for anything, or for nothing. */
function decoded(path: string): string | undefined {
  try {
    return decodeURI(path);
  } catch {
    return undefined;
  }
}

/** Open to this machine's programs and pages of this address: it is the app's own front door. */
async function answerRoute(
  request: IncomingMessage,
  response: ServerResponse,
  { route, url }: Responder & { readonly url: URL },
): Promise<boolean> {
  const method = request.method ?? "GET";
  const handle = route({ method, url, headers: request.headers });
  if (handle === undefined) return false;
  const body = await readBody(request);
  send(
    response,
    body instanceof BadBody
      ? { status: body.status, body: { error: body.message } }
      : await handle(body),
  );
  return true;
}

/** A link was followed: the page gets its cookie, and the token leaves the address bar. */
function signIn(
  request: IncomingMessage,
  response: ServerResponse,
  { access, redeem }: { readonly access: Access; readonly redeem: HttpOptions["redeem"] },
): void {
  const known = redeem(urlOf(request).searchParams.get("token") ?? "");
  const headers = { location: "/", "referrer-policy": "no-referrer", "cache-control": "no-store" };
  response
    .writeHead(303, { ...headers, ...(known && { "set-cookie": sessionCookie(request, access) }) })
    .end();
}

class BadBody extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Stops listening where a body is too large: what more of it comes is never read. */
async function readBody(request: IncomingMessage): Promise<unknown> {
  if (Number(request.headers["content-length"] ?? 0) > largestBody) return tooLarge();
  const body = await collect(request);
  if (body === undefined) return tooLarge();
  const text = body.toString();
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return new BadBody(400, "The body is not JSON.");
  }
}

const tooLarge = (): BadBody => new BadBody(413, "The body is larger than 1 MiB.");

function collect(request: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes <= largestBody) return;
      request.pause();
      resolve(undefined);
    });
    request.once("end", () => resolve(Buffer.concat(chunks)));
    request.once("error", reject);
    request.once("aborted", () => reject(new Error("The request was cut off.")));
  });
}

function send(response: ServerResponse, { status, body }: ApiAnswer): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const headers = {
    "content-type": "application/json",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    // What is left of a body that was refused is not the next request.
    ...(status === 413 && { connection: "close" }),
  };
  if (body === undefined) response.writeHead(status, headers).end();
  else response.writeHead(status, headers).end(`${JSON.stringify(body)}\n`);
}

/** A request line can hold anything; what is no URL is the root. */
const urlOf = ({ url = "/" }: IncomingMessage): URL =>
  URL.canParse(url, "http://localhost")
    ? new URL(url, "http://localhost")
    : new URL("http://localhost/");
