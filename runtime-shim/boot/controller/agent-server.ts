import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { parseAgentMessage } from "#controller/agent-message.ts";
import type { Identity } from "#core/bindings.ts";
import { type AgentMessage, type ControllerMessage, nonceHeader } from "#protocol/agent.ts";

export interface AgentServer {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  send(machine: string, message: ControllerMessage): void;
  sendAll(message: ControllerMessage): void;
  close(): void;
}

export interface AgentServerOptions {
  /** Whether an agent is who it says, on the connection of that nonce. */
  readonly identity: Identity["accept"];
  /** Whether it was held up while its agent connected again. */
  readonly outdated: (hello: AgentMessage & { readonly kind: "hello" }) => boolean;
  readonly receive: (machine: string, message: AgentMessage) => void;
  readonly gone: (machine: string) => void;
}

const largestMessage = 8 * 1024 * 1024;
/** ms in which whoever connects has to say who it is. */
const patience = 5_000;

/** Agents connect out to here. Nothing one says is believed before it has proven who it is, and nothing that is no message. */
export function agentServer(options: AgentServerOptions): AgentServer {
  const { identity, outdated, receive, gone } = options;
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: largestMessage,
    perMessageDeflate: false,
  });
  const agents = new Map<string, WebSocket>();

  const nonces = new WeakMap<IncomingMessage, string>();
  server.on("headers", (headers, request) => {
    headers.push(`${nonceHeader}: ${nonces.get(request)}`);
  });

  const connect = (socket: WebSocket, nonce: string): void => {
    let machine: string | undefined;
    let greeted = false;
    // Messages wait for the check of the hello before them.
    let turn: Promise<void> = Promise.resolve();
    socket.on("message", (data) => {
      const message = parseAgentMessage(String(data));
      if (message === undefined) {
        socket.close(1008, "not a message of this protocol");
        return;
      }
      // How long it takes to check what was said is not up to whoever said it.
      greeted ||= message.kind === "hello";
      turn = turn.then(async () => {
        if (message.kind === "hello") {
          const accepted = await identity(message.machine, message.proof, nonce);
          machine = accepted ? message.machine : undefined;
          if (accepted && outdated(message)) {
            machine = undefined;
            socket.close(1008, "connected again since");
          } else if (machine === undefined) socket.close(1008, "not an agent of this launch");
          else replace(machine, socket);
        }
        if (machine !== undefined && agents.get(machine) === socket) receive(machine, message);
      });
    });
    const deadline = setTimeout(() => {
      if (!greeted) socket.close(1008, "no hello");
    }, patience);
    socket.on("close", () => {
      clearTimeout(deadline);
      if (machine === undefined || agents.get(machine) !== socket) return;
      agents.delete(machine);
      gone(machine);
    });
    socket.on("error", () => socket.terminate());
  };
  const replace = (machine: string, socket: WebSocket): void => {
    const before = agents.get(machine);
    if (before !== socket) before?.close(1000, "connected again");
    agents.set(machine, socket);
  };
  return {
    upgrade: (request, socket, head) => {
      const nonce = randomBytes(24).toString("base64url");
      nonces.set(request, nonce);
      server.handleUpgrade(request, socket, head, (opened) => connect(opened, nonce));
    },
    // What is said to nobody is said again after the next hello: the ledger knows what was unfinished.
    send: (machine, message) => agents.get(machine)?.send(JSON.stringify(message)),
    sendAll: (message) => {
      for (const agent of agents.values()) agent.send(JSON.stringify(message));
    },
    close: () => {
      for (const agent of agents.values()) agent.close(1001, "the launch is over");
      server.close();
    },
  };
}
