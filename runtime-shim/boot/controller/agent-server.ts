import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { parseAgentMessage } from "#controller/agent-message.ts";
import type { Identity } from "#core/bindings.ts";
import type { AgentMessage, ControllerMessage } from "#protocol/agent.ts";

export interface AgentServer {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  send(message: ControllerMessage): void;
  close(): void;
}

export interface AgentServerOptions {
  /** Whether an agent is who it says. */
  readonly identity: Identity["accept"];
  readonly receive: (message: AgentMessage) => void;
}

const largestMessage = 8 * 1024 * 1024;

/** Agents connect out to here. Nothing one says is believed before it has proven who it is, and nothing that is no message. */
export function agentServer({ identity, receive }: AgentServerOptions): AgentServer {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: largestMessage,
    perMessageDeflate: false,
  });
  let agent: WebSocket | undefined;

  const connect = (socket: WebSocket): void => {
    let accepted = false;
    // Messages wait for the check of the hello before them.
    let turn: Promise<void> = Promise.resolve();
    socket.on("message", (data) => {
      const message = parseAgentMessage(String(data));
      if (message === undefined) {
        socket.close(1008, "not a message of this protocol");
        return;
      }
      turn = turn.then(async () => {
        if (message.kind === "hello") {
          accepted = await identity(message.machine, message.proof);
          if (!accepted) socket.close(1008, "not an agent of this launch");
          else replace(socket);
        }
        if (accepted && agent === socket) receive(message);
      });
    });
    socket.on("error", () => socket.terminate());
  };
  const replace = (socket: WebSocket): void => {
    if (agent !== socket) agent?.close(1000, "connected again");
    agent = socket;
  };
  return {
    upgrade: (request, socket, head) => server.handleUpgrade(request, socket, head, connect),
    // What is said to nobody is said again after the next hello: the ledger knows what was unfinished.
    send: (message) => agent?.send(JSON.stringify(message)),
    close: () => {
      agent?.close(1001, "the launch is over");
      server.close();
    },
  };
}
