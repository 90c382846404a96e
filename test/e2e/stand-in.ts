import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { WebSocket, WebSocketServer } from "ws";
import type { ConsoleMessage } from "#protocol/api.ts";

/**
 * Stands where the controller stands, for pictures that a real app reaches seldom or slowly: it serves the
 * built page, and says to it what a test tells it to. A page that connects gets the last of each kind, and
 * the last 1,000 log lines in one message, as the protocol says.
 */
export interface StandIn {
  readonly url: string;
  /** To every page, now and later. */
  say(...messages: readonly ConsoleMessage[]): void;
  /** To the pages that are connected now, as text that need not be JSON. */
  blurt(text: string): void;
  /** Cuts the connections; `down` also refuses new ones until `up`. */
  cut(): void;
  down(): void;
  up(): void;
  /** Forgets what was said, as another launch would. */
  forget(): void;
  close(): Promise<void>;
}

/** Where the built page is; CONSOLE names another place. */
export const consolePage =
  process.env["CONSOLE"] ?? fileURLToPath(new URL("../../dist/console", import.meta.url));
const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

export async function startStandIn(directory = consolePage): Promise<StandIn> {
  const server = createServer(async ({ url = "/" }, response) => {
    const { pathname } = new URL(url, "http://stand-in");
    const file = join(directory, normalize(pathname === "/" ? "/index.html" : pathname));
    const body = await readFile(file).catch(() => undefined);
    response.writeHead(body === undefined ? 404 : 200, {
      "content-type": types[extname(file)] ?? "text/plain",
    });
    response.end(body);
  });
  const port = await listen(server);
  return { url: `http://127.0.0.1:${port}/`, ...speak(server) };
}

function speak(server: Server): Omit<StandIn, "url"> {
  const sockets = new WebSocketServer({ noServer: true });
  let said: ConsoleMessage[] = [];
  let answering = true;
  server.on("upgrade", (request, socket, head) => {
    if (!answering || request.url !== "/api/v1/ws") {
      socket.destroy();
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      for (const message of greeting(said)) client.send(JSON.stringify(message));
    });
  });
  const blurt = (text: string): void => {
    for (const client of sockets.clients) {
      if (client.readyState === WebSocket.OPEN) client.send(text);
    }
  };
  const cut = (): void => {
    for (const client of sockets.clients) client.terminate();
  };
  return {
    blurt,
    cut,
    say(...messages) {
      said.push(...messages);
      for (const message of messages) blurt(JSON.stringify(message));
    },
    down() {
      answering = false;
      cut();
    },
    up() {
      answering = true;
    },
    forget() {
      said = [];
    },
    async close() {
      cut();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function greeting(said: readonly ConsoleMessage[]): readonly ConsoleMessage[] {
  const lines = said.flatMap((message) => (message.kind === "logs" ? message.lines : []));
  const last = (kind: ConsoleMessage["kind"]): readonly ConsoleMessage[] =>
    said.filter((message) => message.kind === kind).slice(-1);
  return [
    ...(["hello", "status", "layout", "state"] as const).flatMap(last),
    { kind: "logs", lines: lines.slice(-1_000) },
    ...last("exit"),
  ];
}

/** Answers the free port it was given. */
export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return address.port;
}
