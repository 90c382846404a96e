import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { layoutDocument, stateDocument, statusDocument } from "#controller/api-views.ts";
import type { Core } from "#controller/state.ts";
import { apiVersion, type ConsoleMessage, type LogLine } from "#protocol/api.ts";
import type { LogStore } from "./log-store.ts";

export interface ConsoleHub {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Something may have changed: pages hear of it, whole documents, at most ten times a second. */
  touch(): void;
  log(line: LogLine): void;
  /** The last message; sockets close once it is out. */
  exit(message: { readonly code: number; readonly message: string }): void;
  close(): void;
}

/** ms between two pushes. */
const pace = 100;
/** Bytes waiting for a page that does not read: it is cut off, and may connect again. */
const patience = 16 * 1024 * 1024;

export function consoleHub(core: Core, logs: LogStore): ConsoleHub {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: 64 * 1024,
    perMessageDeflate: false,
  });
  const sent = new Map<string, string>();
  let lines: LogLine[] = [];
  let timer: NodeJS.Timeout | undefined;
  let ended: ConsoleMessage | undefined;

  const broadcast = (text: string): void => {
    for (const page of server.clients) {
      if (page.bufferedAmount > patience) page.terminate();
      else page.send(text);
    }
  };
  const push = (): void => {
    timer = undefined;
    for (const message of documents(core)) {
      const text = JSON.stringify(message);
      if (sent.get(message.kind) === text) continue;
      sent.set(message.kind, text);
      broadcast(text);
    }
    if (lines.length > 0)
      broadcast(JSON.stringify({ kind: "logs", lines } satisfies ConsoleMessage));
    lines = [];
  };
  const touch = (): void => {
    if (server.clients.size > 0) timer ??= setTimeout(push, pace);
    else lines = [];
  };
  return {
    upgrade: (request, socket, head) => {
      // What waits to be pushed is in the greeting too: a new page must not get it twice.
      clearTimeout(timer);
      push();
      server.handleUpgrade(request, socket, head, (page) => {
        greet(page, core, logs);
        if (ended !== undefined) page.send(JSON.stringify(ended));
      });
    },
    touch,
    log: (line) => {
      if (server.clients.size > 0) lines.push(line);
      touch();
    },
    exit: ({ code, message }) => {
      clearTimeout(timer);
      push();
      ended = { kind: "exit", code, message };
      broadcast(JSON.stringify(ended));
    },
    close: () => {
      clearTimeout(timer);
      for (const page of server.clients) page.close(1001, "the launch is over");
      server.close();
    },
  };
}

function greet(page: WebSocket, core: Core, logs: LogStore): void {
  page.on("error", () => page.terminate());
  const { launch } = core.ledger;
  const hello: ConsoleMessage = { kind: "hello", api: apiVersion, launch, title: core.live.title };
  for (const message of [
    hello,
    ...documents(core),
    { kind: "logs", lines: logs.last() } satisfies ConsoleMessage,
  ]) {
    page.send(JSON.stringify(message));
  }
}

const documents = (core: Core): readonly ConsoleMessage[] => [
  { kind: "status", ...statusDocument(core) },
  { kind: "layout", ...layoutDocument(core) },
  { kind: "state", ...stateDocument(core) },
];
