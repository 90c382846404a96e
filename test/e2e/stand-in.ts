import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { WebSocket, WebSocketServer } from "ws";
import type { ConsoleMessage } from "#protocol/api.ts";

/**
 * Stands where the controller stands, for pictures that a real app reaches seldom or slowly: it serves the
 * built page, and says to it what a test tells it to. What was said is said again to each page that connects.
 */
export interface StandIn {
  readonly url: string;
  /** To every page, now and later. */
  say(...messages: readonly (ConsoleMessage | object)[]): void;
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

const page = fileURLToPath(new URL("../../dist/console", import.meta.url));
const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

export async function startStandIn(directory = page): Promise<StandIn> {
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
  let said: string[] = [];
  let answering = true;
  server.on("upgrade", (request, socket, head) => {
    if (!answering || request.url !== "/api/v1/ws") {
      socket.destroy();
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      for (const text of said) client.send(text);
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
      for (const text of messages.map((message) => JSON.stringify(message))) {
        said.push(text);
        blurt(text);
      }
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

/** Answers the free port it was given. */
export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return address.port;
}
