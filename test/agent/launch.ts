import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type WebSocket, WebSocketServer } from "ws";
import type { AgentMessage, ControllerMessage } from "#protocol/agent.ts";
import type { AttemptOrder } from "#protocol/call.ts";
import { defaultWorkSettings } from "#protocol/settings.ts";
import { type TestBundle, writeBundle } from "./bundle.ts";

type Message<Kind extends AgentMessage["kind"]> = Extract<AgentMessage, { kind: Kind }>;

export interface Launch {
  readonly directory: string;
  readonly messages: readonly AgentMessage[];
  readonly agent: ChildProcess;
  bundle(options: Omit<TestBundle, "bundles">): Promise<void>;
  send(message: ControllerMessage): void;
  run(order: AttemptOrder): void;
  /** The first message of a kind that holds, among those that came and those to come. */
  wait<Kind extends AgentMessage["kind"]>(
    kind: Kind,
    holds?: (message: Message<Kind>) => boolean,
  ): Promise<Message<Kind>>;
  /** Whether the stub records what it hears; on by default. */
  acknowledge: boolean;
  /** Breaks the link as a fault would; the agent comes back by itself. */
  breakLink(): void;
  [Symbol.asyncDispose](): Promise<void>;
}

const program = fileURLToPath(new URL("../../providers/local/runtime/agent.ts", import.meta.url));

/** A real agent process, with this test in the place of the controller. */
export async function launch(
  options: { readonly directory?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<Launch> {
  const directory = options.directory ?? mkdtempSync(join(tmpdir(), "thunderhead-agent-"));
  const bundles = join(directory, "build");
  mkdirSync(bundles, { recursive: true });
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await once(server, "listening");
  const messages: AgentMessage[] = [];
  const listeners = new Set<() => void>();
  let socket: WebSocket | undefined;
  const send = (message: ControllerMessage): void => socket?.send(JSON.stringify(message));
  const heard = (message: AgentMessage): void => {
    messages.push(message);
    if (message.kind === "hello") send({ kind: "welcome", epoch: 1, protocol: 1 });
    if ("sequence" in message && self.acknowledge) {
      const { call, attempt, work, sequence } = message;
      send({ kind: "acknowledged", epoch: 1, call, attempt, work, sequence });
    }
    for (const listener of listeners) listener();
  };
  server.on("connection", (next) => {
    socket = next;
    next.on("message", (data) => heard(JSON.parse(String(data))));
  });
  const agent = spawn(process.execPath, [program], {
    stdio: ["pipe", 2, 2],
    env: options.env ?? process.env,
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  agent.stdin?.on("error", () => {});
  agent.stdin?.write(
    `${JSON.stringify({ machine: "local", controller: `ws://127.0.0.1:${port}/agent`, token: "t0ken", directory, bundles, secretsFile: join(directory, ".env") })}\n`,
  );
  const self: Launch = {
    directory,
    messages,
    agent,
    acknowledge: true,
    bundle: (bundle) => writeBundle({ bundles, ...bundle }),
    send,
    run: (order) => send({ kind: "run", epoch: 1, order }),
    breakLink: () => socket?.terminate(),
    wait: (kind, holds = () => true) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = messages.find(
            (message): message is Message<typeof kind> =>
              message.kind === kind && holds(message as Message<typeof kind>),
          );
          if (found === undefined) return;
          listeners.delete(look);
          resolve(found);
        };
        listeners.add(look);
        look();
      }),
    [Symbol.asyncDispose]: async () => {
      agent.stdin?.end();
      if (agent.exitCode === null && agent.signalCode === null) await once(agent, "exit");
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
  await self.wait("hello");
  return self;
}

/** An order with nothing in it but what is said. */
export function orderOf(
  order: Partial<AttemptOrder> & Pick<AttemptOrder, "work" | "bundle">,
): AttemptOrder {
  return {
    call: `call-of-${order.work}`,
    attempt: 1,
    workId: `id-${order.work}`,
    constructorArguments: [],
    arguments: [],
    inputs: [],
    outputs: [],
    state: {},
    settings: defaultWorkSettings,
    config: {},
    ...order,
  };
}
