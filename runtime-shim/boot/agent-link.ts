import type { IncomingMessage } from "node:http";
import { TLSSocket } from "node:tls";
import { WebSocket } from "ws";
import { parseControllerMessage } from "#agent/message.ts";
import type { LeaderPlace } from "#core/leadership.ts";
import { type AgentMessage, type ControllerMessage, nonceHeader } from "#protocol/agent.ts";

export interface LinkOptions {
  /** Asked before each try, since leaders change; `undefined` while there is none. */
  readonly where: () => Promise<LeaderPlace | undefined>;
  /** With the controller's nonce for this connection, "" where it has none. */
  readonly onOpen: (nonce: string) => void;
  readonly onMessage: (message: ControllerMessage) => void;
  readonly onClose: () => void;
}

export interface Link {
  /** Dropped when there is no connection: what must arrive is sent again after the next one. */
  send(message: AgentMessage): void;
  /** Lets go of this connection and makes another. */
  renew(): void;
  /** Resolves when what was sent is on its way. */
  close(): Promise<void>;
}

/** Milliseconds between tries, doubled from the first to the last, each with up to as much again of chance. */
const firstRetry = 25;
const lastRetry = 1_500;
const pingEvery = 10_000;
/** A machine that is gone answers nothing at all: without a limit, the system tries for two minutes. */
const handshakeLimit = 5_000;
const closeLimit = 500;

/** The agent's line out to the controller, opened again whenever it breaks, wherever that is by then. */
export function openLink(options: LinkOptions): Link {
  let socket: WebSocket | undefined;
  let tries = 0;
  let closing = false;
  let retry: NodeJS.Timeout | undefined;

  function again(): void {
    if (closing) return;
    const delay = Math.min(lastRetry, firstRetry * 2 ** tries++);
    retry = setTimeout(connect, delay * (1 + Math.random()));
  }
  function connect(): void {
    options.where().then((place) => {
      if (closing) return;
      if (place === undefined) again();
      else socket = open(place);
    }, again);
  }
  function open({ address, fingerprint }: LeaderPlace): WebSocket {
    // Whom the leader record names is pinned, and no authority is asked.
    const pinned = fingerprint === undefined ? {} : { rejectUnauthorized: false };
    const next = new WebSocket(address, {
      perMessageDeflate: false,
      handshakeTimeout: handshakeLimit,
      ...pinned,
    });
    let nonce = "";
    watch(next);
    next.on("upgrade", (answer) => {
      nonce = String(answer.headers[nonceHeader] ?? "");
      if (!shows(answer, fingerprint)) next.terminate();
    });
    next.on("open", () => {
      tries = 0;
      options.onOpen(nonce);
    });
    next.on("message", (data) => {
      const message = parseControllerMessage(parse(String(data)));
      if (message !== undefined) options.onMessage(message);
    });
    // Refused and broken connections close, too; that is where the next try begins.
    next.on("error", () => {});
    next.on("close", () => {
      options.onClose();
      again();
    });
    return next;
  }
  connect();
  return {
    send: (message) => {
      if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
    },
    renew: () => socket?.close(),
    close: async () => {
      closing = true;
      clearTimeout(retry);
      if (socket !== undefined) await closed(socket);
    },
  };
}

/** Whether the other side has the certificate with this sha-256; whoever was promised none may show any. */
function shows({ socket }: IncomingMessage, fingerprint: string | undefined): boolean {
  if (fingerprint === undefined) return true;
  if (!(socket instanceof TLSSocket)) return false;
  const shown = socket.getPeerCertificate().fingerprint256 ?? "";
  return shown.replaceAll(":", "").toLowerCase() === fingerprint;
}

/** A peer that vanished without a word looks like a quiet one: ask now and then. */
function watch(socket: WebSocket): void {
  let answered = true;
  const timer = setInterval(() => {
    if (socket.readyState !== WebSocket.OPEN) return;
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
  }, pingEvery);
  socket.on("pong", () => (answered = true));
  socket.on("close", () => clearInterval(timer));
}

function closed(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.readyState === WebSocket.CLOSED) return resolve();
    socket.once("close", () => resolve());
    // Ends in `close`, too.
    setTimeout(() => socket.terminate(), closeLimit).unref();
    socket.close();
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
