import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
// Header hygiene, upgrades, aborted streams: a proxy's corners are a library's work.
import { createProxyServer, type ProxyServer } from "httpxy";
import { isLoopbackHost, withoutConsoleCookie } from "#boot/controller/access.ts";
import { listenOn } from "#boot/free-port.ts";
import type { Routes } from "#core/bindings.ts";

interface Route {
  readonly server: Server;
  readonly port: number;
  readonly url: string;
  /** `host:port` of the process that answers; absent until one does. */
  target: string | undefined;
}

/**
 * Routes: each service gets a port of its own on 127.0.0.1, so that its paths, cookies and absolute urls
 * are its own: the one it declares if that is free, else the next. The process behind it listens elsewhere.
 */
export function localRoutes(): Routes {
  const routes = new Map<string, Route>();
  const proxy = createProxyServer({ xfwd: true, proxyTimeout: 0 });
  proxy.on("error", (error, _request, response) => answerError(error, response));
  return {
    reserve: async (work, { port }) => {
      const route = await reserve(work, port, proxy);
      routes.set(work, route);
      return route.url;
    },
    open: async (work, address) => setTarget(routes, work, address),
    close: async (work) => setTarget(routes, work, undefined),
    end: async () => {
      for (const { server } of routes.values()) {
        server.close();
        server.closeAllConnections();
      }
      proxy.close();
    },
  };
}

function setTarget(
  routes: ReadonlyMap<string, Route>,
  work: string,
  address: string | undefined,
): void {
  const route = routes.get(work);
  if (route !== undefined) route.target = address;
}

async function reserve(work: string, wanted: number, proxy: ProxyServer): Promise<Route> {
  const server = createServer();
  const port = await listenOn(server, portsFrom(wanted));
  if (port === undefined) throw new Error(`No port near ${wanted} is free for ${work}.`);
  const route: Route = { server, port, url: `http://127.0.0.1:${port}`, target: undefined };
  server.on("request", (request, response) => serve({ work, route, proxy }, request, response));
  server.on("upgrade", (request, socket: Socket, head) =>
    upgrade({ work, route, proxy }, { request, socket, head }),
  );
  return route;
}

/** The declared port, its neighbours, then any. */
const portsFrom = (wanted: number): readonly number[] =>
  wanted === 0
    ? [0]
    : [
        ...Array.from({ length: 20 }, (_, offset) => wanted + offset).filter(
          (port) => port < 65_536,
        ),
        0,
      ];

interface Served {
  readonly work: string;
  readonly route: Route;
  readonly proxy: ProxyServer;
}

function serve(
  { work, route, proxy }: Served,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (!isLoopbackHost(request.headers.host, route.port)) {
    response.writeHead(421).end("This address answers to 127.0.0.1 and localhost only.\n");
    return;
  }
  if (route.target === undefined) {
    response
      .writeHead(503, { "content-type": "text/plain", "retry-after": "1" })
      .end(`${work} is not up.\n`);
    return;
  }
  hideConsoleCookie(request);
  // Failures arrive as the proxy's own `error` events as well.
  proxy.web(request, response, { target: `http://${route.target}` }).catch(() => {});
}

/** A header that is `undefined` is refused by Node; one without a value has to go. */
function hideConsoleCookie({ headers }: IncomingMessage): void {
  const cookie = withoutConsoleCookie(headers.cookie);
  if (cookie === undefined) delete headers.cookie;
  else headers.cookie = cookie;
}

interface Upgrade {
  readonly request: IncomingMessage;
  readonly socket: Socket;
  readonly head: Buffer;
}

function upgrade({ route, proxy }: Served, { request, socket, head }: Upgrade): void {
  if (route.target === undefined || !isLoopbackHost(request.headers.host, route.port)) {
    socket.destroy();
    return;
  }
  hideConsoleCookie(request);
  proxy
    .ws(request, socket, { target: `http://${route.target}` }, head)
    .catch(() => socket.destroy());
}

function answerError(error: Error, response: ServerResponse | Socket | undefined): void {
  if (response === undefined) return;
  if (!("headersSent" in response)) {
    response.destroy();
    return;
  }
  if (response.headersSent) response.destroy();
  else
    response
      .writeHead(502, { "content-type": "text/plain" })
      .end(`The service did not answer: ${error.message}\n`);
}
